"""`check --format xlsx`: the findings as a workbook that a controller sorts, filters and sends on.

Each cell named is a link into the workbook it concerns. The user's own workbooks are never written to.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from xlplan.model import BookResult, Ending, Finding, Ref, Run, Severity
from xlplan.wording import SEVERITY_WORDS, told

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
CELL_HOLDS = 32_767
FILLS = {Severity.ERROR: "F8D7DA", Severity.WARNING: "FFF3CD", Severity.NOTE: "DCEBF7"}
LINK = Font(color="0563C1", underline="single")
ENDINGS = {Ending.RUN: "kördes", Ending.SKIPPED: "hoppades över", Ending.CRASHED: "gick inte att köra"}


def write(run: Run, out: Path, links_from: Path) -> None:
    """Write the workbook to `out`; links to the books are relative to the folder `links_from`."""
    book = Workbook()
    overview = book.active
    assert isinstance(overview, Worksheet)
    overview.title = "Översikt"
    _overview(overview, run, links_from)
    _findings(book.create_sheet("Granskning"), run, links_from)
    _rules(book.create_sheet("Regler"), run)
    book.properties.title = "xlplan: granskning"
    book.properties.language = "sv-SE"
    book.properties.creator = "xlplan"
    book.save(out)


def _overview(sheet: Worksheet, run: Run, links_from: Path) -> None:
    rows: list[list[object]] = []
    for result in run.books:
        tally = Counter(finding.severity for finding in result.findings if not finding.accepted)
        accepted = sum(finding.accepted for finding in result.findings)
        state = "läst" if result.readable else "gick inte att läsa"
        counts = [tally[severity] for severity in Severity]
        rows.append([result.unit, result.phase, result.year, *counts, accepted, state, result.path.name])
    headings = ["Enhet", "Skede", "År", "Fel", "Varningar", "Notiser", "Godtagna", "Filen", "Fil"]
    _table(sheet, "tblOversikt", headings, rows, [38, 8, 8, 8, 11, 10, 11, 20, 44])
    for result, (cell,) in zip(run.books, sheet.iter_rows(min_row=2, min_col=9, max_col=9), strict=False):
        _link(cell, result, None, links_from)


def _findings(sheet: Worksheet, run: Run, links_from: Path) -> None:
    rows: list[list[object]] = []
    places: list[tuple[BookResult, Finding]] = []
    for result in run.books:
        for finding in result.findings:
            rows.append(_row(result, finding, run))
            places.append((result, finding))
    headings = ["Enhet", "Regel", "Allvar", "Blad", "Cell", "Vad", "Åtgärd", "Nyckel", "Godtagen", "Fil"]
    _table(sheet, "tblGranskning", headings, rows, [30, 9, 10, 14, 10, 64, 54, 34, 20, 30])
    for (result, finding), cells in zip(places, sheet.iter_rows(min_row=2, max_col=10), strict=False):
        cells[2].fill = PatternFill("solid", fgColor=FILLS[finding.severity])
        _link(cells[4], result, finding.ref, links_from)
        _link(cells[9], result, None, links_from)


def _row(result: BookResult, finding: Finding, run: Run) -> list[object]:
    says, do = told(run.texts[finding.rule], finding, result.money_unit)
    return [
        result.unit,
        finding.rule,
        SEVERITY_WORDS[finding.severity],
        finding.ref.sheet if finding.ref else "",
        finding.ref.a1 if finding.ref else "",
        says,
        do,
        finding.key,
        (finding.reason or "ja") if finding.accepted else "",
        result.path.name,
    ]


def _rules(sheet: Worksheet, run: Run) -> None:
    """Which rules were asked of which book: also what was not checked, and why."""
    rows: list[list[object]] = [
        [outcome.rule, run.texts[outcome.rule].title, result.unit or result.path.name, ENDINGS[outcome.ending],
         outcome.rows if outcome.ending is Ending.RUN else None, outcome.why]
        for result in run.books
        for outcome in result.outcomes
    ]  # fmt: skip
    _table(sheet, "tblRegler", ["Regel", "Vad den prövar", "Enhet", "Utfall", "Rader", "Varför inte"], rows,
           [9, 60, 38, 18, 8, 50])  # fmt: skip


def _table(
    sheet: Worksheet, name: str, headings: Sequence[str], rows: Sequence[Sequence[object]], widths: Iterable[int]
) -> None:
    sheet.append(list(headings))
    for row in rows or [[None] * len(headings)]:
        sheet.append([_safe(value) for value in row])
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if cell.data_type == "f":  # a text that begins with "=" is text, not a formula
                cell.data_type = "s"
    for i, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(i)].width = width
    sheet.freeze_panes = "A2"
    table = Table(displayName=name, ref=f"A1:{get_column_letter(len(headings))}{sheet.max_row}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    sheet.add_table(table)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _safe(value: object) -> Any:
    return _UNPRINTABLE.sub("", value)[:CELL_HOLDS] if isinstance(value, str) else value


def _link(cell: Cell | Any, result: BookResult, ref: Ref | None, links_from: Path) -> None:
    if not cell.value:
        return
    try:
        path = Path(os.path.relpath(result.path.resolve(), links_from.resolve())).as_posix()
    except ValueError:  # another drive on Windows
        path = result.path.resolve().as_uri()
    target = path if "://" in path else quote(path)
    location = f"'{ref.sheet.replace(chr(39), chr(39) * 2)}'!{ref.a1}" if ref else None
    cell.hyperlink = Hyperlink(ref=cell.coordinate, target=target, location=location)
    cell.font = LINK
