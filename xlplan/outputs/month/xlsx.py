"""`month --format xlsx`: the run as a workbook to sort and filter. Amounts are kronor."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from xlplan.model import shown_path
from xlplan.month.amounts import from_ore, minus
from xlplan.month.figures import Light, Line, MonthRun, UnitMonth
from xlplan.month.words import (
    METHOD_WORDS,
    change,
    forecast_reason,
    month_range,
    reason,
)
from xlplan.month.written import PERIOD
from xlplan.outputs.occasion import Occasion
from xlplan.outputs.sheet_table import marked, table
from xlplan.wording import MONTH_NAMES, SEVERITY_WORDS, mask, told

MONEY, PERCENT = "#,##0;-#,##0;0", '0.0" %"'
FILLS = {
    Light.DEFICIT: PatternFill("solid", fgColor="F8D7DA"),
    Light.WATCH: PatternFill("solid", fgColor="FFF3CD"),
    Light.UNKNOWN: PatternFill("solid", fgColor="E7E1EE"),
    Light.BALANCE: PatternFill("solid", fgColor="DDEEDD"),
}
"""Beside the word in the cell, never in its place."""


def write(run: MonthRun, to: IO[bytes], _: Occasion) -> None:
    book = Workbook()
    units = book.active
    assert isinstance(units, Worksheet)
    units.title = "Enheter"
    _units(units, run)
    _lines(book.create_sheet("Rader"), run)
    _changes(book.create_sheet("Ändrat"), run)
    _findings(book.create_sheet("Anmärkningar"), run)
    if run.ledger:
        _ledger(book.create_sheet("Huvudboken"), run)
        _unplaced(book.create_sheet("Inte placerat"), run)
    if run.written:
        _written(book.create_sheet("Skrivet"), run)
    if run.unchecked:
        rows = [[shown_path(each.path), each.why] for each in run.unchecked]
        table(book.create_sheet("Inte med"), "tblInteMed", ["Fil", "Varför"], rows, [60, 70])
    marked(book, f"xlplan: {MONTH_NAMES[run.month - 1]} {run.year}")
    book.save(to)


def _units(sheet: Worksheet, run: MonthRun) -> None:
    columns = {
        "Läge": 20,
        "Enhetskod": 12,
        "Enhet": 34,
        "Avdelning": 24,
        "Nettobudget": 14,
        "Budget hittills": 14,
        "Utfall hittills": 14,
        "Avvikelse hittills": 14,
        "Avvikelse %": 11,
        "Enhetens prognos": 14,
        "xlplans prognos": 14,
        "Överskott enligt enheten": 14,
        "Överskott enligt xlplan": 14,
        "Sedan": 10,
        "Förklarat": 10,
        "Varför": 50,
        "Resultatfond": 14,
        "Text": 80,
        "Fil": 40,
        "Boken avser": 12,
    }
    rows = [_unit(unit) for unit in run.units]
    table(sheet, "tblEnheter", list(columns), rows, list(columns.values()))
    money = [
        name
        for name in columns
        if name.startswith(
            ("Netto", "Budget", "Utfall", "Avvikelse h", "Enhetens", "xlplans", "Över", "Resultat")
        )
    ]
    _format(sheet, list(columns), money, MONEY)
    _format(sheet, list(columns), ["Avvikelse %"], PERCENT)
    for unit, (cell,) in zip(run.units, sheet.iter_rows(min_row=2, max_col=1), strict=False):
        cell.fill = FILLS[unit.light]


def _unit(unit: UnitMonth) -> list[object]:
    net = unit.net
    target = net.budget_year if unit.net_budget is None else unit.net_budget
    return [
        unit.light.value,
        unit.code,
        unit.unit,
        unit.department,
        unit.net_budget,
        net.budget_so_far,
        net.outcome_so_far,
        net.deviation,
        net.percent,
        net.forecasts.own,
        net.forecasts.chosen,
        minus(target, net.forecasts.own),
        minus(target, net.forecasts.chosen),
        MONTH_NAMES[unit.since - 1] if unit.since else "",
        "" if unit.explained is None else "ja" if unit.explained else "nej",
        reason(unit),
        unit.fund.fund if unit.fund else None,
        unit.paragraph,
        shown_path(Path(unit.path.name)),
        MONTH_NAMES[unit.book_month - 1] if unit.book_month else "",
    ]


def _lines(sheet: Worksheet, run: MonthRun) -> None:
    so_far = month_range(run.month)
    columns = {
        "Enhetskod": 12,
        "Enhet": 30,
        "Post": 34,
        "Radtyp": 10,
        "Årsbudget": 14,
        f"Budget {so_far}": 14,
        f"Utfall {so_far}": 14,
        "Avvikelse": 14,
        "Avvikelse %": 11,
        "Enhetens prognos": 14,
        "xlplans prognos": 14,
        "Bygger på": 28,
        "Varför": 50,
        "Återstående budget": 14,
        "Takten hittills": 14,
        "Tidigare års säsong": 14,
        "Kommentar": 50,
    }
    rows = [_line(unit, line) for unit in run.units for line in unit.lines]
    names = list(columns)
    table(sheet, "tblRader", names, rows, list(columns.values()))
    _format(sheet, names, [*names[4:8], *names[9:11], *names[13:16]], MONEY)
    _format(sheet, names, ["Avvikelse %"], PERCENT)


def _line(unit: UnitMonth, line: Line) -> list[object]:
    made = line.forecasts
    return [
        unit.code,
        unit.unit,
        line.post,
        line.line_type,
        line.budget_year,
        line.budget_so_far,
        line.outcome_so_far,
        line.deviation,
        line.percent,
        made.own,
        made.chosen,
        METHOD_WORDS[made.method],
        forecast_reason(made),
        made.remaining,
        made.run_rate,
        made.seasonal,
        mask(line.comment),
    ]


def _changes(sheet: Worksheet, run: MonthRun) -> None:
    rows: list[list[object]] = [
        [
            unit.code,
            unit.unit,
            MONTH_NAMES[(unit.changes_from or run.month) - 1],
            change(each, unit.money_unit),
        ]
        for unit in run.units
        for each in unit.changes or ()
    ]
    table(sheet, "tblAndringar", ["Enhetskod", "Enhet", "Sedan", "Vad"], rows, [12, 34, 12, 90])


def _findings(sheet: Worksheet, run: MonthRun) -> None:
    rows: list[list[object]] = []
    for unit in run.units:
        for found in unit.findings:
            says, do = told(run.texts[found.rule], found, unit.money_unit)
            place = (found.ref.sheet, found.ref.a1) if found.ref else ("", "")
            rows.append(
                [
                    unit.code,
                    unit.unit,
                    found.rule,
                    SEVERITY_WORDS[found.severity],
                    *place,
                    says,
                    do,
                    "ja" if found.accepted else "",
                ]
            )
    names = ["Enhetskod", "Enhet", "Regel", "Allvar", "Blad", "Cell", "Vad", "Åtgärd", "Godtagen"]
    table(sheet, "tblAnmarkningar", names, rows, [12, 30, 9, 10, 14, 10, 64, 54, 11])


def _ledger(sheet: Worksheet, run: MonthRun) -> None:
    assert run.ledger
    ledger = run.ledger
    rows: list[list[object]] = [
        ["Läst", from_ore(ledger.read)],
        ["Placerat på enheternas rader", from_ore(ledger.placed)],
        ["Inte placerat", from_ore(ledger.listed)],
        ["Tillgångar och skulder", from_ore(ledger.not_result)],
    ]
    rows += [
        [told_of, None]
        for told_of in (*ledger.warnings, *(f"Fil: {file}" for file in ledger.files))
    ]
    table(sheet, "tblHuvudboken", ["Vad", "Kronor"], rows, [90, 18])
    _format(sheet, ["Vad", "Kronor"], ["Kronor"], "#,##0.00")


def _unplaced(sheet: Worksheet, run: MonthRun) -> None:
    names = ["Konto", "Kontonamn", "Kostnadsställe", "Månad", "Kronor", "Varför"]
    rows: list[list[object]] = [
        [
            row.account,
            row.name,
            row.cost_centre,
            MONTH_NAMES[row.month - 1] if row.month else "hela året",
            from_ore(row.ore),
            row.why,
        ]
        for row in run.unplaced
    ]
    table(sheet, "tblIntePlacerat", names, rows, [12, 36, 16, 12, 18, 60])
    _format(sheet, names, ["Kronor"], "#,##0.00")


def _written(sheet: Worksheet, run: MonthRun) -> None:
    """A row a cell that got a new value, and a row an amount, or a whole book, that was not
    written."""
    columns = {
        "Fil": 40,
        "Blad": 12,
        "Cell": 8,
        "Post": 34,
        "Månad": 12,
        "Var": 16,
        "Blev": 16,
        "Beloppsenhet": 13,
        "Inte skrivet, kr": 16,
        "Varför": 50,
        "Säkerhetskopia": 50,
    }
    rows: list[list[object]] = []
    for book in run.written:
        path, copy = shown_path(book.path), shown_path(book.backup) if book.backup else ""
        if book.why:
            rows.append([path, *[None] * 8, book.why, copy])
        for cell in book.changed:
            was = mask(cell.was) if isinstance(cell.was, str) else cell.was
            unit = "" if cell.post == PERIOD else book.money_unit
            place = [path, cell.ref.sheet, cell.ref.a1, mask(cell.post), _month(cell.month)]
            rows.append([*place, was, cell.became, unit, None, "", copy])
        for left in book.left:
            of_cell = (left.ref.sheet, left.ref.a1) if left.ref else ("", "")
            place = [path, *of_cell, mask(left.post), _month(left.month)]
            rows.append([*place, None, None, "", left.kronor, left.why.value, copy])
    table(sheet, "tblSkrivet", list(columns), rows, list(columns.values()))
    _format(sheet, list(columns), ["Inte skrivet, kr"], "#,##0.00")


def _month(month: int | None) -> str:
    return MONTH_NAMES[month - 1] if month else ""


def _format(sheet: Worksheet, names: Sequence[str], wanted: Sequence[str], form: str) -> None:
    for name in wanted:
        at = names.index(name) + 1
        for (cell,) in sheet.iter_rows(min_row=2, min_col=at, max_col=at):
            cell.number_format = form
