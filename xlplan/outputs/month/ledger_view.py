"""The ledger on the overview page of a month: what became of it, and what was written of it in the
books."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xlplan.model import MONTHS, shown_path
from xlplan.month.figures import MonthRun
from xlplan.month.ledger import Unplaced
from xlplan.outputs.check.book_view import book_link
from xlplan.outputs.month.written import counted, of_book
from xlplan.wording import HARD_BLANK

MOST_UNPLACED = 500
"""Accounts and cost centres that the page lists one by one; the rest are summed."""


@dataclass(frozen=True)
class UnplacedRow:
    account: str
    name: str
    cost_centre: str
    months: str
    kronor: str
    why: str


@dataclass(frozen=True)
class LedgerView:
    files: tuple[str, ...]
    sums: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    rows: tuple[UnplacedRow, ...]
    rest: tuple[int, str]
    """How many rows are not listed one by one, and what they come to."""
    total: str


@dataclass(frozen=True)
class WrittenView:
    """What writing the ledger's outcome in the books came to."""

    counts: tuple[str, ...]
    books: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Path, link, and what was exchanged or not written."""


def ledger_view(run: MonthRun) -> LedgerView | None:
    if run.ledger is None and not run.unplaced:
        return None
    groups: dict[tuple[str, str, str, str], list[Unplaced]] = defaultdict(list)
    for row in run.unplaced:
        groups[row.account, row.name, row.cost_centre, row.why].append(row)
    sums = {key: sum(row.ore for row in rows) for key, rows in groups.items()}
    size = {key: sum(abs(row.ore) for row in rows) for key, rows in groups.items()}
    order = sorted(groups, key=lambda key: (-size[key], key))
    rest = order[MOST_UNPLACED:]
    made = run.ledger
    return LedgerView(
        files=made.files if made else (),
        sums=(
            ("Läst ur huvudboken", kronor(made.read)),
            ("Placerat på enheter och rader", kronor(made.placed)),
            ("Inte placerat, listat nedan", kronor(made.listed)),
            ("Balanskonton, som inte hör till någon budget", kronor(made.not_result)),
        )
        if made
        else (),
        warnings=made.warnings if made else (),
        rows=tuple(
            UnplacedRow(
                key[0],
                key[1],
                key[2],
                _months(row.month for row in groups[key]),
                kronor(sums[key]),
                key[3],
            )
            for key in order[:MOST_UNPLACED]
        ),
        rest=(len(rest), kronor(sum(sums[key] for key in rest))),
        total=kronor(sum(sums.values())),
    )


def written_view(run: MonthRun, start: Path | None) -> WrittenView | None:
    if not run.written:
        return None
    told_of = ((book, *of_book(book)) for book in run.written)
    books = tuple(
        (shown_path(book.path), book_link(book.path, start) if start else "", (*replaced, *left))
        for book, replaced, left in told_of
        if replaced or left
    )
    return WrittenView(tuple(counted(run.written)), books)


def _months(months: Iterable[int]) -> str:
    """ "jan–mar", "jan, mar"; 0 is the whole year."""
    known = sorted(set(months))
    if not all(1 <= month <= len(MONTHS) for month in known):
        return "hela året"
    names = [MONTHS[month - 1] for month in known]
    in_a_row = len(known) > 1 and known == list(range(known[0], known[-1] + 1))
    return f"{names[0]}–{names[-1]}" if in_a_row else ", ".join(names)


def kronor(ore: int) -> str:
    """123456 öre -> "1 234,56", every öre of it."""
    kr, rest = divmod(abs(ore), 100)
    return f"{'−' if ore < 0 else ''}{kr:,}".replace(",", HARD_BLANK) + f",{rest:02}"
