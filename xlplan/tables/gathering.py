"""The books' tables typed and put together: one column of values a heading, over all books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from xlplan.model import BOOK_KINDS, Value
from xlplan.reading.book import Book, TableData
from xlplan.tables.casting import cast_column, unreadable_cells
from xlplan.tables.kinds import kind_of
from xlplan.tables.observations import INT, OBSERVATIONS, TEXT
from xlplan.tables.observing import Observer
from xlplan.tables.placing import Place, find_tables, place, repeats
from xlplan.tables.specs import WRITTEN_BY_XLPLAN, TableSpec, of_kind

DTYPES: dict[str, type[pl.DataType]] = {"amount": pl.Float64, "number": pl.Float64, "date": pl.Date}
"""polars' types by kind of column; all other kinds are text."""


def dtypes(spec: TableSpec) -> dict[str, type[pl.DataType]]:
    """polars' type of each of the table's columns."""
    return {heading: DTYPES.get(column.kind, TEXT) for heading, column in spec.columns.items()}


class Gatherer:
    """The columns of all tables, filled book by book; a frame is made once, at the end."""

    def __init__(self, specs: Mapping[str, TableSpec]) -> None:
        self.specs = {name: spec for name, spec in specs.items() if name not in WRITTEN_BY_XLPLAN}
        self.of_kind = {kind: of_kind(self.specs, kind) for kind in BOOK_KINDS}
        self.columns: dict[str, dict[str, list[Value]]] = {
            name: {heading: [] for heading in ("bok", "rad", *spec.columns)}
            for name, spec in self.specs.items()
        }
        self.observer = Observer(self.specs)
        self.places: dict[tuple[int, str], Place] = {}
        self.missing: dict[tuple[int, str], frozenset[str]] = {}

    def file(self, bok: int, book: Book) -> None:
        """Take in one book, or why it could not be read."""
        self.observer.file(bok, book)
        if book.unreadable:
            return
        kind = kind_of(book, self.specs)
        self.observer.book(bok, book, kind)
        specs = self.of_kind[kind]
        found = find_tables(book, specs)
        for name, spec in specs.items():
            self.observer.table(bok, book, spec, name in found)
            if name not in found:
                self.missing[bok, name] = frozenset(spec.columns)
                continue
            data, where = found[name], place(found[name], spec)
            self.places[bok, name] = where
            if lacking := self.observer.columns(bok, spec, data, where):
                self.missing[bok, name] = lacking
            rows = (self._record if spec.transposed else self._rows)(bok, spec, data, where)
            self.observer.layout(bok, book, spec, data, where, rows)

    def _record(self, bok: int, spec: TableSpec, data: TableData, where: Place) -> int:
        """A transposed table is one record a book."""
        unreadable = unreadable_cells(data.marks, data.first_row, data.rows)
        into = self.columns[spec.name]
        into["bok"].append(bok)
        into["rad"].append(data.header_row)
        for heading, column in self.specs[spec.name].columns.items():
            if heading not in where.rows:
                into[heading].append(None)
                continue
            row, at = where.rows[heading], where.columns[heading]
            raw = data.columns[at - data.left][row - data.first_row]
            cast = cast_column([raw], column, data.marks, row, at)
            problems = cast.problems + [
                problem for problem in unreadable.get(at, ()) if problem.row == row
            ]
            self.observer.problems(bok, spec.name, column, problems)
            into[heading].append(None if problems else cast.values[0])
        return 1

    def _rows(self, bok: int, spec: TableSpec, data: TableData, where: Place) -> int:
        """The filled rows; returns how many they are."""
        unreadable = unreadable_cells(data.marks, data.first_row, data.rows)
        blank: list[Value] = [None] * data.rows
        typed: dict[str, list[Value]] = {}
        filled = [False] * data.rows
        for heading, column in spec.columns.items():
            if heading not in where.columns:
                typed[heading] = blank
                continue
            at = where.columns[heading]
            cast = cast_column(data.columns[at - data.left], column, data.marks, data.first_row, at)
            problems = cast.problems + unreadable.get(at, [])
            if problems:
                self.observer.problems(bok, spec.name, column, problems)
                for problem in problems:
                    filled[problem.row - data.first_row] = True
                    cast.values[problem.row - data.first_row] = None
            typed[heading] = cast.values
        for heading in where.columns.keys() - spec.columns.keys():
            self._repeated(bok, spec, data, where.columns[heading], heading, filled)
        for heading in spec.decisive:
            filled = [
                was or value is not None for was, value in zip(filled, typed[heading], strict=True)
            ]
        kept = [i for i, is_filled in enumerate(filled) if is_filled]
        into = self.columns[spec.name]
        into["bok"].extend([bok] * len(kept))
        into["rad"].extend([data.first_row + i for i in kept])
        for heading in self.specs[spec.name].columns:
            values = typed.get(heading, blank)  # another kind of book has the column
            into[heading].extend(values if len(kept) == data.rows else [values[i] for i in kept])
        self.observer.formulas(bok, spec, data, where)
        return len(kept)

    def _repeated(
        self, bok: int, spec: TableSpec, data: TableData, at: int, heading: str, filled: list[bool]
    ) -> None:
        """The filled cells of one of the columns that a repeated column stands for; `filled` is
        told of them."""
        column = repeats(spec, heading)
        assert column is not None
        cast = cast_column(data.columns[at - data.left], column, data.marks, data.first_row, at)
        unreadable = unreadable_cells(data.marks, data.first_row, data.rows)
        problems = cast.problems + unreadable.get(at, [])
        self.observer.problems(bok, spec.name, replace(column, heading=heading), problems)
        for problem in problems:
            cast.values[problem.row - data.first_row] = None
            filled[problem.row - data.first_row] = True
        for i, value in enumerate(cast.values):
            if value is not None:
                filled[i] = True
                self.observer.rows["_upprepade"].append(
                    (bok, data.first_row + i, spec.name, heading, value)
                )

    def frames(self) -> dict[str, pl.DataFrame]:
        """The contract's tables with bok and rad first, and the tables of observations."""
        self.observer.texts(self.columns)
        made = {
            name: pl.DataFrame(columns, {"bok": INT, "rad": INT, **dtypes(self.specs[name])})
            for name, columns in self.columns.items()
        }
        for name, schema in OBSERVATIONS.items():
            made[name] = pl.DataFrame(self.observer.rows[name], schema=schema, orient="row")
        return made
