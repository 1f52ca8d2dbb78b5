"""The docx of a traced report: a hidden bookmark at every figure for programs, and comments for
people.

A comment a table lists its rows with their cells; one a text cell stands at its first paragraph. A
comment a figure would hide the page. Word hides bookmarks whose names begin with "_" until they are
asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docx.document import Document as DocxDocument

from xlplan.model import Ref
from xlplan.report.addresses import addresses, ranges
from xlplan.report.blocks import Cell, Source, Table
from xlplan.report.trace import cells, named
from xlplan.report.word.xml import Element, W, add, around, bookmark, legal
from xlplan.wording import short

AUTHOR, INITIALS = "xlplan", "xl"
FIRST_ID = 100_000
"""Ids of bookmarks, far from those of the headings."""
LONGEST_NAME = 40
ROW_NAME = 60


class Trace:
    """Marks paragraphs with the cells that they come from; does nothing where no cell is known."""

    def __init__(self, document: DocxDocument) -> None:
        self.document = document
        self.names: set[str] = set()
        self.last: Ref | None = None
        """The cell of the latest comment on a text: its next paragraphs have none."""

    def text(self, p: Element, source: Source | None) -> None:
        """Mark a paragraph with a text's cell, and tell it in a comment where a new cell begins."""
        self._mark(p, [source])
        if source and source.cell and source.cell != self.last:
            self.last = source.cell
            self._comment(p, [f"Ur {named([source])}"])

    def cell(self, p: Element, cell: Cell) -> None:
        """Mark what stands in a table with its cell, or with the cells that it is worked out of."""
        self._mark(p, [cell.source])
        self._mark(p, cell.of, made_of="Ur_")

    def label(self, p: Element, source: Source | None) -> None:
        """Mark the name of a row; the text below tells in its comment which row it is."""
        self._mark(p, [source])

    def _mark(self, p: Element, sources: Iterable[Source | None], made_of: str = "") -> None:
        """Put a hidden bookmark around the paragraph for each range of cells."""
        by_sheet: dict[str, list[Ref]] = {}
        for ref in cells(sources):
            by_sheet.setdefault(ref.sheet, []).append(ref)
        for sheet, refs in by_sheet.items():
            for place in ranges(refs):
                bookmark(p, FIRST_ID + len(self.names), self._name(made_of + sheet, place))

    def table(self, p: Element, table: Table) -> None:
        """Tell in a comment which cells the table's rows stand in."""
        lines = []
        for row in table.rows:
            refs = cells(source for cell in row.cells for source in (cell.source, *cell.of))
            if refs:
                lines.append(
                    f"{short(row.cells[0].text, ROW_NAME) or '–'}: {', '.join(addresses(refs))}"
                )
        if lines:
            self._comment(p, lines)

    def _name(self, sheet: str, place: str) -> str:
        """ "_Budget_D12", and "_Budget_D12_2" where the cell is printed again; "_Ur_Månad_C10_F10"
        for their sum."""
        end = "_" + place.replace(":", "_")
        name, number = _joined(sheet, end), 1
        while name.casefold() in self.names:
            number += 1
            name = _joined(sheet, f"{end}_{number}")
        self.names.add(name.casefold())
        return name

    def _comment(self, p: Element, lines: Sequence[str]) -> None:
        comment = self.document.comments.add_comment(
            legal("\n".join(lines)), author=AUTHOR, initials=INITIALS
        )
        element = comment._comment_elm
        del element.attrib[W + "date"]  # the same report gives the same bytes
        for style in element.findall(f".//{W}pStyle") + element.findall(f".//{W}rStyle"):
            if (above := style.getparent()) is not None:
                above.remove(style)  # of Word's own, which our template has not
        around(p, "commentRange", id=comment.comment_id)
        add(add(p, "r"), "commentReference", id=comment.comment_id)


def _joined(sheet: str, end: str) -> str:
    return "_" + re.sub(r"\W", "_", sheet)[: LONGEST_NAME - 1 - len(end)] + end
