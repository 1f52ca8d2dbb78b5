"""Past months as they are read back for people: `xlplan history`. Amounts are Decimal in kronor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xlplan.model import Severity
from xlplan.month.figures import Amount, Light


@dataclass(frozen=True, slots=True)
class UnitName:
    """Enhetskod and the name that it had last."""

    code: str
    unit: str


class UnknownUnitError(Exception):
    """No run knows a unit of that code or name; `near` are those that it may have meant, the
    nearest first."""

    def __init__(self, asked: str, near: tuple[UnitName, ...]) -> None:
        super().__init__(asked)
        self.near = near


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run: who made it and when."""

    number: int
    made: datetime
    """UTC."""
    made_by: str
    version: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A line, or one of the totals (`post` is ""): the amounts as they were told."""

    post: str
    line_type: str
    """intäkt, kostnad or netto."""
    budget_year: Amount
    budget_so_far: Amount
    outcome_so_far: Amount
    deviation: Amount
    forecast_own: Amount
    forecast: Amount
    """xlplan's own."""
    method: str


@dataclass(frozen=True, slots=True)
class PastFinding:
    """A finding as one run told it."""

    rule: str
    severity: Severity
    sheet: str
    cell: str
    key: str
    accepted: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class PastMonth:
    """A unit's month as one run told it."""

    code: str
    unit: str
    department: str
    board: str
    year: int
    month: int
    money_unit: str
    from_ledger: bool
    light: Light
    explained: bool | None
    since: int | None
    run: PastRun
    replaced_by: PastRun | None
    """None for the current one."""
    totals: tuple[Figures, ...]
    """Income, cost, net."""
    lines: tuple[Figures, ...]
    findings: tuple[PastFinding, ...]

    @property
    def net(self) -> Figures:
        """The net, the last of the totals."""
        return self.totals[-1]
