"""A municipality's own Word file, built for the tests: Swedish style ids, its own font, colours,
page and logo."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from lxml import etree

from xlplan.report.blocks import Figure, Shares
from xlplan.report.charts import draw

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FACTS = ("Enhet", "Nämnd", "År", "Enhetschef", "Handläggare", "Telefon", "E-post", "Diarienummer")
SWEDISH_IDS = {
    **{f"Heading{n}": f"Rubrik{n}" for n in range(1, 10)},
    "Title": "Rubrik",
    "Caption": "Beskrivning",
    "ListBullet": "Punktlista",
    "ListNumber": "Numreradlista",
    "TableGrid": "Tabellrutnt",
    "BodyText": "Brdtext",
    "Header": "Sidhuvud",
    "Footer": "Sidfot",
}
KEPT = {
    "Normal",
    "Default Paragraph Font",
    "Normal Table",
    "No List",
    "heading 1",
    "heading 2",
    "heading 3",
    "Title",
    "caption",
    "List Bullet",
    "List Number",
    "Table Grid",
    "header",
    "footer",
}
"""The styles that Word has stored in the file: those that somebody has used."""


def municipal(
    *lines: str | Sequence[str],
    keep: set[str] = KEPT,
    change: Callable[[DocxDocument], None] | None = None,
) -> bytes:
    """The file's bytes; each line is a paragraph's text, or the texts of its runs."""
    document = Document()
    _own_styles(document, keep)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin = Cm(4), Cm(3), Cm(4)
    section.different_first_page_header_footer = True
    logo = Figure("", "", Shares((("Helt", "●", 1),)))
    section.first_page_header.paragraphs[0].add_run().add_picture(
        io.BytesIO(draw(logo, format="png")), Cm(3)
    )
    section.header.paragraphs[0].text = "Åsnestads kommun\t\t{{Dokument}} {{Utkast}}"
    section.footer.paragraphs[0].text = "Besök: Torget 1"
    for part in (section.header, section.footer, section.first_page_header):
        for p in part.paragraphs:
            p._p.get_or_add_pPr().get_or_add_pStyle().set(
                W + "val", "Sidfot" if part is section.footer else "Sidhuvud"
            )
    for line in lines:
        p = document.add_paragraph()
        for text in (line,) if isinstance(line, str) else line:
            p.add_run(text)
    if change:
        change(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _own_styles(document: DocxDocument, keep: set[str]) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", Pt(12)
    for level in (1, 2, 3):
        heading = document.styles[f"Heading {level}"]
        heading.font.color.rgb = RGBColor(0xA0, 0x10, 0x30)
        heading.font.size = Pt(24 - 4 * level)
    root = document.styles.element
    for style in root.findall(W + "style"):
        if style.find(W + "name").get(W + "val") not in keep:
            root.remove(style)
    for style in root.iter(W + "style"):
        style.set(
            W + "styleId", SWEDISH_IDS.get(style.get(W + "styleId"), style.get(W + "styleId"))
        )
    for link in list(root.iter(W + "link")):  # to the character styles, which are gone
        link.getparent().remove(link)
    for named in root.iter(W + "basedOn", W + "next"):
        named.set(W + "val", SWEDISH_IDS.get(named.get(W + "val"), named.get(W + "val")))
    for mark in document.part.numbering_part.element.iter(W + "pStyle"):
        mark.set(W + "val", SWEDISH_IDS.get(mark.get(W + "val"), mark.get(W + "val")))


def control(tag: str, text: str = "Klicka här") -> etree._Element:
    """A content control around a run, as Word makes it: with a prompt."""
    return parse_xml(
        f'<w:sdt {NS}><w:sdtPr><w:alias w:val="x"/><w:tag '
        f'w:val="{tag}"/><w:showingPlcHdr/><w:text/></w:sdtPr>'
        f'<w:sdtContent><w:r><w:rPr><w:rStyle w:val="Platshllartext"/><w:lang '
        f'w:val="en-US"/></w:rPr>'
        f"<w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def add_control(document: DocxDocument, tag: str) -> None:
    p: Paragraph = document.add_paragraph()
    p._p.append(control(tag))


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The package with its parts changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return written.getvalue()


def xml(data: bytes, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(part))


def texts(data: bytes, part: str = "word/document.xml") -> list[str]:
    """The text of each paragraph."""
    return ["".join(t.text or "" for t in p.iter(W + "t")) for p in xml(data, part).iter(W + "p")]
