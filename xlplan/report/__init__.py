"""Narrative reports: an outline (data) and a workbook's content become blocks, and blocks become a file."""

from xlplan.report.compose import blocks
from xlplan.report.docx_file import was_edited, write_docx
from xlplan.report.outline import Outline, OutlineError
from xlplan.report.outline_file import load_outline
from xlplan.report.sentences import Sentences, SentencesError

__all__ = [
    "Outline",
    "OutlineError",
    "Sentences",
    "SentencesError",
    "blocks",
    "load_outline",
    "was_edited",
    "write_docx",
]
