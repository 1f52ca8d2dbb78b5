"""A ledger's outcome written into a book itself (`xlplan month --write`), so that nothing else in
it changes.

This is the one place where xlplan writes in a user's book. Only cells of Månad, and Avser månad in
Enhet, get new values, in the file's XML; every other part keeps its packed bytes. The new file is
made whole beside the book, read again and compared with it cell by cell and part by part; the book
as it was is saved as a copy; then the new file takes the book's place in one step. Whatever stops
it before that step leaves the book as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xlplan.fixing.dependents import anything_counts_on
from xlplan.fixing.editing import edited
from xlplan.fixing.outcome_cells import OutcomeError, Outcomes, Plan, planned
from xlplan.fixing.proof import UnprovedError, prove, prove_parts
from xlplan.fixing.repair import Repairs
from xlplan.fixing.replacing import backed_up, prepared, refuse_busy
from xlplan.model import Ref
from xlplan.month.written import Written
from xlplan.reading import Book, read_book
from xlplan.reading.backup_names import FOLDER
from xlplan.reading.file_content import content_of
from xlplan.reading.package import Package
from xlplan.reading.refusals import UnreadableError
from xlplan.tables import TableSpec

__all__ = ["OutcomeError", "Outcomes", "write_outcomes"]

_SIGNED = "_xmlsignatures/"


def write_outcomes(
    path: Path,
    outcomes: Outcomes,
    specs: Mapping[str, TableSpec],
    *,
    year: int,
    month: int,
    backup: Path | None = None,
) -> Written:
    """Write the outcome of the year's months up to `month`; months after it are not touched.

    `backup` is the folder for the copy of the book, `xlplan-kopior` beside it unless given. Raises
    OutcomeError, with the book as it was.
    """
    try:
        return _write(path, outcomes, specs, year, month, backup)
    except UnreadableError as error:
        raise OutcomeError(error.reason.clause) from error
    except UnprovedError as error:
        raise OutcomeError(
            f"{error}; boken behöver ses över i Excel, eller fyllas i för hand"
        ) from error


def _write(
    path: Path,
    outcomes: Outcomes,
    specs: Mapping[str, TableSpec],
    year: int,
    month: int,
    backup: Path | None,
) -> Written:
    place = path.resolve()  # a link stays, and what it points at is written
    refuse_busy(place)
    data = content_of(place)
    book = read_book(place, data)
    if book.unreadable:
        raise OutcomeError(book.unreadable.clause)
    if any(name.startswith(_SIGNED) for name in Package(data).names):
        raise OutcomeError(
            "den är digitalt signerad, och signaturen slutar gälla om något ändras; fyll i den i "
            "Excel"
        )
    plan, after = _made(book, data, specs, outcomes, year, month)
    if not plan.cells:
        return Written(path, left=tuple(plan.left), money_unit=plan.money_unit)
    with prepared(place, after) as take_place:
        saved = backed_up(place, data, backup or path.parent / FOLDER, year, month)
        take_place(data)
    return Written(path, saved, tuple(plan.cells), tuple(plan.left), plan.money_unit)


def _made(
    book: Book,
    data: bytes,
    specs: Mapping[str, TableSpec],
    outcomes: Outcomes,
    year: int,
    month: int,
) -> tuple[Plan, bytes]:
    """What is changed and the file with it, proved; the file as it was if nothing is."""
    closed: set[Ref] = set()
    while True:
        plan = planned(book, specs, outcomes, year=year, month=month, closed=closed)
        if not plan.cells:
            return plan, data
        sums, known = plan.sums()
        wanted = Repairs(plan.patient.repairs, sums)
        calculate = anything_counts_on(data, [*wanted.cells, *sums], known)
        after, made = edited(data, wanted, calculate=calculate)
        if missed := wanted.cells.keys() - made.cells.keys():
            closed |= missed  # anew without them: sums count what is written
            continue
        prove(book, read_book(book.path, after), made)
        prove_parts(data, after, [*made.cells, *made.recalculated])
        return plan, after
