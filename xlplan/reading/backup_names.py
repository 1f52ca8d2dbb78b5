"""Backups that `xlplan month --write` saves of books before it writes in them: what they are
called, and where they lie. They stand beside the books and are none."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

FOLDER = "xlplan-kopior"
"""The folder for them beside a book, where no other is asked for."""

_WORD = "säkerhetskopia"
_NAMED = re.compile(rf"\.{_WORD}-[0-9]{{4}}-[0-9]{{2}}(-[0-9]+)?\.[^.]+", re.IGNORECASE)


def backup_name(book: Path, year: int, month: int, number: int = 1) -> str:
    """The name of a book's copy: `plan.säkerhetskopia-2026-03.xlsx`, and `…-03-2.xlsx` for the
    second."""
    again = f"-{number}" if number > 1 else ""
    return f"{book.stem}.{_WORD}-{year:04}-{month:02}{again}{book.suffix}"


def is_backup(name: str) -> bool:
    """Whether a file of that name is such a copy."""
    # macOS may spell ä as a and two dots
    return _NAMED.search(unicodedata.normalize("NFC", name)) is not None
