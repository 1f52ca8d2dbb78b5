"""Making reports: of one book or many, in several formats, in worker processes where that pays.

Nothing here prints.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from xlplan.actions.drafting import Draft, Planned, ReportOrder, drafted, planned
from xlplan.actions.files import (
    UnreadableBookError,
    UnwritableError,
    books_in,
    free_name,
    readable,
    slug,
)
from xlplan.actions.report_pack import outlines, sentences, template_hints
from xlplan.checking.batch import Order, Progress, check_books
from xlplan.checking.workers import chunks, in_workers
from xlplan.model import BookResult, shown_path
from xlplan.whole_file import os_reason, write_whole

POOL_FROM = 8
"""From how many books starting worker processes pays; a report takes some tenths of a second."""
CHUNK = 10
"""Books that the rules are asked about at a time: a book alone takes half as long to ask about as
ten."""


@dataclass(frozen=True)
class Report:
    """The report of one book in one format, or why there is none."""

    book: Path
    out: Path | None
    why: str = ""
    unread: int = 0
    """Cells of the book that could not be read and are missing in the report; told once a book."""
    errors: int = 0
    """Errors left in the book, for which the report is marked as a draft; told once a book."""


def report(
    paths: Sequence[Path],
    folder: Path,
    order: ReportOrder,
    *,
    jobs: int = 0,
    progress: Progress | None = None,
) -> list[Report]:
    """Make each book's report in a folder. One book's fault never stops the others.

    Raises NoBooksError, PackError for a pack, an outline or a template (also a Word file) that
    cannot be used, and OSError where the folder cannot be made.
    """
    files = books_in(paths, Order())
    outlines(order.pack)  # a pack that cannot be used is said before anything is written
    sentences(order.pack)
    template_hints(order.pack, order.template, order.formats)
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    made: list[Report] = []
    for file, draft in zip(files, _drafts(files, order, jobs or os.cpu_count() or 1), strict=True):
        found = [Report(file, None, why) for why in draft.faults]
        if draft.files:
            name = free_name(draft.name, slug(file.stem), taken)
            found += [
                _placed(file, folder / f"{name}.{form}", data) for form, data in draft.files.items()
            ]
        made += [replace(found[0], unread=draft.unread, errors=draft.errors), *found[1:]]
        if progress:
            progress(1, len(files))
    return made


def report_bytes(
    file: Path, form: str, phase: str = "", pack: Path | None = None, template: Path | None = None
) -> bytes:
    """One book's report in that format, without a place.

    Raises UnreadableBookError, UnwritableError and PackError.
    """
    order = ReportOrder(phase, (form,), pack, template)
    return drafted(planned(readable(file), order, _saved(file)), order).files[form]


def _saved(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _drafts(files: Sequence[Path], order: ReportOrder, jobs: int) -> Iterator[Draft]:
    """The drafts in the files' order; of many books in worker processes."""
    if len(files) < POOL_FROM or jobs == 1:
        for chunk, _ in chunks(files, CHUNK):
            yield from _drafted(chunk, order)
        return
    for drafts in in_workers(
        files, partial(_all_drafted, order=order), _lost, jobs=jobs, chunk=CHUNK
    ):
        yield from drafts


def _lost(file: Path, _number: int) -> list[Draft]:
    why = "datorn avbröt arbetet, troligen för att minnet inte räckte"
    return [Draft(faults=(f"Rapporten av {shown_path(file)} gick inte att göra: {why}.",))]


def _placed(file: Path, out: Path, data: bytes) -> Report:
    """Write a report's file, but never over what somebody has worked in (only Word's files are
    worked in)."""
    if out.suffix == ".docx":
        from xlplan.report.word.file import was_edited

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
            file,
            None,
            f"{shown_path(out)} kunde inte skrivas: {os_reason(error)}. Är den öppen i {program}?",
        )
    return Report(file, out)


def _all_drafted(files: Sequence[Path], _first: int, order: ReportOrder) -> list[Draft]:
    """The drafts of some books; runs in a worker process."""
    return list(_drafted(files, order))


def _drafted(files: Sequence[Path], order: ReportOrder) -> Iterator[Draft]:
    """The drafts of some books, which the rules are asked about together."""
    plans = [_planned_or_fault(file, order) for file in files]
    results = _checked([each for each in plans if isinstance(each, Planned)], order)
    for each in plans:
        yield (
            _made_or_fault(each, results.get(each.book.path), order)
            if isinstance(each, Planned)
            else each
        )


def _checked(plans: Sequence[Planned], order: ReportOrder) -> dict[Path, BookResult]:
    """What the rules say of each book, asked once a phase; none where asking stopped, and then a
    book is asked about alone, so that only the one at fault gets no report."""
    results: dict[Path, BookResult] = {}
    for phase in dict.fromkeys(each.phase for each in plans):
        of_phase = [each for each in plans if each.phase == phase]
        try:
            share = check_books([each.book for each in of_phase], Order(order.pack, phase=phase))
        except Exception:  # told when the book is asked about alone
            continue
        results |= {
            each.book.path: result for each, result in zip(of_phase, share.results, strict=True)
        }
    return results


def _planned_or_fault(file: Path, order: ReportOrder) -> Planned | Draft:
    try:
        book = readable(file)
        return planned(book, order, _saved(file))
    except Exception as error:
        return _fault(file, error)


def _made_or_fault(plan: Planned, result: BookResult | None, order: ReportOrder) -> Draft:
    try:
        return drafted(plan, order, result)
    except Exception as error:
        return _fault(plan.book.path, error)


def _fault(file: Path, error: Exception) -> Draft:
    """Why a book has no report; whatever it is, the other books get theirs."""
    if isinstance(error, UnreadableBookError | UnwritableError):
        return Draft(faults=(str(error),))
    why = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return Draft(
        faults=(f"Rapporten av {shown_path(file)} gick inte att göra, ett fel i xlplan ({why}).",)
    )
