"""Making reports: of one book or many, in several formats, in worker processes where that pays.

A book with errors left gets its report too, marked as a draft, with a last page of what is to be
put right; `strict` refuses instead. Nothing here prints.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from xlplan.actions.check import os_reason
from xlplan.actions.files import (
    UnreadableError,
    UnwritableError,
    books_in,
    free_name,
    readable,
    slug,
)
from xlplan.checking.batch import Order, Progress, check_books, ordered_pack, pack_of
from xlplan.checking.workers import chunks, in_workers
from xlplan.model import BookResult, Content, Severity, shown_path
from xlplan.reading import Book
from xlplan.report.addresses import ranges
from xlplan.whole_file import write_whole
from xlplan.wording import PHASE_NAMES, severities, told

if TYPE_CHECKING:
    from xlplan.report import Outline, Sentences
    from xlplan.report.draft import Left
    from xlplan.report.word.template import WordTemplate

POOL_FROM = 8
"""From how many books starting worker processes pays; a report takes some tenths of a second."""
CHUNK = 10
"""Books that the rules are asked about at a time: a book alone takes half as long to ask about as
ten."""
FORMATS = ("docx", "pdf", "html")
TRACED = ("docx", "html")
"""Formats that can name the cells that texts and figures come from: a pdf is made to be kept and
sent."""


class NoPhaseError(UnwritableError):
    """A book that does not say its phase, with none wished; the text says what to do on a command
    line."""


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


@dataclass(frozen=True)
class Wish:
    """What is wanted of every book; goes to every worker."""

    phase: str = ""
    """"" = each book's own Skede."""
    formats: tuple[str, ...] = ("docx",)
    pack: Path | None = None
    template: Path | None = None
    """The Word file that a docx is built on; else the pack's, if it names one."""
    strict: bool = False
    """Whether a book with errors left gets no report at all."""
    trace: bool = False
    """Whether texts and figures name their cells, in the formats of TRACED."""


@dataclass(frozen=True)
class Planned:
    """A book as read, and the report that it is to have."""

    book: Book
    said: Content
    outline: Outline
    phase: str
    created: datetime
    """What the report's file is dated; with the same time the same book gives the same file."""


@dataclass(frozen=True)
class Draft:
    """What is made of one book before it has a place: the files' bytes by format, or why there are
    none."""

    name: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    faults: Sequence[str] = ()
    unread: int = 0
    errors: int = 0


def report(
    paths: Sequence[Path],
    folder: Path,
    wish: Wish,
    *,
    jobs: int = 0,
    progress: Progress | None = None,
) -> list[Report]:
    """Make each book's report in a folder. One book's fault never stops the others.

    Raises NoBooksError, PackError for a pack, an outline or a template (also a Word file) that
    cannot be used, and OSError where the folder cannot be made.
    """
    files = books_in(paths, Order())
    outlines(wish.pack)  # a pack that cannot be used is said before anything is written
    _sentences(wish.pack)
    template_hints(wish)
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    made: list[Report] = []
    for file, draft in zip(files, _drafts(files, wish, jobs or os.cpu_count() or 1), strict=True):
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

    Raises UnreadableError, UnwritableError and PackError.
    """
    wish = Wish(phase, (form,), pack, template)
    return drafted(planned(readable(file), wish, _saved(file)), wish).files[form]


def _saved(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _drafts(files: Sequence[Path], wish: Wish, jobs: int) -> Iterator[Draft]:
    """The drafts in the files' order; of many books in worker processes."""
    if len(files) < POOL_FROM or jobs == 1:
        for chunk, _ in chunks(files, CHUNK):
            yield from _drafted(chunk, wish)
        return
    for drafts in in_workers(
        files, partial(_all_drafted, wish=wish), _lost, jobs=jobs, chunk=CHUNK
    ):
        yield from drafts


def _lost(file: Path, _number: int) -> list[Draft]:
    why = "datorn avbröt arbetet, troligen för att minnet inte räckte"
    return [Draft(faults=(f"Rapporten av {shown_path(file)} gick inte att göra: {why}.",))]


def _placed(file: Path, out: Path, data: bytes) -> Report:
    """Write a report's file, but never over what somebody has worked in (only Word's files are
    worked in)."""
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
            file,
            None,
            f"{shown_path(out)} kunde inte skrivas: {os_reason(error)}. Är den öppen i {program}?",
        )
    return Report(file, out)


def _all_drafted(files: Sequence[Path], _first: int, wish: Wish) -> list[Draft]:
    """The drafts of some books; runs in a worker process."""
    return list(_drafted(files, wish))


def _drafted(files: Sequence[Path], wish: Wish) -> Iterator[Draft]:
    """The drafts of some books, which the rules are asked about together."""
    plans = [_planned_or_fault(file, wish) for file in files]
    results = _checked([each for each in plans if isinstance(each, Planned)], wish)
    for each in plans:
        yield (
            _made_or_fault(each, results.get(each.book.path), wish)
            if isinstance(each, Planned)
            else each
        )


def _checked(plans: Sequence[Planned], wish: Wish) -> dict[Path, BookResult]:
    """What the rules say of each book, asked once a phase; none where asking stopped, and then a
    book is asked about alone, so that only the one at fault gets no report."""
    results: dict[Path, BookResult] = {}
    for phase in dict.fromkeys(each.phase for each in plans):
        of_phase = [each for each in plans if each.phase == phase]
        try:
            share = check_books([each.book for each in of_phase], Order(wish.pack, phase=phase))
        except Exception:  # told when the book is asked about alone
            continue
        results |= {
            each.book.path: result for each, result in zip(of_phase, share.results, strict=True)
        }
    return results


def _planned_or_fault(file: Path, wish: Wish) -> Planned | Draft:
    try:
        book = readable(file)
        return planned(book, wish, _saved(file))
    except Exception as error:
        return _fault(file, error)


def _made_or_fault(plan: Planned, result: BookResult | None, wish: Wish) -> Draft:
    try:
        return drafted(plan, wish, result)
    except Exception as error:
        return _fault(plan.book.path, error)


def _fault(file: Path, error: Exception) -> Draft:
    """Why a book has no report; whatever it is, the other books get theirs."""
    if isinstance(error, UnreadableError | UnwritableError):
        return Draft(faults=(str(error),))
    why = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return Draft(
        faults=(f"Rapporten av {shown_path(file)} gick inte att göra, ett fel i xlplan ({why}).",)
    )


def planned(book: Book, wish: Wish, created: datetime) -> Planned:
    """What the report of a book is to be, which may be open in Excel as well as read from a file.

    Raises UnreadableError and UnwritableError.
    """
    from xlplan.tables import content, kind_of, not_ours, of_kind

    specs, shown = pack_of(wish.pack).specs, shown_path(book.path)
    if not_ours(book, specs):
        raise UnreadableError(f"{shown} har ingen av planens tabeller. Är det rätt fil?")
    if (kind := kind_of(book, specs)) == "register":
        raise UnwritableError(f"{shown} är ett register, och av det görs ingen rapport.")
    said = content(book, of_kind(specs, kind))
    phase = wish.phase or str(said.facts.get("Skede") or "")
    if not phase:
        raise NoPhaseError(
            f"{shown}: Skede är inte ifyllt på bladet Enhet. Fyll i det, eller ange --phase."
        )
    outline = next((o for o in outlines(wish.pack) if o.book == kind and phase in o.phases), None)
    if outline is None:
        whose = "nämndens bok" if kind == "board" else "enhetens bok"
        raise UnwritableError(
            f"{shown}: regelpaketet har ingen disposition för {whose} i skedet {phase}."
        )
    return Planned(book, said, outline, phase, created)


def drafted(plan: Planned, wish: Wish, result: BookResult | None = None) -> Draft:
    """The report's files, before they have a place. `result` is what the rules say of the book;
    else they are asked.

    Raises UnwritableError.
    """
    from xlplan.report import blocks, told_facts
    from xlplan.report.draft import draft
    from xlplan.report.formats import made
    from xlplan.report.trace import traced
    from xlplan.tables import cell_finder, of_kind

    said, phase, shown = plan.said, plan.phase, shown_path(plan.book.path)
    if result is None:
        result = check_books([plan.book], Order(wish.pack, phase=phase)).results[0]
    errors = result.errors
    if errors and wish.strict:
        left = severities(Severity.ERROR, len(errors))
        raise UnwritableError(
            f"{shown} har {left} kvar, och ingen rapport gjordes. Rätta först: xlplan check {shown}"
        )
    found = blocks(said, plan.outline, phase, _sentences(wish.pack))
    if wish.trace:
        found = traced(
            found, cell_finder(plan.book, of_kind(pack_of(wish.pack).specs, plan.outline.book))
        )
    if errors:
        found = draft(found, _left(result, Order(wish.pack, phase=phase), plan.book.sheets))
    created = plan.created.replace(microsecond=0)
    title = report_title(said, phase)
    template, facts = _template(wish), told_facts(said)
    files = {
        form: made(form, found, title=title, created=created, template=template, facts=facts)
        for form in dict.fromkeys(wish.formats)
    }
    return Draft(file_name(said, phase), files, unread=len(said.unread), errors=len(errors))


def _left(result: BookResult, order: Order, sheets: Sequence[str]) -> list[Left]:
    """The errors left, sheet by sheet and row by row; equal sentences as one."""
    from xlplan.outputs.lines import lines
    from xlplan.report.draft import Left

    texts = {rule_id: rule.text for rule_id, rule in ordered_pack(order).rules.items()}
    at = {sheet: place for place, sheet in enumerate(sheets, 1)}
    by_place = sorted(
        lines(result.errors),
        key=lambda line: (at.get(line.sheet, 0), *((r.row, r.column) for r in line.cells[:1])),
    )
    return [
        Left(
            line.sheet,
            ranges(line.cells),
            *told(texts[line.finding.rule], line.finding, result.money_unit),
            errors=max(1, len(line.cells)),
        )
        for line in by_place
    ]


@lru_cache(maxsize=4)
def outlines(pack: Path | None) -> tuple[Outline, ...]:
    """The outlines of the pack, a municipality's own first. Raises PackError for one that cannot be
    used."""
    from xlplan.checking.packs import resources
    from xlplan.report import load_outline

    texts = resources("disposition", ".toml", pack)
    return tuple(load_outline(text, f"{name}.toml") for name, text in texts.items())


@lru_cache(maxsize=4)
def _sentences(pack: Path | None) -> Sentences:
    from xlplan.checking.packs import resources
    from xlplan.report import Sentences

    return Sentences(resources("meningar", ".jinja", pack))


def template_hints(wish: Wish) -> tuple[str, ...]:
    """What readers would stumble on in every report that is built on the wished template:
    sentences, for those who own it. Raises PackError for a template that cannot be used."""
    if (template := _template(wish)) is None:
        return ()
    from xlplan.report.word.hints import template_faults

    return template_faults(template)


def _template(wish: Wish) -> WordTemplate | None:
    """The template that a docx is built on, if there is to be any."""
    from xlplan.checking.pack_file import word_template

    file = wish.template or word_template(wish.pack)
    return _read_template(file) if file and "docx" in wish.formats else None


@lru_cache(maxsize=4)
def _read_template(file: Path) -> WordTemplate:
    from xlplan.report.word.template import WordTemplateError, read_word_template

    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise WordTemplateError(
            f"Mallen {shown_path(file)} finns inte. Ange en Word-fil som finns."
        ) from None
    except OSError as error:
        why = "det är en mapp" if file.is_dir() else os_reason(error)
        raise WordTemplateError(f"Mallen {shown_path(file)} kan inte läsas: {why}.") from error
    return read_word_template(data, file.name, tuple(pack_of(None).specs["tblEnhet"].columns))


def report_title(said: Content, phase: str) -> str:
    parts = (PHASE_NAMES[phase].capitalize(), _year(said), str(said.facts.get("Enhet") or ""))
    return " ".join(filter(None, parts))


def file_name(said: Content, phase: str) -> str:
    """From enhetskod (or the unit's name), year and phase; safe on Windows, without å, ä, ö and
    blanks."""
    unit = slug(str(said.facts.get("Enhetskod") or said.facts.get("Enhet") or "enhet"))
    return "-".join(filter(None, (unit, _year(said), phase)))


def _year(said: Content) -> str:
    year = said.facts.get("År")
    return f"{year:.0f}" if isinstance(year, float) else ""
