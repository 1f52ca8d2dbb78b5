"""A run counted: what each rule gave, which rules had nothing to say, and what was not checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from xlplan.model import BookResult, Ending, Finding, Run, Severity
from xlplan.wording import mask, told


@dataclass(frozen=True)
class RuleCount:
    """What one rule came to in all books. What is accepted counts apart."""

    rule: str
    severity: Severity
    findings: int
    books: int
    """Books with at least one finding that nobody has accepted."""
    accepted: int


@dataclass(frozen=True)
class Unchecked:
    """Rules that could not be asked of a book, and why; `crashed` is a fault in xlplan, not in the book."""

    why: str
    rules: tuple[str, ...]
    crashed: bool


def by_rule(run: Run) -> list[RuleCount]:
    """The rules that found something, most findings first."""
    found: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    books: Counter[str] = Counter()
    severity: dict[str, Severity] = {}
    for book in run.books:
        for finding in book.findings:
            (accepted if finding.accepted else found)[finding.rule] += 1
            severity[finding.rule] = finding.severity
        books.update({finding.rule for finding in book.findings if not finding.accepted})
    counts = [RuleCount(rule, severity[rule], found[rule], books[rule], accepted[rule]) for rule in severity]
    return sorted(counts, key=lambda count: (-count.findings, -count.severity.rank, count.rule))


def asked(run: Run) -> set[str]:
    """The rules that were asked of at least one book."""
    return {outcome.rule for book in run.books for outcome in book.outcomes if outcome.ending is Ending.RUN}


def passed(run: Run) -> list[str]:
    """The rules that were asked, crashed nowhere and found nothing."""
    said = {finding.rule for book in run.books for finding in book.findings}
    crashed = {o.rule for book in run.books for o in book.outcomes if o.ending is Ending.CRASHED}
    return sorted(asked(run) - said - crashed)


def tally(book: BookResult) -> Counter[Severity]:
    """A book's findings that nobody has accepted, by severity."""
    return Counter(finding.severity for finding in book.findings if not finding.accepted)


def unchecked(book: BookResult) -> list[Unchecked]:
    """What was not checked in a book, grouped by why; rules of other phases are not meant for it and left out."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for outcome in book.outcomes:
        if outcome.ending is Ending.CRASHED or (outcome.ending is Ending.SKIPPED and not outcome.planned):
            crashed = outcome.ending is Ending.CRASHED
            groups.setdefault((mask(outcome.why), crashed), []).append(outcome.rule)
    return [Unchecked(why, tuple(rules), crashed) for (why, crashed), rules in groups.items()]


def sentences(finding: Finding, book: BookResult, run: Run) -> tuple[str, str]:
    """What stands there, and what to do about it."""
    return told(run.texts[finding.rule], finding, book.money_unit)
