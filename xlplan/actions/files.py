"""Files that the actions read and write: which are books, what they are called, and why they cannot
be used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from xlplan.checking.batch import Order, pack_of
from xlplan.model import shown_path
from xlplan.reading import Book, find_books, is_findings_list, read_book


class NoBooksError(Exception):
    """None of the paths holds a workbook; the text says so in Swedish."""


def is_a_book(file: Path, checked: Sequence[Path]) -> bool:
    """True for one of the workbooks to be checked and for any other planning workbook: nothing may
    take its place."""
    from xlplan.tables import not_ours

    if is_findings_list(file):
        return False
    if any(book.exists() and file.samefile(book) for book in find_books(checked)):
        return True
    if file.suffix.casefold() not in (".xlsx", ".xlsm"):
        return False
    book = read_book(file)
    return book.unreadable is None and not not_ours(book, pack_of(None).specs)


def books_in(paths: Sequence[Path], order: Order) -> list[Path]:
    """The workbooks to be checked, in order; the register that they are compared with is none.
    Raises NoBooksError."""
    register = order.register if order.register and order.register.exists() else None
    files = [
        file
        for file in find_books(paths)
        if not (register and file.exists() and file.samefile(register))
    ]
    if not files:
        where = ", ".join(map(str, paths))
        if register and all(path.is_file() for path in paths):
            raise NoBooksError(
                f"{where} är registret som böckerna jämförs med. Granska det utan --register, "
                f"eller ange också mappen "
                "med enheternas böcker."
            )
        raise NoBooksError(f"Inga Excelböcker (.xlsx, .xlsm) hittades i {where}.")
    return files


class UnreadableBookError(Exception):
    """A workbook that cannot be read; the text says why in Swedish."""


class UnwritableError(Exception):
    """A file that cannot be made; the text says why in Swedish. Nothing has been changed."""


def readable(workbook: Path) -> Book:
    book = read_book(workbook)
    if book.unreadable is not None:
        raise UnreadableBookError(
            f"{shown_path(workbook)} kunde inte läsas: {book.unreadable.clause}."
        )
    return book


def free_name(name: str, stem: str, taken: set[str]) -> str:
    """Two books of the same unit, year and phase both get their report; Windows tells no case
    apart."""
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name}-{stem}" if number == 2 else f"{name}-{stem}-{number}"
    taken.add(free.casefold())
    return free


def slug(text: str) -> str:
    """Letters, digits and hyphens only, at most 60."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60] or "enhet"
