"""Outcomes held against their targets. Where it cannot be told whether one is reached, nothing is
said.

Rules ask it when they look for an analysis, and reports when they tell how the year went: both say
the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xlplan.judging.directions import DIRECTION_WORDS, better_direction, stated_direction
from xlplan.judging.targets import Direction, Target, meets, parse_target

_UNCHANGED = Decimal("0.02")
"""`oförändrat`: so large a part of last year's outcome is the survey's own noise."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """An outcome held against its target."""

    heading: str
    """Whose target it is: "Årsmål", or "KF:s årsmål" if the unit has none of its own."""
    target: Target
    reached: bool | None
    """None where that cannot be told."""
    inferred: Direction | None
    """Which way is better, if that was read out of the indicator's name and decides whether the
    target is reached."""


def parsed(text: str | None) -> Target | None:
    """The target or outcome in a cell; None for an empty one, and for what is not understood."""
    return parse_target(text) if text else None


def is_figure(target: Target | None) -> bool:
    """Whether it is one plain number: no bound, no range, not approximate."""
    return (
        target is not None
        and target.kind == "value"
        and target.high is None
        and target.direction is None
        and target.trend is None
        and not target.about
    )


def is_rate(name: str, unit: str) -> bool:
    """Whether the number says how it is, not how much it has come to: such may be held against a
    target for the whole year at any time of it, and against the whole city's."""
    if unit in ("%", "procentenheter") or unit.startswith("av "):
        return True
    if " per " in f" {unit}":
        return "per år" not in unit
    words = name.lower()
    return (
        unit == "" and not words.startswith("antal") and ("index" in words or "genomsnitt" in words)
    )


def judge(
    name: str,
    own: str | None,
    kf: str | None,
    last: str | None,
    outcome: str | None,
    phase: str,
    better: str | None = None,
) -> Judgement | None:
    """The judgement of an outcome against Årsmål, or against KF:s årsmål if the unit has none; the
    cells' texts as they stand. `better` is what the register's Bättre says.

    None without an outcome or a target that is understood, and where either is approximate.
    """
    kf_target, reached_so_far = parsed(kf), parsed(outcome)
    heading = "Årsmål" if own and not _is_deferred(parsed(own)) else "KF:s årsmål"
    target = parsed(own if heading == "Årsmål" else kf)
    if target is None or reached_so_far is None or reached_so_far.about or target.about:
        return None
    way = better_direction(name, target, kf_target, registered=better)
    guessed = stated_direction(target) is None and target.high is None and target.kind != "yesno"
    if guessed and target.note != reached_so_far.note:
        # "2 % energieffektivisering": the name speaks of something else than the target does
        way = None
    reached = _reached(target, reached_so_far, parsed(last), way)
    if (
        reached is False
        and phase != "VB"
        and way != "at_most"
        and not is_rate(name, reached_so_far.unit)
    ):
        reached = None  # the year is not over, and the rest may come
    return Judgement(heading, target, reached, way if guessed else None)


def _is_deferred(target: Target | None) -> bool:
    return target is not None and target.kind == "deferred"


def _reached(
    target: Target, outcome: Target, last: Target | None, way: Direction | None
) -> bool | None:
    if target.kind != "trend":
        return meets(target, outcome, way)
    if target.trend is None or target.note:
        return None
    if outcome.kind == "trend" and outcome.value is None:
        return _same_way(target.trend, outcome.trend or "", way)
    if last is None or not (is_figure(outcome) and is_figure(last)) or outcome.unit != last.unit:
        return None
    assert outcome.value is not None and last.value is not None
    change = outcome.value - last.value
    if target.trend == "oförändrat":
        if abs(change) <= abs(last.value) * _UNCHANGED:
            return True
        return None if way not in DIRECTION_WORDS else (change > 0) == (way == "at_least")
    right_way = change > 0 if target.trend == "öka" else change < 0
    # equal may be a rounded change, and `minska med 5 %` may be reached in more than one way of
    # counting
    return None if change == 0 or (right_way and target.value is not None) else right_way


def _same_way(wanted: str, came: str, way: Direction | None) -> bool | None:
    """Whether a trend that is written as an outcome is the one wanted; "oförändrat" may also have
    become better."""
    if wanted != "oförändrat" or came == wanted:
        return came == wanted
    return None if way not in DIRECTION_WORDS else (came == "öka") == (way == "at_least")
