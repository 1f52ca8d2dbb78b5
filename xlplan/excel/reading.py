"""A workbook that is open in Excel as a Book: what `read_book` gives for the same book once it is
saved.

What stands in the open book is read, saved or not. Nothing is written, and nothing of the file is
opened. Two things differ by nature: Excel has calculated every formula, so hardly any is
uncalculated, and a formula that reads another workbook names it (`[Budget.xlsx]`) where the file
has a number (`[1]`), so `links` is empty.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from xlplan.excel import looks
from xlplan.excel.cells import Cells, cells_of
from xlplan.model import Kind
from xlplan.reading import Book
from xlplan.reading.assembling import assembled, is_read
from xlplan.reading.book import Mark, Untold
from xlplan.reading.formats import is_percent
from xlplan.reading.refusals import UnreadableError
from xlplan.reading.sheet import CellRange, DenseValues, Place, Seen, SheetPart, TableDefinition

if TYPE_CHECKING:
    import xlwings as xw

_log = logging.getLogger(__name__)


def read(book: xw.Book) -> Book:
    """Read the tables of an open book. One that is too large gives a Book that says why
    (`unreadable`).

    On a host that gives values only, as Excel on the web, `untold` says what is not known. Errors
    of the host itself, such as Excel being busy with a cell that is edited, are raised as they
    come.
    """
    path = _path(book)
    parts = [_part(sheet) for sheet in book.sheets]
    read_sheets = [part for part in parts if is_read(part)]
    untold: set[Untold] = set()
    try:
        found = [_sheet(book.sheets[part.name], part, untold) for part in read_sheets]
        result = assembled(
            path, parts, ((part, *each) for part, each in zip(read_sheets, found, strict=True))
        )
    except UnreadableError as refused:
        return Book(path, unreadable=refused.reason)
    result.untold = frozenset(untold)
    return result


def _path(book: xw.Book) -> Path:
    """Where the book lies; only its name where xlwings does not know the folder of a book on
    OneDrive."""
    try:
        return Path(book.fullname)
    except Exception:
        _log.info("no path for %s", book.name, exc_info=True)
        return Path(book.name)


def _part(sheet: xw.Sheet) -> SheetPart:
    # Windows gives a number (-1 visible, 0 hidden, 2 very hidden), others yes or no
    return SheetPart(
        sheet.name,
        "",
        sheet.visible not in (True, -1),
        tuple(_table(table) for table in sheet.tables),
    )


def _table(table: xw.main.Table) -> TableDefinition:
    whole = table.range
    rows, columns = whole.shape
    area = CellRange(whole.row, whole.column, whole.row + rows - 1, whole.column + columns - 1)
    heads = int(bool(table.show_headers))
    headings = () if heads else tuple(column.name for column in table.columns)
    return TableDefinition(table.name, area, heads, int(bool(table.show_totals)), headings)


def _sheet(sheet: xw.Sheet, part: SheetPart, untold: set[Untold]) -> tuple[Seen, DenseValues]:
    cells = cells_of(sheet)
    if not cells.formulas_known:
        untold.add("formulas")
    seen = Seen(cells.marks)
    if not _add_formats(sheet, part, cells):
        untold.add("formats")
    bodies = [table.body for table in part.tables if table.body.top <= table.body.bottom]
    lists = [looks.drop_downs(sheet, body, _chosen(cells, body)) for body in bodies]
    seen.drop_downs = None if None in lists else [area for each in lists for area in each or ()]
    try:
        for table in part.tables:
            seen.merged += looks.merged(sheet, table.area)
            rows, columns = looks.hidden(sheet, table.area)
            seen.hidden_rows |= rows
            seen.hidden_columns += columns
    except NotImplementedError:
        untold.add("layout")
    return seen, DenseValues(cells.rows)


def _add_formats(sheet: xw.Sheet, part: SheetPart, cells: Cells) -> bool:
    """Mark the tables' numbers that have a format; all of them, as of unknown format, where the
    host can't tell."""
    known = True
    for table in part.tables:
        numbers = _numbers(cells, table.body)
        try:
            formats = looks.number_formats(sheet, numbers)
        except NotImplementedError:
            known = False
            cells.marks.update({place: Mark(Kind.UNFORMATTED) for place in numbers})
            continue
        for place, code in formats.items():
            if code:
                kind = Kind.PERCENT if is_percent(code) else None
                cells.marks[place] = replace(
                    cells.marks.get(place, Mark()), kind=kind, number_format=code
                )
    return known


def _chosen(cells: Cells, body: CellRange) -> set[int]:
    """The columns where a text stands more than once, as where each is chosen from a list."""
    rows = cells.rows[body.top - 1 : body.bottom]
    texts = {
        column: [
            row[column - 1]
            for row in rows
            if column <= len(row) and isinstance(row[column - 1], str)
        ]
        for column in range(body.left, body.right + 1)
    }
    return {
        column
        for column, each in texts.items()
        if len(set(filter(None, each))) < len(list(filter(None, each)))
    }


def _numbers(cells: Cells, body: CellRange) -> list[Place]:
    rows = cells.rows[body.top - 1 : body.bottom]
    return [
        (row, column)
        for row, values in enumerate(rows, body.top)
        for column, value in enumerate(values[body.left - 1 : body.right], body.left)
        if type(value) is float
    ]
