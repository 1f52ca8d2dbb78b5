"""A workbook as it was read: tables with true addresses, and beside the values only what is
unusual.

Most cells are plain values, so a table holds one list of values a column and marks the few cells
that are more than their value (errors, uncalculated formulas, percentages, formulas). That keeps
ten thousand books cheap.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Literal

from xlplan.model import Kind, Ref

Untold = Literal["formulas", "formats", "layout"]
"""What a host may not tell of an open book: its formulas, its number formats, what is merged or
hidden."""

RawValue = str | float | bool | date | datetime | time | timedelta | None
"""A value as Excel stores it. Text is not trimmed; an empty cell and an empty text are both
None."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of a cell besides its value."""

    kind: Kind | None = None
    """ERROR, UNCALCULATED, PERCENT or UNFORMATTED; None for a cell that is only marked for its
    formula or format."""
    text: str = ""
    """The error as Excel shows it ("#REF!") when `kind` is ERROR."""
    formula: str = ""
    """The formula without "=", "" if the cell has none. Shared formulas are expanded."""
    number_format: str = ""
    """The number format's code, such as "0.0 %"; "" for General."""


@dataclass(slots=True)
class TableData:
    """One Excel table (ListObject).

    Rows and columns are Excel's own numbers, from 1. `columns[i][j]` is the value in column `left +
    i`, row `first_row + j`; a totals row of the table is left out.
    """

    name: str
    sheet: str
    header_row: int
    first_row: int
    left: int
    headings: list[str]
    """As they stand in the header row, runs of white space as one blank."""
    columns: list[list[RawValue]]
    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)
    """By (row, column)."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged cells that touch the table: first row, first column, last row, last column."""
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    """Hidden, and not merely folded in a group: the template folds the columns of phases to
    come."""
    drop_downs: frozenset[int] | None = None
    """Columns where any data cell has a drop-down; None where that is not known."""

    @property
    def rows(self) -> int:
        """The number of data rows."""
        return len(self.columns[0]) if self.columns else 0

    @property
    def last_row(self) -> int:
        """The last data row; `header_row` if there is none."""
        return self.first_row + self.rows - 1

    @property
    def right(self) -> int:
        """The last column's number."""
        return self.left + len(self.headings) - 1


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The reason why a file could not be read: a short code for programs and the Swedish clause for
    people.

    The clause follows after "Filen kunde inte läsas: " and has no full stop.
    """

    code: str
    """"missing", "empty", "not_a_workbook", "old_format", "encrypted", "damaged", "too_large",
    "locked", "findings_list" or "lock_file"."""
    clause: str


@dataclass(slots=True)
class Book:
    """One workbook file as read, or why it could not be read (`unreadable`)."""

    path: Path
    tables: dict[str, TableData] = field(default_factory=dict)
    """By the table's name in Excel, as it stands there."""
    sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    outside: tuple[tuple[Ref, str, str], ...] = ()
    """Filled cells beside or below a table, in a sheet that has one: (place, value as text, table's
    name). Cells above a table (headings, guidance) are not among them."""
    contract_version: str = ""
    """From the hidden sheet `_xlplan`; "" if it is missing."""
    kind: str = ""
    """"unit", "board" or "register", from the same sheet; "" if it does not say."""
    links: tuple[str, ...] = ()
    """File names of the other workbooks that formulas point at, in the order of their numbers:
    `[1]` is the first."""
    untold: frozenset[Untold] = frozenset()
    """What is not known of an open book; nothing for a file."""
    unreadable: Unreadable | None = None
