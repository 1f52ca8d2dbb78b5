"""Repairs made in a book as read, so that the rules can be asked what they would say of it: nothing
is written."""

from __future__ import annotations

import copy

from xlplan.fixing.repair import Becomes, Repairs
from xlplan.model import Ref
from xlplan.reading.book import Book, Mark, RawValue
from xlplan.template.values import Formula


def applied(book: Book, repairs: Repairs) -> Book:
    """The book with its cells repaired and the sums that count them calculated anew, as a copy."""
    after = copy.copy(book)
    after.tables = {name: copy.deepcopy(table) for name, table in book.tables.items()}
    at: dict[str, list[str]] = {}
    for name, table in after.tables.items():
        at.setdefault(table.sheet, []).append(name)
    for ref, repair in repairs.cells.items():
        value, mark = _held(repair.becomes)
        _put(after, at, ref, value, mark)
    for ref, amount in repairs.recalculated.items():
        _put(after, at, ref, amount, None, keep_mark=True)
    return after


def _held(becomes: Becomes) -> tuple[RawValue, Mark | None]:
    match becomes:
        case Formula(text, value):
            return float(value), Mark(formula=text)
        case "":
            return None, None
    return becomes, None


def _put(
    book: Book,
    at: dict[str, list[str]],
    ref: Ref,
    value: RawValue,
    mark: Mark | None,
    *,
    keep_mark: bool = False,
) -> None:
    for name in at.get(ref.sheet, ()):
        table = book.tables[name]
        if not (
            table.first_row <= ref.row <= table.last_row and table.left <= ref.column <= table.right
        ):
            continue
        table.columns[ref.column - table.left][ref.row - table.first_row] = value
        if keep_mark:
            continue
        table.marks.pop((ref.row, ref.column), None)
        if mark:
            table.marks[ref.row, ref.column] = mark
