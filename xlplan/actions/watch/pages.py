"""The findings of a book as files beside it: `plan.xlsx` has `plan-granskning.html`, and may have a
list as xlsx.

Only what xlplan wrote itself is written over, and nothing is ever deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from xlplan.checking.batch import Order, ordered_pack
from xlplan.model import Run
from xlplan.outputs.formats import formats_of
from xlplan.outputs.occasion import Occasion
from xlplan.reading import is_findings_list

BESIDE = "-granskning"
"""What the name of a file of findings ends with, before its suffix."""
_OWN_PAGE = b'<meta name="generator" content="xlplan '
_HEAD = 2_000
"""Bytes of a page within which it says what made it."""


class TakenError(Exception):
    """A file that is not xlplan's stands where the findings would be."""


def beside(book: Path, format: str) -> Path:
    """Where a book's findings are kept. Two books that differ in their suffix only have files of
    their own."""
    name = book.stem if book.suffix.casefold() == ".xlsx" else book.name
    return book.with_name(f"{name}{BESIDE}.{format}")


def has_page(book: Path, formats: Sequence[str]) -> bool:
    """Whether findings of it have been written before."""
    return any(is_own(beside(book, format)) for format in formats)


def is_own(file: Path) -> bool:
    """Whether xlplan wrote it."""
    if file.suffix == ".xlsx":
        return is_findings_list(file)
    try:
        with file.open("rb") as page:
            return _OWN_PAGE in page.read(_HEAD)
    except OSError:
        return False


def write_page(run: Run, out: Path, order: Order) -> None:
    """Write the findings of one book, whole or not at all. Raises TakenError and OSError."""
    if out.exists() and not is_own(out):
        raise TakenError
    now = datetime.now()
    occasion = Occasion(ordered_pack(order).rules, today=now.date(), at=now.time())
    formats_of("check")[out.suffix.removeprefix(".")].write_file(run, out, occasion)
