"""What the generated texts are told about goals, indicators and activities.

An indicator or activity that a person has written an analysis of is counted but not told of: that
person's words stand in the report. Where an outcome cannot be held against its target with
certainty, `nått` is None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypedDict

from xlplan.judging.directions import DIRECTION_WORDS
from xlplan.judging.notation import written
from xlplan.judging.outcomes import is_figure, is_rate, judge, parsed
from xlplan.judging.targets import Target, comparable
from xlplan.model import Content, Row
from xlplan.report.goals import GOALS_TABLE, Goal
from xlplan.report.notation import one_line
from xlplan.report.outline.names import ACTIVITIES, BOOK_TABLES, INDICATORS, same
from xlplan.report.texts.money_told import FollowUp, fact, follow_up, year

_LETTER = re.compile(r"[^\W\d_]")
_DONE = re.compile(
    r"(?:är )?(?:klart?|genomför[dt]a?|avsluta[dt]e?|slutför[dt]a?|utför[dt]a?|färdiga?)\b",
    re.IGNORECASE,
)
_NOT_QUITE = re.compile(
    r"\b(?:inte|ej|delvis|ännu|men|utom|sena?t?|försena\w*|förskj\w*|halvt)\b", re.IGNORECASE
)
_NONE = re.compile(
    r"(?:nej|ingen|inga|ingen avvikelse|inga avvikelser|enligt plan(?:en)?)\.?", re.IGNORECASE
)
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


class Indicators(TypedDict):
    förra_året: str
    indikatorer: list[Indicator]
    """Those that have an outcome, and no analysis."""


class Counted(TypedDict):
    antal: int
    bedömda: int
    """Indicators whose outcome can be held against its target."""
    nådda: int


class Activities(TypedDict):
    antal: int
    genomförda: int
    """Those that Avvikelse says have been done."""
    avvikelser: int
    """Those that have another text there."""


class OfGoal(TypedDict):
    mål: str
    förra_året: str
    räknade: Counted
    aktiviteter: Activities
    indikatorer: list[Indicator]


class Judged(TypedDict):
    bedömning: str
    """As the contract spells it: "Uppfylls helt"."""
    antal: int


class Summary(TypedDict):
    enhet: str
    vems: str
    """ "enhetens" or "nämndens"."""
    skede: str
    nivå: str
    """ "enhetsmål" or "nämndmål": the goals that are the book's own."""
    antal_mål: int
    bedömda_mål: int
    bedömningar: list[Judged]
    """Those that have been given, in the contract's order."""
    räknade: Counted
    aktiviteter: Activities
    ekonomi: FollowUp


JUDGEMENTS = ("Uppfylls helt", "Uppfylls delvis", "Uppfylls ej")
"""In the contract's order, without "Ingen"."""
_OWN_LEVELS = (("Enhetsmål", "enhetens"), ("Nämndmål", "nämndens"))


def summary(content: Content, phase: str, until: int) -> Summary:
    level, goals = own_goals(content.tables.get(GOALS_TABLE, ()))
    judged = [
        (word, sum(same(row.text(f"Bedömning {phase}")) == same(word) for row in goals))
        for word in JUDGEMENTS
    ]
    return {
        "enhet": fact(content, "Enhet"),
        "vems": dict(_OWN_LEVELS).get(level, "enhetens"),
        "skede": phase,
        "nivå": level.casefold(),
        "antal_mål": len(goals),
        "bedömda_mål": sum(number for _, number in judged),
        "bedömningar": [{"bedömning": word, "antal": number} for word, number in judged if number],
        "räknade": _counted(content.tables.get(BOOK_TABLES[INDICATORS], ()), phase),
        "aktiviteter": _activities(content.tables.get(BOOK_TABLES[ACTIVITIES], ()), phase),
        "ekonomi": follow_up(content, phase, until),
    }


def own_goals(goals: Sequence[Row]) -> tuple[str, list[Row]]:
    """The goals that are the book's own, and their Nivå: the unit's, or those of the board where
    there are none."""
    for level, _ in _OWN_LEVELS:
        if own := [
            row
            for row in goals
            if same(row.text("Nivå")) == same(level) and row.text("Mål").strip()
        ]:
            return level, own
    return _OWN_LEVELS[0][0], []


def of_goal(
    content: Content,
    goal: Row | None,
    indicators: Sequence[Row],
    activities: Sequence[Row],
    phase: str,
) -> OfGoal:
    return {
        "mål": Goal(goal, 0).title if goal else "",
        "förra_året": year(content, -1) or "förra året",
        "räknade": _counted(indicators, phase),
        "aktiviteter": _activities(activities, phase),
        "indikatorer": _told(indicators, phase),
    }


def indicators(content: Content, rows: Sequence[Row], phase: str) -> Indicators:
    return {"förra_året": year(content, -1) or "förra året", "indikatorer": _told(rows, phase)}


def _counted(rows: Sequence[Row], phase: str) -> Counted:
    named = [row for row in rows if row.text("Indikator").strip()]
    verdicts = [told["nått"] for row in named if (told := _indicator(row, phase))]
    return {
        "antal": len(named),
        "bedömda": len(verdicts) - verdicts.count(None),
        "nådda": verdicts.count(True),
    }


def _activities(rows: Sequence[Row], phase: str) -> Activities:
    named = [row for row in rows if row.text("Aktivitet").strip()]
    said = [one_line(row.text(f"Avvikelse {phase}")) for row in named]
    said = [text for text in said if _LETTER.search(text) and not _NONE.fullmatch(text)]
    done = sum(bool(_DONE.match(text)) and not _NOT_QUITE.search(text) for text in said)
    return {"antal": len(named), "genomförda": done, "avvikelser": len(said) - done}


def _told(rows: Sequence[Row], phase: str) -> list[Indicator]:
    unwritten = (row for row in rows if not _LETTER.search(row.text(f"Analys {phase}")))
    return [told for row in unwritten if (told := _indicator(row, phase))]


def _indicator(row: Row, phase: str) -> Indicator | None:
    """None for an indicator without a name or an outcome that is understood."""
    name, outcome = one_line(row.text("Indikator")), parsed(row.text(f"Utfall {phase}"))
    if not name or outcome is None or outcome.kind == "deferred":
        return None
    own, kf, last = (
        row.text(column) for column in ("Årsmål", "KF:s årsmål", "Utfall föregående år")
    )
    told: Indicator = {
        "namn": name,
        "utfall": _text(outcome),
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
    rate = is_rate(name, outcome.unit)
    verdict = judge(name, own, kf, last, outcome.text, phase)
    if verdict and verdict.target.kind == "deferred":
        verdict = None
    if verdict and (verdict.heading == "Årsmål" or rate or verdict.target.kind != "value"):
        told["målet"] = "årsmålet" if verdict.heading == "Årsmål" else verdict.heading
        told["mål"], told["nått"] = _text(verdict.target), verdict.reached
        if verdict.reached is not None:
            told["riktning"] = DIRECTION_WORDS.get(verdict.inferred, "")
            told["läge"], told["avstånd"] = _away(outcome, verdict.target)
    if (
        told["målet"] == "årsmålet"
        and rate
        and (of_kf := judge(name, None, kf, last, outcome.text, phase))
    ):
        told["kf_samma"] = verdict is not None and of_kf.target == verdict.target
        if not told["kf_samma"] and of_kf.target.kind != "deferred":
            told["kf"], told["kf_nått"] = _text(of_kf.target), of_kf.reached
    if phase == "VB" or rate:
        told |= _since(outcome, parsed(last))  # type: ignore[typeddict-item]
    if phase == "VB":
        told |= _women_and_men(parsed(row.text(_WOMEN)), parsed(row.text(_MEN)))  # type: ignore[typeddict-item]
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
