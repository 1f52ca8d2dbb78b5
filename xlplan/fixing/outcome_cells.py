"""The cells of a book's Månad that take a ledger's outcome, and what of it has no cell there.

Amounts come as kronor and stand in the book in its own Beloppsenhet, to the öre: nothing is
rounded, so that what is written can be reconciled with the ledger. In tkr an öre is the fifth
decimal, in mnkr the eighth, which Excel's fifteen digits hold for amounts below ten thousand
million kronor; the cells' format decides how many of them are shown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xlplan.fixing.lines import has_lines, types
from xlplan.fixing.numbers import number, others
from xlplan.fixing.repair import BookCell, BookTable, Patient, Repair
from xlplan.fixing.sums import counted, same_sum
from xlplan.model import MONTHS, Kind, Ref
from xlplan.month.written import PERIOD, NotWritten, OutcomeCell, UnwrittenReason
from xlplan.reading.book import Book
from xlplan.tables import TableSpec
from xlplan.tables.specs import fold
from xlplan.template.lines import COST, INCOME, LINE
from xlplan.wording import mask, series

Outcomes = Mapping[tuple[str, str], Sequence[Decimal | None]]
"""(Post, Radtyp) -> twelve months' kronor, January first, income and cost both plus; None for a
month that is not known, whose cell is left. A line of nothing but 0 is written only where the book
has a budget or an amount for it. All lines that the ledger has accounts for are there, also those
that it has nothing of."""

PLACES = {"kr": 0, "tkr": 3, "mnkr": 6}
"""Beloppsenhet -> how many places a krona is moved in it."""
TABLE, BUDGET = "tblManad", "tblBudget"


class OutcomeError(Exception):
    """The outcome cannot be written in the book; the text says why in Swedish. The book is as it
    was."""


@dataclass
class Plan:
    """The plan of what is written in a book."""

    patient: Patient
    money_unit: str
    cells: list[OutcomeCell] = field(default_factory=list)
    left: list[NotWritten] = field(default_factory=list)

    def sums(self) -> tuple[dict[Ref, float], frozenset[Ref]]:
        """New stored values of Månad's sum formulas; and all of these formulas whose value is known
        to be right."""
        known = list(counted(self.patient))
        new = {ref: value for ref, stored, value in known if not same_sum(value, stored)}
        return new, frozenset(ref for ref, _, _ in known)


def planned(
    book: Book,
    specs: Mapping[str, TableSpec],
    outcomes: Outcomes,
    *,
    year: int,
    month: int,
    closed: Collection[Ref],
) -> Plan:
    """The plan for the outcome of the months up to `month`. `closed` are cells that cannot be
    written.

    Raises OutcomeError for a book that it cannot be written in at all.
    """
    patient = Patient.of(book, specs, ())
    table, unit = _table(patient), _unit(patient, year)
    plan = Plan(patient, unit)
    lines = _rows_by_line(table)
    given = _by_line(outcomes, month)
    _refuse_own_lines(patient, table, lines, given.keys())
    last = 0
    for key, (post, months) in given.items():
        rows = lines.get(key, [])
        if not any(months) and not _is_used(patient, table, key, rows):
            continue
        if len(rows) == 1:
            for at, kronor in enumerate(months, 1):
                if kronor is not None:
                    stands = _write(plan, table, key[1], (rows[0], at), kronor, unit, closed)
                    last = max(last, at if stands else 0)
        elif any(months):
            total = sum((kronor for kronor in months if kronor is not None), Decimal())
            why = UnwrittenReason.SEVERAL_LINES if rows else UnwrittenReason.NO_LINE
            plan.left.append(NotWritten(post, key[1], None, total, why))
    if last:
        _raise_period(plan, last, closed)
    return plan


def _rows_by_line(table: BookTable) -> dict[tuple[str, str], list[int]]:
    """Rows of Månad by (Post, Radtyp), the Post folded; sum rows and "varav" are none."""
    lines: dict[tuple[str, str], list[int]] = {}
    for row, kind in types(table).items():
        name = table.cell(row, LINE).value
        if kind in (INCOME, COST) and isinstance(name, str) and name.strip():
            lines.setdefault((fold(name), kind), []).append(row)
    return lines


def _is_used(patient: Patient, table: BookTable, key: tuple[str, str], rows: Sequence[int]) -> bool:
    """Whether a line that has come to nothing has a budget, or an amount in some month: the others
    may stay blank."""
    if any(_amounts(table, row, MONTHS) for row in rows):
        return True
    budget = patient.tables.get(BUDGET)
    return budget is not None and any(
        kind == key[1]
        and fold(str(budget.cell(row, LINE).value or "")) == key[0]
        and _amounts(budget, row, ("Budget", *MONTHS))
        for row, kind in (types(budget) if has_lines(budget) else {}).items()
    )


def _amounts(table: BookTable, row: int, headings: Sequence[str]) -> bool:
    """Whether the row has anything but 0 in any of those columns."""
    return any(table.cell(row, name).value for name in headings if name in table.where.columns)


def _by_line(
    outcomes: Outcomes, month: int
) -> dict[tuple[str, str], tuple[str, list[Decimal | None]]]:
    """By line, as lines are compared: its name and its months up to `month`. Two spellings of a
    name are one line."""
    found: dict[tuple[str, str], tuple[str, list[Decimal | None]]] = {}
    for (post, line_type), months in outcomes.items():
        _, sums = found.setdefault((fold(post), line_type), (post, [None] * month))
        for at, kronor in enumerate(months[:month]):
            if kronor is not None:
                sums[at] = (sums[at] or Decimal()) + kronor
    return found


def _table(patient: Patient) -> BookTable:
    table = patient.tables.get(TABLE)
    if table is None:
        raise OutcomeError(f"boken saknar tabellen {TABLE}, som brukar stå på bladet Månad")
    if not has_lines(table):
        raise OutcomeError(f"kolumnen Post eller Radtyp saknas på bladet {table.data.sheet}")
    return table


def _unit(patient: Patient, year: int) -> str:
    """The book's Beloppsenhet, in small letters. Raises OutcomeError where that or the year is not
    sure."""
    held = patient.fact("År")
    of = number(held) if isinstance(held, str) else held
    if not isinstance(of, float):
        raise OutcomeError(
            "år saknas på bladet Enhet; fyll i det först, så att utfallet inte hamnar i fel bok"
        )
    if of != year:
        raise OutcomeError(f"boken gäller {of:.0f} och utfallet {year}")
    unit = fold(str(patient.fact("Beloppsenhet") or ""))
    if unit not in PLACES:
        raise OutcomeError(
            "Beloppsenhet (kr, tkr eller mnkr) saknas på bladet Enhet; fyll i den först"
        )
    return unit


def _write(
    plan: Plan,
    table: BookTable,
    line_type: str,
    at: tuple[int, int],
    kronor: Decimal,
    unit: str,
    closed: Collection[Ref],
) -> bool:
    """Plan one month of a line, or list why it is left; True if the outcome stands in the cell
    then."""
    row, month = at
    post = str(table.cell(row, LINE).value).strip()
    if MONTHS[month - 1] not in table.where.columns:
        plan.left.append(NotWritten(post, line_type, month, kronor, UnwrittenReason.NO_COLUMN))
        return False
    cell = table.cell(row, MONTHS[month - 1])
    amount = _plain(kronor.scaleb(-PLACES[unit]))
    if isinstance(cell.value, float) and _as_amount(cell.value, unit) == amount:
        return True
    why = _closed(cell, table, unit) or (UnwrittenReason.NO_CELL if cell.ref in closed else None)
    if why:
        plan.left.append(NotWritten(post, line_type, month, kronor, why, cell.ref))
        return False
    plan.patient.repairs[cell.ref] = _repair(cell, amount, others(table, row))
    plan.cells.append(OutcomeCell(cell.ref, post, line_type, month, _was(cell, unit), amount))
    return True


def _closed(cell: BookCell, table: BookTable, unit: str) -> UnwrittenReason | None:
    """Why the cell's own content must not give way to an amount; None if it may."""
    if cell.mark and (cell.mark.formula or cell.mark.kind is Kind.UNCALCULATED):
        return UnwrittenReason.FORMULA
    if any(
        top <= cell.ref.row <= bottom and left <= cell.ref.column <= right
        for top, left, bottom, right in table.data.merged
    ):
        return UnwrittenReason.MERGED
    if cell.mark and cell.mark.kind in (Kind.ERROR, Kind.PERCENT):
        return UnwrittenReason.NO_AMOUNT
    match cell.value:
        case None | float():
            return None
        case str(text) if not text.strip() or number(text, unit) is not None:
            return None
    return UnwrittenReason.NO_AMOUNT


def _raise_period(plan: Plan, month: int, closed: Collection[Ref]) -> None:
    """Say in Enhet that the outcome goes to the month, where it says less or nothing; it is never
    lowered."""
    for table in plan.patient.tables.values():
        if not table.spec.transposed or PERIOD not in table.where.rows:
            continue
        cell = table.cell(table.where.rows[PERIOD], PERIOD)
        held = number(cell.value) if isinstance(cell.value, str) else cell.value
        if isinstance(held, float) and held >= month:
            return
        why = _closed(cell, table, "") or (UnwrittenReason.NO_CELL if cell.ref in closed else None)
        if why:
            plan.left.append(NotWritten(PERIOD, "", month, None, why, cell.ref))
            return
        plan.patient.repairs[cell.ref] = _repair(cell, Decimal(month), ())
        plan.cells.append(OutcomeCell(cell.ref, PERIOD, "", month, _was(cell, ""), Decimal(month)))
        return
    plan.left.append(NotWritten(PERIOD, "", month, None, UnwrittenReason.NO_LINE))


def _refuse_own_lines(
    patient: Patient,
    table: BookTable,
    lines: Mapping[tuple[str, str], Sequence[int]],
    given: Collection[tuple[str, str]],
) -> None:
    """Raise OutcomeError where the book uses lines that the ledger cannot tell from others.

    What is booked on them stands on its other lines in the ledger, and would be counted twice.
    """
    sides = {line_type for _, line_type in given}
    own = [
        str(table.cell(rows[0], LINE).value).strip()
        for key, rows in lines.items()
        if key not in given and key[1] in sides and _is_used(patient, table, key, rows)
    ]
    if own:
        names = series(f"”{mask(name)}”" for name in own)
        one = len(own) == 1
        raise OutcomeError(
            f"{'raden' if one else 'raderna'} {names} har inga konton i registret, så "
            f"{'dess' if one else 'deras'} utfall ligger på andra rader i huvudboken. Ange konton "
            "på bladet Budgetposter i registret, eller fyll i boken för hand"
        )


def _repair(cell: BookCell, amount: Decimal, like: tuple[int, ...]) -> Repair:
    becomes = float(amount) + 0.0  # no minus before a zero
    return Repair(
        cell.ref, cell.column.heading, cell.value, becomes, "", str(cell.value or ""), like
    )


def _was(cell: BookCell, unit: str) -> Decimal | str | None:
    if isinstance(cell.value, float):
        return _as_amount(cell.value, unit)
    return cell.value.strip() or None if isinstance(cell.value, str) else None


def _as_amount(value: float, unit: str) -> Decimal:
    """A cell's number without the noise of binary fractions, at most to the öre's decimal when it
    is that near."""
    exact = Decimal(repr(value))
    ore = round(exact, PLACES.get(unit, 0) + 2)
    return _plain(ore if abs(exact - ore) <= abs(exact) * Decimal("1e-14") else exact)


def _plain(amount: Decimal) -> Decimal:
    """The same number with no zeros at its end and no power of ten: 768 for 768.00."""
    whole = amount.to_integral_value()
    return whole + 0 if amount == whole else amount.normalize()
