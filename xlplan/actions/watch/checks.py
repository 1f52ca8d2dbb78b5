"""One book of a watched folder checked, which finds exactly what `xlplan check BOK` does, and its
findings kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from xlplan.actions.watch.agenda import Agenda, Stamp
from xlplan.actions.watch.pages import TakenError, beside, has_page, write_page
from xlplan.checking.batch import Order, check_books, ordered_pack, register_of, together
from xlplan.model import Ending, RegisterError, Run, Severity, shown_path
from xlplan.reading import read_book
from xlplan.whole_file import os_reason
from xlplan.wording import count, series, severities

NOT_OURS = "är ingen planeringsbok: den har ingen av planens tabeller"

Say = Callable[[str], None]
"""Gets each line that the user is to read."""


@dataclass(frozen=True)
class Watch:
    """What to watch and how."""

    folder: Path
    order: Order
    formats: tuple[str, ...] = ("html",)
    poll: bool = False
    """Look at the folder every other second instead of waiting for the system to tell."""


@dataclass(frozen=True)
class Check:
    """What came of reading and checking one book."""

    run: Run
    ours: bool
    """False for a workbook with none of the plan's tables."""
    unreadable: str = ""
    """The reading's code for why the file cannot be read; "" for one that can."""
    why: str = ""
    """The same in words, as a clause that begins with "den är …"."""


def check_book(path: Path, order: Order) -> Check:
    """Read one book and ask all rules about it. Raises PackError and RegisterError; a bad file is a
    finding on it."""
    from xlplan.tables import not_ours

    order = replace(order, today=date.today())  # a watch goes on over midnight
    register = register_of(order.register, order.pack)[1] if order.register else None
    book = read_book(path)
    pack = ordered_pack(order)
    ours, why = not not_ours(book, pack.specs), book.unreadable
    results = together([check_books([book], order, register=register)], order)
    run = Run(
        tuple(results), order.phase, {rule_id: rule.text for rule_id, rule in pack.rules.items()}
    )
    return Check(run, ours, why.code if why else "", why.clause if why else "")


def summed_up(run: Run) -> str:
    """The run of one book in a few words: "3 fel, 5 varningar", "utan anmärkning"."""
    [book] = run.books
    found = Counter(finding.severity for finding in book.findings if finding.open)
    parts = [severities(severity, found[severity]) for severity in Severity if found[severity]]
    crashed = sum(outcome.ending is Ending.CRASHED for outcome in book.outcomes)
    if crashed:
        parts.append(f"{count(crashed, 'regel', 'regler')} gick inte att köra")
    return ", ".join(parts) or "utan anmärkning"


class Checking:
    """Checks a book and keeps its findings beside it."""

    def __init__(self, wish: Watch, say: Say) -> None:
        self._wish, self._say = wish, say

    def prepare(self) -> None:
        """Load what all checks need, so that what cannot be used is told at once. Raises PackError,
        RegisterError."""
        ordered_pack(self._wish.order)
        if self._wish.order.register:
            register_of(self._wish.order.register, self._wish.order.pack)

    def __call__(self, book: Path, agenda: Agenda, now: float, stamp: Stamp) -> None:
        """Check a book that is due, as it looks (`stamp`), and say what came of it."""
        if self._is_register(book):
            if agenda.knows(book):
                agenda.all_again(book, now)
                self._tell(book, "registret är ändrat: alla böcker granskas igen")
            agenda.done(book, stamp)
            return
        try:
            checked = check_book(book, self._wish.order)
        except RegisterError as error:
            agenda.done(book, stamp)
            self._tell(book, f"granskades inte. {error}")
            return
        if checked.unreadable == "missing" or (checked.unreadable and agenda.try_again(book, now)):
            return
        if checked.unreadable == "locked":
            if agenda.keep_trying(book, now):
                self._tell(book, f"gick inte att läsa än: {checked.why}.")
            return
        agenda.done(book, stamp)
        self._keep(book, checked)

    def _is_register(self, book: Path) -> bool:
        register = self._wish.order.register
        try:
            return register is not None and book.samefile(register)
        except OSError:
            return False

    def _keep(self, book: Path, checked: Check) -> None:
        if not checked.ours and not has_page(
            book, self._wish.formats
        ):  # no page beside every workbook in the folder
            self._tell(book, NOT_OURS)
            return
        if checked.unreadable:
            told = f"gick inte att läsa: {checked.why}"
        else:
            told = summed_up(checked.run) if checked.ours else NOT_OURS
        written, troubles = [], []
        for format in self._wish.formats:
            out = beside(book, format)
            name = shown_path(Path(out.name))
            try:
                write_page(checked.run, out, self._wish.order)
                written.append(name)
            except TakenError:
                troubles.append(
                    f"{name} är inte skriven av xlplan och skrivs inte över. Byt namn på den filen."
                )
            except OSError as error:
                troubles.append(
                    f"{name} kunde inte skrivas: {os_reason(error)}. Är den öppen i ett annat "
                    f"program, stäng den "
                    "där. Den skrivs nästa gång boken sparas."
                )
        self._tell(book, told + (f"  → {series(written)}" if written else ""))
        for trouble in troubles:
            self._say(f"          {trouble}")

    def _tell(self, book: Path, told: str) -> None:
        self._say(line(self._wish.folder, book, told))


def line(folder: Path, book: Path, told: str) -> str:
    """ "14.32.05  plan.xlsx  3 fel, 5 varningar"."""
    name = book.relative_to(folder) if book.is_relative_to(folder) else book
    return f"{o_clock()}  {shown_path(name)}  {told}"


def o_clock() -> str:
    """The time of day: "14.32.05"."""
    return f"{datetime.now():%H.%M.%S}"
