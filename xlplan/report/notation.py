"""The little notation of the book's text cells.

Paragraphs are parted by blank lines and keep their single line breaks. Lines that begin with "- "
are list items, lines that begin with "## " are sub-headings. Nothing else is markup: all other text
is printed as it stands.
"""

from __future__ import annotations

import re

from xlplan.report.blocks import DEEPEST, Block, BulletList, Heading, Paragraph, Source

_HEADING = re.compile(r"## +(\S.*)")
_ITEM = re.compile(r"- +(\S.*)")


def one_line(text: str) -> str:
    """A heading's or a label's text: white space and line breaks as one blank."""
    return " ".join(text.split())


def read_text(text: str, level: int, source: Source | None = None) -> list[Block]:
    """The blocks of one text cell. `level` is the level of its sub-headings."""
    found: list[Block] = []
    lines: list[str] = []
    items: list[str] = []

    def close_paragraph() -> None:
        if lines:
            found.append(Paragraph("\n".join(lines), source=source))
            lines.clear()

    def close_list() -> None:
        if items:
            found.append(BulletList(tuple(items), source))
            items.clear()

    for line in (line.strip() for line in text.splitlines()):
        if item := _ITEM.fullmatch(line):
            close_paragraph()
            items.append(item[1])
        elif heading := _HEADING.fullmatch(line):
            close_paragraph()
            close_list()
            found.append(Heading(min(level, DEEPEST), one_line(heading[1]), source=source))
        elif line:
            close_list()
            lines.append(line)
        else:
            # a blank line ends a paragraph but not a list: blank lines between items are one list
            close_paragraph()
    close_paragraph()
    close_list()
    return found
