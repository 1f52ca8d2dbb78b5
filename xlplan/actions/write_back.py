"""The ledger's outcome written in many units' books (`xlplan month --write`), in worker processes
where that pays.

A book that it cannot be written in is told, and never stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from xlplan.actions.actuals import Actuals
from xlplan.checking.batch import Progress, pack_of
from xlplan.checking.workers import worker_pool
from xlplan.fixing.outcomes import OutcomeError, Outcomes, write_outcomes
from xlplan.model import shown_path
from xlplan.month.written import Written
from xlplan.reading import read_book

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

POOL_FROM = 30
"""From how many books starting worker processes pays."""
STOPPED = (
    "datorn avbröt skrivningen, troligen för att minnet inte räckte; boken är hel, så kör igen"
)


@dataclass(frozen=True)
class WritingOrder:
    """What is written."""

    year: int
    month: int
    backup: Path | None = None
    """The folder for copies of the books; without it one beside each book."""
    pack: Path | None = None


def write_back(
    files: Sequence[Path],
    ledger: Actuals,
    order: WritingOrder,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> tuple[Written, ...]:
    """Write the outcome in the units' books of that year; other files are passed over. Raises
    PackError."""
    pack_of(order.pack)  # one that cannot be used is said before anything is written
    stopped: str | None = STOPPED
    codes = dict(
        zip(files, _many(partial(unit_code, order=order), files, jobs, stopped), strict=True)
    )
    wanted = {file: code for file, code in codes.items() if code is not None}
    outcomes = {code: ledger.to_write(code) for code in set(wanted.values())}
    done: dict[Path, Written] = {}
    ready: list[tuple[Path, Outcomes]] = []
    for file, code in wanted.items():
        twins = [
            shown_path(other)
            for other, theirs in wanted.items()
            if theirs == code and other != file
        ]
        if why := _obstacle(code, twins, outcomes[code]):
            done[file] = Written(file, why=why)
        else:
            ready.append((file, outcomes[code] or {}))
    advance = progress or (lambda _done, _of: None)
    advance(len(files) - len(ready), len(files))
    answers = _many(partial(_written, order=order), ready, jobs, None)
    for (file, _), made in zip(ready, answers, strict=True):
        done[file] = made or Written(file, why=STOPPED)
        advance(1, len(files))
    return tuple(done[file] for file in wanted)


def unit_code(file: Path, order: WritingOrder) -> str | None:
    """The Enhetskod of a unit's book of that year, "" if it says none; None for any other file."""
    from xlplan.tables import content, kind_of, not_ours, of_kind

    specs = pack_of(order.pack).specs
    book = read_book(file)
    if book.unreadable is not None or not_ours(book, specs) or kind_of(book, specs) != "unit":
        return None
    facts = content(book, of_kind(specs, "unit")).facts
    if isinstance(year := facts.get("År"), float) and year != order.year:
        return None
    code = facts.get("Enhetskod")
    return " ".join(code.split()) if isinstance(code, str) else ""


def _obstacle(
    code: str, twins: Sequence[str], outcomes: Mapping[tuple[str, str], object] | None
) -> str:
    """Why nothing is to be written in a book; "" if nothing speaks against it."""
    if code == STOPPED:
        return STOPPED
    if not code:
        return "boken har ingen Enhetskod; skriv den på bladet Enhet"
    if twins:
        return f"Enhetskod {code} har också {twins[0]}; ta bort den bok som inte gäller"
    if outcomes is None:
        return f"huvudboken har inget för Enhetskod {code}; se kolumnen Kostnadsställen i registret"
    return ""


def _written(ready: tuple[Path, Outcomes], order: WritingOrder) -> Written | None:
    file, outcomes = ready
    specs = pack_of(order.pack).specs
    try:
        return write_outcomes(
            file, outcomes, specs, year=order.year, month=order.month, backup=order.backup
        )
    except OutcomeError as error:
        return Written(file, why=str(error))


def _many(
    ask: Callable[[Asked], Answer], each: Sequence[Asked], jobs: int, lost: Answer
) -> Iterator[Answer]:
    """The answers in order; `lost` where a worker died over it or over another of them."""
    if len(each) < POOL_FROM or jobs == 1:
        yield from map(ask, each)
        return
    with worker_pool(min(jobs, len(each))) as pool:
        for future in [pool.submit(ask, one) for one in each]:
            try:
                yield future.result()
            except BrokenExecutor:
                yield lost
