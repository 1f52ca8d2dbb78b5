"""One book of the findings' page: its row in the overview, and what is told of it below."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from xlplan.model import Anchor, BookResult, Ref, Run, Severity, column_letters, shown_path
from xlplan.outputs.check import changes
from xlplan.outputs.check.overview import UncheckedRules, known, sentences, tally, unchecked
from xlplan.outputs.lines import FindingLine, lines
from xlplan.wording import SEVERITY_WORDS, mask

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
    unchecked: tuple[UncheckedRules, ...]
    fixed: tuple[tuple[CellLink, str, str], ...]
    """What was changed in this copy: its (first) cell, sheet and sentence."""
    original: str
    """The path of the book that this is a repaired copy of."""

    @property
    def told(self) -> bool:
        """Whether there is anything to tell of it below the overview."""
        return bool(self.sheets or self.unchecked or self.fixed)


def book_view(
    number: int, book: BookResult, run: Run, start: Path, *, shared_name: bool
) -> BookView:
    counts, left = tally(book), tuple(unchecked(book))
    href = book_link(book.path, start)
    return BookView(
        number=number,
        name=name_of(book),
        shared_name=shared_name,
        phase=phase_of(book),
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


def name_of(book: BookResult) -> str:
    """The unit's name, or the file's."""
    return book.unit or shown_path(Path(book.path.name))


def phase_of(book: BookResult) -> str:
    """Skede and year: "VP 2026"."""
    return " ".join(filter(None, (book.phase, str(book.year or ""))))


def _state(book: BookResult, left: Sequence[UncheckedRules]) -> str:
    if not book.readable:
        return "Gick inte att läsa"
    worst = max(tally(book), key=lambda severity: severity.rank, default=None)
    state = STATES[worst] if worst else "Inget nytt" if known(book) else "Utan anmärkning"
    return f"{state}, delvis granskad" if left else state


def _finding(line: FindingLine, book: BookResult, run: Run, href: str) -> FindingView:
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
