"""The paragraph styles of the docx, with its fonts, colours and measures.

Sizes are in points, colours are RGB in hexadecimal. All text colours stand out from their
background by at least 4.5:1.
"""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGE = "sv-SE"
BODY_FONT = "Arial"
INK = "1F2933"
DEEP = "12395B"
ACCENT = "0F6B6B"
QUIET = "52606D"
LINE = "B8C4CE"
TINT = "E8EEF3"

TEXT_WIDTH = 9070
"""The width between the margins in twentieths of a point: A4 with 2.5 cm on either side."""

TABLE_STYLE = "Plantabell"


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. What is not given is taken from the style that it is based on."""

    id: str
    name: str
    based: str = "Normal"
    next: str = ""
    size: float = 0
    bold: bool | None = None
    italic: bool = False
    colour: str = ""
    before: float | None = None
    after: float | None = None
    line: float = 0
    """Line spacing, as a multiple of single."""
    left: float = 0
    hanging: float = 0
    right_aligned: bool = False
    keep_next: bool = False
    outline: int | None = None
    tabs: tuple[tuple[str, int], ...] = ()
    """Kind and place, in twentieths of a point."""
    rule: tuple[str, int, int, str] | None = None
    """A rule at one side: the side, its width in eighths of a point, its distance in points, its
    colour."""
    bullets: bool = False
    unnumbered: bool = False
    """Whether the numbers of the style that it is based on are not wanted."""
    hyphens: bool = True
    new_page: bool = False


def _heading(level: int, size: float, before: float, colour: str, *, italic: bool = False) -> Style:
    return Style(
        f"Heading{level}",
        f"heading {level}",
        next="BodyText",
        size=size,
        bold=True,
        italic=italic,
        colour=colour,
        before=before,
        after=5 if level < 5 else 3,
        line=1.1,
        keep_next=True,
        outline=level - 1,
        hyphens=False,
    )


STYLES = (
    Style("BodyText", "Body Text", after=7, line=1.2),
    Style("AfterTable", "Text efter tabell", "BodyText", next="BodyText", before=12),
    Style("Note", "Anmärkning", "BodyText", italic=True, colour=QUIET),
    _heading(1, 20, 28, DEEP),
    _heading(2, 15, 22, DEEP),
    _heading(3, 13, 20, ACCENT),
    _heading(4, 11.5, 18, DEEP),
    _heading(5, 10.5, 12, INK),
    _heading(6, 10.5, 10, QUIET, italic=True),
    Style(
        "Kicker",
        "Målnivå",
        size=8.5,
        bold=True,
        colour=QUIET,
        after=2,
        keep_next=True,
        rule=("top", 4, 6, LINE),
        hyphens=False,
    ),
    Style("ListBullet", "List Bullet", "BodyText", after=3, left=18, hanging=14, bullets=True),
    Style("ListNumber", "List Number", "BodyText", after=3, left=18, hanging=18),
    Style(
        "RowLabel",
        "Radens namn",
        "BodyText",
        next="BodyText",
        bold=True,
        before=4,
        after=2,
        keep_next=True,
        hyphens=False,
    ),
    Style(
        "Status",
        "Bedömning",
        "BodyText",
        next="BodyText",
        left=96,
        hanging=96,
        tabs=(("left", 1920),),
        keep_next=True,
    ),
    Style(
        "Generated",
        "Uträknad text",
        "BodyText",
        size=9.5,
        left=10,
        hanging=0,
        rule=("left", 12, 8, LINE),
    ),
    Style("Figure", "Diagram", next="FigureCaption", before=10, after=2, keep_next=True),
    Style(
        "FigureCaption",
        "Diagramtext",
        next="BodyText",
        size=9.5,
        bold=True,
        after=12,
        hyphens=False,
    ),
    Style(
        "FactLine", "Uppgift", after=2, left=96, hanging=96, tabs=(("left", 1920),), keep_next=True
    ),
    Style(
        "Caption",
        "caption",
        size=9.5,
        bold=True,
        colour=INK,
        before=12,
        after=4,
        keep_next=True,
        hyphens=False,
    ),
    Style(
        "TableHead",
        "Tabellhuvud",
        size=9,
        bold=True,
        colour=DEEP,
        before=3,
        after=3,
        keep_next=True,
    ),
    Style("TableHeadNumber", "Tabellhuvud tal", "TableHead", right_aligned=True),
    Style("TableText", "Tabelltext", size=9.5, before=2.5, after=2.5),
    Style("TablePart", "Tabelltext varav", "TableText", left=14, colour=QUIET),
    Style("TableGroup", "Tabellgrupp", "TableText", bold=True, colour=ACCENT, before=7),
    Style("TableTotal", "Tabellsumma", "TableText", bold=True),
    Style("TableNumber", "Tabelltal", "TableText", right_aligned=True, hyphens=False),
    Style("TablePartNumber", "Tabelltal varav", "TableNumber", colour=QUIET),
    Style("TableTotalNumber", "Tabelltal summa", "TableNumber", bold=True),
    Style(
        "CoverBoard",
        "Framsida avsändare",
        size=11,
        bold=True,
        colour=DEEP,
        after=26,
        rule=("bottom", 12, 8, ACCENT),
        hyphens=False,
    ),
    Style(
        "CoverDraft",
        "Framsida utkast",
        size=13,
        bold=True,
        colour=INK,
        before=12,
        after=12,
        hyphens=False,
    ),
    Style("CoverFact", "Framsida uppgift", "FactLine", size=10.5, after=3, hyphens=False),
    Style(
        "Title",
        "Title",
        size=32,
        bold=True,
        colour=DEEP,
        before=150,
        after=220,
        line=1.1,
        left=18,
        rule=("left", 36, 12, ACCENT),
        hyphens=False,
    ),
    Style("CoverAddress", "Framsida adress", size=10.5, after=3, hyphens=False),
    Style(
        "TOCHeading",
        "TOC Heading",
        next="BodyText",
        size=20,
        bold=True,
        colour=DEEP,
        after=12,
        keep_next=True,
        new_page=True,
        hyphens=False,
    ),
    Style("TOC1", "toc 1", size=11, bold=True, before=8, after=3, hyphens=False),
    Style("TOC2", "toc 2", size=10.5, after=3, left=14, hyphens=False),
    Style("TOC3", "toc 3", size=10, colour=QUIET, after=3, left=30, hyphens=False),
    *(Style(f"TOC{n}", f"toc {n}", "TOC3", left=16 * (n - 1), hyphens=False) for n in (4, 5, 6)),
    Style("Header", "header", size=8.5, colour=QUIET, tabs=(("right", TEXT_WIDTH),), hyphens=False),
    Style("Footer", "footer", size=8.5, colour=QUIET, right_aligned=True, hyphens=False),
)
