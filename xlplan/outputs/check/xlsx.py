"""`check --format xlsx`: the findings as a workbook that a controller sorts, filters and sends on.

Each cell named is a link into the workbook it concerns. The user's own workbooks are never written
to.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from xlplan.model import BookResult, Ending, Finding, Ref, Run, Severity, shown_path
from xlplan.outputs.check.overview import known, sentences, tally
from xlplan.outputs.occasion import Occasion
from xlplan.outputs.sheet_table import marked, table
from xlplan.wording import SEVERITY_WORDS, mask

COLOURS = {Severity.ERROR: "F8D7DA", Severity.WARNING: "FFF3CD", Severity.NOTE: "DCEBF7"}
FILLS = {severity: PatternFill("solid", fgColor=colour) for severity, colour in COLOURS.items()}
LINKS = 60_000
"""Excel repairs a sheet with more than 65 530 links."""
LINK = Font(color="0563C1", underline="single")


def write(run: Run, to: IO[bytes], occasion: Occasion) -> None:
    links_from = occasion.links_from
    book = Workbook()
    overview = book.active
    assert isinstance(overview, Worksheet)
    overview.title = "Översikt"
    _overview(overview, run, links_from)
    _findings(book.create_sheet("Granskning"), run, links_from)
    _unchecked(book.create_sheet("Inte granskat"), run)
    if any(result.fixed is not None for result in run.books):
        _fixed(book.create_sheet("Rättat"), run, links_from)
    marked(book, "xlplan: granskning")
    book.save(to)


def _overview(sheet: Worksheet, run: Run, links_from: Path) -> None:
    rows: list[list[object]] = []
    for result in run.books:
        found = tally(result)
        accepted = sum(finding.accepted for finding in result.findings)
        asked = sum(outcome.ending is Ending.RUN for outcome in result.outcomes)
        state = "läst" if result.readable else "gick inte att läsa"
        counts = [found[severity] for severity in Severity] + (
            [known(result)] if run.gone is not None else []
        )
        name = shown_path(Path(result.path.name))
        rows.append([result.unit, result.phase, result.year, *counts, accepted, asked, state, name])
    headings = [
        "Enhet",
        "Skede",
        "År",
        "Fel",
        "Varningar",
        "Notiser",
        "Godtagna",
        "Regler",
        "Filen",
        "Fil",
    ]
    widths = [38, 8, 8, 8, 11, 10, 11, 9, 20, 44]
    if run.gone is not None:
        headings.insert(6, "Kända")
        widths.insert(6, 9)
    table(sheet, "tblOversikt", headings, rows, widths)
    last = len(headings)
    for result, (cell,) in zip(
        run.books[:LINKS], sheet.iter_rows(min_row=2, min_col=last, max_col=last), strict=False
    ):
        _link(cell, result, None, links_from)


def _findings(sheet: Worksheet, run: Run, links_from: Path) -> None:
    places = [(result, finding) for result in run.books for finding in result.findings]
    rows = [_row(result, finding, run) for result, finding in places]
    headings = [
        "Enhet",
        "Regel",
        "Allvar",
        "Blad",
        "Cell",
        "Vad",
        "Åtgärd",
        "Nyckel",
        "Godtagen",
        "Fil",
    ]
    widths = [30, 9, 10, 14, 10, 64, 54, 34, 20, 30]
    if run.gone is not None:
        headings.insert(9, "Känd")
        widths.insert(9, 8)
    table(sheet, "tblGranskning", headings, rows, widths)
    for number, ((result, finding), cells) in enumerate(
        zip(places, sheet.iter_rows(min_row=2), strict=False)
    ):
        cells[2].fill = FILLS[finding.severity]
        if number < LINKS:
            _link(cells[4], result, finding.ref, links_from)


def _row(result: BookResult, finding: Finding, run: Run) -> list[object]:
    says, do = sentences(finding, result, run)
    return [
        result.unit,
        finding.rule,
        SEVERITY_WORDS[finding.severity],
        finding.ref.sheet if finding.ref else "",
        finding.ref.a1 if finding.ref else "",
        says,
        do,
        finding.key,
        (mask(finding.reason) or "ja") if finding.accepted else "",
        *(["ja" if finding.known else ""] if run.gone is not None else []),
        shown_path(Path(result.path.name)),
    ]


def _unchecked(sheet: Worksheet, run: Run) -> None:
    """What was not checked in which book, and why; rules of other phases are not worth a row."""
    rows: list[list[object]] = [
        [
            outcome.rule,
            run.texts[outcome.rule].title,
            result.unit,
            mask(outcome.why),
            shown_path(Path(result.path.name)),
        ]
        for result in run.books
        for outcome in result.outcomes
        if outcome.ending is not Ending.RUN and not outcome.planned
    ]
    table(
        sheet,
        "tblInteGranskat",
        ["Regel", "Vad den prövar", "Enhet", "Varför inte", "Fil"],
        rows,
        [9, 60, 38, 50, 44],
    )


def _fixed(sheet: Worksheet, run: Run, links_from: Path) -> None:
    """What `check --fix` changed in the copies, a row a cell."""
    places = [(result, change) for result in run.books for change in result.fixed or ()]
    rows: list[list[object]] = [
        [
            result.unit,
            change.ref.sheet,
            change.ref.a1,
            change.column,
            change.was,
            change.became,
            change.rule,
            shown_path(Path(result.path.name)),
        ]
        for result, change in places
    ]
    headings = ["Enhet", "Blad", "Cell", "Kolumn", "Var", "Blev", "Regel", "Kopia"]
    table(sheet, "tblRattat", headings, rows, [30, 14, 10, 22, 50, 50, 9, 30])
    for (result, change), (cell,) in zip(
        places[:LINKS], sheet.iter_rows(min_row=2, min_col=3, max_col=3), strict=False
    ):
        _link(cell, result, change.ref, links_from)


def _link(cell: Cell | Any, result: BookResult, ref: Ref | None, links_from: Path) -> None:
    if not cell.value:
        return
    try:
        path = Path(os.path.relpath(result.path.resolve(), links_from.resolve())).as_posix()
    except ValueError:  # another drive on Windows
        path = result.path.resolve().as_uri()
    target = path if "://" in path else quote(os.fsencode(path))
    location = f"'{ref.sheet.replace(chr(39), chr(39) * 2)}'!{ref.a1}" if ref else None
    cell.hyperlink = Hyperlink(ref=cell.coordinate, target=target, location=location)
    cell.font = LINK
