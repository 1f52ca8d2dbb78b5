"""A run counted: what each rule gave, which rules had nothing to say, and what was not checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from xlplan.model import BookResult, Ending, Finding, Run, Severity
from xlplan.wording import mask, series, told

MOST_OF_WHY = 300
"""Characters shown of Python's words about an own rule: they may tell of a whole query."""


@dataclass(frozen=True)
class RuleCount:
    """What one rule came to in all books. What is accepted or known from before counts apart."""

    rule: str
    severity: Severity
    findings: int
    books: int
    """Books with at least one open finding."""
    accepted: int
    known: int = 0


@dataclass(frozen=True)
class RuleAsked:
    """In how many books a rule was asked, and in how many not, by why; rules that crashed are among
    neither."""

    rule: str
    books: int
    skipped: tuple[tuple[str, int], ...]
    """Why and in how many books, the commonest first."""


@dataclass(frozen=True)
class UncheckedRules:
    """Rules that could not be asked of a book, and why; `crashed` is a fault in xlplan, or in an
    `own` rule of the pack, and not in the book."""

    why: str
    rules: tuple[str, ...]
    crashed: bool
    own: bool = False

    @property
    def fault(self) -> str:
        return crash(self.own)


def by_rule(run: Run) -> list[RuleCount]:
    """The rules that found something, most findings first."""
    found: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    known: Counter[str] = Counter()
    books: Counter[str] = Counter()
    severity: dict[str, Severity] = {}
    for book in run.books:
        for finding in book.findings:
            (found if finding.open else accepted if finding.accepted else known)[finding.rule] += 1
            severity[finding.rule] = finding.severity
        books.update({finding.rule for finding in book.findings if finding.open})
    counts = [
        RuleCount(rule, severity[rule], found[rule], books[rule], accepted[rule], known[rule])
        for rule in severity
    ]
    return sorted(counts, key=lambda count: (-count.findings, -count.severity.rank, count.rule))


def asked(run: Run) -> set[str]:
    """The rules that were asked of at least one book."""
    return {
        outcome.rule
        for book in run.books
        for outcome in book.outcomes
        if outcome.ending is Ending.RUN
    }


def passed(run: Run) -> list[str]:
    """The rules that were asked, crashed nowhere and found nothing."""
    said = {finding.rule for book in run.books for finding in book.findings}
    crashed = {o.rule for book in run.books for o in book.outcomes if o.ending is Ending.CRASHED}
    return sorted(asked(run) - said - crashed)


def own_crashed(run: Run) -> list[tuple[str, int, str]]:
    """The municipality's own rules that crashed, in how many books, and why in the first of
    them."""
    why: dict[str, list[str]] = defaultdict(list)
    for book in run.books:
        for outcome in book.outcomes:
            if outcome.own:
                why[outcome.rule].append(mask(outcome.why))
    return [(rule, len(whys), whys[0]) for rule, whys in sorted(why.items())]


def asked_in(run: Run) -> dict[str, RuleAsked]:
    """Every rule of the run by id, with the number of books where it was asked and was not."""
    ran: Counter[str] = Counter()
    why: dict[str, Counter[str]] = defaultdict(Counter)
    for book in run.books:
        for outcome in book.outcomes:
            if outcome.ending is Ending.RUN:
                ran[outcome.rule] += 1
            elif outcome.ending is Ending.SKIPPED and book.readable:
                why[outcome.rule][mask(outcome.why)] += 1
    return {
        rule: RuleAsked(rule, ran[rule], tuple(why[rule].most_common()))
        for rule in sorted({*ran, *why})
    }


def unasked(run: Run) -> list[RuleAsked]:
    """The rules that were asked of no book."""
    return [rule for rule in asked_in(run).values() if not rule.books and rule.skipped]


def reasons(rule: RuleAsked) -> str:
    """Why a rule was not asked: "gäller bara i VB"; of many reasons the three commonest."""
    why = [reason for reason, _ in rule.skipped]
    return series([*why[:3], f"{len(why) - 3} skäl till"] if len(why) > 3 else why)


def tally(book: BookResult) -> Counter[Severity]:
    """A book's findings that are neither accepted nor known from before, by severity."""
    return Counter(finding.severity for finding in book.findings if finding.open)


def known(book: BookResult) -> int:
    """A book's findings that are known from before and that nobody has accepted."""
    return sum(finding.known and not finding.accepted for finding in book.findings)


def unchecked(book: BookResult) -> list[UncheckedRules]:
    """What was not checked in a book, grouped by why; rules of other phases are not meant for it
    and left out."""
    groups: dict[tuple[str, bool, bool], list[str]] = {}
    for outcome in book.outcomes:
        if outcome.ending is Ending.CRASHED or (
            outcome.ending is Ending.SKIPPED and not outcome.planned
        ):
            crashed = outcome.ending is Ending.CRASHED
            why = mask(outcome.why)
            groups.setdefault((why, crashed, outcome.own), []).append(outcome.rule)
    return [
        UncheckedRules(why, tuple(rules), crashed, own)
        for (why, crashed, own), rules in groups.items()
    ]


def crash(own: bool) -> str:
    """Whose fault it is that a rule crashed."""
    whose = "ett fel i den egna regeln" if own else "ett fel i xlplan"
    return f"gick inte att köra, {whose}"


def sentences(finding: Finding, book: BookResult, run: Run) -> tuple[str, str]:
    """What stands there, and what to do about it."""
    return told(run.texts[finding.rule], finding, book.money_unit)
