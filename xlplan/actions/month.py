"""The month of many units: their books read and checked, in worker processes where that pays, and
worked out together with the ledger and what earlier runs remember.

A book that has no month is told, and never stops the others. Nothing here prints.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from xlplan.actions.files import NoBooksError, books_in
from xlplan.checking.batch import Order, Progress, check_books, ordered_pack, pack_of, register_of
from xlplan.checking.workers import chunks, in_workers
from xlplan.model import BookResult, Content, shown_path
from xlplan.month.figures import BookWithoutMonth, MonthRun, UnitMonth
from xlplan.month.limits import OF_RULES, Limits, limits
from xlplan.month.memory import Memory
from xlplan.month.unit import Known, NoMonthError, unit_month
from xlplan.month.written import Written
from xlplan.reading import Book, read_book
from xlplan.version import __version__

if TYPE_CHECKING:
    from xlplan.actions.actuals import Actuals, Outcome
    from xlplan.report.texts.sentences import Sentences

GROUPS = ("MAN", "RES", "BUD")
"""The rules that concern the month."""
POOL_FROM = 60
"""From how many books starting worker processes pays: as for a check, which is most of the work."""
CHUNK = 50


@dataclass(frozen=True)
class Wish:
    """What is wanted."""

    year: int
    month: int
    order: Order = field(default_factory=Order)
    """Its `select` is not used: the rules are those of GROUPS."""
    actuals: tuple[Path, ...] = ()
    """The ledger's files."""
    mapping: Path | None = None
    """The mapping file of a ledger that is a table."""
    write: bool = False
    """Whether the ledger's outcome is to be written in the books first."""
    backup: Path | None = None
    """The folder for copies of the books that are written in; without it one beside each book."""


class Recalling(Protocol):
    """What remembers earlier runs: `xlplan.store.Store`."""

    def recall(self, codes: Sequence[str], year: int) -> Memory | None: ...


@dataclass(frozen=True)
class _Said:
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


def month(
    paths: Sequence[Path],
    wish: Wish,
    *,
    memory: Recalling | None = None,
    jobs: int = 0,
    progress: Progress | None = None,
) -> MonthRun:
    """The month of every unit among the books, those at the greatest risk first; with `write` after
    the ledger's outcome has been written in them.

    Raises NoBooksError, PackError, RegisterError and LedgerError, and what `memory` raises.
    """
    wish = replace(wish, order=rules_of_the_month(wish.order))
    settings, sentences = _limits(wish.order.pack), _sentences(wish.order.pack)
    files = books_in(paths, wish.order)
    ledger = _ledger(wish) if wish.actuals else None
    jobs = jobs or os.cpu_count() or 1
    advance = progress or (lambda _done, _of: None)
    written: tuple[Written, ...] = ()
    if wish.write and ledger:
        from xlplan.actions import write_back  # with it comes all that repairs books

        total = 2 * len(files)
        in_books = write_back.Order(wish.year, wish.month, wish.backup, wish.order.pack)
        written = write_back.write_back(
            files, ledger, in_books, jobs=jobs, progress=lambda done, _: advance(done, total)
        )
        said = _once(_read(files, wish, ledger, jobs, lambda done, _: advance(done, total)))
    else:
        said = _once(_read(files, wish, ledger, jobs, advance))
    there = [each for each in said if each.content]
    if not there and not any(each.why for each in said):
        raise NoBooksError(
            f"Ingen av böckerna i {', '.join(map(shown_path, paths))} är en enhets bok."
        )
    remembered = (
        memory.recall([each.code for each in there if each.code], wish.year) if memory else None
    )
    units: list[UnitMonth] = []
    unchecked = [BookWithoutMonth(each.file, each.why) for each in said if each.why]
    for each in there:
        try:
            units.append(_unit(each, wish, settings, ledger, remembered, sentences))
        except NoMonthError as error:
            unchecked.append(BookWithoutMonth(each.file, f"{error}."))
    units.sort(key=risk)
    codes = [unit.code for unit in units]
    boards = {unit.board for unit in units}
    return MonthRun(
        year=wish.year,
        month=wish.month,
        units=tuple(units),
        made=datetime.now(UTC).replace(microsecond=0),
        version=__version__,
        board=boards.pop() if len(boards) == 1 else "",
        unchecked=tuple(unchecked),
        ledger=ledger.summary(codes) if ledger else None,
        unplaced=ledger.unplaced(codes) if ledger else (),
        written=written,
        texts={rule_id: rule.text for rule_id, rule in ordered_pack(wish.order).rules.items()},
    )


def month_of(book: Book, order: Order) -> UnitMonth:
    """The month of one unit's book as read, up to its own Avser månad, without ledger, memory and
    findings.

    Raises NoMonthError for a book that is no unit's, or does not say its year or month.
    """
    from xlplan.tables import content, kind_of, of_kind

    specs = pack_of(order.pack).specs
    if kind_of(book, specs) != "unit":
        raise NoMonthError(
            "Månaden följs upp i enheternas böcker, och den här är nämndens bok eller ett register"
        )
    said = content(book, of_kind(specs, "unit"))
    year, until = said.facts.get("År"), said.facts.get("Avser månad")
    if not isinstance(year, float):
        raise NoMonthError("År är inte ifyllt på bladet Enhet")
    if not isinstance(until, float) or until not in range(1, 13):
        raise NoMonthError(
            "Avser månad är inte ifylld på bladet Enhet. Skriv numret på den senaste månaden med "
            "utfall, till exempel "
            "3 för mars"
        )
    wish = Wish(int(year), int(until), order)
    return _unit(
        _Said(book.path, said), wish, _limits(order.pack), None, None, _sentences(order.pack)
    )


def rules_of_the_month(order: Order) -> Order:
    """The same order for the rules that concern the month only; a municipality may have turned a
    whole group off."""
    known = pack_of(order.pack).known
    return replace(
        order,
        select=tuple(group for group in GROUPS if any(rule.startswith(group) for rule in known)),
    )


def risk(unit: UnitMonth) -> tuple[int, Decimal, str]:
    """The order of units: by light, then by how much is lacking, then by name."""
    return unit.light.risk, -(unit.deficit or Decimal()), unit.unit.casefold()


def _limits(pack: Path | None) -> Limits:
    rules = pack_of(pack).rules
    shared = {
        name: Decimal(str(rules[rule].parameters[parameter])) * factor
        for name, (rule, parameter, factor) in OF_RULES.items()
        if rule in rules and parameter in rules[rule].parameters
    }
    if not pack:
        return limits({}, shared)
    from xlplan.checking.pack_file import read_pack_file

    return limits(read_pack_file(pack).manad.limits, shared)


@lru_cache(maxsize=4)
def _sentences(pack: Path | None) -> Sentences:
    from xlplan.checking.packs import resources
    from xlplan.month.told import KNOWN
    from xlplan.report.texts.sentences import Sentences

    return Sentences(resources("meningar", ".jinja", pack), KNOWN)


def _ledger(wish: Wish) -> Actuals:
    from xlplan.actions.actuals import actuals
    from xlplan.checking.packs import resources

    order = wish.order
    register = register_of(order.register, order.pack)[1] if order.register else {}
    standard = resources(".", ".toml", order.pack).get("kommun_bas", "")
    return actuals(wish.actuals, wish.year, wish.mapping, register, standard)


def _read(
    files: Sequence[Path], wish: Wish, ledger: Actuals | None, jobs: int, progress: Progress
) -> Iterator[_Said]:
    """The books in the files' order; many of them in worker processes."""
    outcome = ledger.outcome() if ledger else None
    if len(files) < POOL_FROM or jobs == 1:
        for chunk, _ in chunks(files, CHUNK):
            yield from _chunk(chunk, wish, outcome, lambda done: progress(done, len(files)))
        return
    work = partial(_whole_chunk, wish=wish, outcome=outcome)
    for said in in_workers(files, work, _lost, jobs=jobs, chunk=CHUNK):
        yield from said
        progress(len(said), len(files))


def _lost(file: Path, _number: int) -> list[_Said]:
    return [_Said(file, why="datorn avbröt läsningen, troligen för att minnet inte räckte.")]


def _whole_chunk(
    files: Sequence[Path], _first: int, wish: Wish, outcome: Outcome | None
) -> list[_Said]:
    """Runs in a worker process."""
    return _chunk(files, wish, outcome, lambda _: None)


def _chunk(
    files: Sequence[Path], wish: Wish, outcome: Outcome | None, progress: Callable[[int], None]
) -> list[_Said]:
    """Some books, read and asked about together."""
    ordered_pack(wish.order)  # a pack that cannot be used is said before anything is read
    books: list[Book] = []
    for file in files:
        books.append(read_book(file))
        progress(1)
    said = [_said(book, wish) for book in books]
    results = _checked(
        [book for book, each in zip(books, said, strict=True) if each.content], wish, outcome
    )
    return [replace(each, result=results.get(each.file)) for each in said]


def _said(book: Book, wish: Wish) -> _Said:
    from xlplan.tables import content, kind_of, not_ours, of_kind

    specs = pack_of(wish.order.pack).specs
    if book.unreadable is not None:
        return _Said(book.path, why=f"{book.unreadable.clause}.")
    if not_ours(book, specs):
        return _Said(book.path, why="filen har ingen av planens tabeller. Är det rätt fil?")
    if kind_of(book, specs) != "unit":
        return _Said(book.path)
    said = content(book, of_kind(specs, "unit"))
    year = said.facts.get("År")
    if isinstance(year, float) and year != wish.year:
        return _Said(book.path, why=f"boken gäller {year:.0f}, inte {wish.year}.")
    return _Said(book.path, said)


def _checked(
    books: Sequence[Book], wish: Wish, outcome: Outcome | None
) -> Mapping[Path, BookResult]:
    from xlplan.tables import booked

    if not books or not wish.order.select:
        return {}
    order = wish.order
    register = register_of(order.register, order.pack)[1] if order.register else None
    share = check_books(
        books, order, register=register, ledger=booked(*outcome) if outcome else None
    )
    return {result.path: result for result in share.results}


def _once(said: Iterator[_Said]) -> list[_Said]:
    """Of two books of the same unit only the first has a month: sums over both would be wrong."""
    first: dict[str, Path] = {}
    found = []
    for each in said:
        if each.code and each.code in first:
            other = shown_path(first[each.code])
            each = _Said(
                each.file,
                why=f"Enhetskod {each.code} har också {other}. Ta bort den bok som inte gäller.",
            )
        elif each.code:
            first[each.code] = each.file
        found.append(each)
    return found


def _unit(
    said: _Said,
    wish: Wish,
    settings: Limits,
    ledger: Actuals | None,
    memory: Memory | None,
    sentences: Sentences,
) -> UnitMonth:
    from xlplan.month.told import paragraph

    assert said.content
    code = said.code
    known = Known(
        ledger=ledger.booked(code) if ledger else None,
        this_year=memory.months(code, wish.year) if memory and code else (),
        last_year=memory.months(code, wish.year - 1) if memory and code else (),
        seasons=memory.seasons(code, wish.year) if memory and code else {},
        findings=said.result.findings if said.result else (),
    )
    made = unit_month(said.file, said.content, wish.month, settings, known)
    return replace(made, paragraph=paragraph(made, sentences))
