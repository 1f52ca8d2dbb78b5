"""Which cells of a book's Månad take a ledger's outcome, and what of it has no cell there.

Amounts come as kronor and stand in the book in its own Beloppsenhet, to the öre: nothing is rounded, so that what is
written can be reconciled with the ledger. In tkr an öre is the fifth decimal, in mnkr the eighth, which Excel's fifteen
digits hold for amounts below ten thousand million kronor; the cells' format decides how many of them are shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from xlplan.fixing.lines import has_lines, types
from xlplan.fixing.numbers import number, others
from xlplan.fixing.repair import Cell, Patient, Repair, Table
from xlplan.fixing.sums import counted, same_sum
from xlplan.model import MONTHS, Kind, Ref
from xlplan.reading.book import Book
from xlplan.tables import TableSpec
from xlplan.tables.specs import fold
from xlplan.template.lines import COST, INCOME, LINE

Outcomes = Mapping[tuple[str, str], Sequence[Decimal | None]]
"""(Post, Radtyp) -> twelve months' kronor, January first, income and cost both plus; None for a month that is not
known, whose cell is left."""

PLACES = {"kr": 0, "tkr": 3, "mnkr": 6}
"""Beloppsenhet -> how many places a krona is moved in it."""
TABLE, PERIOD = "tblManad", "Avser månad"


class OutcomeError(Exception):
    """The outcome cannot be written in the book; the text says why in Swedish. The book is as it was."""


class Why(StrEnum):
    """Why an amount was not written, or a line got none, as users read it."""

    NO_LINE = "boken har ingen sådan rad"
    SEVERAL_LINES = "boken har raden flera gånger"
    NO_COLUMN = "boken har ingen kolumn för månaden"
    FORMULA = "i cellen står en formel"
    NO_AMOUNT = "i cellen står något annat än ett belopp"
    MERGED = "cellen är sammanfogad med andra"
    NO_CELL = "cellens format visar inte belopp"
    NOT_IN_LEDGER = "ekonomisystemet har inget för raden, och det som står där är kvar"


@dataclass(frozen=True, slots=True)
class OutcomeCell:
    """One cell that got a new value, in the book's Beloppsenhet."""

    ref: Ref
    post: str
    """As the book spells it; PERIOD for the month that the book's outcome goes to."""
    line_type: str
    month: int
    was: Decimal | str | None
    """A text is a number typed as text."""
    became: Decimal


@dataclass(frozen=True, slots=True)
class NotWritten:
    """An outcome that has no cell in the book, or a line of the book that the ledger has nothing for."""

    post: str
    line_type: str
    month: int | None
    """None where it is the whole line."""
    kronor: Decimal | None
    """The outcome, of the line up to the month; None for a line that has none."""
    why: Why
    ref: Ref | None = None


@dataclass
class Plan:
    """What is to be done to a book."""

    patient: Patient
    cells: list[OutcomeCell] = field(default_factory=list)
    left: list[NotWritten] = field(default_factory=list)

    def sums(self) -> tuple[dict[Ref, float], frozenset[Ref]]:
        """New stored values of Månad's sum formulas; and all of these formulas whose value is known to be right."""
        known = list(counted(self.patient))
        new = {ref: value for ref, stored, value in known if not same_sum(value, stored)}
        return new, frozenset(ref for ref, _, _ in known)


def planned(
    book: Book, specs: Mapping[str, TableSpec], outcomes: Outcomes, *, year: int, month: int, closed: Collection[Ref]
) -> Plan:
    """What the outcome of the months up to `month` changes. `closed` are cells that cannot be written.

    Raises OutcomeError for a book that it cannot be written in at all.
    """
    plan = Plan(Patient.of(book, specs, ()))
    table, unit = _table(plan.patient), _unit(plan.patient, year)
    lines: dict[tuple[str, str], list[int]] = {}
    for row, kind in types(table).items():
        name = table.cell(row, LINE).value
        if kind in (INCOME, COST) and isinstance(name, str) and name.strip():
            lines.setdefault((fold(name), kind), []).append(row)
    given = _by_line(outcomes, month)
    reached = False
    for key, (post, months) in given.items():
        rows = lines.get(key, [])
        if len(rows) == 1:
            for at, kronor in enumerate(months, 1):
                if kronor is not None:
                    stands = _write(plan, table, key[1], (rows[0], at), kronor, unit, closed)
                    reached |= stands and at == month
        elif any(months):
            total = sum((kronor for kronor in months if kronor is not None), Decimal())
            plan.left.append(NotWritten(post, key[1], None, total, Why.SEVERAL_LINES if rows else Why.NO_LINE))
    if reached:
        _raise_period(plan, month, closed)
    plan.left += _without_outcome(table, lines, {key for key, (_, months) in given.items() if months != [None] * month})
    return plan


def _by_line(outcomes: Outcomes, month: int) -> dict[tuple[str, str], tuple[str, list[Decimal | None]]]:
    """By line, as lines are compared: its name and its months up to `month`. Two spellings of a name are one line."""
    found: dict[tuple[str, str], tuple[str, list[Decimal | None]]] = {}
    for (post, line_type), months in outcomes.items():
        _, sums = found.setdefault((fold(post), line_type), (post, [None] * month))
        for at, kronor in enumerate(months[:month]):
            if kronor is not None:
                sums[at] = (sums[at] or Decimal()) + kronor
    return found


def _table(patient: Patient) -> Table:
    table = patient.tables.get(TABLE)
    if table is None:
        raise OutcomeError(f"boken saknar tabellen {TABLE}, som brukar stå på bladet Månad")
    if not has_lines(table):
        raise OutcomeError(f"kolumnen Post eller Radtyp saknas på bladet {table.data.sheet}")
    return table


def _unit(patient: Patient, year: int) -> str:
    """The book's Beloppsenhet, in small letters. Raises OutcomeError where that or the year is not sure."""
    held = patient.fact("År")
    of = number(held) if isinstance(held, str) else held
    if not isinstance(of, float):
        raise OutcomeError("år saknas på bladet Enhet; fyll i det först, så att utfallet inte hamnar i fel bok")
    if of != year:
        raise OutcomeError(f"boken gäller {of:.0f} och utfallet {year}")
    unit = fold(str(patient.fact("Beloppsenhet") or ""))
    if unit not in PLACES:
        raise OutcomeError("Beloppsenhet (kr, tkr eller mnkr) saknas på bladet Enhet; fyll i den först")
    return unit


def _write(
    plan: Plan,
    table: Table,
    line_type: str,
    at: tuple[int, int],
    kronor: Decimal,
    unit: str,
    closed: Collection[Ref],
) -> bool:
    """Plan one month of a line, or list why it is left; True if the outcome stands in the cell then."""
    row, month = at
    post = str(table.cell(row, LINE).value).strip()
    if MONTHS[month - 1] not in table.where.columns:
        plan.left.append(NotWritten(post, line_type, month, kronor, Why.NO_COLUMN))
        return False
    cell = table.cell(row, MONTHS[month - 1])
    amount = _plain(kronor.scaleb(-PLACES[unit]))
    if isinstance(cell.value, float) and _as_amount(cell.value, unit) == amount:
        return True
    why = _closed(cell, table, unit) or (Why.NO_CELL if cell.ref in closed else None)
    if why:
        plan.left.append(NotWritten(post, line_type, month, kronor, why, cell.ref))
        return False
    plan.patient.repairs[cell.ref] = _repair(cell, amount, others(table, row))
    plan.cells.append(OutcomeCell(cell.ref, post, line_type, month, _was(cell, unit), amount))
    return True


def _closed(cell: Cell, table: Table, unit: str) -> Why | None:
    """Why the cell's own content must not give way to an amount; None if it may."""
    if cell.mark and (cell.mark.formula or cell.mark.kind is Kind.UNCALCULATED):
        return Why.FORMULA
    if any(
        top <= cell.ref.row <= bottom and left <= cell.ref.column <= right
        for top, left, bottom, right in table.data.merged
    ):
        return Why.MERGED
    if cell.mark and cell.mark.kind in (Kind.ERROR, Kind.PERCENT):
        return Why.NO_AMOUNT
    match cell.value:
        case None | float():
            return None
        case str(text) if not text.strip() or number(text, unit) is not None:
            return None
    return Why.NO_AMOUNT


def _raise_period(plan: Plan, month: int, closed: Collection[Ref]) -> None:
    """Say in Enhet that the outcome goes to the month, where it says less or nothing; it is never lowered."""
    for table in plan.patient.tables.values():
        if not table.spec.transposed or PERIOD not in table.where.rows:
            continue
        cell = table.cell(table.where.rows[PERIOD], PERIOD)
        held = number(cell.value) if isinstance(cell.value, str) else cell.value
        if isinstance(held, float) and held >= month:
            return
        why = _closed(cell, table, "") or (Why.NO_CELL if cell.ref in closed else None)
        if why:
            plan.left.append(NotWritten(PERIOD, "", month, None, why, cell.ref))
            return
        plan.patient.repairs[cell.ref] = _repair(cell, Decimal(month), ())
        plan.cells.append(OutcomeCell(cell.ref, PERIOD, "", month, _was(cell, ""), Decimal(month)))
        return
    plan.left.append(NotWritten(PERIOD, "", month, None, Why.NO_LINE))


def _without_outcome(
    table: Table, lines: Mapping[tuple[str, str], Sequence[int]], given: Collection[tuple[str, str]]
) -> Iterator[NotWritten]:
    """The lines that have an amount in some month though the ledger has nothing for them."""
    for key, rows in lines.items():
        for row in rows if key not in given else ():
            filled = [name for name in MONTHS if name in table.where.columns and table.cell(row, name).value]
            if filled:
                post = table.cell(row, LINE)
                yield NotWritten(str(post.value).strip(), key[1], None, None, Why.NOT_IN_LEDGER, post.ref)


def _repair(cell: Cell, amount: Decimal, like: tuple[int, ...]) -> Repair:
    becomes = float(amount) + 0.0  # no minus before a zero
    return Repair(cell.ref, cell.column.heading, cell.value, becomes, "", str(cell.value or ""), like)


def _was(cell: Cell, unit: str) -> Decimal | str | None:
    if isinstance(cell.value, float):
        return _as_amount(cell.value, unit)
    return cell.value.strip() or None if isinstance(cell.value, str) else None


def _as_amount(value: float, unit: str) -> Decimal:
    """A cell's number without the noise of binary fractions, at most to the öre's decimal when it is that near."""
    exact = Decimal(repr(value))
    ore = round(exact, PLACES.get(unit, 0) + 2)
    return _plain(ore if abs(exact - ore) <= abs(exact) * Decimal("1e-14") else exact)


def _plain(amount: Decimal) -> Decimal:
    """The same number with no zeros at its end and no power of ten: 768 for 768.00."""
    whole = amount.to_integral_value()
    return whole + 0 if amount == whole else amount.normalize()
