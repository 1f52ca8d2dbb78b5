"""The styles as WordprocessingML, with the lists and settings that a document of python-docx's
default template is dressed in."""

from __future__ import annotations

from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from xlplan.report.word.styles import (
    ACCENT,
    BODY_FONT,
    DEEP,
    INK,
    LANGUAGE,
    LINE,
    QUIET,
    STYLES,
    TABLE_STYLE,
    TINT,
    Style,
)
from xlplan.report.word.xml import Element, W, add


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
