"""What the page shows, put together and in words, so that its template only lays out."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from xlplan.model import Anchor, BookResult, Ref, Run, Severity, column_letters, shown_path
from xlplan.outputs.check import changes
from xlplan.outputs.check.overview import (
    RuleCount,
    Unchecked,
    asked,
    asked_in,
    by_rule,
    known,
    passed,
    sentences,
    tally,
    unchecked,
)
from xlplan.outputs.lines import Line, lines
from xlplan.outputs.occasion import Occasion
from xlplan.outputs.rules.manual import Section, sections
from xlplan.wording import SEVERITY_WORDS, count, mask, series

CELLS_SHOWN = 12
"""Cells of one finding that are links; the rest are folded."""
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
FIGURES = {
    "error": ("fel", "fel"),
    "warning": ("varning", "varningar"),
    "note": ("notis", "notiser"),
    "accepted": ("godtagen", "godtagna"),
    "known": ("känd sedan tidigare", "kända sedan tidigare"),
}
"""What the page counts; the last only in a run that was compared with a baseline."""
STATES = {
    Severity.ERROR: "Har fel",
    Severity.WARNING: "Har varningar",
    Severity.NOTE: "Har notiser",
}


@dataclass(frozen=True)
class CellLink:
    name: str
    href: str


@dataclass(frozen=True)
class FindingView:
    rule: str
    severity: str
    """error, warning, note, accepted or known: what the filter goes by."""
    word: str
    cells: tuple[CellLink, ...]
    says: str
    do: str
    reason: str
    """Why it is accepted; "" if it is not."""
    anchor: Anchor | None
    marked: str
    """The letters of the column that the finding stands in."""


@dataclass(frozen=True)
class BookView:
    number: int
    name: str
    shared_name: bool
    """Whether another book has the same name and phase, so that the path is needed to tell them
    apart."""
    phase: str
    """Skede and year: "VP 2026"."""
    path: str
    href: str
    state: str
    counts: tuple[int, ...]
    """Errors, warnings, notes, accepted ones and, in a run with a baseline, known ones."""
    sheets: tuple[tuple[str, tuple[FindingView, ...]], ...]
    unchecked: tuple[Unchecked, ...]
    fixed: tuple[tuple[CellLink, str, str], ...]
    """What was changed in this copy: its (first) cell, sheet and sentence."""
    original: str
    """The path of the book that this is a repaired copy of."""

    @property
    def told(self) -> bool:
        """Whether there is anything to tell of it below the overview."""
        return bool(self.sheets or self.unchecked or self.fixed)


@dataclass(frozen=True)
class RuleView:
    id: str
    title: str
    word: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Page:
    day: str
    clock: str
    """ "14.32.05"; "" where the time of day is not told."""
    iso_day: str
    checked: str
    """Phases and years."""
    summary: tuple[str, ...]
    figures: tuple[tuple[int, str, str], ...]
    """Number, word, and severity for the colour."""
    severities: tuple[tuple[str, str], ...]
    """What the filter offers: value and word."""
    cells_shown: int
    total: int
    books: tuple[BookView, ...]
    by_rule: tuple[tuple[RuleCount, str, str], ...]
    """Count, severity in words, title."""
    passed: tuple[tuple[str, str, str], ...]
    """Id, title and in how many books it was asked."""
    with_known: bool
    """Whether the run was compared with a baseline."""
    rules: tuple[RuleView, ...]


def page(run: Run, occasion: Occasion) -> Page:
    """The whole page."""
    start = occasion.links_from.resolve()
    names = Counter((_name(book), _phase(book)) for book in run.books)
    books = tuple(
        _book(i, book, run, start, shared_name=names[_name(book), _phase(book)] > 1)
        for i, book in enumerate(run.books, 1)
    )
    counts = by_rule(run)
    plans = {_phase(book): None for book in sorted(run.books, key=_phase) if _phase(book)}
    today, ran = occasion.today, asked_in(run)
    return Page(
        day=f"{today.day} {MONTHS[today.month - 1]} {today.year}",
        clock=f"{occasion.at:%H.%M.%S}" if occasion.at else "",
        iso_day=today.isoformat(),
        checked=f"granskat för skedet {run.phase}" if run.phase else series(plans),
        summary=tuple(_summary(run)),
        figures=tuple(_figures(run)),
        severities=tuple((severity, many) for severity, (_, many) in _counted(run)),
        cells_shown=CELLS_SHOWN,
        total=sum(len(book.findings) for book in run.books),
        books=books,
        by_rule=tuple(
            (line, SEVERITY_WORDS[line.severity], run.texts[line.rule].title) for line in counts
        ),
        passed=tuple(
            (rule, run.texts[rule].title, f"i {count(ran[rule].books, 'bok', 'böcker')}")
            for rule in passed(run)
        ),
        with_known=run.gone is not None,
        rules=tuple(_rules(run, occasion, counts)),
    )


def _counted(run: Run) -> list[tuple[str, tuple[str, str]]]:
    """The figures of this run: which, and its word for one and for many."""
    return [
        (severity, words)
        for severity, words in FIGURES.items()
        if severity != "known" or run.gone is not None
    ]


def _figures(run: Run) -> Iterator[tuple[int, str, str]]:
    apart = {"accepted": run.accepted, "known": run.known}
    for severity, (one, many) in _counted(run):
        amount = apart[severity] if severity in apart else run.count(Severity(severity))
        yield amount, one if amount == 1 else many, severity


def _summary(run: Run) -> Iterator[str]:
    """The run in a few sentences."""
    rules = count(len(asked(run)), "regel", "regler")
    yield f"{count(len(run.books), 'bok', 'böcker')} granskades med {rules}."
    worst = [max((s.rank for s in tally(book)), default=-1) for book in run.books if book.readable]
    with_errors, clean = worst.count(2), worst.count(-1)
    parts = [
        (with_errors, "har fel att rätta"),
        (len(worst) - with_errors - clean, "har bara varningar eller notiser"),
        (clean, "är utan anmärkning"),
    ]
    if told := [f"{count(amount, 'bok', 'böcker')} {what}" for amount, what in parts if amount]:
        yield f"{series(told)}."
    if run.gone:
        yield f"{count(run.gone, 'känd avvikelse', 'kända avvikelser')} har rättats sedan sist."
    if fixed := changes.summary(run):
        yield f"{fixed[0].upper()}{fixed[1:]}."
    if run.unreadable:
        yield f"{count(run.unreadable, 'bok', 'böcker')} gick inte att läsa."
    if run.crashed:
        yield "Någon regel gick inte att köra. Det är ett fel i xlplan, inte i boken."
    if partly := sum(book.readable and bool(unchecked(book)) for book in run.books):
        yield f"I {count(partly, 'bok', 'böcker')} gick någon regel inte att pröva."


def _rules(run: Run, occasion: Occasion, counts: Sequence[RuleCount]) -> Iterator[RuleView]:
    """The rules that the page speaks of, by id."""
    severity = {line.rule: line.severity for line in counts}
    spoken = set(severity) | {
        rule for book in run.books for group in unchecked(book) for rule in group.rules
    }
    for rule_id in sorted(spoken):
        rule = occasion.rules.get(rule_id)
        word = SEVERITY_WORDS[severity.get(rule_id) or (rule.severity if rule else Severity.ERROR)]
        yield RuleView(
            rule_id, run.texts[rule_id].title, word, sections(rule.manual) if rule else ()
        )


# -- a book ----------------------------------------------------------------------------------------
def _book(number: int, book: BookResult, run: Run, start: Path, *, shared_name: bool) -> BookView:
    counts, left = tally(book), tuple(unchecked(book))
    href = book_link(book.path, start)
    return BookView(
        number=number,
        name=_name(book),
        shared_name=shared_name,
        phase=_phase(book),
        path=shown_path(book.path),
        href=href,
        state=_state(book, left),
        counts=(
            *(counts[severity] for severity in Severity),
            sum(finding.accepted for finding in book.findings),
            *([known(book)] if run.gone is not None else []),
        ),
        fixed=tuple(
            (CellLink(cells[0].a1, href + cell_fragment(cells[0])), cells[0].sheet, said)
            for cells, said in changes.lines(book.fixed or ())
        ),
        original=shown_path(book.original) if book.original else "",
        sheets=tuple(
            (sheet, tuple(_finding(line, book, run, href) for line in found))
            for sheet, found in groupby(
                lines(book.findings), key=lambda line: line.cells[0].sheet if line.cells else ""
            )
        ),
        unchecked=left,
    )


def _name(book: BookResult) -> str:
    return book.unit or shown_path(Path(book.path.name))


def _phase(book: BookResult) -> str:
    return " ".join(filter(None, (book.phase, str(book.year or ""))))


def _state(book: BookResult, left: Sequence[Unchecked]) -> str:
    if not book.readable:
        return "Gick inte att läsa"
    worst = max(tally(book), key=lambda severity: severity.rank, default=None)
    state = STATES[worst] if worst else "Inget nytt" if known(book) else "Utan anmärkning"
    return f"{state}, delvis granskad" if left else state


def _finding(line: Line, book: BookResult, run: Run, href: str) -> FindingView:
    finding = line.finding
    says, do = sentences(finding, book, run)
    return FindingView(
        rule=finding.rule,
        severity="accepted"
        if finding.accepted
        else "known"
        if finding.known
        else finding.severity.value,
        word=SEVERITY_WORDS[finding.severity],
        cells=tuple(CellLink(ref.a1, href + cell_fragment(ref)) for ref in line.cells),
        says=says,
        do=do,
        reason=(mask(finding.reason).rstrip(".") or "utan skäl") if finding.accepted else "",
        anchor=finding.anchor,
        marked=column_letters(finding.ref.column) if finding.ref else "",
    )


def book_link(path: Path, start: Path) -> str:
    """The book's address from the page's folder."""
    whole = path.resolve()
    try:
        return re.sub("^(?=[^/]*:)", "./", quote(Path(os.path.relpath(whole, start)).as_posix()))
    except ValueError:  # another drive on Windows
        return whole.as_uri()


def cell_fragment(ref: Ref) -> str:
    """The cell in Excel's own notation: #'Mina mål'!C7."""
    sheet = ref.sheet.replace("'", "''")
    return "#" + quote(f"'{sheet}'!{ref.a1}", safe="'!")
