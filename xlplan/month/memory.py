"""The memory of earlier runs: a unit's months as they were told, and how it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from xlplan.month.figures import Amount, Light, LineKey, Months


@dataclass(frozen=True, slots=True)
class LineBefore:
    """A line as it is remembered."""

    budget_year: Amount
    outcome: Months
    forecast: Amount


@dataclass(frozen=True, slots=True)
class FindingBefore:
    """A finding as it is remembered."""

    rule: str
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Before:
    """A unit's earlier month as it is remembered."""

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
    """The memory that a run asks; `xlplan.store` has it."""

    def months(self, code: str, year: int) -> tuple[Before, ...]:
        """The unit's months of the year that have been run, the latest run of each, January
        first."""

    def seasons(self, code: str, before_year: int) -> Mapping[LineKey, tuple[Months, ...]]:
        """The outcome by line of earlier whole years, the latest year first."""
