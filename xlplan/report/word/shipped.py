"""The shipped Word document: look, page and packing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.section import Section
from docx.shared import Cm, Twips

from xlplan.report.word.styles import TEXT_WIDTH
from xlplan.report.word.styles_xml import dress
from xlplan.report.word.xml import Element, W, field, paragraph, run

_EPOCH = (1980, 1, 1, 0, 0, 0)


# Parts of python-docx's template that a report has no use for.
_UNUSED_OF_PACKAGE = (RT.THUMBNAIL,)
_UNUSED_OF_DOCUMENT = (
    RT.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)


def shipped_document() -> DocxDocument:
    """An empty document in the shipped look."""
    document = Document()
    dress(document)
    _drop(document.part.package.rels, _UNUSED_OF_PACKAGE)
    _drop(document.part.rels, _UNUSED_OF_DOCUMENT)
    return document


def _drop(relationships: dict[str, object], kinds: Sequence[str]) -> None:
    for key in [key for key, rel in relationships.items() if getattr(rel, "reltype", "") in kinds]:
        del relationships[key]


def page(section: Section, *, cover: bool) -> None:
    """A4; header and footer on all pages but a cover. Nothing is to stand there that does not stand
    elsewhere too."""
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Twips((section.page_width.twips - TEXT_WIDTH) // 2)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.3)
    section.header_distance = section.footer_distance = Cm(1.2)
    section.different_first_page_header_footer = cover


def page_numbers(section: Section) -> None:
    footer = only_paragraph(section.footer._element, "Footer")
    run(footer, "Sida ")
    field(footer, "PAGE", "1")
    run(footer, " av ")
    field(footer, "NUMPAGES", "1")


def only_paragraph(element: Element, style: str) -> Element:
    """The one paragraph of a header or footer, in place of those that the template gave it."""
    for old in element.findall(W + "p"):
        element.remove(old)
    return paragraph(element, style)


def packed(document: DocxDocument) -> bytes:
    """The file's bytes, with the same time on every part."""
    written = io.BytesIO()
    document.save(written)
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return packed.getvalue()
