"""xlplan's own tables in the open book: found or made, and filled with new rows in one write.

A table is never deleted, only resized: the template's conditional formats point at its cells. Only
what works alike in Excel for Windows, for macOS and on a server is used, so nothing is asked that
only one of them answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlplan.excel.cells import formulas_of
from xlplan.excel.refusals import RefusalError
from xlplan.model import Ref
from xlplan.wording import HARD_BLANK

if TYPE_CHECKING:
    import xlwings as xw

LONGEST = 8_000
"""Characters of a text: a cell holds 32 767, but Excel refuses a block of formulas with a text of
more than 8 192."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f]")
_ACTIVE = tuple("=+-@'\t ")
"""What Excel may take a text that begins with for: a formula, a sign that it hides, or blanks
before one of them."""
TEXT, GENERAL = "@", "General"
POINTS_PER_CHARACTER = 5.5
"""Of a column's width, which Excel on the web takes in points."""
LINK_INK = "#0563C1"
HEAD, HEAD_INK = "#1F4E5F", "#FFFFFF"
STYLE = "TableStyleLight1"
"""Grey bands, as the template's tables have."""


@dataclass(frozen=True)
class OwnTable:
    """A table that xlplan writes: where it stands in a book that has none yet, and how its columns
    look there."""

    name: str
    sheet: str
    help: str
    columns: tuple[tuple[str, float], ...]
    """Headings and widths in characters."""
    link: str
    """The heading of the column that holds links."""

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(heading for heading, _ in self.columns)


def text(said: str) -> str:
    """A text as it can be written: never a formula, and no longer than Excel takes."""
    printable = _UNPRINTABLE.sub("", said)
    if len(printable) > LONGEST:
        printable = printable[: LONGEST - 1] + "…"
    return HARD_BLANK + printable if printable.startswith(_ACTIVE) else printable


def link(sheet: str, cell: str, shown: str) -> str:
    """A formula that shows the address and leads there; one form for all of Excel's hosts."""
    place = "#'{}'!{}".format(sheet.replace("'", "''"), cell)
    return '=HYPERLINK("{}","{}")'.format(place.replace('"', '""'), shown)


def find(book: xw.Book, own: OwnTable) -> xw.main.Table | None:
    """The table by its name, on whatever sheet it stands."""
    sheets = sorted(book.sheets, key=lambda sheet: sheet.name.casefold() != own.sheet.casefold())
    for sheet in sheets:
        for table in sheet.tables:
            if table.name.casefold() == own.name.casefold():
                return table
    return None


def found_or_made(book: xw.Book, own: OwnTable) -> xw.main.Table:
    """The table, on a sheet that can be seen. Raises RefusalError where there is none and none can
    be made."""
    table = find(book, own)
    try:
        if table is None:
            return _made(book, own)
        if not is_visible(table.parent):
            table.parent.visible = True
    except Exception as error:
        raise RefusalError(
            f"Bladet {own.sheet} går inte att lägga till eller visa. Är bokens struktur skyddad? "
            "Välj fliken Granska och Skydda arbetsbok så att skyddet tas bort, och tryck på "
            "knappen igen."
        ) from error
    return table


def is_visible(sheet: xw.Sheet) -> bool:
    """Whether a person can see the sheet; Excel answers −1 for yes, 0 for hidden and 2 for very
    hidden."""
    return sheet.visible in (True, -1)


def _made(book: xw.Book, own: OwnTable) -> xw.main.Table:
    taken = {sheet.name.casefold() for sheet in book.sheets}
    name = own.sheet
    number = 2
    while name.casefold() in taken:
        name, number = f"{own.sheet} {number}", number + 1
    last = [sheet for sheet in book.sheets if is_visible(sheet)][-1]
    sheet = book.sheets.add(name, after=last)
    on_the_desktop = book.app.engine.type != "remote"
    sheet.range("A1").value = name
    sheet.range("A1").font.bold = True
    sheet.range("A1").font.size = 16
    sheet.range("A2").value = own.help
    head = sheet.range((4, 1), (4, len(own.columns)))
    head.value = [list(own.headings)]
    head.color, head.font.color, head.font.bold = HEAD, HEAD_INK, True
    head.adjust_indent(1)
    for place, (_, width) in enumerate(own.columns, 1):
        sheet.range((1, place)).column_width = (
            width if on_the_desktop else width * POINTS_PER_CHARACTER
        )
    return sheet.tables.add(
        source=sheet.range((4, 1), (5, len(own.columns))), name=own.name, table_style_name=STYLE
    )


@dataclass(frozen=True)
class Place:
    """Where the table's columns and rows stand, in Excel's numbers from 1."""

    head: int
    left: int
    right: int
    last: int
    """The last row of data; `head` + 1 for an empty table."""
    columns: tuple[int, ...]
    """Of the headings, in their order."""


def place_of(table: xw.main.Table, own: OwnTable) -> Place:
    """Raises RefusalError for a table that has lost its headings."""
    head = table.header_row_range
    if head is None and not table.show_headers:
        raise RefusalError(
            f"Tabellen på bladet {table.parent.name} visar ingen rad med rubriker. Klicka i "
            "tabellen, välj fliken Tabelldesign, kryssa i Rubrikrad och tryck på knappen igen."
        )
    if head is None:  # just made: a server does not see yet what was written
        head, shown = table.range.rows[0], list(own.headings)
    else:
        shown = head.options(ndim=1).value
    at = {
        " ".join(str(heading or "").split()).casefold(): i
        for i, heading in reversed(list(enumerate(shown)))
    }
    if missing := [heading for heading in own.headings if heading.casefold() not in at]:
        raise RefusalError(
            f"Tabellen på bladet {table.parent.name} saknar rubriken {missing[0]}. Skriv dit den "
            "igen och tryck på knappen en gång till."
        )
    rows, width = table.range.shape
    last = max(head.row + 1, head.row + rows - 1)
    columns = tuple(head.column + at[heading.casefold()] for heading in own.headings)
    return Place(head.row, head.column, head.column + width - 1, last, columns)


def replace_rows(table: xw.main.Table, own: OwnTable, rows: Sequence[Sequence[str]]) -> None:
    """Fill the table with these rows in place of its own; without any it keeps one empty row.

    Cells that begin with "=" are formulas, so texts pass through `text` first. Raises RefusalError
    where the sheet cannot be written in, or where something of the user's stands below the table.
    """
    sheet = table.parent
    with _without_totals(table):
        place = place_of(table, own)
        last = place.head + max(1, len(rows))
        _refuse_taken(sheet, place, last)
        with writing(sheet.name):
            _unfilter(table)
            for run in _runs(place.columns):
                sheet.range((place.head + 1, run[0]), (place.last, run[-1])).clear_contents()
            if last != place.last:
                table.resize(sheet.range((place.head, place.left), (last, place.right)))
            _write(sheet, own, place, place.head + 1, rows)


def add_rows(
    table: xw.main.Table, own: OwnTable, rows: Sequence[Sequence[str]], *, start: int = 0
) -> int:
    """Add rows below those that are there, or from the row `start` on; gives the first row written.

    Raises as `replace_rows` does.
    """
    sheet = table.parent
    with _without_totals(table):
        place = place_of(table, own)
        is_empty = sheet.range((place.last, place.columns[0])).value in (None, "")
        start = start or (place.last if is_empty else place.last + 1)
        last = start + len(rows) - 1
        _refuse_taken(sheet, place, last)
        with writing(sheet.name):
            _unfilter(table)
            if last > place.last:
                table.resize(sheet.range((place.head, place.left), (last, place.right)))
            _write(sheet, own, place, start, rows)
    return start


def _refuse_taken(sheet: xw.Sheet, place: Place, last: int) -> None:
    """Raise RefusalError if anything stands where the table is to grow."""
    if last <= place.last:
        return
    below = sheet.range((place.last + 1, place.left), (last, place.right))
    # an error, or a formula that shows nothing, has no value
    stands = formulas_of(below, below.shape) or below.options(ndim=2).value
    for i, row in enumerate(stands):
        for j, value in enumerate(row):
            if value not in (None, ""):
                cell = Ref(sheet.name, place.last + 1 + i, place.left + j).a1
                raise RefusalError(
                    f"Under tabellen på bladet {sheet.name} står något i {cell} som skulle skrivas "
                    "över. Flytta det, till exempel till höger om tabellen, och tryck på knappen "
                    "igen."
                )


def _write(
    sheet: xw.Sheet, own: OwnTable, place: Place, start: int, rows: Sequence[Sequence[str]]
) -> None:
    if not rows:
        return
    last = start + len(rows) - 1
    linked = place.columns[own.headings.index(own.link)]
    for run in _runs(place.columns):
        block = sheet.range((start, run[0]), (last, run[-1]))
        # else the first row, which the template made, looks otherwise than those below
        block.clear_formats()
        # before the texts, so that Excel takes "1.10" and "=" for what they are
        block.number_format = TEXT
        block.wrap_text = True
        block.vertical_alignment = "top"
        block.adjust_indent(1)
        if linked in run:
            links = sheet.range((start, linked), (last, linked))
            links.number_format = GENERAL
            links.font.color = LINK_INK
        block.formula = [[row[place.columns.index(column)] for column in run] for row in rows]
    sheet.range((start, place.left), (last, place.right)).rows.autofit()


def _runs(columns: Sequence[int]) -> list[list[int]]:
    """The columns that stand side by side: one run, unless a person has put a column of their own
    among them."""
    runs: list[list[int]] = []
    for column in sorted(columns):
        if runs and runs[-1][-1] == column - 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def _unfilter(table: xw.main.Table) -> None:
    """Show all rows of a filtered table; its buttons stay."""
    with suppress(
        NotImplementedError, AttributeError
    ):  # a host that cannot tell has no filter to lift
        if table.show_autofilter:
            table.show_autofilter = False
            table.show_autofilter = True


@contextmanager
def _without_totals(table: xw.main.Table) -> Iterator[None]:
    """The table without the row of totals that a person has given it: rows would be written over
    it. Excel remembers what stands there, and gives the row back below the new ones."""
    if not table.show_totals:
        yield
        return
    with writing(table.parent.name):
        table.show_totals = False
    try:
        yield
    finally:
        with writing(table.parent.name):
            table.show_totals = True


@contextmanager
def writing(sheet: str) -> Iterator[None]:
    """What goes wrong while a sheet is written in is most likely that it is protected: Excel says
    no more than that."""
    try:
        yield
    except RefusalError:
        raise
    except Exception as error:
        raise RefusalError(
            f"Det gick inte att skriva på bladet {sheet}. Är det skyddat? Välj fliken Granska och "
            "Ta bort bladets skydd, och tryck på knappen igen."
        ) from error
