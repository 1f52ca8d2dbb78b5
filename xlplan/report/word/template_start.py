"""A Word template to start from: the shipped look, with every style, a cover with fields, header
and footer."""

from __future__ import annotations

from datetime import datetime

from xlplan.report.word.shipped import only_paragraph, packed, page, page_numbers, shipped_document
from xlplan.report.word.styles import LANGUAGE
from xlplan.report.word.xml import paragraph, run, tab

_ABOVE = (
    ("Handläggare", "Handläggare"),
    ("Telefon", "Telefon"),
    ("E-post", "E-post"),
    ("Till", "Nämnd"),
    ("Diarienummer", "Diarienummer"),
)
"""Label and fact, as on the cover of the shipped outlines."""
_BELOW = ("Enhet", "Adress", "Webbplats")
_MADE = datetime(2000, 1, 1)
"""So that the same version gives the same bytes."""


def start_template() -> bytes:
    """The template as a docx file's bytes; a report made with it looks like one made without."""
    document = shipped_document()
    section = document.sections[0]
    page(section, cover=True)
    header = only_paragraph(section.header._element, "Header")
    run(header, "{{Enhet}}")
    tab(header)
    run(header, "{{Dokument}}")
    mark = paragraph(section.header._element, "Header")
    tab(mark)
    run(mark, "{{Utkast}}")
    page_numbers(section)
    body = document.element.body
    section_properties = body.sectPr
    run(paragraph(body, "CoverBoard"), "{{Nämnd}}")
    run(paragraph(body, "CoverDraft"), "{{Utkast}}")
    for label, fact in _ABOVE:
        p = paragraph(body, "CoverFact")
        run(p, label, "FactLabel")
        tab(p)
        run(p, f"{{{{{fact}}}}}")
    run(paragraph(body, "Title"), "{{Titel}}")
    for fact in _BELOW:
        run(paragraph(body, "CoverAddress"), f"{{{{{fact}}}}}")
    run(paragraph(body, "BodyText"), "{{Rapport}}")
    body.append(section_properties)  # must stand last
    properties = document.core_properties
    properties.title = "Rapportmall"
    properties.author = properties.last_modified_by = ""
    properties.subject = properties.keywords = ""
    properties.comments = "Rapportmall, börjad med xlplan"
    properties.language = LANGUAGE
    properties.created = properties.modified = _MADE
    return packed(document)
