"""What xlplan does, without a command line: check books, make a book, a report, an export.

The command line and the add-in call these; nothing here prints.
"""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlplan import __version__
from xlplan.model import BookResult, Content, Finding, Outcome, Run
from xlplan.packs import Pack, load_pack, resource
from xlplan.reading import Book, find_books, read_book
from xlplan.wording import PHASE_NAMES, series

if TYPE_CHECKING:
    from xlplan.tables import Frames

CHUNK = 100
"""Books asked about at a time: enough to spread the cost of asking, few enough for flat memory."""
POOL_FROM = 60
"""From how many books starting worker processes pays."""

Progress = Callable[[int], None]


class NoBooksError(Exception):
    """None of the paths holds a workbook; the text says so in Swedish."""


@dataclass(frozen=True)
class Order:
    """What to check the books for; goes to every worker."""

    pack: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    phase: str = ""
    today: date = field(default_factory=date.today)


@dataclass(frozen=True)
class Share:
    """What a worker found in its books, and what of them the rules over all books need."""

    results: list[BookResult]
    frames: Frames | None


def check(paths: Sequence[Path], order: Order, *, jobs: int = 0, progress: Progress | None = None) -> Run:
    """Check workbooks and folders of them. Raises NoBooksError and PackError; a bad file is a finding on it."""
    files = find_books(paths)
    if not files:
        raise NoBooksError(f"Inga Excelböcker (.xlsx, .xlsm) hittades i {', '.join(map(str, paths))}.")
    pack = ordered_pack(order)
    shares = list(_shares(files, order, jobs or os.cpu_count() or 1, progress or (lambda _: None)))
    results = together(shares, order)
    return Run(tuple(results), order.phase, {rule_id: rule.text for rule_id, rule in pack.rules.items()})


def together(shares: Sequence[Share], order: Order) -> list[BookResult]:
    """The results of all books in order, with what the rules over the whole batch say of them."""
    results = [result for share in shares for result in share.results]
    pack = ordered_pack(order)
    rules = [rule for rule in pack.rules.values() if rule.scope == "batch"]
    if rules and (frames := _joined([share.frames for share in shares if share.frames])):
        from xlplan.engine import ask_batch

        answers = ask_batch(rules, frames, order.today)
        for bok, result in enumerate(results):
            results[bok] = _with_more(result, answers.findings.get(bok, []), answers.outcomes.get(bok, []), pack)
    return results


@lru_cache(maxsize=4)
def _pack(settings: Path | None) -> Pack:
    return load_pack(settings)


def ordered_pack(order: Order) -> Pack:
    return _pack(order.pack).chosen(order.select, order.ignore)


def _shares(files: Sequence[Path], order: Order, jobs: int, progress: Progress) -> Iterator[Share]:
    size = max(1, min(CHUNK, -(-len(files) // (jobs * 2)))) if len(files) >= POOL_FROM and jobs > 1 else CHUNK
    chunks = [(files[i : i + size], i) for i in range(0, len(files), size)]
    if len(files) < POOL_FROM or jobs == 1:
        for chunk, first in chunks:
            yield _share(chunk, first, order, progress)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")  # forking after polars has started its threads can deadlock
    with ProcessPoolExecutor(min(jobs, len(chunks)), context) as pool:
        futures = [pool.submit(check_chunk, chunk, first, order) for chunk, first in chunks]
        for future, (chunk, _) in zip(futures, chunks, strict=True):
            yield future.result()
            progress(len(chunk))


def check_chunk(files: Sequence[Path], first: int, order: Order) -> Share:
    """Read some books and ask all rules about them; runs in a worker process."""
    return _share(files, first, order, lambda _: None)


def _share(files: Sequence[Path], first: int, order: Order, progress: Progress) -> Share:
    books = []
    for file in files:
        books.append(read_book(file))
        progress(1)
    return check_books(books, order, first=first)


def check_books(books: Sequence[Book], order: Order, *, first: int = 0) -> Share:
    """Ask all rules about books that are read already (by the file reader or from an open book)."""
    from xlplan.engine import BATCH_TABLES, ask
    from xlplan.tables import build

    pack = ordered_pack(order)
    frames = build(books, pack.specs, first=first, phase=order.phase)
    answers = ask([rule for rule in pack.rules.values() if rule.scope != "batch"], frames, order.today)
    units = {unit["bok"]: unit for unit in frames.units.iter_rows(named=True)}
    results = []
    for bok, book in enumerate(books, first):
        unit = units.get(bok, {})
        year = unit.get("år")
        results.append(
            BookResult(
                path=book.path,
                readable=book.unreadable is None,
                unit=unit.get("enhet.Enhet") or "",
                year=int(year) if year is not None else None,
                phase=unit.get("skede") or "",
                money_unit=unit.get("enhet.Beloppsenhet") or "",
                findings=tuple(answers.findings.get(bok, ())),
                outcomes=tuple(sorted(answers.outcomes.get(bok, ()), key=lambda outcome: outcome.rule)),
            )
        )
    kept = {name: frame for name, frame in frames.tables.items() if name in BATCH_TABLES}
    places = {key: place for key, place in frames.places.items() if key[1] in BATCH_TABLES}
    return Share(results, replace(frames, books=(), tables=kept, places=places))


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


def _with_more(result: BookResult, found: Iterable[Finding], outcomes: Iterable[Outcome], pack: Pack) -> BookResult:
    """A book's result with what the rules over all books said of it, in its place."""
    sheets = {spec.sheet: i for i, spec in enumerate(pack.specs.values())}

    def order(finding: Finding) -> tuple[int, int, int]:
        ref = finding.ref
        return (sheets.get(ref.sheet, 99), ref.row, ref.column) if ref else (-1, 0, 0)

    return replace(
        result,
        findings=tuple(sorted([*result.findings, *found], key=order)),
        outcomes=tuple(sorted([*result.outcomes, *outcomes], key=lambda outcome: outcome.rule)),
    )


class UnreadableError(Exception):
    """A workbook that cannot be read; the text says why in Swedish."""


class UnwritableError(Exception):
    """A file that cannot be made; the text says why in Swedish. Nothing has been changed."""


def export(workbook: Path) -> dict[str, object]:
    """Every value of a workbook, as `xlplan export` prints it. Raises UnreadableError."""
    from xlplan.tables import export as exported

    return exported(_readable(workbook), _pack(None).contract.VERSION)


def _readable(workbook: Path) -> Book:
    book = read_book(workbook)
    if book.unreadable is not None:
        raise UnreadableError(f"{workbook} kunde inte läsas: {book.unreadable.clause}.")
    return book


def new_unit_book(out: Path, *, unit: str, year: int, phase: str = "VP", board: str = "") -> None:
    """Make a unit's empty workbook. Raises UnwritableError; an existing file is never overwritten."""
    from xlplan.template import new_unit_book as make

    contract: Any = _pack(None).contract
    try:
        make(contract, out, unit=unit, year=year, phase=phase, board=board, version=__version__)
    except FileExistsError:
        raise UnwritableError(f"{out} finns redan. Välj ett annat namn, eller flytta den gamla filen först.") from None
    except OSError as error:
        raise UnwritableError(f"{out} kunde inte skrivas: {os_reason(error)}.") from error


REPORT_PHASES = ("VP",)
"""Phases that have an outline in the pack."""


@dataclass(frozen=True)
class Report:
    """The report of one book, or why there is none."""

    book: Path
    out: Path | None
    why: str = ""


def report(paths: Sequence[Path], folder: Path, *, phase: str = "", progress: Progress | None = None) -> list[Report]:
    """Make each book's report as docx in a folder. One book's fault never stops the others. Raises NoBooksError."""
    files = find_books(paths)
    if not files:
        raise NoBooksError(f"Inga Excelböcker (.xlsx, .xlsm) hittades i {', '.join(map(str, paths))}.")
    folder.mkdir(parents=True, exist_ok=True)
    taken: dict[str, Path] = {}
    made = []
    for file in files:
        try:
            made.append(Report(file, _report(file, folder, phase, taken)))
        except (UnreadableError, UnwritableError) as error:
            made.append(Report(file, None, str(error)))
        if progress:
            progress(1)
    return made


def _report(file: Path, folder: Path, wanted: str, taken: dict[str, Path]) -> Path:
    from xlplan.report import blocks, load_outline, write_docx
    from xlplan.tables import content, not_ours

    book, specs = _readable(file), _pack(None).specs
    if not_ours(book, specs):
        raise UnreadableError(f"{file} har ingen av planens tabeller. Är det rätt fil?")
    said = content(book, specs)
    phase = wanted or str(said.facts.get("Skede") or "")
    if not phase:
        raise UnwritableError(f"{file}: Skede är inte ifyllt på bladet Enhet. Fyll i det, eller ange --phase.")
    if phase not in REPORT_PHASES:
        raise UnwritableError(
            f"{file}: rapporten för skedet {phase} finns inte ännu i xlplan, bara {series(REPORT_PHASES)}."
        )
    outline = load_outline(resource(f"disposition/{phase.lower()}.toml"))
    name = file_name(said, phase)
    if taken.setdefault(name, file) != file:  # two books of the same unit, year and phase: both are kept
        name = f"{name}-{slug(file.stem)}"
        taken[name] = file
    out = folder / f"{name}.docx"
    try:
        write_docx(blocks(said, outline, phase), out, title=report_title(said, phase), created=datetime.now(UTC))
    except OSError as error:
        raise UnwritableError(f"{out} kunde inte skrivas: {os_reason(error)}. Är den öppen i Word?") from error
    return out


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
