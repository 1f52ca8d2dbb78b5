"""The words of all modules: places in a workbook, severities, findings, and what a run came to.

Nothing here knows Excel files, rules or Swedish.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

Value = str | float | bool | date | None
"""What a cell holds once it is typed: text, a number (float), yes/no, a date, or nothing."""


class PackError(Exception):
    """A rule pack that cannot be used; the text says what and where, in Swedish."""


class RegisterError(Exception):
    """A register that cannot be used; the text says why in Swedish."""


class LedgerError(Exception):
    """A ledger's file that cannot be used; the text says why in Swedish, and names the line where
    there is one."""

    def __init__(self, text: str, line: int | None = None) -> None:
        super().__init__(text)
        self.line = line
        """The file's own line or row number, from 1; None where the whole file is meant."""


class Kind(StrEnum):
    """Kinds of cell that a value does not tell; one not marked with any is just its value."""

    PERCENT = "procent"
    ERROR = "excelfel"
    UNCALCULATED = "ej beräknad"
    WRONG = "fel slag"
    UNFORMATTED = "okänt format"
    """A number whose format the host does not tell: 0.8 may be shown as 80 %."""


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """2 for an error, 1 for a warning, 0 for a note."""
        return {"error": 2, "warning": 1, "note": 0}[self.value]


BOOK_KINDS = ("unit", "board", "register")
"""Whose book it is: a unit's, the board's own, or the register that unit books are made from."""

PHASES = ("VP", "T1", "T2", "VB")
"""Skede, in the order of the year: plan, the two tertial reports, annual report."""

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
"""The month columns' headings."""


@lru_cache(maxsize=4096)
def column_letters(column: int) -> str:
    """A column's letters: 1 -> "A", 27 -> "AA"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=4096)
def column_number(letters: str) -> int:
    """A column's number: "A" -> 1, "AA" -> 27. Letters only, upper case."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """One cell: sheet name, Excel's own row number and column number, both from 1."""

    sheet: str
    row: int
    column: int

    @property
    def a1(self) -> str:
        """The address as Excel writes it: "C7"."""
        return f"{column_letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row of a table: Excel's row number and its typed values by heading, empty cells
    left out.

    A target or outcome ("80 %", 0.85 formatted as a percentage) is text as it is shown in the
    sheet.
    """

    row: int
    values: Mapping[str, Value]
    unread: frozenset[str] = frozenset()
    """Headings of cells that hold something else than the column does: text for an amount, an Excel
    error."""

    def text(self, heading: str) -> str:
        """The value if it is text, else ""."""
        value = self.values.get(heading)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Content:
    """What one workbook says: the facts of `tblEnhet` by Uppgift, and every other table's filled
    rows in order."""

    facts: Mapping[str, Value]
    tables: Mapping[str, tuple[Row, ...]]
    unread: tuple[Ref, ...] = ()
    """The cells that could not be typed, of all tables: what they hold is in neither facts nor
    rows."""


def shown_path(path: Path) -> str:
    """A path as text that can be written anywhere: replacement characters for what is not UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class AnchorRow:
    """A row of a finding's anchor: Excel's row number, and its cells as shown."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The mini-table that shows where a finding stands: its row and the one above, in the columns
    that matter to it."""

    columns: tuple[str, ...]
    """Column letters, one a cell."""
    headings: tuple[str, ...]
    rows: tuple[AnchorRow, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found in one place. Data only: the sentence is made at the edge, by
    `xlplan.wording`.

    `ref` is None for what concerns the whole file. `case` says which of the rule's sentences it is,
    and `facts` holds the values that the sentence names, under the names that its template uses.
    `related` are cells that the sentence compares with.
    """

    rule: str
    severity: Severity
    ref: Ref | None
    column: str
    key: str
    facts: Mapping[str, Value]
    case: str = ""
    related: tuple[Ref, ...] = ()
    anchor: Anchor | None = None
    fingerprint: str = ""
    accepted: bool = False
    reason: str = ""
    """Why it is accepted: Skäl and Beslutat av from `Undantag`."""
    known: bool = False
    """Whether it stood in the baseline that the run was compared with."""

    @property
    def open(self) -> bool:
        """Whether somebody should look at it: neither accepted nor known from before."""
        return not (self.accepted or self.known)


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that `check --fix` changed in a copy: what stood there and what it became, both as
    shown and masked."""

    ref: Ref
    column: str
    was: str
    became: str
    rule: str
    """The rule whose finding it puts right; "" for blanks around a text, which no rule minds."""


class Ending(StrEnum):
    """How the asking of one rule about one book ended."""

    RUN = "run"
    SKIPPED = "skipped"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How asking one rule about one book ended."""

    rule: str
    ending: Ending
    rows: int = 0
    why: str = ""
    planned: bool = False
    """Whether it is skipped by its own declaration (phase, year), not by a fault in the book."""
    own: bool = False
    """True for a rule that crashed and is a municipality's own: the fault is not xlplan's."""


@dataclass(frozen=True, slots=True)
class BookResult:
    """All that is known of one workbook after a run."""

    path: Path
    readable: bool
    unit: str = ""
    year: int | None = None
    phase: str = ""
    money_unit: str = ""
    """Beloppsenhet: kr, tkr or mnkr; "" if the book does not say."""
    findings: tuple[Finding, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    original: Path | None = None
    """The book that this one is a repaired copy of."""
    fixed: tuple[Change, ...] | None = None
    """What was changed in the copy; None where nobody asked for repairs."""
    code: str = ""
    """Enhetskod; "" if the book does not say."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The errors that nobody has accepted."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR and not f.accepted)


@dataclass(frozen=True, slots=True)
class Run:
    """One check of one or many workbooks, in a stable order whatever the number of workers."""

    books: tuple[BookResult, ...]
    phase: str = ""
    """The phase asked for; "" = each book's own Skede."""
    texts: Mapping[str, RuleText] = field(default_factory=dict)
    gone: int | None = None
    """Findings of the baseline that are put right since; None for a run that was compared with
    none."""

    def count(self, severity: Severity) -> int:
        """Findings of that severity that are neither accepted nor known from before."""
        return sum(f.open and f.severity is severity for book in self.books for f in book.findings)

    @property
    def accepted(self) -> int:
        return sum(f.accepted for book in self.books for f in book.findings)

    @property
    def known(self) -> int:
        """Findings of the baseline that are still there; what has been accepted since counts as
        accepted."""
        return sum(f.known and not f.accepted for book in self.books for f in book.findings)

    @property
    def unreadable(self) -> int:
        return sum(not book.readable for book in self.books)

    @property
    def crashed(self) -> int:
        return sum(o.ending is Ending.CRASHED for book in self.books for o in book.outcomes)


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule's words for the edge: its sentences by case, "" for a rule with one case."""

    title: str
    says: Mapping[str, str]
    do: Mapping[str, str]

    def sentences(self, case: str) -> tuple[str, str]:
        """The templates of what stands there and of what to do."""
        return self.says.get(case, self.says.get("", "")), self.do.get(case, self.do.get("", ""))
