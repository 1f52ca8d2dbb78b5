"""Narrative reports: an outline (data) and a workbook's content become blocks, and blocks become a file."""

from xlplan.report.compose import blocks, told_facts
from xlplan.report.docx_file import docx, was_edited
from xlplan.report.outline import Outline, OutlineError
from xlplan.report.outline_file import load_outline
from xlplan.report.sentences import Sentences, SentencesError

__all__ = [
    "Outline",
    "OutlineError",
    "Sentences",
    "SentencesError",
    "blocks",
    "docx",
    "load_outline",
    "told_facts",
    "was_edited",
]
