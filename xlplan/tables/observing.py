"""What is observed of workbooks as files, row by row, for the tables of observations."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from xlplan.model import Value, shown_path
from xlplan.reading.book import Book, TableData
from xlplan.tables import layout
from xlplan.tables.casting import Problem
from xlplan.tables.observations import OBSERVATIONS
from xlplan.tables.placing import Place, near, repeats
from xlplan.tables.specs import ColumnSpec, TableSpec, fold

FACT_HEADINGS = ("Uppgift", "Värde")
"""The headings that a transposed table is read by."""


class Observer:
    """The rows of the tables of observations, noted book by book."""

    def __init__(self, specs: Mapping[str, TableSpec]) -> None:
        self._specs = specs
        self.rows: dict[str, list[tuple[Value, ...]]] = {name: [] for name in OBSERVATIONS}
        """By table, in the order of the columns that `OBSERVATIONS` declares."""

    def file(self, bok: int, book: Book) -> None:
        """Note that there is a file, and why it could not be read."""
        why = book.unreadable
        folder, name = (
            shown_path(Path(part)) if part else ""
            for part in (book.path.parent.name, book.path.name)
        )
        self.rows["_filer"].append(
            (bok, None, folder, name, why.code if why else None, why.clause if why else None)
        )

    def book(self, bok: int, book: Book, kind: str) -> None:
        """Note a readable book, and what stands outside its tables."""
        name = shown_path(Path(book.path.name)) if book.path.name else ""
        self.rows["_boken"].append((bok, None, name, book.contract_version or None, kind))
        for ref, text, table in book.outside:
            self.rows["_utanfor"].append((bok, ref.row, ref.sheet, ref.column, text, table))

    def table(self, bok: int, book: Book, spec: TableSpec, there: bool) -> None:
        """Note a table that is there or missing, and one with nearly its name, or else a sheet."""
        likely = ""
        sheet = next((name for name in book.sheets if fold(name) == fold(spec.sheet)), "")
        if not there:
            likely = near(spec.name, [name for name in book.tables if name not in self._specs])
        if not there and not likely and not sheet:
            ours = {other.sheet for other in self._specs.values()}
            likely = near(spec.sheet, [name for name in book.sheets if name not in ours])
        self.rows["_tabeller"].append(
            (bok, None, spec.name, spec.sheet, there, bool(sheet), likely)
        )

    def columns(self, bok: int, spec: TableSpec, data: TableData, where: Place) -> frozenset[str]:
        """Note the columns (or facts) that a table lacks, and give them."""
        there = where.rows if spec.transposed else where.columns
        lacking = frozenset(heading for heading in spec.columns if heading not in there)
        if not lacking:
            return lacking
        headings = {
            heading: (data.header_row, data.left + i) for i, heading in enumerate(data.headings)
        }
        if not spec.transposed:
            self._lacking(bok, spec, data, lacking, headings, spec.columns, is_row=False)
        elif gone := [name for name in FACT_HEADINGS if fold(name) not in map(fold, headings)]:
            # without these two no fact can be found: one finding each, not one a fact
            self._lacking(bok, spec, data, gone, headings, FACT_HEADINGS, is_row=False)
        else:
            names = [fold(heading) for heading in data.headings].index(fold(FACT_HEADINGS[0]))
            facts = {
                str(name or "").strip(): (data.first_row + i, data.left + names)
                for i, name in enumerate(data.columns[names])
            }
            self._lacking(bok, spec, data, lacking, facts, spec.columns, is_row=True)
        return lacking

    def _lacking(
        self,
        bok: int,
        spec: TableSpec,
        data: TableData,
        lacking: Collection[str],
        stands: Mapping[str, tuple[int, int]],
        wanted: Collection[str],
        *,
        is_row: bool,
    ) -> None:
        """Names that are missing, each with the one that stands there and that was most likely
        meant."""
        known = {fold(name) for name in wanted}
        spare = [
            name
            for name in stands
            if name and fold(name).rstrip(" :") not in known and not repeats(spec, name)
        ]
        for name in (name for name in wanted if name in lacking):
            likely = near(name, spare)
            if not likely and name in spec.columns and spec.columns[name].optional:
                continue
            row, column = stands.get(likely, (data.header_row, data.left))
            self.rows["_kolumner"].append(
                (bok, row, data.sheet, column, spec.name, name, is_row, False, likely)
            )

    def layout(
        self, bok: int, book: Book, spec: TableSpec, data: TableData, where: Place, rows: int
    ) -> None:
        """Note merged, hidden and linked cells of a table, and drop-downs that it has lost."""
        seen = {
            "_sammanslagna": layout.merged(data),
            "_dolda": layout.hidden(book, spec, data, where),
            "_lankar": layout.links(book, data, where),
            "_utan_lista": layout.without_drop_downs(spec, data, where) if rows else (),
        }
        for name, observed in seen.items():
            # a table's name in Excel may differ from the contract's in case
            self.rows[name].extend((bok, *row[:3], spec.name, *row[4:]) for row in observed)

    def problems(
        self, bok: int, table: str, column: ColumnSpec, problems: Sequence[Problem]
    ) -> None:
        """Note the cells of a column that could not be typed."""
        self.rows["_celler"].extend(
            (
                bok,
                problem.row,
                table,
                column.heading,
                problem.kind.value,
                problem.shown,
                problem.expected,
                column.example,
            )
            for problem in problems
        )

    def formulas(self, bok: int, spec: TableSpec, data: TableData, where: Place) -> None:
        """Note the formulas in a table's columns of amounts."""
        amounts = {
            at: heading
            for heading, at in where.columns.items()
            if (column := spec.columns.get(heading) or repeats(spec, heading))
            and column.kind == "amount"
        }
        if amounts:
            self.rows["_formler"].extend(
                (bok, row, spec.name, amounts[column], column, mark.formula)
                for (row, column), mark in data.marks.items()
                if mark.formula and column in amounts
            )

    def texts(self, tables: Mapping[str, Mapping[str, Sequence[Value]]]) -> None:
        """Note all text, in the order of the contract's columns, and in each of the books."""
        for name, spec in self._specs.items():
            columns = tables[name]
            for heading, column in spec.columns.items():
                if column.kind in ("text", "prose", "target"):
                    self.rows["_texter"].extend(
                        (bok, row, name, heading, column.kind, text, text.lower())
                        for bok, row, text in zip(
                            columns["bok"], columns["rad"], columns[heading], strict=True
                        )
                        if isinstance(text, str)
                    )
