"""Places of the contract's tables, columns and facts in a book, however a person has moved them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from xlplan.model import Ref
from xlplan.reading.book import Book, TableData
from xlplan.tables.specs import ColumnSpec, TableSpec, fold


@dataclass(frozen=True, slots=True)
class Place:
    """The place of one table of one book: headings of the contract -> Excel's column (and row, for
    a transposed table)."""

    sheet: str
    header_row: int
    left: int
    columns: dict[str, int]
    """Also those that are there for a repeated column, under their own headings."""
    rows: dict[str, int]
    """Uppgift -> row; empty unless the table is transposed."""

    def ref(self, row: int | None, heading: str) -> Ref:
        """The cell of a heading in a row; without a row its heading cell."""
        column = self.columns.get(heading, self.left)
        if self.rows:
            return Ref(self.sheet, self.rows.get(heading, self.header_row), column)
        return Ref(self.sheet, row or self.header_row, column)


def find_tables(book: Book, tables: Mapping[str, TableSpec]) -> dict[str, TableData]:
    """The book's tables that the contract knows, in the contract's order. Excel's table names
    ignore case."""
    by_name = {name.casefold(): data for name, data in book.tables.items()}
    return {name: by_name[name.casefold()] for name in tables if name.casefold() in by_name}


def place(data: TableData, spec: TableSpec) -> Place:
    """The place of a table by its headings; the first of two equal ones counts."""
    found: dict[str, int] = {}
    for offset, heading in enumerate(data.headings):
        found.setdefault(fold(heading), data.left + offset)
    if not spec.transposed:
        columns = {
            heading: found[fold(heading)] for heading in spec.columns if fold(heading) in found
        }
        columns |= {
            heading: data.left + i
            for i, heading in enumerate(data.headings)
            if repeats(spec, heading)
        }
        return Place(data.sheet, data.header_row, data.left, columns, {})
    names, values = found.get("uppgift"), found.get("värde")
    if names is None or values is None:
        return Place(data.sheet, data.header_row, data.left, {}, {})
    stands: dict[str, int] = {}
    for i, value in enumerate(data.columns[names - data.left]):
        if isinstance(value, str):
            stands.setdefault(fold(value).rstrip(" :"), data.first_row + i)
    rows = {heading: stands[fold(heading)] for heading in spec.columns if fold(heading) in stands}
    return Place(data.sheet, data.header_row, data.left, dict.fromkeys(rows, values), rows)


def cell_finder(
    book: Book, tables: Mapping[str, TableSpec]
) -> Callable[[str, int | None, str], Ref | None]:
    """Where the cells of a book's tables stand, asked for by table, row (None for a fact) and
    heading; None for a table or a column that the book has not."""
    places = {name: place(data, tables[name]) for name, data in find_tables(book, tables).items()}

    def cell(table: str, row: int | None, heading: str) -> Ref | None:
        there = places.get(table)
        if there is None or heading not in (there.rows or there.columns):
            return None
        return there.ref(row, heading)

    return cell


def repeats(spec: TableSpec, heading: str) -> ColumnSpec | None:
    """The repeated column that a heading is one of; None if it is none."""
    name = fold(heading)
    return next(
        (column for start, column in spec.repeated.items() if name.startswith(fold(start))), None
    )


def near(name: str, candidates: list[str]) -> str:
    """The candidate that a person most likely meant by `name`; "" if none is near."""
    from rapidfuzz import fuzz, process  # only where something is missing

    best = process.extractOne(name, candidates, scorer=fuzz.ratio, processor=_bare, score_cutoff=72)
    # "Enhetens årsmål" holds all of "Årsmål"
    best = best or process.extractOne(
        name, candidates, scorer=fuzz.token_set_ratio, processor=_bare, score_cutoff=99
    )
    return best[0] if best else ""


def _bare(name: str) -> str:
    """What tells names apart: all tables' names begin with "tbl", and spell å, ä and ö without
    their dots."""
    return fold(name).removeprefix("tbl").translate(str.maketrans("åäö", "aao"))
