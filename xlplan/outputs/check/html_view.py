"""The page of a check's findings, put together and in words, so that its template only lays out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlplan.model import Run, Severity
from xlplan.outputs.check import changes
from xlplan.outputs.check.book_view import BookView, book_view, name_of, phase_of
from xlplan.outputs.check.overview import (
    RuleCount,
    asked,
    asked_in,
    by_rule,
    passed,
    tally,
    unchecked,
)
from xlplan.outputs.occasion import Occasion
from xlplan.outputs.rules.manual import ManualSection, sections
from xlplan.wording import MONTH_NAMES, SEVERITY_WORDS, count, series

CELLS_SHOWN = 12
"""Cells of one finding that are links; the rest are folded."""
FIGURES = {
    "error": ("fel", "fel"),
    "warning": ("varning", "varningar"),
    "note": ("notis", "notiser"),
    "accepted": ("godtagen", "godtagna"),
    "known": ("känd sedan tidigare", "kända sedan tidigare"),
}
"""What the page counts; the last only in a run that was compared with a baseline."""


@dataclass(frozen=True)
class RuleView:
    id: str
    title: str
    word: str
    sections: tuple[ManualSection, ...]


@dataclass(frozen=True)
class CheckPage:
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


def page(run: Run, occasion: Occasion) -> CheckPage:
    """The whole page."""
    start = occasion.links_from.resolve()
    names = Counter((name_of(book), phase_of(book)) for book in run.books)
    books = tuple(
        book_view(i, book, run, start, shared_name=names[name_of(book), phase_of(book)] > 1)
        for i, book in enumerate(run.books, 1)
    )
    counts = by_rule(run)
    plans = {phase_of(book): None for book in sorted(run.books, key=phase_of) if phase_of(book)}
    today, ran = occasion.today, asked_in(run)
    return CheckPage(
        day=f"{today.day} {MONTH_NAMES[today.month - 1]} {today.year}",
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
    crashed = [group for book in run.books for group in unchecked(book) if group.crashed]
    if not all(group.own for group in crashed):
        yield "Någon regel gick inte att köra. Det är ett fel i xlplan, inte i boken."
    if any(group.own for group in crashed):
        yield "Någon egen regel gick inte att köra. Det är ett fel i den, inte i boken."
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
