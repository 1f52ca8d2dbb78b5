"""A repair, and the book and findings that it is proposed from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xlplan.model import Finding, Kind, Ref
from xlplan.reading.book import Book, Mark, RawValue, TableData
from xlplan.tables import ColumnSpec, TableSpec
from xlplan.tables.placing import Place, find_tables, place, repeats
from xlplan.tables.specs import WRITTEN_BY_XLPLAN
from xlplan.template.values import Formula

Becomes = str | float | date | Formula
"""What a cell becomes; "" empties it."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One cell to change. `rule` is the rule whose finding it puts right; "" for blanks around a
    text."""

    ref: Ref
    column: str
    was: RawValue
    becomes: Becomes
    rule: str
    shown: str
    """What stands in the cell, as the sheet shows it."""
    like: tuple[int, ...] = ()
    """Rows of the column, nearest first, whose number format the cell may take where its own is for
    text."""


@dataclass(frozen=True, slots=True)
class Repairs:
    """The repairs of a book: cells to change, and new stored values of sum formulas that count
    them."""

    cells: Mapping[Ref, Repair]
    recalculated: Mapping[Ref, float]

    def __bool__(self) -> bool:
        return bool(self.cells or self.recalculated)

    def on(self, sheet: str) -> Repairs:
        """Those of one sheet."""
        return Repairs(
            {ref: repair for ref, repair in self.cells.items() if ref.sheet == sheet},
            {ref: value for ref, value in self.recalculated.items() if ref.sheet == sheet},
        )


@dataclass(frozen=True, slots=True)
class BookCell:
    """One cell of a contract's column, below its heading (or, in a table of facts, beside its
    name)."""

    ref: Ref
    column: ColumnSpec
    value: RawValue
    mark: Mark | None

    @property
    def typed(self) -> bool:
        """Whether a person typed it: no formula, no Excel error."""
        return self.mark is None or not (
            self.mark.formula or self.mark.kind in (Kind.ERROR, Kind.UNCALCULATED)
        )


@dataclass(frozen=True, slots=True)
class BookTable:
    """One table of the contract as it stands in the book."""

    spec: TableSpec
    data: TableData
    where: Place

    def cell(self, row: int, heading: str) -> BookCell:
        """The cell of a heading in a row."""
        at = self.where.columns[heading]
        value = self.data.columns[at - self.data.left][row - self.data.first_row]
        column = self.spec.columns.get(heading) or repeats(self.spec, heading)
        assert column is not None, "a place has the columns of its table only"
        return BookCell(
            Ref(self.data.sheet, row, at), column, value, self.data.marks.get((row, at))
        )

    def cells(self) -> Iterator[BookCell]:
        """Every cell of the contract's columns, or of its facts."""
        if self.spec.transposed:
            yield from (self.cell(row, heading) for heading, row in self.where.rows.items())
            return
        for heading in self.where.columns:
            for row in self.rows:
                yield self.cell(row, heading)

    @property
    def rows(self) -> range:
        return range(self.data.first_row, self.data.last_row + 1)


@dataclass(frozen=True)
class Patient:
    """A book with the findings that are to be put right: those that nobody has accepted in
    Undantag."""

    tables: Mapping[str, BookTable]
    found: Mapping[str, Mapping[Ref, Finding]]
    """The findings by rule and cell."""
    repairs: dict[Ref, Repair] = field(default_factory=dict)
    """What has been proposed so far; the first proposal of a cell counts."""

    @classmethod
    def of(cls, book: Book, specs: Mapping[str, TableSpec], findings: Sequence[Finding]) -> Patient:
        tables = {
            name: BookTable(specs[name], data, place(data, specs[name]))
            for name, data in find_tables(book, specs).items()
            if name not in WRITTEN_BY_XLPLAN
        }
        found: dict[str, dict[Ref, Finding]] = {}
        for finding in findings:
            if finding.ref is not None and not finding.accepted:
                found.setdefault(finding.rule, {})[finding.ref] = finding
        return cls(tables, found)

    def has(self, rule: str, ref: Ref) -> bool:
        return ref in self.found.get(rule, ())

    def fact(self, name: str) -> RawValue:
        """A fact of the unit as it is typed; None if it is missing."""
        for table in self.tables.values():
            if table.spec.transposed and name in table.where.rows:
                return table.cell(table.where.rows[name], name).value
        return None


Proposal = Callable[[Patient], Iterator[Repair]]
"""Proposes repairs of one kind."""
