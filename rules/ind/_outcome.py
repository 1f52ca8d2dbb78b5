"""Whether an indicator's outcome in the phase reaches its target. Where that cannot be told, nothing is said."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl

from xlplan.rule import Direction, Target, meets, parse_target

from .._skede import headings, of_phase
from ._direction import WORDS, better, spoken, with_better, written

READ = ("Årsmål", "KF:s årsmål", "Utfall föregående år", *headings("Utfall"))
"""The columns that `judged` reads."""

_VERDICT = pl.Struct({"mål": pl.String, "målet": pl.String, "nått": pl.Boolean, "riktning": pl.String})
_UNTOLD = dict.fromkeys(("mål", "målet", "nått", "riktning"))
_UNCHANGED = Decimal("0.02")
"""`oförändrat`: so large a part of last year's outcome is the survey's own noise."""


def judged(indicators: pl.DataFrame, registered: pl.DataFrame) -> pl.DataFrame:
    """Adds `utfall`, the phase's outcome; `mål`, the target that it is held against, and `målet`, whose it is; `nått`,
    whether it is reached (null where that is not known); and `riktning`, which way is better if no target says so.

    `registered` are the register's indicators, whose Bättre is heard first.
    """
    rows = with_better(indicators, registered).with_columns(utfall=of_phase("Utfall"))
    asked = pl.struct("Indikator", "Årsmål", "KF:s årsmål", "Utfall föregående år", "utfall", "skede", "bättre")
    return rows.with_columns(dom=asked.map_elements(_judge, return_dtype=_VERDICT)).unnest("dom")


def parsed(text: str | None) -> Target | None:
    return parse_target(text) if text else None


def is_figure(target: Target | None) -> bool:
    """Whether it is one plain number: no bound, no range, not approximate."""
    return (
        target is not None and target.kind == "value" and target.high is None
        and target.direction is None and target.trend is None and not target.about
    )  # fmt: skip


def is_rate(name: str, unit: str) -> bool:
    """Whether the number says how it is, not how much it has come to: such may be held against a target for the whole
    year at any time of it, and against the whole city's."""
    if unit in ("%", "procentenheter") or unit.startswith("av "):
        return True
    if " per " in f" {unit}":
        return "per år" not in unit
    words = name.lower()
    return unit == "" and not words.startswith("antal") and ("index" in words or "genomsnitt" in words)


def _judge(row: Mapping[str, Any]) -> Mapping[str, Any]:
    outcome, last = parsed(row["utfall"]), parsed(row["Utfall föregående år"])
    kf, name = parsed(row["KF:s årsmål"]), row["Indikator"] or ""
    heading = "Årsmål" if row["Årsmål"] and not _is_deferred(parsed(row["Årsmål"])) else "KF:s årsmål"
    target = parsed(row[heading])
    if target is None or outcome is None or outcome.about or target.about:
        return _UNTOLD
    way = better(name, target, kf, registered=row["bättre"])
    guessed = written(target) is None and target.high is None and target.kind != "yesno"
    if guessed and target.note != outcome.note:
        way = None  # "2 % energieffektivisering": the name speaks of something else than the target does
    reached = _reached(target, outcome, last, way)
    if reached is False and row["skede"] != "VB" and way != "at_most" and not is_rate(name, outcome.unit):
        reached = None  # the year is not over, and the rest may come
    whose = "årsmålet" if heading == "Årsmål" else heading
    told = spoken(way, row["bättre"]) if guessed else ""
    return {"mål": row[heading], "målet": whose, "nått": reached, "riktning": told}


def _is_deferred(target: Target | None) -> bool:
    return target is not None and target.kind == "deferred"


def _reached(target: Target, outcome: Target, last: Target | None, way: Direction | None) -> bool | None:
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
        return None if way not in WORDS else (change > 0) == (way == "at_least")
    right_way = change > 0 if target.trend == "öka" else change < 0
    # equal may be a rounded change, and `minska med 5 %` may be reached in more than one way of counting
    return None if change == 0 or (right_way and target.value is not None) else right_way


def _same_way(wanted: str, came: str, way: Direction | None) -> bool | None:
    """Whether a trend that is written as an outcome is the one wanted; "oförändrat" may also have become better."""
    if wanted != "oförändrat" or came == wanted:
        return came == wanted
    return None if way not in WORDS else (came == "öka") == (way == "at_least")
