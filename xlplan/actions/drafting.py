"""The report of one book, before it has a place.

A book with errors left gets its report too, marked as a draft, with a last page of what is to be
put right; `strict` refuses instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xlplan.actions.files import UnreadableBookError, UnwritableError, slug
from xlplan.actions.report_pack import outlines, sentences, template_of
from xlplan.checking.batch import Order, check_books, ordered_pack, pack_of
from xlplan.model import BookResult, Content, Severity, shown_path
from xlplan.reading import Book
from xlplan.report.addresses import ranges
from xlplan.wording import PHASE_NAMES, severities, told

if TYPE_CHECKING:
    from xlplan.report.draft import Left
    from xlplan.report.outline.outline import Outline


class NoPhaseError(UnwritableError):
    """A book that does not say its phase, with none wished; the text says what to do on a command
    line."""


@dataclass(frozen=True)
class ReportOrder:
    """What reports are made: the same for every book; goes to every worker."""

    phase: str = ""
    """"" = each book's own Skede."""
    formats: tuple[str, ...] = ("docx",)
    pack: Path | None = None
    template: Path | None = None
    """The Word file that a docx is built on; else the pack's, if it names one."""
    strict: bool = False
    """Whether a book with errors left gets no report at all."""
    trace: bool = False
    """Whether texts and figures name their cells, in the formats that can."""


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


def planned(book: Book, order: ReportOrder, created: datetime) -> Planned:
    """What the report of a book is to be, which may be open in Excel as well as read from a file.

    Raises UnreadableBookError and UnwritableError.
    """
    from xlplan.tables import content, kind_of, not_ours, of_kind

    specs, shown = pack_of(order.pack).specs, shown_path(book.path)
    if not_ours(book, specs):
        raise UnreadableBookError(f"{shown} har ingen av planens tabeller. Är det rätt fil?")
    if (kind := kind_of(book, specs)) == "register":
        raise UnwritableError(f"{shown} är ett register, och av det görs ingen rapport.")
    said = content(book, of_kind(specs, kind))
    phase = order.phase or str(said.facts.get("Skede") or "")
    if not phase:
        raise NoPhaseError(
            f"{shown}: Skede är inte ifyllt på bladet Enhet. Fyll i det, eller ange --phase."
        )
    outline = next((o for o in outlines(order.pack) if o.book == kind and phase in o.phases), None)
    if outline is None:
        whose = "nämndens bok" if kind == "board" else "enhetens bok"
        raise UnwritableError(
            f"{shown}: regelpaketet har ingen disposition för {whose} i skedet {phase}."
        )
    return Planned(book, said, outline, phase, created)


def drafted(plan: Planned, order: ReportOrder, result: BookResult | None = None) -> Draft:
    """The report's files, before they have a place. `result` is what the rules say of the book;
    else they are asked.

    Raises UnwritableError.
    """
    from xlplan.report.compose import blocks
    from xlplan.report.draft import draft
    from xlplan.report.facts import told_facts
    from xlplan.report.formats import made
    from xlplan.report.trace import traced
    from xlplan.tables import cell_finder, of_kind

    said, phase, shown = plan.said, plan.phase, shown_path(plan.book.path)
    if result is None:
        result = check_books([plan.book], Order(order.pack, phase=phase)).results[0]
    errors = result.errors
    if errors and order.strict:
        left = severities(Severity.ERROR, len(errors))
        raise UnwritableError(
            f"{shown} har {left} kvar, och ingen rapport gjordes. Rätta först: xlplan check {shown}"
        )
    found = blocks(said, plan.outline, phase, sentences(order.pack))
    if order.trace:
        found = traced(
            found, cell_finder(plan.book, of_kind(pack_of(order.pack).specs, plan.outline.book))
        )
    if errors:
        found = draft(found, _left(result, Order(order.pack, phase=phase), plan.book.sheets))
    created = plan.created.replace(microsecond=0)
    title = report_title(said, phase)
    template, facts = template_of(order.pack, order.template, order.formats), told_facts(said)
    files = {
        form: made(form, found, title=title, created=created, template=template, facts=facts)
        for form in dict.fromkeys(order.formats)
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
