"""What writing the ledger's outcome in the books came to, as text and as data."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from xlplan.model import shown_path
from xlplan.month.amounts import as_number
from xlplan.month.words import short_month
from xlplan.month.written import PERIOD, NotWritten, OutcomeCell, Written
from xlplan.outputs.console import unbroken
from xlplan.wording import HARD_BLANK, MINUS, count, mask, series

SHOWN = 12
"""Replaced amounts, and amounts not written, that are told of a book."""
ALL = "alla står i --format xlsx och json"


def written_in_books(books: Sequence[Written]) -> RenderableType:
    """What was replaced and what was not written; books where blank cells were filled are only
    counted."""
    parts: list[RenderableType] = [
        Text("Skrivet i böckerna", "bold underline"),
        *map(unbroken, counted(books)),
    ]
    for book in books:
        replaced, left = of_book(book)
        if book.why:
            parts.append(unbroken(f"{shown_path(book.path)}: {left[0]}", "yellow"))
        elif replaced or left:
            lines = [*map(unbroken, replaced), *(unbroken(line, "yellow") for line in left)]
            parts += [
                unbroken(shown_path(book.path)),
                *(Padding(line, (0, 0, 0, 2)) for line in lines),
            ]
    return Group(*parts, Text(""))


def counted(books: Sequence[Written]) -> list[str]:
    """How many books got the outcome, where they are as they were, and how many had it."""
    said = []
    if done := [book for book in books if book.changed]:
        folders = series(
            dict.fromkeys(shown_path(book.backup.parent) for book in done if book.backup)
        )
        kept = "Som den var ligger den" if len(done) == 1 else "Som de var ligger de"
        said.append(
            f"{count(len(done), 'bok', 'böcker')} fick huvudbokens utfall på bladet Månad. {kept} "
            f"i {folders}."
        )
    if same := sum(not (book.why or book.changed) for book in books):
        said.append(f"{count(same, 'bok', 'böcker')} hade det redan.")
    return said


def of_book(book: Written) -> tuple[list[str], list[str]]:
    """The amounts that were exchanged for others, and what was not written and why."""
    if book.why:
        return [], [f"inget skrevs, för {book.why}."]
    cells = [cell for cell in book.changed if cell.was is not None and cell.post != PERIOD]
    replaced = [_replaced(cell, book.money_unit) for cell in cells[:SHOWN]]
    if (more := len(cells) - SHOWN) > 0:
        replaced.append(f"och {count(more, 'belopp', 'belopp')} till som ändrades; {ALL}")
    left = [_left(row) for row in book.left[:SHOWN]]
    if (more := len(book.left) - SHOWN) > 0:
        left.append(f"och {count(more, 'belopp', 'belopp')} till som inte skrevs; {ALL}")
    return replaced, left


def _replaced(cell: OutcomeCell, unit: str) -> str:
    was = mask(cell.was) if isinstance(cell.was, str) else _exact(cell.was or Decimal())
    return (
        f"”{mask(cell.post)}” {short_month(cell.month)}: {was} blev "
        f"{_exact(cell.became)}{HARD_BLANK}{unit}"
    )


def _left(row: NotWritten) -> str:
    where = f" (cell {row.ref.a1} på bladet {row.ref.sheet})" if row.ref else ""
    month = f" {short_month(row.month)}" if row.month and row.post != PERIOD else ""
    amount = "" if row.kronor is None else f" {_to_the_ore(row.kronor)}"
    name = row.post if row.post == PERIOD else f"”{mask(row.post)}”"
    return f"{name}{month}:{amount} skrevs inte: {row.why.value}{where}"


def _exact(amount: Decimal) -> str:
    """With every decimal that it has."""
    sign = MINUS if amount < 0 else ""
    return sign + f"{abs(amount):,f}".replace(",", HARD_BLANK).replace(".", ",")


def _to_the_ore(kronor: Decimal) -> str:
    exact = kronor.quantize(Decimal("0.01") if kronor % 1 else Decimal(1))
    return f"{_exact(exact)}{HARD_BLANK}kr"


def as_data(books: Sequence[Written]) -> list[dict[str, Any]]:
    return [
        {
            "path": shown_path(book.path),
            "backup": None if book.backup is None else shown_path(book.backup),
            "why": book.why,
            "money_unit": book.money_unit,
            "changed": [
                {
                    "sheet": cell.ref.sheet,
                    "cell": cell.ref.a1,
                    "post": cell.post,
                    "line_type": cell.line_type,
                    "month": cell.month,
                    "was": _number(cell.was),
                    "became": _number(cell.became),
                }
                for cell in book.changed
            ],
            "left": [
                {
                    "sheet": row.ref.sheet if row.ref else "",
                    "cell": row.ref.a1 if row.ref else "",
                    "post": row.post,
                    "line_type": row.line_type,
                    "month": row.month,
                    "amount": _number(row.kronor),
                    "why": row.why.value,
                }
                for row in book.left
            ],
        }
        for book in books
    ]


def _number(value: Decimal | str | None) -> int | float | str | None:
    """As the cell holds it: the shortest number that reads back the same."""
    if isinstance(value, Decimal):
        return as_number(value)
    return None if value is None else mask(value)
