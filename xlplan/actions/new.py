"""New books: one, those of all units of a register, or a Word template."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlplan.checking.batch import (
    Order,
    Progress,
    check_books,
    ordered_pack,
    pack_of,
    register_of,
    together,
)
from xlplan.model import RegisterError, Severity, shown_path
from xlplan.reading import Book
from xlplan.version import __version__
from xlplan.whole_file import os_reason

if TYPE_CHECKING:
    from xlplan.template.unit_books import UnitBook
from xlplan.actions.files import UnwritableError, free_name, slug


def new_book(
    out: Path, *, kind: str, name: str, year: int, phase: str = "VP", board: str = ""
) -> None:
    """Make an empty workbook of that kind. Raises UnwritableError; an existing file is never
    overwritten."""
    from xlplan.template import new_book as make

    contract: Any = pack_of(None).contract
    try:
        make(
            contract,
            out,
            kind=kind,
            name=name,
            year=year,
            phase=phase,
            board=board,
            version=__version__,
        )
    except FileExistsError:
        raise UnwritableError(
            f"{out} finns redan. Välj ett annat namn, eller flytta den gamla filen först."
        ) from None
    except OSError as error:
        raise UnwritableError(f"{out} kunde inte skrivas: {os_reason(error)}.") from error


def new_template(out: Path) -> None:
    """Make a Word template to start from. Raises UnwritableError; an existing file is never
    overwritten."""
    from xlplan.report.word.template_start import start_template
    from xlplan.whole_file import write_whole

    if out.exists():
        raise UnwritableError(
            f"{out} finns redan. Välj ett annat namn, eller flytta den gamla filen först."
        )
    try:
        write_whole(out, start_template())
    except OSError as error:
        raise UnwritableError(f"{out} kunde inte skrivas: {os_reason(error)}.") from error


@dataclass(frozen=True)
class Made:
    """The new book of one unit of the register, or why there is none."""

    unit: str
    out: Path | None
    why: str = ""
    exists: bool = False
    """Whether there is none because a file of its name is there already."""


PER_UNIT = "REG001"
"""The rule whose findings concern one unit's row alone: the other units' books can be made."""


def new_books(
    register: Path, folder: Path, *, year: int, phase: str = "VP", progress: Progress | None = None
) -> list[Made]:
    """Make the book of every unit of a register, in a folder, which is made too. A unit that cannot
    have one is told and never stops the others; an existing file is never overwritten.

    Raises RegisterError for a register that cannot be read, has no units, or has errors that would
    follow into the books; UnwritableError where the folder cannot be made. Nothing is written then.
    """
    from xlplan.checking.register import completed
    from xlplan.template.unit_books import unit_books

    book, tables = register_of(register, None)
    _refuse_faulty(book, register)
    pack = pack_of(None)
    books = unit_books(completed(tables, pack.specs), pack.specs, year, phase)
    if not books:
        raise RegisterError(f"Registret {shown_path(register)} har inga enheter på bladet Enheter.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableError(f"Mappen {folder} kan inte skapas: {os_reason(error)}.") from error
    taken: set[str] = set()
    made = []
    for unit in books:
        made.append(_made(unit, folder, taken, pack.contract))
        if progress:
            progress(1, len(books))
    return made


def register_of_other_year(register: Path, year: int) -> list[str]:
    """What is odd about making that year's books from that register: a sentence a sheet whose dates
    are all of other years. Raises RegisterError."""
    from xlplan.checking.register import completed
    from xlplan.template.unit_books import dates_of_other_years

    return dates_of_other_years(
        completed(register_of(register, None)[1], pack_of(None).specs), year
    )


def _made(unit: UnitBook, folder: Path, taken: set[str], contract: Any) -> Made:
    from xlplan.template import build
    from xlplan.template.unit_books import file_stem

    if unit.why:
        return Made(unit.name, None, f"{unit.why} Ingen bok gjordes.")
    name = file_stem(unit, slug(f"{unit.facts['Enhetskod']} {unit.facts['Enhet']}"))
    out = folder / f"{free_name(name, str(unit.row), taken)}.xlsx"
    try:
        build(contract, out, facts=unit.facts, rows=unit.rows, version=__version__)
    except FileExistsError:
        return Made(unit.name, None, f"{out.name} finns redan och skrivs inte över.", exists=True)
    except OSError as error:
        return Made(unit.name, None, f"{shown_path(out)} kunde inte skrivas: {os_reason(error)}.")
    return Made(unit.name, out)


def _refuse_faulty(book: Book, path: Path) -> None:
    """Raise RegisterError if the register has errors that every book made from it would have."""
    from xlplan.wording import severities, told

    order = Order(ignore=(PER_UNIT,))
    [result] = together([check_books([book], order)], order)
    if not result.errors:
        return
    first = result.errors[0]
    where = f" ({first.ref.sheet}!{first.ref.a1})" if first.ref else ""
    says, _ = told(ordered_pack(order).rules[first.rule].text, first)
    number = severities(Severity.ERROR, len(result.errors))
    raise RegisterError(
        f"Registret har {number} som skulle följa med in i böckerna, och inga böcker gjordes. "
        f"Det första{where}: {says} Rätta först: xlplan check {shown_path(path)}"
    )
