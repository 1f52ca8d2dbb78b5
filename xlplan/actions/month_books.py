"""The books of a month: read and checked, in worker processes where that pays.

A book that has no month is told, and never stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from xlplan.checking.batch import Order, Progress, check_books, ordered_pack, pack_of, register_of
from xlplan.checking.workers import chunks, in_workers
from xlplan.model import BookResult, Content, shown_path
from xlplan.reading import Book, read_book

if TYPE_CHECKING:
    from xlplan.actions.actuals import Outcome

POOL_FROM = 60
"""From how many books starting worker processes pays: as for a check, which is most of the work."""
CHUNK = 50


@dataclass(frozen=True)
class MonthBook:
    """A book as read and checked, or why it has no month."""

    file: Path
    content: Content | None = None
    result: BookResult | None = None
    why: str = ""
    """"" for a board's book or a register too: they belong in the folder and have no month."""

    @property
    def code(self) -> str:
        value = self.content.facts.get("Enhetskod") if self.content else None
        return " ".join(value.split()) if isinstance(value, str) else ""


@dataclass(frozen=True)
class MonthChecking:
    """How the books are read and checked: goes to every worker."""

    year: int
    order: Order
    outcome: Outcome | None = None
    """The ledger's."""


def month_books(
    files: Sequence[Path], checking: MonthChecking, jobs: int, progress: Progress
) -> list[MonthBook]:
    """The books in the files' order. Of two books of the same unit only the first has a month: sums
    over both would be wrong."""
    first: dict[str, Path] = {}
    found = []
    for each in _read(files, checking, jobs, progress):
        if each.code and each.code in first:
            other = shown_path(first[each.code])
            each = MonthBook(
                each.file,
                why=f"Enhetskod {each.code} har också {other}. Ta bort den bok som inte gäller.",
            )
        elif each.code:
            first[each.code] = each.file
        found.append(each)
    return found


def _read(
    files: Sequence[Path], checking: MonthChecking, jobs: int, progress: Progress
) -> Iterator[MonthBook]:
    """Many of them in worker processes."""
    if len(files) < POOL_FROM or jobs == 1:
        for chunk, _ in chunks(files, CHUNK):
            yield from _chunk(chunk, checking, lambda done: progress(done, len(files)))
        return
    work = partial(_whole_chunk, checking=checking)
    for said in in_workers(files, work, _lost, jobs=jobs, chunk=CHUNK):
        yield from said
        progress(len(said), len(files))


def _lost(file: Path, _number: int) -> list[MonthBook]:
    why = "datorn avbröt läsningen, troligen för att minnet inte räckte."
    return [MonthBook(file, why=why)]


def _whole_chunk(files: Sequence[Path], _first: int, checking: MonthChecking) -> list[MonthBook]:
    """Runs in a worker process."""
    return _chunk(files, checking, lambda _: None)


def _chunk(
    files: Sequence[Path], checking: MonthChecking, progress: Callable[[int], None]
) -> list[MonthBook]:
    """Some books, read and asked about together."""
    ordered_pack(checking.order)  # a pack that cannot be used is said before anything is read
    books: list[Book] = []
    for file in files:
        books.append(read_book(file))
        progress(1)
    said = [_said(book, checking) for book in books]
    results = _checked(
        [book for book, each in zip(books, said, strict=True) if each.content], checking
    )
    return [replace(each, result=results.get(each.file)) for each in said]


def _said(book: Book, checking: MonthChecking) -> MonthBook:
    from xlplan.tables import content, kind_of, not_ours, of_kind

    specs = pack_of(checking.order.pack).specs
    if book.unreadable is not None:
        return MonthBook(book.path, why=f"{book.unreadable.clause}.")
    if not_ours(book, specs):
        return MonthBook(book.path, why="filen har ingen av planens tabeller. Är det rätt fil?")
    if kind_of(book, specs) != "unit":
        return MonthBook(book.path)
    said = content(book, of_kind(specs, "unit"))
    year = said.facts.get("År")
    if isinstance(year, float) and year != checking.year:
        return MonthBook(book.path, why=f"boken gäller {year:.0f}, inte {checking.year}.")
    return MonthBook(book.path, said)


def _checked(books: Sequence[Book], checking: MonthChecking) -> Mapping[Path, BookResult]:
    from xlplan.tables import booked

    order, outcome = checking.order, checking.outcome
    if not books or not order.select:
        return {}
    register = register_of(order.register, order.pack)[1] if order.register else None
    share = check_books(
        books, order, register=register, ledger=booked(*outcome) if outcome else None
    )
    return {result.path: result for result in share.results}
