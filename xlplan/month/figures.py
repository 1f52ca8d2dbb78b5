"""Figures of a month: of a line, a unit and all units of a run.

Amounts are Decimal in kronor, whatever the book's Beloppsenhet; None is what is not known, never 0.
Months are tuples of twelve, January first. Income and cost are both positive, net is cost minus
income. A deviation with plus is better than the budget: less cost, more income, lower net.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from xlplan.model import Finding, Ref, RuleText, Severity
from xlplan.month.ledger import LedgerSummary, Unplaced
from xlplan.month.written import Written

Amount = Decimal | None
Months = tuple[Amount, ...]
LineKey = tuple[str, str]
"""Post and Radtyp as the book spells them."""

INCOME, COST = "intäkt", "kostnad"
NO_MONTHS: Months = (None,) * 12


class Light(StrEnum):
    """The light of a unit: whether its year balances. The value is what users read."""

    DEFICIT = "underskott"
    WATCH = "bevaka"
    UNKNOWN = "går inte att bedöma"
    BALANCE = "i balans"

    @property
    def risk(self) -> int:
        """0 for the worst: the order in which units are shown."""
        return list(Light).index(self)


class Method(StrEnum):
    """The method by which xlplan's own forecast of the year is made."""

    ACTUAL = "actual"
    """The year is over: its outcome."""
    SEASONAL = "seasonal"
    REMAINING = "remaining"
    RUN_RATE = "run_rate"
    BUDGET = "budget"
    """Nothing has come yet of a year's budget that has no months: the whole of it is thought to be
    still to come."""
    NONE = "none"
    """No forecast can be made."""
    SUM = "sum"
    """Of a total: the sum of the lines' forecasts, each by its own method."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason: a code, put into words at the edge, and the facts that its sentence names."""

    code: str
    facts: Mapping[str, Decimal | int | str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Forecasts:
    """Forecasts of the year, in kronor, by whom and how."""

    own: Amount = None
    """The unit's own latest: Prognos, else Prognos T2, else Prognos T1."""
    remaining: Amount = None
    """Outcome so far and the budget of the months to come."""
    run_rate: Amount = None
    """Outcome so far as if every month to come were like those that have been."""
    seasonal: Amount = None
    """Outcome so far by the part of the year that these months were in earlier years; None without
    earlier years."""
    method: Method = Method.NONE
    """Which of them is xlplan's."""
    why: Reason = field(default_factory=lambda: Reason("no_outcome"))
    chosen: Amount = None
    """xlplan's forecast: the amount by `method`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Budget, outcome and forecasts: of all income, of all cost, of the net, or of one line."""

    budget_year: Amount = None
    budget: Months = NO_MONTHS
    """By month; a year that has no months is spread evenly, and the last month takes the rest."""
    outcome: Months = NO_MONTHS
    """By month, up to and with the run's month; None after it and where nothing is filled in."""
    budget_so_far: Amount = None
    outcome_so_far: Amount = None
    deviation: Amount = None
    """So far; plus is better than the budget."""
    percent: Amount = None
    """The deviation in per cent of the budget so far (of its size, so that the sign is the
    deviation's)."""
    forecasts: Forecasts = field(default_factory=Forecasts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Totals):
    """One line of the budget with what it has come to. "varav" and sum rows are no lines."""

    post: str
    line_type: str
    """INCOME or COST."""
    forecast: Amount = None
    """The unit's own latest, as `forecasts.own`."""
    forecast_t1: Amount = None
    forecast_t2: Amount = None
    comment: str = ""
    """Kommentar of the line in Månad."""
    spread: bool = False
    """Whether the budget's months are not the unit's own but the year spread evenly."""
    budget_ref: Ref | None = None
    """The line's Post cell on the sheet Budget."""
    month_ref: Ref | None = None
    """The line's Post cell on the sheet Månad."""

    @property
    def key(self) -> LineKey:
        """What the line is called in all that is kept by line."""
        return self.post, self.line_type


class Changed(StrEnum):
    """Kinds of change in a unit since the month before."""

    LIGHT = "light"
    FORECAST_OWN = "forecast_own"
    """The net of the unit's own forecast; `post` names the line where it is a line's."""
    FORECAST = "forecast"
    """The net of xlplan's forecast."""
    BUDGET = "budget"
    """The year's budget of a line."""
    EARLIER_MONTH = "earlier_month"
    """The outcome of a month that was told before: `month` says which."""
    EXPLAINED = "explained"
    FINDING_NEW = "finding_new"
    FINDING_GONE = "finding_gone"


@dataclass(frozen=True, slots=True)
class MonthChange:
    """A change since the month before."""

    kind: Changed
    post: str = ""
    month: int = 0
    was: Amount = None
    now: Amount = None
    was_word: str = ""
    """The Light's value, where the change is one of words; the rule of a finding."""
    now_word: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """The accuracy of a forecast of a year: of the net, or for a unit whose income pays its costs
    of the cost, as in MAN009."""

    year: int
    forecast: str
    """ "T1", "T2", or the month that it was made in: "03"."""
    amount: Decimal
    outcome: Decimal
    missed: Decimal
    """Outcome minus forecast: plus when it became more (worse) than was said."""
    percent: Amount
    """Of the forecast's size; None of 0."""
    within: bool | None
    """Whether that is within the limit of the forecast's accuracy (T2: 1 %); None where no limit
    holds."""
    of_net: bool = True
    """False where amounts are the cost's."""


@dataclass(frozen=True, slots=True)
class Fund:
    """A result unit's carry-over and fund; kronor."""

    incoming: Amount
    gross_budget: Amount
    """The year's cost budget, of which the limits are parts."""
    carry_limit: Amount
    fund_limit: Amount
    result_so_far: Amount
    """Nettobudget so far minus net outcome so far; plus is a surplus."""
    result: Amount
    """The year's, by the forecast that the light is judged by."""
    carried: Amount
    """What of the year's result is carried over: at most the carry limit; a deficit wholly."""
    fund: Amount
    """Incoming and carried."""
    fund_so_far: Amount
    """Incoming and the result so far."""
    above_carry: Amount
    """What of the result is above the carry limit and stays with the board; 0 if nothing is."""
    above_fund: Amount
    """What the fund would hold above its limit; 0 if nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMonth:
    """A unit's month."""

    path: Path
    code: str
    unit: str
    department: str
    board: str
    year: int
    month: int
    money_unit: str
    """The book's Beloppsenhet, in which its amounts are told; "tkr" where it says none."""
    result_unit: bool
    net_budget: Amount
    """Nettobudget of the sheet Enhet; None where the book does not say."""
    lines: tuple[Line, ...]
    income: Totals
    cost: Totals
    net: Totals
    light: Light
    why: Reason
    explained: bool | None = None
    """Whether the lines that the deficit is made of have a Kommentar; None where nothing is to be
    explained."""
    explanations: tuple[tuple[str, str], ...] = ()
    """(Post, Kommentar) of the lines that are worse than their budget, the worst first, then the
    net's if it has one; empty where nothing is to be explained."""
    since: int | None = None
    """The month (1–12) since which the year has not balanced; None if it does."""
    changes: tuple[MonthChange, ...] | None = None
    """Since the latest earlier month of the year that a run remembers; None if there is none."""
    changes_from: int | None = None
    """That month."""
    findings: tuple[Finding, ...] = ()
    """Of the rules that concern the month."""
    fund: Fund | None = None
    accuracy: tuple[Hit, ...] = ()
    from_ledger: bool = False
    """Whether the outcome is the ledger's and not the book's."""
    deficit: Amount = None
    """What the year is missing by the worse of the two forecasts: plus is a deficit, minus a
    surplus."""
    paragraph: str = ""
    """The Swedish sentences about the unit."""
    book_month: int | None = None
    """Avser månad of the book: what its comments and forecasts are of, and what the rules go by;
    None where it does not say."""


@dataclass(frozen=True, slots=True)
class BookWithoutMonth:
    """A book that has no month, and why, in Swedish."""

    path: Path
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRun:
    """The month of all units, those at the greatest risk first."""

    year: int
    month: int
    units: tuple[UnitMonth, ...]
    made: datetime
    version: str
    board: str = ""
    """The board that all units belong to; "" where they belong to several."""
    unchecked: tuple[BookWithoutMonth, ...] = ()
    ledger: LedgerSummary | None = None
    unplaced: tuple[Unplaced, ...] = ()
    written: tuple[Written, ...] = ()
    """What became of each unit's book, where the ledger's outcome was to be written in them."""
    texts: Mapping[str, RuleText] = field(default_factory=dict)
    """The sentences of the findings' rules."""


def count(run: MonthRun, severity: Severity) -> int:
    """The number of findings of that severity that nobody has accepted."""
    return sum(
        found.open and found.severity is severity for unit in run.units for found in unit.findings
    )
