"""What the generated texts are told about one indicator: its outcome against target, last year, and
women against men.

Where an outcome cannot be held against its target with certainty, `nått` is None.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TypedDict

from xlplan.judging.directions import DIRECTION_WORDS
from xlplan.judging.notation import written
from xlplan.judging.outcomes import is_figure, is_rate, judge, parsed
from xlplan.judging.targets import Target, comparable
from xlplan.model import Row
from xlplan.report.notation import one_line

_WOMEN, _MEN = "Utfall kvinnor/flickor", "Utfall män/pojkar"


class Indicator(TypedDict):
    """Figures are texts as they stand in the book, evenly written: "84 %", "max 10 dagar"; "" for
    what is not known."""

    namn: str
    utfall: str
    målet: str
    """Whose target it is: "årsmålet" or "KF:s årsmål"; "" without one."""
    mål: str
    nått: bool | None
    riktning: str
    """ " (lägre är bättre)" if that was inferred from the indicator's name."""
    läge: str
    """Whether the outcome lies "över" or "under" its target; "" where it hits it, or that cannot be
    told."""
    avstånd: str
    """How far: "4 procentenheter"."""
    kf: str
    """KF:s årsmål, where it may be held against the unit's outcome and is not the target above."""
    kf_samma: bool
    """Whether KF:s årsmål is the target above."""
    kf_nått: bool | None
    förra: str
    """Last year's outcome, where the two may be compared."""
    förändring: str
    """ "ökat", "minskat" or "oförändrat" since then."""
    förändring_med: str
    kvinnor: str
    män: str
    könsskillnad: str


def told_indicator(row: Row, phase: str) -> Indicator | None:
    """None for an indicator without a name or an outcome that is understood."""
    name, outcome = one_line(row.text("Indikator")), parsed(row.text(f"Utfall {phase}"))
    if not name or outcome is None or outcome.kind == "deferred":
        return None
    last = parsed(row.text("Utfall föregående år"))
    told: dict[str, object] = {**_UNKNOWN, "namn": name, "utfall": _text(outcome)}
    told |= _against_targets(row, name, outcome, phase)
    if phase == "VB" or is_rate(name, outcome.unit):
        told |= _since(outcome, last)
    if phase == "VB":
        told |= _women_and_men(parsed(row.text(_WOMEN)), parsed(row.text(_MEN)))
    return told  # type: ignore[return-value]


_UNKNOWN: Indicator = {
    "namn": "",
    "utfall": "",
    "målet": "",
    "mål": "",
    "nått": None,
    "riktning": "",
    "läge": "",
    "avstånd": "",
    "kf": "",
    "kf_samma": False,
    "kf_nått": None,
    "förra": "",
    "förändring": "",
    "förändring_med": "",
    "kvinnor": "",
    "män": "",
    "könsskillnad": "",
}


def _against_targets(row: Row, name: str, outcome: Target, phase: str) -> dict[str, object]:
    """The outcome against the unit's own target, or else KF's; and against KF's beside it."""
    own, kf, last = (
        row.text(column) for column in ("Årsmål", "KF:s årsmål", "Utfall föregående år")
    )
    verdict = judge(name, own, kf, last, outcome.text, phase)
    if verdict is None or verdict.target.kind == "deferred":
        return {}
    is_own, rate = verdict.heading == "Årsmål", is_rate(name, outcome.unit)
    if not is_own and not rate and verdict.target.kind == "value":
        return {}
    told: dict[str, object] = {
        "målet": "årsmålet" if is_own else verdict.heading,
        "mål": _text(verdict.target),
        "nått": verdict.reached,
    }
    if verdict.reached is not None:
        told["riktning"] = DIRECTION_WORDS.get(verdict.inferred, "")
        told["läge"], told["avstånd"] = _away(outcome, verdict.target)
    if is_own and rate and (of_kf := judge(name, None, kf, last, outcome.text, phase)):
        told["kf_samma"] = of_kf.target == verdict.target
        if not told["kf_samma"] and of_kf.target.kind != "deferred":
            told["kf"], told["kf_nått"] = _text(of_kf.target), of_kf.reached
    return told


def _text(target: Target) -> str:
    """In the even notation, as it stands within a sentence; a trend in quotes."""
    text = written(target)
    if target.kind == "trend" or target.trend:
        return f"”{text}”"
    return text[:1].lower() + text[1:] if target.direction or target.kind == "yesno" else text


def _away(outcome: Target, target: Target) -> tuple[str, str]:
    """On which side of the target the outcome lies, and how far from it."""
    if (
        not comparable(target, outcome)
        or not is_figure(outcome)
        or target.high is not None
        or target.about
    ):
        return "", ""
    if target.direction == "within" or outcome.value is None or target.value is None:
        return "", ""
    difference = outcome.value - target.value
    return (
        ("över" if difference > 0 else "under", _apart(difference, outcome))
        if difference
        else ("", "")
    )


def _apart(difference: Decimal, of: Target) -> str:
    """The difference between two figures like `of`, in its own unit: that of percentages is in
    procentenheter."""
    unit = "procentenheter" if of.unit == "%" else "" if of.unit.startswith("av ") else of.unit
    return written(replace(of, value=abs(difference), unit=unit, note=""))


def _since(outcome: Target, last: Target | None) -> dict[str, str]:
    if last is None or not (is_figure(outcome) and is_figure(last)):
        return {}
    if (
        (outcome.unit, outcome.note) != (last.unit, last.note)
        or outcome.value is None
        or last.value is None
    ):
        return {}
    change = outcome.value - last.value
    way = "ökat" if change > 0 else "minskat" if change else "oförändrat"
    return {
        "förra": _text(last),
        "förändring": way,
        "förändring_med": _apart(change, outcome) if change else "",
    }


def _women_and_men(women: Target | None, men: Target | None) -> dict[str, str]:
    if women is None or men is None or not (is_figure(women) and is_figure(men)):
        return {}
    if (women.unit, women.note) != (men.unit, men.note) or women.value is None or men.value is None:
        return {}
    apart = women.value - men.value
    return {
        "kvinnor": _text(women),
        "män": _text(men),
        "könsskillnad": _apart(apart, women) if apart else "",
    }
