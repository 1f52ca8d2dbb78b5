"""xlplan's own tables in the open book: found or made, and where their columns and rows stand.

A table is never deleted, only resized: the template's conditional formats point at its cells. Only
what works alike in Excel for Windows, for macOS and on a server is used, so nothing is asked that
only one of them answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlplan.excel.refusals import RefusalError
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
POINTS_PER_CHARACTER = 5.5
"""Of a column's width, which Excel on the web takes in points."""
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
        """The columns' headings, from the left."""
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
    per_character = 1 if on_the_desktop else POINTS_PER_CHARACTER
    for column, (_, width) in enumerate(own.columns, 1):
        sheet.range((1, column)).column_width = width * per_character
    return sheet.tables.add(
        source=sheet.range((4, 1), (5, len(own.columns))), name=own.name, table_style_name=STYLE
    )


@dataclass(frozen=True)
class TableBounds:
    """The bounds of a table, in Excel's numbers from 1."""

    head: int
    left: int
    right: int
    last: int
    """The last row of data; `head` + 1 for an empty table."""
    columns: tuple[int, ...]
    """Of the headings, in their order."""


def bounds_of(table: xw.main.Table, own: OwnTable) -> TableBounds:
    """The bounds of the table. Raises RefusalError where it has lost its headings."""
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
    return TableBounds(head.row, head.column, head.column + width - 1, last, columns)
