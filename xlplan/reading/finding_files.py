"""Workbooks that a user means by the paths given: files themselves, and those in folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from xlplan.reading.backup_names import FOLDER, is_backup
from xlplan.reading.own_files import is_findings_list

_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb")
"""Also formats that cannot be read: a unit that sent its plan as .xls has sent something, and is
told so."""


def find_books(paths: Sequence[Path]) -> list[Path]:
    """Files as given, in the order given; a folder's workbooks sorted, its subfolders with them;
    each file once.

    In folders Excel's lock files (`~$…`), hidden files and folders, the copies that xlplan saves
    before it writes in a book, and its own lists of findings, whatever these are called, are left
    out. A path that does not exist is kept, so that it is reported and not lost.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for book in _books_in(path) if path.is_dir() else (path,):
            found.setdefault(_identity(book), book)
    return list(found.values())


def _books_in(folder: Path) -> list[Path]:
    books = (book for book in named_as_books(folder) if not is_findings_list(book))
    return sorted(books, key=lambda book: [part.casefold() for part in book.parts])


def named_as_books(folder: Path) -> Iterator[Path]:
    """A folder's files that are named as workbooks, in no order, its subfolders' with them; none is
    opened."""
    # does not follow links to folders, so it always ends
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name != FOLDER]
        yield from (Path(where, name) for name in files if _is_book(name))


def _is_book(name: str) -> bool:
    low = name.lower()
    return low.endswith(_ENDINGS) and not low.startswith(("~$", ".")) and not is_backup(name)


def _identity(path: Path) -> str:
    try:
        return os.path.normcase(path.resolve())
    # a link that points at itself, a name that cannot be
    except (OSError, ValueError, RuntimeError):
        return str(path)
