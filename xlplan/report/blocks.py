"""The parts of a report, free of any file format: what docx, pdf and html are all made from.

A report is a list of blocks in reading order. Texts are plain: no markup, a line break is "\\n",
and personal numbers are masked already. What comes from the workbook carries its `Source`, so that
a text or a figure can be traced back to its cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from xlplan.model import Ref

DEEPEST = 6
"""The deepest heading level; a heading that belongs further down gets this one."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where in the workbook something stands: the table's name, Excel's row number and the column's
    heading.

    A fact of `tblEnhet` has no row; its `column` is the fact's Uppgift. `cell` is known only in a
    report that is to be traced: there the files name it.
    """

    table: str
    row: int | None
    column: str
    cell: Ref | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value, such as "Handläggare" and a name. An empty label means that the value
    says it all."""

    label: str
    value: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page."""

    title: str
    document: str
    """The kind of document and its year, such as "Verksamhetsplan 2026": the subject, and what
    stands in the header."""
    unit: str
    board: str
    """The sender at the top of the page; "" if the book does not name it."""
    facts: tuple[Fact, ...] = ()
    """Whom to ask, and whom it is for."""
    address: tuple[Fact, ...] = ()
    draft: str = ""
    """The mark of a report that is not ready, such as "UTKAST – 3 fel kvar"; "" for one that is."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of contents, made of the report's headings down to `levels`."""

    title: str
    levels: int = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1–6. Levels are never skipped on the way down.

    `kicker` says what kind of thing the heading names ("Nämndmål"); it is printed above the heading
    and is not part of the list of contents.
    """

    level: int
    text: str
    kicker: str = ""
    new_page: bool = False
    source: Source | None = None


GENERATED_LABEL = "Ur tabellerna"
"""What is printed before a generated text, or before the first of several in a row: it is nobody's
own words."""


class Role(StrEnum):
    """What a paragraph is: the book's own text, a note that the report makes about itself, the name
    of what the next paragraphs are about (a row of the table above), or a sentence that is made of
    the tables' figures."""

    TEXT = "text"
    NOTE = "note"
    LABEL = "label"
    GENERATED = "generated"


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    role: Role = Role.TEXT
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class BulletList:
    """`sources`: where each item stands, if they do not all stand in one cell, `source`."""

    items: tuple[str, ...]
    source: Source | None = None
    numbered: bool = False
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """A goal's Bedömning in words, with its symbol: never by the symbol or a colour alone."""

    label: str
    text: str
    symbol: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class FactList:
    """Facts in the running text, one a line."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `share` is its part of the table's width; the shares of a table sum to
    1.

    A numeric column is aligned to the right.
    """

    heading: str
    share: float
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. A figure that is worked out has no `source`, but stands `of` the cells it
    is made of."""

    text: str
    source: Source | None = None
    of: tuple[Source, ...] = ()


class RowKind(StrEnum):
    """LINE is an ordinary row, GROUP the name of the rows that follow, PART is included in the row
    above ("varav"), TOTAL a sum."""

    LINE = "line"
    GROUP = "group"
    PART = "part"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class TableRow:
    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.LINE


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row and no merged cells; every row has one cell a column.

    `caption` is printed above it; `description` tells a reader who hears the document which table
    it is.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    description: str = ""

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of the table “{self.caption}” has not one cell a column")


@dataclass(frozen=True, slots=True)
class Bar:
    """One indicator's figures in a chart, all in the same unit; None for what is not known."""

    name: str
    outcome: float
    target: float | None = None
    last_year: float | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Outcomes against targets and last year; `unit` is what the figures are in, such as "%"."""

    unit: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Months:
    """Budget and outcome month by month, both summed from January; `outcome` ends with the last
    month that has one."""

    unit: str
    months: tuple[str, ...]
    budget: tuple[float, ...]
    outcome: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """How many goals there are of each Bedömning: (word, symbol, number), in the order of the
    contract."""

    parts: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart. `caption` is printed below it; `description` (alt text) says in words what it shows,
    with the figures unless a table beside it holds them."""

    caption: str
    description: str
    chart: Bars | Months | Shares


Block = Cover | Contents | Heading | Paragraph | BulletList | Status | FactList | Table | Figure
