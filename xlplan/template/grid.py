"""A table with what it holds: the rows to write, and which declared column each cell follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xlplan.template.declared import DeclaredColumn, DeclaredTable
from xlplan.template.lines import has_sums, in_blocks, with_formulas
from xlplan.template.reckoning import reckoned
from xlplan.template.validation import guidance
from xlplan.template.values import CellInput, RowContent, RowInput

TITLE, HELP, HINT, HEAD, FIRST = range(5)
"""XlsxWriter's rows, from 0: three lines of words, the headings, the first row of data."""

SPARE = 3
"""Empty rows below given rows, where the declared number of rows is already used."""

FACT_WIDTHS = (24, 40, 90)


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """One sheet's table, ready to be written. `facts` are the declared columns that are rows of a
    transposed table."""

    table: DeclaredTable
    rows: Sequence[RowContent]
    facts: tuple[DeclaredColumn, ...] = ()

    @property
    def last(self) -> int:
        """The last row of data, as XlsxWriter counts."""
        return FIRST + len(self.rows) - 1

    @property
    def right(self) -> int:
        """The last column, as XlsxWriter counts."""
        return len(self.table.columns) - 1

    def column(self, row: int, column: int) -> DeclaredColumn:
        """The declaration that a data cell follows: its column's, or in a table of facts its row's.
        Both from 0."""
        return self.facts[row] if self.facts and column == 1 else self.table.columns[column]


def rows_grid(table: DeclaredTable, given: Sequence[RowInput]) -> SheetGrid:
    """The grid of an ordinary table: given rows, then empty ones. ValueError for a heading that is
    not declared."""
    known = {column.heading for column in table.columns}
    if unknown := {heading for row in given for heading in row} - known:
        raise ValueError(f"{table.name} has no column {', '.join(sorted(unknown))}")
    if has_sums(table):
        return SheetGrid(table, with_formulas(table, in_blocks(given, table.rows), FIRST + 1))
    # below a total of the whole table nothing counts
    closed = (
        bool(given)
        and table.totals is not None
        and not table.totals.each
        and table.is_total(given[-1])
    )
    empty = 0 if closed else max(table.rows - len(given), SPARE if given else 0)
    return SheetGrid(
        table, reckoned(table, [*given, *({} for _ in range(empty or not given))], FIRST + 1)
    )


def facts_grid(
    table: DeclaredTable, headings: tuple[str, ...], facts: Mapping[str, CellInput]
) -> SheetGrid:
    """The grid of a table of facts: name, value and what to write. ValueError for a fact that is
    not declared."""
    if unknown := facts.keys() - {column.heading for column in table.columns}:
        raise ValueError(f"{table.name} has no row {', '.join(sorted(unknown))}")
    name, value, help = headings
    shown = tuple(
        DeclaredColumn(heading=heading, kind="text", width=width)
        for heading, width in zip(headings, FACT_WIDTHS, strict=True)
    )
    rows = [
        {name: column.heading, value: facts.get(column.heading), help: guidance(column)}
        for column in table.columns
    ]
    return SheetGrid(replace(table, columns=shown), rows, table.columns)
