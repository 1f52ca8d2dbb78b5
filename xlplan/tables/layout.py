"""The layout of a table's cells: merged, hidden, linked to other workbooks, without drop-downs.

Each function gives rows of one table of observations (see `observations`), without the book's
number in front.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from xlplan.model import Value
from xlplan.reading.book import Book, RawValue, TableData
from xlplan.tables.placing import Place
from xlplan.tables.specs import TableSpec
from xlplan.wording import series

Row = tuple[Value, ...]

# `[1]Blad!A1`, `'[1]Ett blad'!A1`, `'C:\\Plan\\[Budget.xlsx]Blad'!A1`. What follows a name or a
# bracket is a column of a table, as in tblBudget[2026]; [0] is the workbook itself.
_ELSEWHERE = re.compile(
    r"(?<![\w\]\[])\[(?:(0*[1-9]\d*)|([^\[\]]+\.xl\w+))\][^\[\]!]*!", re.IGNORECASE
)
_QUOTED = re.compile(r'"[^"]*"')


def merged(data: TableData) -> Iterator[Row]:
    """rad, blad, kol, tabell, antal: a row a merge that touches the table."""
    for top, left, bottom, right in data.merged:
        yield top, data.sheet, left, data.name, (bottom - top + 1) * (right - left + 1)


def links(book: Book, data: TableData, where: Place) -> Iterator[Row]:
    """rad, blad, kol, tabell, kolumn, fil: a row a cell whose formula reads another workbook."""
    headings = {column: heading for heading, column in where.columns.items()}
    for (row, column), mark in data.marks.items():
        if "[" in mark.formula and (found := _ELSEWHERE.search(_QUOTED.sub("", mark.formula))):
            number = int(found[1] or 0) - 1
            file = found[2] or (book.links[number] if number < len(book.links) else "")
            yield row, data.sheet, column, data.name, headings.get(column, ""), file


def without_drop_downs(spec: TableSpec, data: TableData, where: Place) -> Iterator[Row]:
    """rad, blad, kol, tabell, rubrik: a row a column of choices where no cell has a drop-down any
    more.

    Nothing for a transposed table, whose column holds facts of all kinds.
    """
    if data.drop_downs is None or spec.transposed:
        return
    for heading, column in spec.columns.items():
        at = where.columns.get(heading)
        if column.choices and at is not None and at not in data.drop_downs:
            yield data.header_row, data.sheet, at, data.name, heading


def hidden(book: Book, spec: TableSpec, data: TableData, where: Place) -> Iterator[Row]:
    """rad, blad, kol, tabell, slag, namn, antal: at most one row each for hidden sheet, rows and
    columns with data."""
    if data.sheet in book.hidden_sheets:
        if any(_tells(data, row, column) for row, column in _telling(spec, data, where)):
            yield data.header_row, data.sheet, data.left, data.name, "bladet", data.sheet, 1
        return
    if not data.hidden_rows and not data.hidden_columns:
        return
    cells = [place for place in _telling(spec, data, where) if _tells(data, *place)]
    rows = sorted({row for row, _ in cells}.intersection(data.hidden_rows))
    if rows:
        yield rows[0], data.sheet, data.left, data.name, "raden", series(_runs(rows)), len(rows)
    columns = sorted({column for _, column in cells}.intersection(data.hidden_columns))
    if columns:
        names = series(f"”{data.headings[column - data.left]}”" for column in columns)
        yield data.header_row, data.sheet, columns[0], data.name, "kolumnen", names, len(columns)


def _telling(spec: TableSpec, data: TableData, where: Place) -> Iterator[tuple[int, int]]:
    """The cells, (row, column), that a person fills in. A line of money is named by the
    template."""
    if spec.transposed:
        yield from ((row, where.columns[name]) for name, row in where.rows.items())
        return
    money = any(column.kind == "amount" for column in spec.columns.values())
    for heading in spec.decisive:
        if heading in where.columns and not (money and heading in spec.key):
            for row in range(data.first_row, data.last_row + 1):
                yield row, where.columns[heading]


def _tells(data: TableData, row: int, column: int) -> bool:
    """A nought says of an unused line that it is not used, and a sum of such lines is nought
    too."""
    value: RawValue = data.columns[column - data.left][row - data.first_row]
    return bool(value.strip() if isinstance(value, str) else value)


def _runs(numbers: Sequence[int]) -> Iterable[str]:
    """[5, 7, 8, 9] -> "5", "7–9"."""
    starts = [n for i, n in enumerate(numbers) if not i or numbers[i - 1] != n - 1]
    ends = [n for i, n in enumerate(numbers) if i == len(numbers) - 1 or numbers[i + 1] != n + 1]
    for first, last in zip(starts, ends, strict=True):
        yield str(first) if first == last else f"{first}–{last}"
