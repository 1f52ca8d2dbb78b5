"""How many goals, indicators and activities of the plan a text says that there are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlplan.statements.unit_name import unit_named
from xlplan.statements.values import COUNTED, Mention, Statement

_BEFORE = {"inriktningsmål": "(?:KF:s )?"}
_ENDING = {"indikatorer": "(?:na)?", "aktiviteter": "(?:na)?"}
_COUNTED = {
    key: re.compile(
        rf"(?<![\w-]){_BEFORE.get(key, '')}{key}{_ENDING.get(key, '(?:en)?')}(?![\w-])",
        re.IGNORECASE,
    )
    for key in COUNTED
}
_BOARDS = re.compile(
    r"(?<!\w)(?:nämndens|av nämndens|från nämnden|fullmäktiges|antal(?:et)?|egna(?= "
    r"enhetsmål))(?!\w)",
    re.IGNORECASE,
)
_OF_THE_PLAN = re.compile(r"plan|mål|indikator", re.IGNORECASE)
"""Without one of these "fem aktiviteter" may be what the unit offers those it is there for."""


@dataclass(frozen=True)
class PlanCounted:
    """What in a sentence may be counted, and whose it is."""

    enhet: str

    def __call__(self, text: str) -> list[Mention]:
        lowered = text.lower()
        found = [
            Mention(match.start(), match.end(), "k", key)
            for key in COUNTED
            if key in lowered
            for match in _COUNTED[key].finditer(text)
        ]
        if not found:
            return []
        found += [Mention(match.start(), match.end(), "F") for match in _BOARDS.finditer(text)]
        return [*found, *unit_named(text, self.enhet)]


def is_meant(statement: Statement) -> bool:
    """Whether it must be about what the plan has."""
    return statement.key != "aktiviteter" or bool(_OF_THE_PLAN.search(statement.sentence))
