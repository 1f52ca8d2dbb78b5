"""The findings of the open book on its sheet Granskning, where the template's conditional formats
light up their cells.

Each cell has a row of its own, so that each is lit up; what is accepted in Undantag stands last and
is not.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from xlplan.excel.own_table import OwnTable, bounds_of, found_or_made, is_visible, link, text
from xlplan.excel.table_rows import replace_rows, writing
from xlplan.model import BookResult, Finding, Ref, Run
from xlplan.outputs.check.overview import sentences
from xlplan.version import __version__
from xlplan.wording import SEVERITY_WORDS

if TYPE_CHECKING:
    import xlwings as xw

REVIEW = OwnTable(
    "tblGranskning",
    "Granskning",
    "Här skriver xlplans knapp i Excel vad som behöver rättas.",
    (("Regel", 10), ("Allvar", 10), ("Blad", 14), ("Cell", 12), ("Vad", 70), ("Åtgärd", 60)),
    link="Cell",
)
STAMP = "Granskad "
"""How the line above the table begins, which says when it was filled."""
STAMP_HEIGHT = 18
"""Points."""


def write(book: xw.Book, run: Run, said: str, *, at: datetime, rules: str = "xlplan") -> None:
    """Put the run's findings in the place of those that were there. `said` is what they come to, in
    a sentence; `rules` the rule set that was asked.

    Raises RefusalError where the sheet cannot be written in; the book's own sheets are never
    touched.
    """
    [result] = run.books
    table = found_or_made(book, REVIEW)
    replace_rows(table, REVIEW, rows(result, run))
    _stamp(
        table, f"{STAMP}{at:%Y-%m-%d %H:%M} med xlplan {__version__}, regelpaket {rules}. {said}"
    )


def rows(result: BookResult, run: Run) -> list[list[str]]:
    """The rows as they are written: texts, and formulas for links. Accepted findings last."""
    found = sorted(result.findings, key=lambda finding: finding.accepted)
    return [_row(finding, result, run) for finding in found]


def _row(finding: Finding, result: BookResult, run: Run) -> list[str]:
    says, do = sentences(finding, result, run)
    sheet = cell = ""
    if finding.ref:
        # another text than the address alone is not lit up
        shown = f"{finding.ref.a1} godtagen" if finding.accepted else finding.ref.a1
        sheet, cell = text(finding.ref.sheet), link(finding.ref.sheet, finding.ref.a1, shown)
    if finding.accepted:
        do = f"Godtagen: {finding.reason or 'utan skäl'}."
    return [finding.rule, SEVERITY_WORDS[finding.severity], sheet, cell, text(says), text(do)]


def _stamp(table: xw.main.Table, line: str) -> None:
    """Say when and by what, in the line above the headings, unless a person has written something
    there."""
    bounds, sheet = bounds_of(table, REVIEW), table.parent
    if bounds.head == 1:
        return
    cell = sheet.range((bounds.head - 1, bounds.left))
    stands = cell.value
    if stands in (None, "") or (isinstance(stands, str) and stands.startswith(STAMP)):
        with writing(sheet.name):
            cell.value = text(line)
            cell.row_height = STAMP_HEIGHT


def show(book: xw.Book, ref: Ref | None) -> None:
    """Go to a cell; to the list where there is none to go to, or where it is hidden, filtered away
    or folded."""
    table = found_or_made(book, REVIEW)
    with suppress(Exception):  # on a protected sheet its cells may not be to be selected
        if ref and _is_seen(book, ref):
            book.sheets[ref.sheet].activate()
            book.sheets[ref.sheet].range((ref.row, ref.column)).select()
            return
    table.parent.activate()
    with suppress(Exception):
        bounds = bounds_of(table, REVIEW)
        table.parent.range((bounds.head + 1, bounds.columns[3])).select()


def _is_seen(book: xw.Book, ref: Ref) -> bool:
    sheet = book.sheets[ref.sheet]
    if not is_visible(sheet):
        return False
    cell = sheet.range((ref.row, ref.column))
    try:
        return not (cell.rows.hidden or cell.columns.hidden)
    except NotImplementedError:  # a server cannot tell
        return True
