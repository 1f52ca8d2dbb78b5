"""The report's file formats. What a format needs is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from xlplan.report.blocks import Block
from xlplan.report.word.template import WordTemplate


def made(
    form: str,
    blocks: Sequence[Block],
    *,
    title: str,
    created: datetime,
    template: WordTemplate | None = None,
    facts: Mapping[str, str] | None = None,
) -> bytes:
    """The report as a file of the format `docx`, `pdf` or `html`; the same arguments give the same
    bytes.

    Only a docx is built on a template, whose fields are filled with `facts`.
    """
    match form:
        case "pdf":
            from xlplan.report.pdf_file import pdf

            return pdf(blocks, title=title, created=created)
        case "html":
            from xlplan.report.html_page import html

            return html(blocks, title=title, created=created).encode("utf-8")
        case "docx":
            from xlplan.report.word.file import docx

            return docx(blocks, title=title, created=created, template=template, facts=facts)
    raise ValueError(f"no such format: {form!r}")
