"""The free chapters of a report, from `tblTexter`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from xlplan.model import PHASES, Row
from xlplan.report.blocks import DEEPEST, Block, Heading, Source
from xlplan.report.notation import one_line, read_text
from xlplan.report.outline.names import same

TEXTS_TABLE = "tblTexter"


@dataclass(slots=True)
class Chapter:
    """A chapter as the book spells its name, and its rows in order; all rows have a text."""

    name: str
    rows: list[Row] = field(default_factory=list)


def read_chapters(rows: Iterable[Row], phase: str) -> dict[str, Chapter]:
    """The chapters of a phase by name as `same` spells it, in the book's order; "" holds texts
    without a chapter.

    Texts of the other phases and rows without a text are left out. A Skede that is no phase at all
    leaves nothing out.
    """
    others = {same(other) for other in PHASES if other != phase}
    chapters: dict[str, Chapter] = {}
    for row in rows:
        if not row.text("Text").strip() or same(row.text("Skede")) in others:
            continue
        name = row.text("Kapitel")
        chapters.setdefault(same(name), Chapter(one_line(name))).rows.append(row)
    return chapters


def chapter_blocks(chapter: Chapter, level: int) -> list[Block]:
    """The chapter's texts without its own heading; `level` is that of its sub-headings."""
    found: list[Block] = []
    for row in chapter.rows:
        inner = level
        if title := one_line(row.text("Rubrik")):
            found.append(
                Heading(min(level, DEEPEST), title, source=Source(TEXTS_TABLE, row.row, "Rubrik"))
            )
            inner += 1
        found += read_text(row.text("Text"), inner, Source(TEXTS_TABLE, row.row, "Text"))
    return found
