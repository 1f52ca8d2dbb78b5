"""What earlier runs remember of a unit's months, and how it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from xlplan.month.figures import Amount, Light, LineKey, Months


@dataclass(frozen=True, slots=True)
class LineBefore:
    """What is remembered of a line."""

    budget_year: Amount
    outcome: Months
    forecast: Amount


@dataclass(frozen=True, slots=True)
class FindingBefore:
    """What is remembered of a finding."""

    rule: str
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Before:
    """What is remembered of a unit's earlier month."""

    year: int
    month: int
    light: Light
    forecast_own: Amount
    """Net."""
    forecast: Amount
    """xlplan's, net."""
    explained: bool | None
    lines: Mapping[LineKey, LineBefore]
    findings: tuple[FindingBefore, ...] = ()


class Memory(Protocol):
    """What earlier runs are asked for; `xlplan.store` has it."""

    def months(self, code: str, year: int) -> tuple[Before, ...]:
        """The unit's months of the year that have been run, the latest run of each, January
        first."""

    def seasons(self, code: str, before_year: int) -> Mapping[LineKey, tuple[Months, ...]]:
        """The outcome by line of earlier whole years, the latest year first."""
