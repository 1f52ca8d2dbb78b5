"""Narrative reports: an outline (data) and a workbook's content become blocks, and blocks become a
file."""

from xlplan.report.compose import blocks, told_facts
from xlplan.report.outline.outline import Outline
from xlplan.report.outline.outline_file import OutlineError, load_outline
from xlplan.report.texts.sentences import Sentences, SentencesError
from xlplan.report.word.file import docx, was_edited

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
