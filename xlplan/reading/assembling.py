"""Books put together of sheets as read, of a file or of a book that is open in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from math import isfinite
from pathlib import Path

from xlplan.model import Kind, Ref
from xlplan.reading.book import Book, Mark, RawValue, TableData
from xlplan.reading.formats import shown
from xlplan.reading.refusals import damaged
from xlplan.reading.sheet import (
    CellRange,
    Place,
    Seen,
    SheetPart,
    TableDefinition,
    Values,
    check_size,
)
from xlplan.wording import plain

OUTSIDE_AT_MOST = 20
"""Cells outside the tables that are kept of each sheet."""

_LOST = (Kind.ERROR, Kind.UNCALCULATED)
"""Cells that have content but no value."""

_OWN_SHEET = "_xlplan"


def is_read(sheet: SheetPart) -> bool:
    """Whether the sheet's cells are of interest: it has a table, or tells what the workbook was
    made for."""
    return bool(sheet.tables) or _is_own(sheet)


def assembled(
    path: Path, sheets: Sequence[SheetPart], read: Iterable[tuple[SheetPart, Seen, Values]]
) -> Book:
    """The book of these sheets. `read` holds the sheets that `is_read` says. Raises UnreadableError
    for what no spreadsheet program writes."""
    book = Book(
        path,
        sheets=tuple(sheet.name for sheet in sheets),
        hidden_sheets=tuple(sheet.name for sheet in sheets if sheet.hidden),
    )
    outside: list[tuple[Ref, str, str]] = []
    for sheet, seen, values in read:
        if _is_own(sheet):
            made_by = _made_by(values)
            book.contract_version, book.kind = made_by.get("contract", ""), made_by.get("kind", "")
        for table in sheet.tables:
            book.tables.setdefault(table.name, _table(sheet, table, seen, values))
        outside += islice(_outside(sheet, seen, values), OUTSIDE_AT_MOST)
    book.outside = tuple(outside)
    return book


def _is_own(sheet: SheetPart) -> bool:
    return sheet.name.lower() == _OWN_SHEET


def _made_by(values: Values) -> dict[str, str]:
    """What the hidden sheet tells: names in column A, values in column B, below the word xlplan."""
    cells = dict(values.filled(1))
    if cells.get((1, 1)) != "xlplan":
        return {}
    named = {
        value: row
        for (row, column), value in cells.items()
        if column == 1 and isinstance(value, str)
    }
    return {name: _as_text(cells.get((row, 2))).strip() for name, row in named.items() if row > 1}


def _table(sheet: SheetPart, table: TableDefinition, seen: Seen, values: Values) -> TableData:
    body = table.body
    columns = values.columns(body)
    marks = seen.marks_in(body)
    end = body.top + len(columns[0])  # below it the table has only cells without a value, if any
    last = max(
        (place[0] for place, mark in marks if place[0] >= end and _fills(mark)), default=end - 1
    )
    check_size(last + 1 - body.top, len(columns))
    for column in columns:
        column.extend([None] * (last + 1 - end))
        # such as 1E400, which Excel never stores
        if not all(map(isfinite, [value for value in column if type(value) is float])):
            raise damaged(f"bladet {sheet.name}")
    data = TableData(
        name=table.name,
        sheet=sheet.name,
        header_row=body.top - 1,
        first_row=body.top,
        left=body.left,
        headings=_headings(table, values),
        columns=columns,
    )
    data.marks = dict(_marks(data, marks))
    _add_layout(data, table, seen)
    return data


def _add_layout(data: TableData, table: TableDefinition, seen: Seen) -> None:
    """What the sheet says of the table's cells beside their values: merges, drop-downs, what is
    hidden."""
    body = table.body
    columns = range(body.left, body.right + 1)
    data.merged = tuple(area for area in seen.merged if area.meets(table.area))
    if seen.drop_downs is not None:
        lists = [area for area in seen.drop_downs if area.meets(body)]
        data.drop_downs = frozenset(
            column for column in columns if any(a.left <= column <= a.right for a in lists)
        )
    if seen.hidden_rows:
        data.hidden_rows = tuple(
            row for row in range(data.first_row, data.last_row + 1) if row in seen.hidden_rows
        )
    data.hidden_columns = tuple(
        column
        for column in columns
        if any(first <= column <= last for first, last in seen.hidden_columns)
    )


def _headings(table: TableDefinition, values: Values) -> list[str]:
    """As they stand in the sheet; a table without a header row has them in its own part only."""
    top, left, _, right = table.area
    if table.header_rows:
        cells = [
            _as_text(column[0] if column else None)
            for column in values.columns(CellRange(top, left, top, right))
        ]
    else:
        cells = [*table.headings, *[""] * (right - left + 1)][: right - left + 1]
    return [" ".join(heading.split()) for heading in cells]


def _fills(mark: Mark) -> bool:
    """Whether a cell that is read as empty counts as filled."""
    return bool(mark.formula) or mark.kind in _LOST


def _marks(data: TableData, marks: list[tuple[Place, Mark]]) -> Iterator[tuple[Place, Mark]]:
    """The marks as they hold for the values: a format matters on a number only, not on a date or an
    empty cell."""
    left, top, last = data.left, data.first_row, data.last_row
    for place, mark in marks:
        row, column = place
        if mark.number_format and not (
            row <= last and isinstance(data.columns[column - left][row - top], float)
        ):
            mark = Mark(None if mark.kind is Kind.PERCENT else mark.kind, mark.text, mark.formula)
        if mark.kind or mark.formula or mark.number_format:
            yield place, mark


def _outside(sheet: SheetPart, seen: Seen, values: Values) -> Iterator[tuple[Ref, str, str]]:
    """Filled cells outside the sheet's tables, from the topmost table's first row on: (place, text,
    nearest table)."""
    if not sheet.tables:
        return
    top = min(table.area.top for table in sheet.tables)
    free = values.filled(top, [table.area for table in sheet.tables])
    cells = {
        place: _as_text(value) for place, value in islice(free, 10 * OUTSIDE_AT_MOST)
    }  # some may be blank text
    for place, mark in seen.marks.items():
        if (
            place[0] >= top
            and mark.kind in _LOST
            and not any(table.area.holds(place) for table in sheet.tables)
        ):
            cells[place] = mark.text or f"={mark.formula}"
    for place in sorted(cells):
        if cells[place].strip():
            yield Ref(sheet.name, *place), cells[place], _nearest(place, sheet.tables).name


def _nearest(place: Place, tables: Sequence[TableDefinition]) -> TableDefinition:
    """The table in whose rows the cell stands, else the last one above it; sideways the closest."""
    row, column = place

    def distance(table: TableDefinition) -> tuple[int, int]:
        _, left, bottom, right = table.area
        down = 0 if row <= bottom else row - bottom
        return down, max(left - column, column - right, 0)

    return min((table for table in tables if table.area.top <= row), key=distance)


def _as_text(value: RawValue) -> str:
    match value:
        case None | str():
            return value or ""
        case bool():
            return "SANT" if value else "FALSKT"
        case int() | float():
            return shown(value, "") if isfinite(value) else str(value)
        case datetime() | date():
            return plain(value)
        case _:
            return str(value)
