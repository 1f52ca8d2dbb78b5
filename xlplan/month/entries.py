"""A book's lines of the year: the budget on the sheet Budget and what it has come to on the sheet
Månad, side by side.

Amounts become kronor here. Where there is a ledger its months take the place of the book's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xlplan.model import MONTHS, Content, Ref, Row
from xlplan.month.amounts import FACTORS, NOTHING, added, from_ore, kronor, spread
from xlplan.month.figures import COST, INCOME, NO_MONTHS, Amount, Months

BUDGET_TABLE, MONTHS_TABLE = "tblBudget", "tblManad"
BUDGET_SHEET, MONTHS_SHEET = "Budget", "Månad"
FORECASTS = ("Prognos", "Prognos T2", "Prognos T1")
"""The unit's own, the latest first."""
_POST_COLUMN = 1
_MOST_DECIMALS = 6
AMOUNTS = frozenset(("Budget", *FORECASTS, *MONTHS))


@dataclass(frozen=True)
class Booked:
    """What the ledger has of a unit."""

    lines: Mapping[tuple[str, str], Sequence[int]]
    """By Post and Radtyp twelve months of öre, income and cost both positive."""
    months: frozenset[int]
    """The months that the ledger has at all: in these a line that it has nothing of has come to
    0."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the year as it stands in the book, whatever month is asked for."""

    post: str
    line_type: str
    budget_year: Amount = None
    budget: Months = NO_MONTHS
    spread: bool = False
    outcome: Months = NO_MONTHS
    unread: frozenset[int] = frozenset()
    """Months (1–12) whose outcome cannot be read."""
    forecasts: Mapping[str, Amount] | None = None
    """By the headings of FORECASTS."""
    comment: str = ""
    budget_ref: Ref | None = None
    month_ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """A book's year: all its lines, and how far they have come."""

    entries: tuple[Entry, ...]
    last: int
    """Avser månad, or the last month with an outcome; 0 without any."""
    comment: str = ""
    """Kommentar of the net's row on Månad."""
    booked: frozenset[int] | None = None
    """The months that the ledger has, where the outcome is the ledger's."""
    half: Decimal = NOTHING
    """Half a unit in the last decimal that the book's amounts have: how far one may be off because
    it is rounded. Whole numbers are exact, as in all rules of sums."""

    def missing(self, month: int) -> tuple[int, ...]:
        """The months up to that one of which no line tells anything: they are not 0, they are not
        known."""
        if self.booked is not None:
            return tuple(m for m in range(1, month + 1) if m not in self.booked)
        return tuple(
            m
            for m in range(1, month + 1)
            if all(e.outcome[m - 1] is None and m not in e.unread for e in self.entries)
        )


def year_of(content: Content, money_unit: str, ledger: Booked | None = None) -> Year:
    """The year of a book: the lines in the budget's order, then those that only Månad or the ledger
    has. Sum rows and "varav" are none."""
    factor = FACTORS[money_unit]
    planned = _by_name(content.tables.get(BUDGET_TABLE, ()))
    followed = _by_name(content.tables.get(MONTHS_TABLE, ()))
    entries = [
        _entry(planned.get(name), followed.get(name), factor) for name in {**planned, **followed}
    ]
    if ledger is not None:
        entries = _from_ledger(entries, ledger)
    told = content.facts.get("Avser månad")
    last = int(told) if isinstance(told, float) and 1 <= told <= 12 else _last(entries)
    nets = [
        row for row in content.tables.get(MONTHS_TABLE, ()) if plain(row.text("Radtyp")) == "netto"
    ]
    return Year(
        tuple(entries),
        last,
        " ".join(row.text("Kommentar") for row in nets).strip(),
        None if ledger is None else ledger.months,
        _half(content, factor),
    )


def _half(content: Content, factor: Decimal) -> Decimal:
    decimals = max(
        (
            min(_MOST_DECIMALS, -int(Decimal(repr(value)).normalize().as_tuple().exponent))
            for table in (BUDGET_TABLE, MONTHS_TABLE)
            for row in content.tables.get(table, ())
            for heading, value in row.values.items()
            if heading in AMOUNTS and isinstance(value, float)
        ),
        default=0,
    )
    return factor * Decimal("0.5").scaleb(-decimals) if decimals > 0 else NOTHING


def plain(text: str) -> str:
    """A name as it is compared: without regard to case and blanks."""
    return " ".join(text.split()).casefold()


def _by_name(rows: Sequence[Row]) -> dict[tuple[str, str, int], Row]:
    """The lines by Radtyp, Post and which of those with the same name it is."""
    found: dict[tuple[str, str, int], Row] = {}
    for row in rows:
        kind, name, place = plain(row.text("Radtyp")), plain(row.text("Post")), 0
        if kind not in (INCOME, COST) or not name:
            continue
        while (kind, name, place) in found:
            place += 1
        found[kind, name, place] = row
    return found


def _entry(planned: Row | None, followed: Row | None, factor: Decimal) -> Entry:
    named = planned or followed
    assert named is not None
    made = Entry(" ".join(named.text("Post").split()), plain(named.text("Radtyp")))
    if planned:
        year, months = kronor(planned.values.get("Budget"), factor), _months(planned, factor)
        own_months = any(month is not None for month in months)
        if own_months:
            year = added(months) if year is None else year
            months = tuple(month or NOTHING for month in months)
        made = replace(
            made,
            budget_year=year,
            budget=months if own_months or year is None else spread(year),
            spread=not own_months and year is not None,
            budget_ref=Ref(BUDGET_SHEET, planned.row, _POST_COLUMN),
        )
    if followed:
        made = replace(
            made,
            outcome=_months(followed, factor),
            unread=frozenset(i for i, month in enumerate(MONTHS, 1) if month in followed.unread),
            forecasts={name: kronor(followed.values.get(name), factor) for name in FORECASTS},
            comment=" ".join(followed.text("Kommentar").split()),
            month_ref=Ref(MONTHS_SHEET, followed.row, _POST_COLUMN),
        )
    return made


def _months(row: Row, factor: Decimal) -> Months:
    return tuple(kronor(row.values.get(month), factor) for month in MONTHS)


def _last(entries: Sequence[Entry]) -> int:
    return max(
        (m for m in range(1, 13) for e in entries if e.outcome[m - 1] is not None), default=0
    )


def _from_ledger(entries: Sequence[Entry], ledger: Booked) -> list[Entry]:
    """The lines with the ledger's months: a line that it has nothing of has come to 0."""
    left = {
        (plain(kind), plain(post)): (post, kind, months)
        for (post, kind), months in ledger.lines.items()
    }

    def outcome(months: Sequence[int]) -> Months:
        return tuple(
            from_ore(ore) if m in ledger.months else None for m, ore in enumerate(months, 1)
        )

    found = []
    for entry in entries:
        _, _, months = left.pop((entry.line_type, plain(entry.post)), ("", "", (0,) * 12))
        found.append(replace(entry, outcome=outcome(months), unread=frozenset()))
    return found + [
        Entry(post, plain(kind), outcome=outcome(months)) for post, kind, months in left.values()
    ]
