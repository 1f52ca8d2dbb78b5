"""Reading workbooks: values by python-calamine, and beside it a lean pass over the XML for what it
drops.

What reads files is imported when a file is read: a button in Excel checks a book that is open, and
needs none of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from xlplan.reading.book import Book, Mark, RawValue, TableData, Unreadable

__all__ = [
    "Book",
    "Mark",
    "RawValue",
    "TableData",
    "Unreadable",
    "find_books",
    "is_findings_list",
    "named_as_books",
    "read_book",
]


def read_book(path: Path, data: bytes | None = None) -> Book:
    """As `reader.read_book`."""
    from xlplan.reading import reader

    return reader.read_book(path, data)


def find_books(paths: Sequence[Path]) -> list[Path]:
    """As `finding_files.find_books`."""
    from xlplan.reading import finding_files

    return finding_files.find_books(paths)


def named_as_books(folder: Path) -> Iterator[Path]:
    """As `finding_files.named_as_books`."""
    from xlplan.reading import finding_files

    return finding_files.named_as_books(folder)


def is_findings_list(path: Path) -> bool:
    """As `own_files.is_findings_list`."""
    from xlplan.reading import own_files

    return own_files.is_findings_list(path)
