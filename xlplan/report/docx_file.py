"""The report as a Word file (docx)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.section import Section
from docx.shared import Cm, Twips

from xlplan.report.blocks import Block, Cover
from xlplan.report.docx_body import Body
from xlplan.report.docx_look import Look
from xlplan.report.docx_styles import LANGUAGE, TEXT_WIDTH, dress
from xlplan.report.docx_xml import Element, W, field, legal, paragraph, run, tab
from xlplan.report.notation import one_line
from xlplan.report.word_template import WordTemplate

MADE_BY = "Gjord med xlplan"
_EPOCH = (1980, 1, 1, 0, 0, 0)
# Parts of python-docx's template that a report has no use for.
_UNUSED_OF_PACKAGE = (RT.THUMBNAIL,)
_UNUSED_OF_DOCUMENT = (
    RT.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)


def docx(
    blocks: Sequence[Block],
    *,
    title: str,
    created: datetime,
    template: WordTemplate | None = None,
    facts: Mapping[str, str] | None = None,
) -> bytes:
    """The report as a Word file; the same arguments give the same bytes.

    With a template it is built on that file, whose fields are filled with the book's `facts`, by Uppgift. Raises
    WordTemplateError for one that cannot be used.
    """
    cover = next((block for block in blocks if isinstance(block, Cover)), None)
    if template:
        from xlplan.report.docx_on_template import on_template

        document = on_template(template, blocks, title=title, facts=facts or {})
    else:
        document = _shipped(blocks, cover, title)
        document.core_properties.keywords = ""
    _properties(document, cover, title, created)
    return packed(document)


def shipped_document() -> DocxDocument:
    """An empty document in the shipped look."""
    document = Document()
    dress(document)
    _drop(document.part.package.rels, _UNUSED_OF_PACKAGE)
    _drop(document.part.rels, _UNUSED_OF_DOCUMENT)
    return document


def _shipped(blocks: Sequence[Block], cover: Cover | None, title: str) -> DocxDocument:
    document = shipped_document()
    section = document.sections[0]
    page(section, cover=cover is not None)
    header = only_paragraph(section.header._element, "Header")
    if cover:
        run(header, cover.unit)
        tab(header)
        run(header, " · ".join(filter(None, (cover.draft, cover.document))))
    else:
        run(header, title)
    page_numbers(section)
    body = document.element.body
    section_properties = body.sectPr
    Body(document, body, blocks, Look()).write()
    body.append(section_properties)  # must stand last
    return document


def _drop(relationships: dict[str, object], kinds: Sequence[str]) -> None:
    for key in [key for key, rel in relationships.items() if getattr(rel, "reltype", "") in kinds]:
        del relationships[key]


def _properties(document: DocxDocument, cover: Cover | None, title: str, created: datetime) -> None:
    properties = document.core_properties
    properties.title = _short(title)
    properties.subject = _short(cover.document if cover else title)
    properties.author = properties.last_modified_by = _short(cover.unit if cover else "")
    properties.language = LANGUAGE
    properties.comments = MADE_BY
    properties.created = properties.modified = created
    properties.revision = 1


def _short(text: str) -> str:
    """A property holds at most 255 characters."""
    return one_line(legal(text))[:255]


def page(section: Section, *, cover: bool) -> None:
    """A4; header and footer on all pages but a cover. Nothing is to stand there that does not stand elsewhere too."""
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
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return packed.getvalue()


def was_edited(file: Path) -> bool:
    """True for an existing file that somebody has worked in, or that is not ours: what xlplan wrote has revision 1.

    Word and LibreOffice count the revisions of a file in its properties.
    """
    if not file.exists():
        return False
    try:
        properties = Document(str(file)).core_properties
    except Exception:  # whatever it is, it is not what was written here
        return True
    return bool(properties.revision != 1 or properties.comments != MADE_BY)
