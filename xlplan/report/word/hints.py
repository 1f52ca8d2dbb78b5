"""Accessibility hints about a Word template."""

from __future__ import annotations

from functools import lru_cache

from xlplan.report.blocks import Cell, Column, Contents, Cover, Heading, Paragraph, Table, TableRow
from xlplan.report.word.template import WordTemplate


@lru_cache(maxsize=4)
def template_faults(template: WordTemplate) -> tuple[str, ...]:
    """What a reader who hears the document would stumble on in every report made with the template,
    as sentences.

    Raises WordTemplateError for a template that cannot be used.
    """
    from datetime import datetime

    from xlplan.report.word.faults import faults
    from xlplan.report.word.file import docx

    table = Table("Tabell", (Column("A", 1.0),), (TableRow((Cell("1"),)),))
    sample = (
        Cover("Titel", "Dokument", "Enhet", ""),
        Contents("Innehåll"),
        Heading(1, "Kapitel"),
        Paragraph("Text."),
        table,
    )
    facts = dict.fromkeys(template.facts, "Uppgift")
    return tuple(
        faults(
            docx(
                sample, title="Titel", created=datetime(2000, 1, 1), template=template, facts=facts
            )
        )
    )
