"""The content of one workbook: for the report (typed) and for `xlplan export` (as it stands)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from xlplan.model import Content, Kind, Ref, Row, Value
from xlplan.reading.book import Book, RawValue, TableData
from xlplan.tables.casting import Cast, cast_column, clean, unreadable_cells
from xlplan.tables.placing import find_tables, place, repeats
from xlplan.tables.specs import WRITTEN_BY_XLPLAN, TableSpec

JsonValue = str | float | int | bool


def content(book: Book, tables: Mapping[str, TableSpec]) -> Content:
    """The facts of the unit and every filled row, typed; cells that cannot be typed are left out,
    and told."""
    facts: dict[str, Value] = {}
    rows: dict[str, tuple[Row, ...]] = {}
    unread: list[Ref] = []
    for name, data in find_tables(book, tables).items():
        if name in WRITTEN_BY_XLPLAN:
            continue
        if tables[name].transposed:
            facts = _facts(data, tables[name], unread)
        else:
            rows[name] = tuple(_rows(data, tables[name], unread))
    return Content(facts, rows, tuple(unread))


def _facts(data: TableData, spec: TableSpec, unread: list[Ref]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    where = place(data, spec)
    for heading, column in spec.columns.items():
        if heading in where.rows:
            row, at = where.rows[heading], where.columns[heading]
            typed = cast_column(
                [data.columns[at - data.left][row - data.first_row]], column, data.marks, row, at
            )
            problems = typed.problems + unreadable_cells(data.marks, row, 1).get(at, [])
            unread.extend(Ref(data.sheet, problem.row, at) for problem in problems)
            if not problems and (value := typed.values[0]) is not None:
                found[heading] = value
    return found


def _rows(data: TableData, spec: TableSpec, unread: list[Ref]) -> Iterator[Row]:
    where = place(data, spec)
    typed: dict[str, Cast] = {}
    blind: dict[int, set[str]] = {}
    unreadable = unreadable_cells(data.marks, data.first_row, data.rows)
    for heading, at in where.columns.items():
        typed[heading] = cast_column(
            data.columns[at - data.left],
            spec.columns.get(heading) or repeats(spec, heading) or spec.columns[heading],
            data.marks,
            data.first_row,
            at,
        )
        for problem in typed[heading].problems + unreadable.get(at, []):
            typed[heading].values[problem.row - data.first_row] = None
            blind.setdefault(problem.row, set()).add(heading)
            unread.append(Ref(data.sheet, problem.row, at))
    for i in range(data.rows):
        row = data.first_row + i
        values = {
            heading: cast.values[i] for heading, cast in typed.items() if cast.values[i] is not None
        }
        if row in blind or any(heading in values for heading in spec.decisive):
            yield Row(row, values, frozenset(blind.get(row, ())))


def export(book: Book, contract_version: str) -> dict[str, object]:
    """Every value of a workbook's tables: headings as keys, `_rad` the row, empty cells and empty
    rows left out.

    Dates are ISO text, numbers are numbers, an Excel error is its text ("#REF!"). All tables of the
    book are there, also those that the contract does not know.
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
