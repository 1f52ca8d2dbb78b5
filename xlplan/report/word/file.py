"""The report as a Word file (docx)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument

from xlplan.report.blocks import Block, Cover
from xlplan.report.notation import one_line
from xlplan.report.word.body import Body
from xlplan.report.word.look import WordLook
from xlplan.report.word.shipped import only_paragraph, packed, page, page_numbers, shipped_document
from xlplan.report.word.styles import LANGUAGE
from xlplan.report.word.template import WordTemplate
from xlplan.report.word.xml import legal, run, tab

MADE_BY = "Gjord med xlplan"


def docx(
    blocks: Sequence[Block],
    *,
    title: str,
    created: datetime,
    template: WordTemplate | None = None,
    facts: Mapping[str, str] | None = None,
) -> bytes:
    """The report as a Word file; the same arguments give the same bytes.

    With a template it is built on that file, whose fields are filled with the book's `facts`, by
    Uppgift. Raises WordTemplateError for one that cannot be used.
    """
    cover = next((block for block in blocks if isinstance(block, Cover)), None)
    if template:
        from xlplan.report.word.on_template import on_template

        document = on_template(template, blocks, title=title, facts=facts or {})
    else:
        document = _shipped(blocks, cover, title)
        document.core_properties.keywords = ""
    _properties(document, cover, title, created)
    return packed(document)


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
    Body(document, body, blocks, WordLook()).write()
    body.append(section_properties)  # must stand last
    return document


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


def was_edited(file: Path) -> bool:
    """True for an existing file that somebody has worked in, or that is not ours: what xlplan wrote
    has revision 1.

    Word and LibreOffice count the revisions of a file in its properties.
    """
    if not file.exists():
        return False
    try:
        properties = Document(str(file)).core_properties
    except Exception:  # whatever it is, it is not what was written here
        return True
    return bool(properties.revision != 1 or properties.comments != MADE_BY)
