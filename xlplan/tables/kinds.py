"""Kinds of workbook: whose book it is, and whether it is one of xlplan's at all."""

from __future__ import annotations

from collections.abc import Mapping

from xlplan.model import BOOK_KINDS
from xlplan.reading.book import Book
from xlplan.tables.placing import find_tables
from xlplan.tables.specs import WRITTEN_BY_XLPLAN, TableSpec


def not_ours(book: Book, specs: Mapping[str, TableSpec]) -> bool:
    """True for a workbook with none of the contract's tables: most likely the wrong file."""
    return not book.unreadable and not find_tables(book, specs).keys() - set(WRITTEN_BY_XLPLAN)


def kind_of(book: Book, specs: Mapping[str, TableSpec]) -> str:
    """The kind that the book says it is, else the one whose tables it has: "unit", "board" or
    "register"."""
    if book.kind in BOOK_KINDS:
        return book.kind
    # a table that only one kind has
    telling = [
        specs[name].kinds[0] for name in find_tables(book, specs) if len(specs[name].kinds) == 1
    ]
    return max(telling, key=telling.count) if telling else "unit"
