"""The month of many units: their books worked out together with the ledger and what earlier runs
remember.

Nothing here prints.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from xlplan.actions.files import NoBooksError, books_in
from xlplan.actions.month_books import MonthBook, MonthChecking, month_books
from xlplan.checking.batch import Order, Progress, ordered_pack, pack_of, register_of
from xlplan.model import shown_path
from xlplan.month.figures import BookWithoutMonth, MonthRun, UnitMonth
from xlplan.month.limits import OF_RULES, Limits, limits
from xlplan.month.memory import Memory
from xlplan.month.unit import Known, NoMonthError, unit_month
from xlplan.month.written import Written
from xlplan.reading import Book
from xlplan.version import __version__

if TYPE_CHECKING:
    from xlplan.actions.actuals import Actuals
    from xlplan.report.texts.sentences import Sentences

GROUPS = ("MAN", "RES", "BUD")
"""The rules that concern the month."""


@dataclass(frozen=True)
class MonthOrder:
    """What is wanted of the month."""

    year: int
    month: int
    checking: Order = field(default_factory=Order)
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
class _Basis:
    """What units are worked out with, besides their books."""

    limits: Limits
    sentences: Sentences
    ledger: Actuals | None = None
    memory: Memory | None = None


def month(
    paths: Sequence[Path],
    order: MonthOrder,
    *,
    memory: Recalling | None = None,
    jobs: int = 0,
    progress: Progress | None = None,
) -> MonthRun:
    """The month of every unit among the books, those at the greatest risk first; with `write` after
    the ledger's outcome has been written in them.

    Raises NoBooksError, PackError, RegisterError and LedgerError, and what `memory` raises.
    """
    order = replace(order, checking=rules_of_the_month(order.checking))
    basis = _basis(order.checking.pack)
    files = books_in(paths, order.checking)
    basis = replace(basis, ledger=_ledger(order) if order.actuals else None)
    advance = progress or (lambda _done, _of: None)
    written, books = _read(files, order, basis.ledger, jobs or os.cpu_count() or 1, advance)
    there = [each for each in books if each.content]
    if not there and not any(each.why for each in books):
        raise NoBooksError(
            f"Ingen av böckerna i {', '.join(map(shown_path, paths))} är en enhets bok."
        )
    if memory:
        codes = [each.code for each in there if each.code]
        basis = replace(basis, memory=memory.recall(codes, order.year))
    return _worked_out(books, order, basis, written)


def _read(
    files: Sequence[Path], order: MonthOrder, ledger: Actuals | None, jobs: int, advance: Progress
) -> tuple[tuple[Written, ...], list[MonthBook]]:
    """The books, and what was written in them before they were read."""
    checking = MonthChecking(order.year, order.checking, ledger.outcome() if ledger else None)
    if not (order.write and ledger):
        return (), month_books(files, checking, jobs, advance)
    from xlplan.actions import write_back  # with it comes all that repairs books

    def twice(done: int, _of: int) -> None:
        advance(done, 2 * len(files))

    wanted = write_back.WritingOrder(order.year, order.month, order.backup, order.checking.pack)
    written = write_back.write_back(files, ledger, wanted, jobs=jobs, progress=twice)
    return written, month_books(files, checking, jobs, twice)


def _worked_out(
    books: Sequence[MonthBook], order: MonthOrder, basis: _Basis, written: tuple[Written, ...]
) -> MonthRun:
    """The units' months together."""
    units: list[UnitMonth] = []
    unchecked = [BookWithoutMonth(each.file, each.why) for each in books if each.why]
    for each in books:
        if each.content:
            try:
                units.append(_unit(each, order, basis))
            except NoMonthError as error:
                unchecked.append(BookWithoutMonth(each.file, f"{error}."))
    units.sort(key=risk)
    codes, ledger = [unit.code for unit in units], basis.ledger
    boards = {unit.board for unit in units}
    return MonthRun(
        year=order.year,
        month=order.month,
        units=tuple(units),
        made=datetime.now(UTC).replace(microsecond=0),
        version=__version__,
        board=boards.pop() if len(boards) == 1 else "",
        unchecked=tuple(unchecked),
        ledger=ledger.summary(codes) if ledger else None,
        unplaced=ledger.unplaced(codes) if ledger else (),
        written=written,
        texts={rule_id: rule.text for rule_id, rule in ordered_pack(order.checking).rules.items()},
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
    wanted = MonthOrder(int(year), int(until), order)
    return _unit(MonthBook(book.path, said), wanted, _basis(order.pack))


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


def _basis(pack: Path | None) -> _Basis:
    return _Basis(_limits(pack), _sentences(pack))


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


def _ledger(order: MonthOrder) -> Actuals:
    from xlplan.actions.actuals import actuals
    from xlplan.checking.packs import resources

    checking = order.checking
    register = register_of(checking.register, checking.pack)[1] if checking.register else {}
    standard = resources(".", ".toml", checking.pack).get("kommun_bas", "")
    return actuals(order.actuals, order.year, order.mapping, register, standard)


def _unit(book: MonthBook, order: MonthOrder, basis: _Basis) -> UnitMonth:
    from xlplan.month.told import paragraph

    assert book.content
    code, ledger, memory = book.code, basis.ledger, basis.memory
    known = Known(
        ledger=ledger.booked(code) if ledger else None,
        this_year=memory.months(code, order.year) if memory and code else (),
        last_year=memory.months(code, order.year - 1) if memory and code else (),
        seasons=memory.seasons(code, order.year) if memory and code else {},
        findings=book.result.findings if book.result else (),
    )
    made = unit_month(book.file, book.content, order.month, basis.limits, known)
    return replace(made, paragraph=paragraph(made, basis.sentences))
