"""What xlplan does, without a command line: check books, make a book, an export (reports: `xlplan.reports`).

The command line and the add-in call these; nothing here prints.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlplan import __version__
from xlplan.batch import Order, Progress, check_books, ordered_pack, pack_of, register_of, shares, together
from xlplan.model import Kind, RegisterError, Run, Severity, shown_path
from xlplan.reading import Book, find_books, is_findings_list, read_book
from xlplan.whole_file import os_reason as os_reason

if TYPE_CHECKING:
    from xlplan.making import UnitBook


class NoBooksError(Exception):
    """None of the paths holds a workbook; the text says so in Swedish."""


def is_a_book(file: Path, checked: Sequence[Path]) -> bool:
    """True for one of the workbooks to be checked and for any other planning workbook: nothing may take its place."""
    from xlplan.tables import not_ours

    if is_findings_list(file):
        return False
    if any(book.exists() and file.samefile(book) for book in find_books(checked)):
        return True
    if file.suffix.casefold() not in (".xlsx", ".xlsm"):
        return False
    book = read_book(file)
    return book.unreadable is None and not not_ours(book, pack_of(None).specs)


def books_in(paths: Sequence[Path], order: Order) -> list[Path]:
    """The workbooks to be checked, in order; the register that they are compared with is none. Raises NoBooksError."""
    register = order.register if order.register and order.register.exists() else None
    files = [file for file in find_books(paths) if not (register and file.exists() and file.samefile(register))]
    if not files:
        where = ", ".join(map(str, paths))
        if register and all(path.is_file() for path in paths):
            raise NoBooksError(
                f"{where} är registret som böckerna jämförs med. Granska det utan --register, eller ange också mappen "
                "med enheternas böcker."
            )
        raise NoBooksError(f"Inga Excelböcker (.xlsx, .xlsm) hittades i {where}.")
    return files


def check(paths: Sequence[Path], order: Order, *, jobs: int = 0, progress: Progress | None = None) -> Run:
    """Check workbooks and folders of them. Raises NoBooksError, PackError and RegisterError; a bad file is a finding
    on it.

    The register that books are compared with is a result of its own, the last one, if anything is found in it.
    """
    register = register_of(order.register, order.pack)[0] if order.register else None
    files = books_in(paths, order)
    order = replace(order, whole=order.whole or any(path.is_dir() for path in paths))
    done = list(shares(files, order, jobs or os.cpu_count() or 1, progress or (lambda _done, _of: None)))
    if register:
        done.append(check_books([register], order, first=len(files)))
    results = together(done, order)
    if register and not results[-1].findings:
        results.pop()
    texts = {rule_id: rule.text for rule_id, rule in ordered_pack(order).rules.items()}
    return Run(tuple(results), order.phase, texts)


def check_read(book: Book, order: Order) -> Run:
    """Check one book that is read already, such as one that is open in Excel: what `check` says of its saved file.

    Raises PackError and RegisterError.
    """
    register = register_of(order.register, order.pack)[1] if order.register else None
    results = together([check_books([book], order, register=register)], order)
    texts = {rule_id: rule.text for rule_id, rule in ordered_pack(order).rules.items()}
    return Run(tuple(results), order.phase, texts)


class UnreadableError(Exception):
    """A workbook that cannot be read; the text says why in Swedish."""


class UnwritableError(Exception):
    """A file that cannot be made; the text says why in Swedish. Nothing has been changed."""


def export(workbook: Path) -> tuple[dict[str, object], int]:
    """Every value of a workbook, as `xlplan export` prints it, and how many cells have a formula but no value.

    Raises UnreadableError.
    """
    from xlplan.tables import export as exported

    book = readable(workbook)
    marks = (mark for table in book.tables.values() for mark in table.marks.values())
    uncalculated = sum(mark.kind is Kind.UNCALCULATED for mark in marks)
    return exported(book, pack_of(None).contract.VERSION), uncalculated


def readable(workbook: Path) -> Book:
    book = read_book(workbook)
    if book.unreadable is not None:
        raise UnreadableError(f"{shown_path(workbook)} kunde inte läsas: {book.unreadable.clause}.")
    return book


def new_book(out: Path, *, kind: str, name: str, year: int, phase: str = "VP", board: str = "") -> None:
    """Make an empty workbook of that kind. Raises UnwritableError; an existing file is never overwritten."""
    from xlplan.template import new_book as make

    contract: Any = pack_of(None).contract
    try:
        make(contract, out, kind=kind, name=name, year=year, phase=phase, board=board, version=__version__)
    except FileExistsError:
        raise UnwritableError(f"{out} finns redan. Välj ett annat namn, eller flytta den gamla filen först.") from None
    except OSError as error:
        raise UnwritableError(f"{out} kunde inte skrivas: {os_reason(error)}.") from error


def new_template(out: Path) -> None:
    """Make a Word template to start from. Raises UnwritableError; an existing file is never overwritten."""
    from xlplan.report.template_start import start_template
    from xlplan.whole_file import write_whole

    if out.exists():
        raise UnwritableError(f"{out} finns redan. Välj ett annat namn, eller flytta den gamla filen först.")
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
    """Make the book of every unit of a register, in a folder, which is made too. A unit that cannot have one is told
    and never stops the others; an existing file is never overwritten.

    Raises RegisterError for a register that cannot be read, has no units, or has errors that would follow into the
    books; UnwritableError where the folder cannot be made. Nothing is written then.
    """
    from xlplan.making import unit_books
    from xlplan.register import completed

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
    """What is odd about making that year's books from that register: a sentence a sheet whose dates are all of other
    years. Raises RegisterError."""
    from xlplan.making import dates_of_other_years
    from xlplan.register import completed

    return dates_of_other_years(completed(register_of(register, None)[1], pack_of(None).specs), year)


def _made(unit: UnitBook, folder: Path, taken: set[str], contract: Any) -> Made:
    from xlplan.making import file_stem
    from xlplan.template import build

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


def free_name(name: str, stem: str, taken: set[str]) -> str:
    """Two books of the same unit, year and phase both get their report; Windows tells no case apart."""
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name}-{stem}" if number == 2 else f"{name}-{stem}-{number}"
    taken.add(free.casefold())
    return free


def slug(text: str) -> str:
    """Letters, digits and hyphens only, at most 60."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60] or "enhet"
