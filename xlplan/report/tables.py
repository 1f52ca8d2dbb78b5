"""Tables of a report: rows of the workbook as the outline's columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from xlplan.model import Row, Value
from xlplan.report.blocks import Cell, Column, RowKind, Source, Table, TableRow
from xlplan.report.outline.names import same
from xlplan.report.outline.outline import BudgetPart, FollowUpPart, OutlineColumn, OutlineTable
from xlplan.wording import number, plain

BUDGET_TABLE = "tblBudget"
MISSING = "–"
"""Printed for an amount that the book has but that cannot be read: a missing figure is better than
a wrong one."""

MadeOf = Mapping[tuple[int, str], tuple[Source, ...]]
"""What the figures that are worked out are made of, by row and column."""

# The order in which a reader expects the lines of a budget, and what the book calls their Radtyp.
_LINE_TYPES = ("intäkt", "summa intäkter", "kostnad", "summa kostnader", "netto")
_SUMS = ("summa intäkter", "summa kostnader", "netto")


def columns(spec: OutlineTable) -> tuple[Column, ...]:
    total = sum(column.weight for column in spec.columns)
    return tuple(
        Column(column.heading, column.weight / total, column.numeric) for column in spec.columns
    )


def rows_table(
    spec: OutlineTable, table: str, rows: Sequence[Row], caption: str, description: str
) -> Table | None:
    """One row a row of the workbook's table; None if no row has anything in the columns printed
    besides its Mål-ID."""
    shown = [column.column for column in spec.columns if column.column != "Mål-ID"]
    printed = [
        row
        for row in rows
        if row.unread or any(plain(row.values.get(name)).strip() for name in shown)
    ]
    if not printed:
        return None
    lines = [
        TableRow(
            tuple(
                Cell(
                    MISSING
                    if column.column in row.unread
                    else plain(row.values.get(column.column)).strip(),
                    Source(table, row.row, column.column),
                )
                for column in spec.columns
            )
        )
        for row in printed
    ]
    return Table(caption, columns(spec), tuple(lines), description)


def lines_table(
    spec: OutlineTable,
    part: BudgetPart | FollowUpPart,
    rows: Sequence[Row],
    caption: str,
    table: str,
    made_of: MadeOf | None = None,
) -> Table | None:
    """Income lines, their sum, cost lines, their sum, net; None if the book has no budget lines.

    A line of a Radtyp that is not known, and a "varav", stays below the line that it stands below
    in the book.
    """
    amounts = [column.column for column in spec.columns if column.numeric]
    wanted = [row for row in rows if _is_wanted(row, amounts, part.show_zero)]
    if not wanted:
        return None
    decimals = _decimals(wanted, amounts)
    printed: list[TableRow] = []
    groups = {0: part.groups.income, 2: part.groups.cost}
    for section, row in _in_order(wanted):
        if group := groups.pop(section, ""):
            printed.append(_group(group, len(spec.columns)))
        line_type = same(row.text("Radtyp"))
        kind = (
            RowKind.TOTAL
            if line_type in _SUMS
            else RowKind.PART
            if line_type == "varav"
            else RowKind.LINE
        )
        cells = tuple(
            _money_cell(column, table, row, kind, decimals, made_of=made_of)
            for column in spec.columns
        )
        printed.append(TableRow(cells, kind))
    return Table(caption, columns(spec), tuple(printed))


def money_table(
    spec: OutlineTable,
    table: str,
    rows: Sequence[Row],
    caption: str,
    kind_of: Callable[[Row], RowKind],
) -> Table | None:
    """Rows of amounts in the book's order, with the decimals of the one that has most; None without
    any amount."""
    amounts = [column.column for column in spec.columns if column.numeric]
    wanted = [
        row
        for row in rows
        if any(row.values.get(name) is not None or name in row.unread for name in amounts)
    ]
    if not wanted:
        return None
    decimals = _decimals(wanted, amounts)
    printed = []
    for row in wanted:
        kind = kind_of(row)
        cells = (
            _money_cell(column, table, row, kind, decimals, blank="") for column in spec.columns
        )
        printed.append(TableRow(tuple(cells), kind))
    return Table(caption, columns(spec), tuple(printed))


def _in_order(rows: Sequence[Row]) -> list[tuple[int, Row]]:
    """The rows by section (its number in _LINE_TYPES), otherwise in the book's order."""
    section = 0
    placed = []
    for row in rows:
        line_type = same(row.text("Radtyp"))
        if line_type in _LINE_TYPES:
            section = _LINE_TYPES.index(line_type)
        placed.append((section, row))
    return sorted(placed, key=lambda pair: pair[0])


def _is_wanted(row: Row, amounts: Sequence[str], show_zero: bool) -> bool:
    has_amount = any(
        row.values.get(name) not in (None, 0) or name in row.unread for name in amounts
    )
    if not row.text("Post").strip():
        return has_amount
    return show_zero or has_amount or same(row.text("Radtyp")) in _SUMS


def _decimals(rows: Sequence[Row], amounts: Sequence[str]) -> int:
    """As many as the amount with the most, at most two, so that the figures of a column stand below
    each other."""
    values = [row.values.get(name) for row in rows for name in amounts]
    printed = [number(value) for value in values if isinstance(value, float | int)]
    return min(2, max((len(text.partition(",")[2]) for text in printed), default=0))


def _group(name: str, width: int) -> TableRow:
    return TableRow((Cell(name), *[Cell("")] * (width - 1)), RowKind.GROUP)


def _money_cell(
    column: OutlineColumn,
    table: str,
    row: Row,
    kind: RowKind,
    decimals: int,
    blank: str | None = None,
    made_of: MadeOf | None = None,
) -> Cell:
    value = row.values.get(column.column)
    text = plain(value).strip()
    if column.numeric:
        empty = (
            blank
            if blank is not None
            else MISSING
            if kind is RowKind.TOTAL
            else number(0, decimals)
        )
        text = MISSING if column.column in row.unread else _amount(value, decimals, empty)
    if column.column == "Post" and not text:
        text = "[Post saknas]"
    if made_of and (parts := made_of.get((row.row, column.column))) is not None:
        return Cell(text, of=parts)
    return Cell(text, Source(table, row.row, column.column))


def _amount(value: Value, decimals: int, empty: str) -> str:
    match value:
        case None:
            return empty
        case bool():
            return plain(value)
        case int() | float():
            return number(value, decimals)
    return plain(value).strip()
