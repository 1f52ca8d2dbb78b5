"""The report of a book that has errors left: the mark on its cover, and a last page of what is to
be put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from xlplan.model import Severity
from xlplan.report.blocks import (
    Block,
    Cell,
    Column,
    Cover,
    Heading,
    Paragraph,
    Role,
    Table,
    TableRow,
)
from xlplan.wording import HARD_BLANK, series, severities

MOST = 15
"""Lines of the last page; of the others only the number is told. More would be a list to work from,
and that is what `xlplan check` makes."""
_NOTE = (
    "Den här sidan försvinner ur rapporten när felen är rättade i arbetsboken och rapporten "
    "görs om."
)
_COLUMNS = (Column("Cell", 0.12), Column("Det här står där", 0.5), Column("Gör så här", 0.38))


@dataclass(frozen=True, slots=True)
class Left:
    """An error left, or several with the very same sentence."""

    sheet: str
    """"" for what concerns the whole book."""
    cells: tuple[str, ...]
    """As Excel writes them, without the sheet."""
    says: str
    do: str
    errors: int = 1


def draft(blocks: Sequence[Block], left: Sequence[Left]) -> list[Block]:
    """The report with the mark and the page; `left` in the order in which the book is gone
    through."""
    count = severities(Severity.ERROR, sum(line.errors for line in left)).replace(" ", HARD_BLANK)
    marked = [
        replace(block, draft=f"UTKAST – {count} kvar") if isinstance(block, Cover) else block
        for block in blocks
    ]
    tables = [
        _table(sheet, list(lines))
        for sheet, lines in groupby(left[:MOST], key=lambda line: line.sheet)
    ]
    more = [Paragraph(_more(left[MOST:]), Role.NOTE)] if len(left) > MOST else []
    return [
        *marked,
        Heading(1, "Kvar att rätta", new_page=True),
        Paragraph(_NOTE, Role.NOTE),
        *tables,
        *more,
    ]


def _table(sheet: str, lines: Sequence[Left]) -> Table:
    rows = (
        TableRow((Cell(", ".join(line.cells)), Cell(line.says), Cell(line.do))) for line in lines
    )
    caption = f"Bladet {sheet}" if sheet else "Hela boken"
    return Table(caption, _COLUMNS, tuple(rows), f"Kvar att rätta: {caption}")


def _more(left: Sequence[Left]) -> str:
    """ "12 fel till på bladet Budget och 3 fel till på bladet Månad. Alla visas av xlplan
    check." """
    by_sheet: Counter[str] = Counter()
    for line in left:
        by_sheet[line.sheet] += line.errors
    told = (
        f"{severities(Severity.ERROR, count)} till "
        f"{f'på bladet {sheet}' if sheet else 'i hela boken'}"
        for sheet, count in by_sheet.items()
    )
    return f"Dessutom {series(told)}. Alla visas av xlplan check."
