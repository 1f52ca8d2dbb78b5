"""Measures of the file that the body of a docx is written in: spaces, widths, lists, first numbers.

The body is always written with the names of `styles.STYLES`; a Word file of somebody else's
has other names for the same styles, and other measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.document import Document as DocxDocument

from xlplan.report.word.styles import DEEP, STYLES, TABLE_STYLE, TEXT_WIDTH
from xlplan.report.word.styles_xml import numbered_list


@dataclass(frozen=True)
class WordLook:
    """The shipped look; a template of somebody's own gives other values."""

    before: Mapping[str, float | None] = field(
        default_factory=lambda: {style.id: style.before for style in STYLES}
    )
    """The space above a paragraph in points, by the id of our style."""
    width: int = TEXT_WIDTH
    """Between the margins, in twentieths of a point."""
    figure_cm: float = 16
    """How wide a figure may be."""
    table_style: str = TABLE_STYLE
    bands: bool = False
    """Whether the table style's bands of rows are wanted."""
    sum_colour: str = DEEP
    """Of the rule above a sum."""
    first_mark: int = 1
    """The id of the first bookmark; Word counts a document's bookmarks."""
    first_figure: int = 1001
    """The id of the first figure: another than the bookmarks have, which Word counts among the
    same."""

    def numbered_list(self, document: DocxDocument) -> int:
        """A new list of numbered points that begins with 1; what its paragraphs refer to it by."""
        return numbered_list(document)
