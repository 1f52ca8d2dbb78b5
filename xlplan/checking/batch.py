"""Checking many books: in chunks, in worker processes where that pays, and past a worker that dies.

A worker reads, types and asks the rules once about its chunk; what rules over all books need comes
back small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlplan.checking.polars_thread import on_its_thread
from xlplan.checking.workers import chunks, in_workers
from xlplan.model import BookResult, Finding, Outcome
from xlplan.reading import Book, Unreadable, read_book
from xlplan.wording import mask

if TYPE_CHECKING:
    import polars as pl

    from xlplan.checking.packs import Pack
    from xlplan.tables import Frames

CHUNK = 50
"""Books asked about at a time: enough to spread the cost of asking, few enough for little memory
(see bench/)."""
POOL_FROM = 60
"""From how many books starting worker processes pays."""

Progress = Callable[[int, int], None]
"""Called with how many books have been done since last, and how many there are in all."""


@dataclass(frozen=True)
class Order:
    """What to check the books for; goes to every worker."""

    pack: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    phase: str = ""
    register: Path | None = None
    """The register that the books are compared with."""
    whole: bool = False
    """Whether the books are all that there are (a folder), so that a missing one can be told."""
    today: date = field(default_factory=date.today)


@dataclass(frozen=True)
class Share:
    """What a worker found in its books, and what of them the rules over all books need."""

    results: list[BookResult]
    frames: Frames | None


def pack_of(settings: Path | None) -> Pack:
    """The shipped pack with a municipality's settings; read once a process unless these have been
    saved since. Rules of its own are read with them."""
    return _pack_of(settings, _saved(settings) if settings else 0)


@lru_cache(maxsize=4)
def _pack_of(
    settings: Path | None,
    saved: int,  # noqa: ARG001 - part of what is remembered
) -> Pack:
    # brings polars and pandera: worker processes are started before
    from xlplan.checking.packs import load_pack

    return load_pack(settings)


def _saved(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0  # reading it will say why


def register_of(path: Path, settings: Path | None) -> tuple[Book, Mapping[str, pl.DataFrame]]:
    """The register as read, and its tables; read once a process unless saved since. Raises
    RegisterError."""
    return _register_of(path, settings, _saved(path))


@lru_cache(maxsize=4)
def _register_of(
    path: Path,
    settings: Path | None,
    saved: int,  # noqa: ARG001 - part of what is remembered
) -> tuple[Book, Mapping[str, pl.DataFrame]]:
    from xlplan.checking.register import read_register, tables_of

    specs = pack_of(settings).specs
    book = read_register(path, specs)
    return book, tables_of(book, specs)


def ordered_pack(order: Order) -> Pack:
    return pack_of(order.pack).chosen(order.select, order.ignore)


def shares(files: Sequence[Path], order: Order, jobs: int, progress: Progress) -> Iterator[Share]:
    """Check the files in chunks, in their order; with several jobs and enough books in worker
    processes."""
    if len(files) < POOL_FROM or jobs == 1:
        for chunk, first in chunks(files, CHUNK):
            yield _share(chunk, first, order, lambda done: progress(done, len(files)))
        return
    work = partial(check_chunk, order=order)
    for share in in_workers(
        files,
        work,
        partial(_lost, order),
        jobs=jobs,
        chunk=CHUNK,
        meanwhile=lambda: ordered_pack(order),
    ):
        yield share
        progress(len(share.results), len(files))


def _lost(order: Order, file: Path, bok: int) -> Share:
    lost = Unreadable("too_large", "datorn avbröt läsningen, troligen för att minnet inte räckte")
    return check_books([Book(file, unreadable=lost)], order, first=bok)


def check_chunk(files: Sequence[Path], first: int, order: Order) -> Share:
    """Read some books and ask all rules about them; runs in a worker process."""
    return _share(files, first, order, lambda _: None)


def _share(
    files: Sequence[Path], first: int, order: Order, progress: Callable[[int], None]
) -> Share:
    ordered_pack(order)  # a pack that cannot be used is said before anything is read
    books = []
    for file in files:
        books.append(read_book(file))
        progress(1)
    register = register_of(order.register, order.pack)[1] if order.register else None
    return check_books(books, order, first=first, register=register)


def check_books(
    books: Sequence[Book],
    order: Order,
    *,
    first: int = 0,
    register: Mapping[str, pl.DataFrame] | None = None,
    ledger: Mapping[str, pl.DataFrame] | None = None,
) -> Share:
    """Ask all rules about books that are read already (by the file reader or from an open book).

    `register` are the tables of the register that they are compared with, and `ledger` those of the
    ledger (as `xlplan.tables.LEDGER` declares them).
    """
    return on_its_thread(lambda: _check(books, order, first, register, ledger))


def _check(
    books: Sequence[Book],
    order: Order,
    first: int,
    register: Mapping[str, pl.DataFrame] | None,
    ledger: Mapping[str, pl.DataFrame] | None,
) -> Share:
    from xlplan.checking.engine import ask, for_batch
    from xlplan.tables import build

    pack = ordered_pack(order)
    frames = build(
        books, pack.specs, first=first, phase=order.phase, register=register, ledger=ledger
    )
    answers = ask(
        [rule for rule in pack.rules.values() if rule.scope != "batch"],
        frames,
        order.today,
        pack.known,
    )
    units = {unit["bok"]: unit for unit in frames.units.iter_rows(named=True)}
    results = [
        _result(book, units.get(bok, {}), answers.findings[bok], answers.outcomes[bok])
        for bok, book in enumerate(books, first)
    ]
    kept = for_batch(pack.rules.values(), frames)
    places = {key: place for key, place in frames.places.items() if key[1] in kept}
    return Share(results, replace(frames, books=(), tables=kept, places=places))


def _result(
    book: Book,
    unit: Mapping[str, Any],
    findings: Sequence[Finding],
    outcomes: Sequence[Outcome],
) -> BookResult:
    """What is said of one book; `unit` is its row among the units, if it could be read."""
    year = unit.get("år")
    return BookResult(
        path=book.path,
        readable=book.unreadable is None,
        unit=mask(unit.get("enhet.Enhet") or ""),
        code=mask(unit.get("enhet.Enhetskod") or ""),
        year=int(year) if year is not None else None,
        phase=unit.get("skede") or "",
        money_unit=unit.get("enhet.Beloppsenhet") or "",
        findings=tuple(findings),
        outcomes=_by_rule(outcomes),
    )


def _by_rule(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    return tuple(sorted(outcomes, key=lambda outcome: outcome.rule))


def _joined(shares: Sequence[Frames]) -> Frames | None:
    """The workers' frames as one."""
    if not shares:
        return None
    import polars as pl

    first = shares[0]
    return replace(
        first,
        tables={name: pl.concat([share.tables[name] for share in shares]) for name in first.tables},
        units=pl.concat([share.units for share in shares]),
        places={key: place for share in shares for key, place in share.places.items()},
        missing={key: lacking for share in shares for key, lacking in share.missing.items()},
    )


def together(shares: Sequence[Share], order: Order) -> list[BookResult]:
    """The results of all books in order, with what the rules over the whole batch say of them."""
    results = [result for share in shares for result in share.results]
    pack = ordered_pack(order)
    rules = [rule for rule in pack.rules.values() if rule.scope == "batch"]
    if rules and (frames := _joined([share.frames for share in shares if share.frames])):
        from xlplan.checking.engine import ask_batch, ordered

        asked = replace(frames, whole=order.whole)
        answers = on_its_thread(lambda: ask_batch(rules, asked, order.today))
        for bok, result in enumerate(results):
            found = [*result.findings, *answers.findings.get(bok, [])]
            outcomes = (*result.outcomes, *answers.outcomes.get(bok, []))
            results[bok] = replace(
                result,
                findings=tuple(ordered(found, pack.specs)),
                outcomes=_by_rule(outcomes),
            )
    return results
