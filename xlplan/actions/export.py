"""Export: every value of a workbook."""

from __future__ import annotations

from pathlib import Path

from xlplan.actions.files import readable
from xlplan.checking.batch import pack_of
from xlplan.model import Kind


def export(workbook: Path) -> tuple[dict[str, object], int]:
    """Every value of a workbook, as `xlplan export` prints it, and how many cells have a formula
    but no value.

    Raises UnreadableBookError.
    """
    from xlplan.tables import export as exported

    book = readable(workbook)
    marks = (mark for table in book.tables.values() for mark in table.marks.values())
    uncalculated = sum(mark.kind is Kind.UNCALCULATED for mark in marks)
    return exported(book, pack_of(None).contract.VERSION), uncalculated
