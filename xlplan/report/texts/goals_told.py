"""What the generated texts are told about goals, indicators and activities.

An indicator or activity that a person has written an analysis of is counted but not told of: that
person's words stand in the report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypedDict

from xlplan.model import Content, Row
from xlplan.report.goals import GOALS_TABLE, Goal
from xlplan.report.notation import one_line
from xlplan.report.outline.names import ACTIVITIES, BOOK_TABLES, INDICATORS, same
from xlplan.report.texts.indicators_told import Indicator, told_indicator
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


class JudgementCount(TypedDict):
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
    bedömningar: list[JudgementCount]
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
    verdicts = [told["nått"] for row in named if (told := told_indicator(row, phase))]
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
    return [told for row in unwritten if (told := told_indicator(row, phase))]
