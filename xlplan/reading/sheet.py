"""A sheet as read, of a file or of a book that is open in Excel: its parts, its values, and what it
says besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple, Protocol

from xlplan.reading.book import Mark, RawValue
from xlplan.reading.refusals import too_large

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Excel's own limits of a sheet."""

MAX_CELLS = 500_000
"""Filled cells in a sheet that has a table. A unit's whole book has about 3,000."""
MAX_TABLE = 20_000_000
"""Cells of a table, down to its last filled row."""

Place = tuple[int, int]
"""(row, column), from 1."""
Decoded = Sequence[Sequence[str | float | bool | date | datetime | time | timedelta]]


class CellRange(NamedTuple):
    """A rectangle of cells: first and last row and column, all within."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, place: tuple[int, int]) -> bool:
        """Whether a cell, (row, column), is within."""
        row, column = place
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: CellRange) -> bool:
        """Whether they have any cell in common."""
        over = self.top <= other.bottom and other.top <= self.bottom
        return over and self.left <= other.right and other.left <= self.right


@dataclass(frozen=True, slots=True)
class TableDefinition:
    """A table as its own part describes it. `area` is all of it, header and totals included."""

    name: str
    area: CellRange
    header_rows: int
    totals_rows: int
    headings: tuple[str, ...]

    @property
    def body(self) -> CellRange:
        """The data rows; empty (bottom above top) in a table that is only a header."""
        top, left, bottom, right = self.area
        return CellRange(top + self.header_rows, left, bottom - self.totals_rows, right)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet and the part of the file that holds it."""

    name: str
    part: str
    hidden: bool
    tables: tuple[TableDefinition, ...]


@dataclass(slots=True)
class Seen:
    """What a sheet says besides its values."""

    marks: dict[Place, Mark] = field(default_factory=dict)
    """Errors, formulas, and numeric cells with a number format, dates among them."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """First and last; folded groups are left out here and above: the template folds phases to
    come."""
    merged: list[CellRange] = field(default_factory=list)
    drop_downs: list[CellRange] | None = field(default_factory=list)
    """Cells with a list to choose from; None where that is not known."""

    def marks_in(self, area: CellRange) -> list[tuple[Place, Mark]]:
        """The marks of an area's cells."""
        top, left, bottom, right = area
        return [
            at
            for at in self.marks.items()
            if top <= at[0][0] <= bottom and left <= at[0][1] <= right
        ]


class Values(Protocol):
    """A sheet's values by place."""

    def columns(self, area: CellRange) -> list[list[RawValue]]:
        """One list a column, down to the last filled row of the area; None for empty cells."""

    def filled(
        self, first_row: int, left_out: Sequence[CellRange] = ()
    ) -> Iterator[tuple[Place, RawValue]]:
        """The filled cells from that row on, row by row, but not those in the areas left out."""


@dataclass(slots=True)
class DenseValues:
    """The values of a sheet laid out in full."""

    rows: Decoded
    """From A1 on, "" for an empty cell."""

    def columns(self, area: CellRange) -> list[list[RawValue]]:
        rows = [row[area.left - 1 : area.right] for row in self.rows[area.top - 1 : area.bottom]]
        while rows and rows[-1].count("") == len(rows[-1]):
            rows.pop()
        columns: list[list[RawValue]] = [
            [None if v == "" else v for v in column] for column in zip(*rows, strict=True)
        ]
        # columns to the right of every filled cell
        missing = area.right - area.left + 1 - len(columns)
        return columns + [[None] * len(rows) for _ in range(missing)]

    def filled(
        self, first_row: int, left_out: Sequence[CellRange] = ()
    ) -> Iterator[tuple[Place, RawValue]]:
        turns = {
            first_row,
            len(self.rows) + 1,
            *(row for area in left_out for row in (area.top, area.bottom + 1)),
        }
        for top, end in pairwise(sorted(row for row in turns if row >= first_row)):
            gaps = _gaps(top, left_out)  # the same for all rows up to the next turn
            for number, row in enumerate(self.rows[top - 1 : end - 1], top):
                for first, last in gaps:
                    part = row[first - 1 : last]
                    if part.count("") != len(part):
                        yield from (
                            ((number, column), value)
                            for column, value in enumerate(part, first)
                            if value != ""
                        )


def _gaps(row: int, areas: Sequence[CellRange]) -> list[tuple[int, int]]:
    """The stretches of a row, first and last column, that are in none of the areas."""
    gaps, first = [], 1
    for _, left, _, right in sorted(
        (area for area in areas if area.top <= row <= area.bottom), key=_left
    ):
        if first < left:
            gaps.append((first, left - 1))
        first = max(first, right + 1)
    return [*gaps, (first, LAST_COLUMN)]


def _left(area: CellRange) -> int:
    return area.left


def check_size(rows: int, columns: int) -> None:
    """Raise UnreadableError if a table's lists would fill the memory."""
    if rows * columns > MAX_TABLE:
        raise too_large("en tabell sträcker sig över nästan hela bladet")
