"""How the docx looks: every style, the list's bullets and the document's settings, in one place.

Sizes are in points, colours are RGB in hexadecimal. All text colours stand out from their
background by at least 4.5:1.
"""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from xlplan.report.word.xml import Element, W, add

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


def dress(document: DocxDocument) -> None:
    """Give a document of python-docx's default template our styles, list, language and settings."""
    styles = document.styles.element
    for old in [*styles.findall(W + "style"), *styles.findall(W + "docDefaults")]:
        styles.remove(old)
    styles.insert(0, _defaults())
    for xml in BASE_STYLES:
        styles.append(parse_xml(xml))
    for style in STYLES:
        append_style(styles, style)
    styles.append(parse_xml(_TABLE_STYLE))
    _replace_children(document.part.numbering_part.element, NUMBERING)
    _replace_children(document.settings.element, _SETTINGS)


def _replace_children(element: Element, xml: str) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(list(parse_xml(xml)))


def append_style(styles: Element, style: Style) -> None:
    built_in = style.name[0].islower() or style.name in (
        "Title",
        "Body Text",
        "List Bullet",
        "List Number",
        "TOC Heading",
    )
    custom = {} if built_in else {"customStyle": 1}
    element = add(styles, "style", type="paragraph", styleId=style.id, **custom)
    add(element, "name", val=style.name)
    add(element, "basedOn", val=style.based)
    if style.next:
        add(element, "next", val=style.next)
    add(element, "qFormat")
    _paragraph_look(add(element, "pPr"), style)
    _run_look(add(element, "rPr"), style)


def _paragraph_look(look: Element, style: Style) -> None:
    """The order of the elements is that of the schema."""
    if style.keep_next:
        add(look, "keepNext")
        add(look, "keepLines")
    if style.new_page:
        add(look, "pageBreakBefore")
    if style.bullets or style.unnumbered:
        numbering = add(look, "numPr")
        add(numbering, "ilvl", val=0)
        add(numbering, "numId", val=0 if style.unnumbered else 1)
    if style.rule:
        side, size, space, colour = style.rule
        add(add(look, "pBdr"), side, val="single", sz=size, space=space, color=colour)
    if style.tabs:
        stops = add(look, "tabs")
        for kind, place in style.tabs:
            add(stops, "tab", val=kind, pos=place)
    if not style.hyphens:
        add(look, "suppressAutoHyphens")
    _spacing(look, style)
    if style.left:
        add(look, "ind", left=round(style.left * 20), hanging=round(style.hanging * 20))
    if style.right_aligned:
        add(look, "jc", val="right")
    if style.outline is not None:
        add(look, "outlineLvl", val=style.outline)


def _spacing(look: Element, style: Style) -> None:
    given: dict[str, str | int] = {}
    if style.before is not None:
        given["before"] = round(style.before * 20)
    if style.after is not None:
        given["after"] = round(style.after * 20)
    if style.line:
        given |= {"line": round(style.line * 240), "lineRule": "auto"}
    if given:
        add(look, "spacing", **given)


def _run_look(look: Element, style: Style) -> None:
    if style.bold is not None:
        add(look, "b", val=int(style.bold))
    if style.italic:
        add(look, "i")
    if style.colour:
        add(look, "color", val=style.colour)
    if style.size:
        add(look, "sz", val=round(style.size * 2))
        add(look, "szCs", val=round(style.size * 2))


def _defaults() -> Element:
    return parse_xml(f"""
<w:docDefaults {nsdecls("w")}>
  <w:rPrDefault><w:rPr>
    <w:rFonts w:ascii="{BODY_FONT}" w:hAnsi="{BODY_FONT}" w:eastAsia="{BODY_FONT}"
      w:cs="{BODY_FONT}"/>
    <w:color w:val="{INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/>
    <w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>
  </w:rPr></w:rPrDefault>
  <w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="252" w:lineRule="auto"/>
    </w:pPr></w:pPrDefault>
</w:docDefaults>""")


BASE_STYLES = (
    f"""
<w:style {nsdecls("w")} w:type="paragraph" w:default="1" w:styleId="Normal">
  <w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl/></w:pPr>
</w:style>""",
    f"""
<w:style {nsdecls("w")} w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
  <w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>
</w:style>""",
    f"""
<w:style {nsdecls("w")} w:type="character" w:customStyle="1" w:styleId="FactLabel">
  <w:name w:val="Uppgiftens namn"/><w:rPr><w:color w:val="{QUIET}"/></w:rPr>
</w:style>""",
    f"""
<w:style {nsdecls("w")} w:type="character" w:customStyle="1" w:styleId="GeneratedLabel">
  <w:name w:val="Uträknad text, märkning"/><w:rPr><w:b/><w:color w:val="{QUIET}"/></w:rPr>
</w:style>""",
    f"""
<w:style {nsdecls("w")} w:type="table" w:default="1" w:styleId="TableNormal">
  <w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>
  <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
    <w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>
    <w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>
  </w:tblCellMar></w:tblPr>
</w:style>""",
    f"""
<w:style {nsdecls("w")} w:type="numbering" w:default="1" w:styleId="NoList">
  <w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/>
</w:style>""",
)

_TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE}">
  <w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="{DEEP}"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{DEEP}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>
    </w:tblBorders>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:tcPr>
      <w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{DEEP}"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/><w:vAlign w:val="bottom"/>
    </w:tcPr>
  </w:tblStylePr>
</w:style>"""

NUMBERING = f"""
<w:numbering {nsdecls("w")}>
  <w:abstractNum w:abstractNumId="0">
    <w:multiLevelType w:val="singleLevel"/>
    <w:lvl w:ilvl="0">
      <w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>
        <w:lvlText w:val="•"/>
      <w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="280"/></w:pPr>
      <w:rPr><w:rFonts w:ascii="{BODY_FONT}" w:hAnsi="{BODY_FONT}" w:cs="{BODY_FONT}"/>
        <w:color w:val="{ACCENT}"/></w:rPr>
    </w:lvl>
  </w:abstractNum>
  <w:abstractNum w:abstractNumId="1">
    <w:multiLevelType w:val="singleLevel"/>
    <w:lvl w:ilvl="0">
      <w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>
      <w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr>
    </w:lvl>
  </w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>"""

_NUMBERED = 1
"""The abstract list of numbered points."""


def numbered_list(document: DocxDocument) -> int:
    """A new list of numbered points that begins with 1; what its paragraphs refer to it by."""
    numbering = document.part.numbering_part.element
    number = 1 + max(int(num.get(W + "numId")) for num in numbering.findall(W + "num"))
    num = add(numbering, "num", numId=number)
    add(num, "abstractNumId", val=_NUMBERED)
    add(add(num, "lvlOverride", ilvl=0), "startOverride", val=1)
    return number


_SCHEMA = "http://schemas.microsoft.com/office/word"
_SETTINGS = f"""
<w:settings {nsdecls("w")}>
  <w:zoom w:percent="100"/>
  <w:defaultTabStop w:val="720"/>
  <w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="284"/>
  <w:characterSpacingControl w:val="doNotCompress"/>
  <w:compat>
    <w:compatSetting w:name="compatibilityMode" w:uri="{_SCHEMA}" w:val="15"/>
    <w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="{_SCHEMA}"
      w:val="1"/>
    <w:compatSetting w:name="enableOpenTypeFeatures" w:uri="{_SCHEMA}" w:val="1"/>
    <w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="{_SCHEMA}" w:val="1"/>
  </w:compat>
  <w:themeFontLang w:val="{LANGUAGE}"/>
  <w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1"
    w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5"
      w:accent6="accent6"
    w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>
  <w:decimalSymbol w:val=","/>
  <w:listSeparator w:val=";"/>
</w:settings>"""
