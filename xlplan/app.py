"""What xlplan does, without a command line: check books, make a book, a report, an export.

The command line and the add-in call these; nothing here prints.
"""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlplan import __version__
from xlplan.batch import Order, Progress, check_books, ordered_pack, pack_of, register_of, shares, together, worker_pool
from xlplan.model import Content, Kind, Run, shown_path
from xlplan.reading import Book, find_books, read_book
from xlplan.wording import PHASE_NAMES

if TYPE_CHECKING:
    from xlplan.report import Outline


class NoBooksError(Exception):
    """None of the paths holds a workbook; the text says so in Swedish."""


def is_a_book(file: Path, checked: Sequence[Path]) -> bool:
    """True for one of the workbooks to be checked and for any other planning workbook: nothing may take its place."""
    from xlplan.tables import not_ours

    if any(book.exists() and file.samefile(book) for book in find_books(checked)):
        return True
    if file.suffix.casefold() not in (".xlsx", ".xlsm"):
        return False
    book = read_book(file)
    return book.unreadable is None and not not_ours(book, pack_of(None).specs)


def check(paths: Sequence[Path], order: Order, *, jobs: int = 0, progress: Progress | None = None) -> Run:
    """Check workbooks and folders of them. Raises NoBooksError, PackError and RegisterError; a bad file is a finding
    on it.

    The register that books are compared with is a result of its own, the last one, if anything is found in it.
    """
    found = find_books(paths)
    files = [file for file in found if not (order.register and file.exists() and file.samefile(order.register))]
    if not files:
        raise NoBooksError(f"Inga Excelböcker (.xlsx, .xlsm) hittades i {', '.join(map(str, paths))}.")
    order = replace(order, whole=any(path.is_dir() for path in paths))
    register = register_of(order.register, order.pack)[0] if order.register else None
    done = list(shares(files, order, jobs or os.cpu_count() or 1, progress or (lambda _done, _of: None)))
    if register:
        done.append(check_books([register], order, first=len(files)))
    results = together(done, order)
    if register and not results[-1].findings and len(files) == len(found):
        results.pop()
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

    book = _readable(workbook)
    marks = (mark for table in book.tables.values() for mark in table.marks.values())
    uncalculated = sum(mark.kind is Kind.UNCALCULATED for mark in marks)
    return exported(book, pack_of(None).contract.VERSION), uncalculated


def _readable(workbook: Path) -> Book:
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


REPORT_POOL_FROM = 8
"""From how many books starting worker processes pays for reports, each of which takes some tenths of a second."""


@dataclass(frozen=True)
class Report:
    """The report of one book in one format, or why there is none."""

    book: Path
    out: Path | None
    why: str = ""
    unread: int = 0
    """Cells of the book that could not be read and are missing in the report; told once a book."""


@dataclass(frozen=True)
class _Draft:
    """What is made of one book before it has a place: the files' bytes by format, or why there are none."""

    name: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    faults: Sequence[str] = ()
    unread: int = 0


def report(
    paths: Sequence[Path],
    folder: Path,
    *,
    phase: str = "",
    formats: Sequence[str] = ("docx",),
    jobs: int = 0,
    progress: Progress | None = None,
) -> list[Report]:
    """Make each book's report in a folder, as `docx`, `pdf` and `html` as asked for. One book's fault never stops the
    others. Raises NoBooksError."""
    files = find_books(paths)
    if not files:
        raise NoBooksError(f"Inga Excelböcker (.xlsx, .xlsm) hittades i {', '.join(map(str, paths))}.")
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    made: list[Report] = []
    formats = tuple(dict.fromkeys(formats))
    for file, draft in zip(files, _drafts(files, phase, formats, jobs or os.cpu_count() or 1), strict=True):
        found = [Report(file, None, why) for why in draft.faults]
        if draft.files:
            name = _free_name(draft.name, slug(file.stem), taken)
            found += [_placed(file, folder / f"{name}.{form}", data) for form, data in draft.files.items()]
        made += [replace(found[0], unread=draft.unread), *found[1:]]
        if progress:
            progress(1, len(files))
    return made


def _drafts(files: Sequence[Path], phase: str, formats: Sequence[str], jobs: int) -> Iterator[_Draft]:
    """The drafts in the files' order; of many books in worker processes."""
    if len(files) < REPORT_POOL_FROM or jobs == 1:
        yield from (_draft(file, phase, formats) for file in files)
        return
    with worker_pool(min(jobs, len(files))) as pool:
        futures = [pool.submit(_draft, file, phase, formats) for file in files]
        for file, future in zip(files, futures, strict=True):
            try:
                yield future.result()
            except BrokenProcessPool:  # by this book or another: each of those left gets a worker of its own
                yield _draft_alone(file, phase, formats)


def _draft_alone(file: Path, phase: str, formats: Sequence[str]) -> _Draft:
    try:
        with worker_pool(1) as pool:
            return pool.submit(_draft, file, phase, formats).result()
    except BrokenProcessPool:
        why = "datorn avbröt arbetet, troligen för att minnet inte räckte"
        return _Draft(faults=(f"Rapporten av {shown_path(file)} gick inte att göra: {why}.",))


def _placed(file: Path, out: Path, data: bytes) -> Report:
    """Write a report's file, but never over what somebody has worked in (only Word's files are worked in)."""
    from xlplan.whole_file import write_whole

    if out.suffix == ".docx":
        from xlplan.report import was_edited

        if was_edited(out):
            return Report(
                file,
                None,
                f"{shown_path(out)} har ändrats sedan xlplan gjorde den och skrivs inte över. "
                "Flytta den, eller välj en annan mapp med --out.",
            )
    try:
        write_whole(out, data)
    except OSError as error:
        program = "Word" if out.suffix == ".docx" else "ett annat program"
        return Report(
            file, None, f"{shown_path(out)} kunde inte skrivas: {os_reason(error)}. Är den öppen i {program}?"
        )
    return Report(file, out)


def _draft(file: Path, wanted: str, formats: Sequence[str]) -> _Draft:
    """Make the report of one book; runs in a worker process too."""
    try:
        return _made(file, wanted, formats)
    except (UnreadableError, UnwritableError) as error:
        return _Draft(faults=(str(error),))
    except Exception as error:  # whatever it is, the other books get their reports
        why = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        return _Draft(faults=(f"Rapporten av {shown_path(file)} gick inte att göra, ett fel i xlplan ({why}).",))


def _made(file: Path, wanted: str, formats: Sequence[str]) -> _Draft:
    from xlplan.report import blocks
    from xlplan.report.formats import made
    from xlplan.tables import content, kind_of, not_ours, of_kind

    book, specs, shown = _readable(file), pack_of(None).specs, shown_path(file)
    if not_ours(book, specs):
        raise UnreadableError(f"{shown} har ingen av planens tabeller. Är det rätt fil?")
    if (kind := kind_of(book, specs)) == "register":
        raise UnwritableError(f"{shown} är ett register, och av det görs ingen rapport.")
    specs = of_kind(specs, kind)
    said = content(book, specs)
    phase = wanted or str(said.facts.get("Skede") or "")
    if not phase:
        raise UnwritableError(f"{shown}: Skede är inte ifyllt på bladet Enhet. Fyll i det, eller ange --phase.")
    outline = _outline(kind, phase)
    if outline is None:
        whose = "nämndens bok" if kind == "board" else "enhetens bok"
        raise UnwritableError(f"{shown}: regelpaketet har ingen disposition för {whose} i skedet {phase}.")
    # the book's own time, so that the same book gives the same file
    created = datetime.fromtimestamp(file.stat().st_mtime, UTC).replace(microsecond=0)
    found, title = blocks(said, outline, phase), report_title(said, phase)
    files = {form: made(form, found, title=title, created=created) for form in formats}
    return _Draft(file_name(said, phase), files, unread=len(said.unread))


def _outline(kind: str, phase: str) -> Outline | None:
    """The pack's outline for that kind of book in that phase."""
    from xlplan.packs import resources
    from xlplan.report import load_outline

    outlines = map(load_outline, resources("disposition", ".toml").values())
    return next((outline for outline in outlines if outline.book == kind and phase in outline.phases), None)


def _free_name(name: str, stem: str, taken: set[str]) -> str:
    """Two books of the same unit, year and phase both get their report; Windows tells no case apart."""
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name}-{stem}" if number == 2 else f"{name}-{stem}-{number}"
    taken.add(free.casefold())
    return free


def report_title(said: Content, phase: str) -> str:
    year = said.facts.get("År")
    name = PHASE_NAMES[phase].capitalize()
    return " ".join(
        filter(None, (name, f"{year:.0f}" if isinstance(year, float) else "", str(said.facts.get("Enhet") or "")))
    )


def file_name(said: Content, phase: str) -> str:
    """From enhetskod (or the unit's name), year and phase; safe on Windows, without å, ä, ö and blanks."""
    year = said.facts.get("År")
    unit = slug(str(said.facts.get("Enhetskod") or said.facts.get("Enhet") or "enhet"))
    return "-".join(filter(None, (unit, f"{year:.0f}" if isinstance(year, float) else "", phase)))


def slug(text: str) -> str:
    """Letters, digits and hyphens only, at most 60."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60] or "enhet"


def os_reason(error: OSError) -> str:
    """Why the file system said no, in Swedish."""
    if isinstance(error, PermissionError):
        return "åtkomst nekas"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "mappen finns inte"
    if isinstance(error, IsADirectoryError):
        return "det är en mapp"
    return "disken är full" if error.errno == errno.ENOSPC else (error.strerror or str(error))
