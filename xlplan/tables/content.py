"""One workbook's content: for the report (typed) and for `xlplan export` (as it stands)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from xlplan.model import Content, Kind, Row, Value
from xlplan.reading.book import Book, RawValue, TableData
from xlplan.tables.casting import cast_column, clean
from xlplan.tables.placing import find_tables, place
from xlplan.tables.specs import TableSpec

JsonValue = str | float | int | bool


def content(book: Book, tables: Mapping[str, TableSpec]) -> Content:
    """The facts of the unit and every filled row, typed; cells that cannot be typed are left out."""
    facts: dict[str, Value] = {}
    rows: dict[str, tuple[Row, ...]] = {}
    for name, data in find_tables(book, tables).items():
        spec = tables[name]
        if spec.transposed:
            facts = _facts(data, spec)
        else:
            rows[name] = tuple(_rows(data, spec))
    return Content(facts, rows)


def _facts(data: TableData, spec: TableSpec) -> dict[str, Value]:
    found: dict[str, Value] = {}
    where = place(data, spec)
    for heading, column in spec.columns.items():
        if heading in where.rows:
            row, value_column = where.rows[heading], where.columns[heading]
            raw = data.columns[value_column - data.left][row - data.first_row]
            typed = cast_column([raw], column, data.marks, row, value_column).values[0]
            if typed is not None:
                found[heading] = typed
    return found


def _rows(data: TableData, spec: TableSpec) -> list[Row]:
    where = place(data, spec)
    typed = {
        heading: cast_column(
            data.columns[column - data.left], spec.columns[heading], data.marks, data.first_row, column
        )
        for heading, column in where.columns.items()
    }
    rows = []
    for i in range(data.rows):
        values = {heading: cast.values[i] for heading, cast in typed.items() if cast.values[i] is not None}
        if any(heading in values for heading in spec.decisive):
            rows.append(Row(data.first_row + i, values))
    return rows


def export(book: Book, contract_version: str) -> dict[str, object]:
    """Every value of a workbook's tables: headings as keys, `_rad` the row, empty cells and empty rows left out.

    Dates are ISO text, numbers are numbers, an Excel error is its text ("#REF!"). All tables of the book are there,
    also those that the contract does not know.
    """
    return {
        "contract": int(contract_version) if contract_version.isdigit() else contract_version,
        "tables": {name: _exported(data) for name, data in book.tables.items()},
    }


def _exported(data: TableData) -> list[dict[str, JsonValue]]:
    rows = []
    for i in range(data.rows):
        row = data.first_row + i
        values: dict[str, JsonValue] = {}
        for offset, heading in enumerate(data.headings):
            mark = data.marks.get((row, data.left + offset))
            if mark is not None and mark.kind is Kind.ERROR:
                values[heading] = mark.text
            elif (value := _json(data.columns[offset][i])) is not None:
                values[heading] = value
        if values:
            rows.append({**values, "_rad": row})
    return rows


def _json(value: RawValue) -> JsonValue | None:
    match value:
        case None:
            return None
        case str():
            return clean(value) or None
        case bool():
            return value
        case float():
            return int(value) if value.is_integer() and abs(value) < 2**53 else value
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    return str(value)
