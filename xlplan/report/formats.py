"""The report's file formats. What a format needs is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xlplan.report.blocks import Block


def made(form: str, blocks: Sequence[Block], *, title: str, created: datetime) -> bytes:
    """The report as a file of the format `docx`, `pdf` or `html`; the same arguments give the same bytes."""
    match form:
        case "pdf":
            from xlplan.report.pdf_file import pdf

            return pdf(blocks, title=title, created=created)
        case "html":
            from xlplan.report.html_page import html

            return html(blocks, title=title, created=created).encode("utf-8")
        case "docx":
            from xlplan.report.docx_file import docx

            return docx(blocks, title=title, created=created)
    raise ValueError(f"no such format: {form!r}")
