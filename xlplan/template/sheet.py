"""Writing one sheet: a title, guidance, and the table with its formats and checks."""

from __future__ import annotations

from datetime import date
from textwrap import wrap
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from xlplan.template import look as palette
from xlplan.template.declared import DeclaredTable
from xlplan.template.grid import FIRST, HEAD, HELP, HINT, TITLE, SheetGrid
from xlplan.template.lines import has_sums, is_sum
from xlplan.template.look import CellLook, number_format
from xlplan.template.marks import add_marks, add_totals
from xlplan.template.page import protect, set_print, set_view
from xlplan.template.reckoning import column_formula
from xlplan.template.setting import Setting
from xlplan.template.validation import validation
from xlplan.template.values import Content, Formatted, Formula, RowContent
from xlplan.wording import series

CELL_LIMIT = 32767
BESIDE = 26
"""Columns to the right of a protected table in which a person may reckon."""
LINE_HEIGHT, TALLEST, AIR = 15, 409, 5
"""Points; 409 is Excel's limit, the air makes a form of the facts."""
LETTERS = 1.1
"""Letters of running text in one unit of width, which is one digit."""

RECKONED = "Formler räknar fram {what}."
ABOVE = " Lägg nya rader ovanför summan; de får formlerna av sig själva."
FOLDED = "Kolumner för andra skeden är hopvikta. Klicka på + ovanför dem när du vill se dem."
PROTECTED = (
    "Summorna räknas av formler, som är skyddade utan lösenord. Vill du lägga till fler "
    "rader{fold}: "
    "välj fliken Granska och Ta bort bladets skydd."
)


def write_sheet(sheet: Worksheet, grid: SheetGrid, look: CellLook, setting: Setting) -> None:
    """Write the whole sheet. ValueError for what Excel cannot hold."""
    _words(sheet, grid.table, look, setting)
    _columns(sheet, grid.table, look, setting)
    filters = not (grid.table.money and setting.money_cell)
    if (
        grid.table.calculated
    ):  # the table brings the formulas of its columns, and a given value takes the place of one
        _table(sheet, grid, look, filters=filters)
    for row, values in enumerate(grid.rows):
        sheet.set_row(FIRST + row, _height(grid, values, setting))
        for place, column in enumerate(grid.table.columns):
            content = values.get(column.heading)
            if isinstance(content, str) and len(content) > CELL_LIMIT:
                raise ValueError(
                    f"{grid.table.name}, {column.heading}: a cell holds {CELL_LIMIT} characters"
                )
            _write_cell(
                sheet,
                FIRST + row,
                place,
                content,
                _cell_format(grid, row, place, content, look, setting),
            )
    if not grid.table.calculated:
        _table(sheet, grid, look, filters=filters)
    _checks(sheet, grid)
    add_totals(sheet, grid, look)
    if setting.review:
        add_marks(sheet, grid, look, setting.review)
    if has_sums(grid.table):
        protect(sheet)
    set_view(sheet, grid, setting)
    set_print(sheet, grid, setting)


def _words(sheet: Worksheet, table: DeclaredTable, look: CellLook, setting: Setting) -> None:
    """The three lines above the table: title, what the sheet is for, and how it works where that is
    not plain."""
    folds = any(column.folded(setting.phase) for column in table.columns)
    title: Content = table.sheet
    if table.money and setting.money_cell:
        shown = (
            f"{table.sheet}, belopp i {setting.money_unit}" if setting.money_unit else table.sheet
        )
        cell = setting.money_cell
        title = Formula(f'"{table.sheet}"&IF({cell}="","",", belopp i "&{cell})', shown)
    hint = FOLDED if folds else ""
    if table.calculated and table.totals:
        totals = [f"raden {kind.capitalize()}" for kind in table.totals.of]
        hint = RECKONED.format(what=series((*table.calculated, *totals))) + (
            "" if table.totals.each else ABOVE
        )
    if has_sums(table):
        hint = PROTECTED.format(fold=" eller se hopvikta kolumner (+)" if folds else "")
    _write_cell(sheet, TITLE, 0, title, look.title(locked=isinstance(title, Formula)))
    _write_cell(sheet, HELP, 0, table.help, look.help())
    _write_cell(sheet, HINT, 0, hint, look.hint())
    for row, height in ((TITLE, 27), (HELP, 18), (HINT, 18 if hint else 6), (HEAD, 34)):
        sheet.set_row(row, height)


def _columns(sheet: Worksheet, table: DeclaredTable, look: CellLook, setting: Setting) -> None:
    """Widths, and the columns of other phases grouped and folded, with their + above the column to
    the right."""
    free = look.format() if has_sums(table) else None
    folded = [column.folded(setting.phase) for column in table.columns]
    for place, column in enumerate(table.columns):
        options: dict[str, Any] = {"level": 1, "hidden": True} if folded[place] else {}
        if place and folded[place - 1] and not folded[place]:
            options = {"collapsed": True}
        sheet.set_column(place, place, setting.width(column), free, options)
    right = len(folded)
    sheet.set_column(right, right, None, free, {"collapsed": True} if folded[-1] else {})
    if free:
        # on a protected sheet everything but the formulas is open, beside the table too
        sheet.set_column(right + 1, right + BESIDE, None, free)


def _height(grid: SheetGrid, values: RowContent, setting: Setting) -> float | None:
    """The height that a row's texts need, in points; None where one line is enough."""
    lines = 1
    for column in grid.table.columns:
        if isinstance(text := values.get(column.heading), str) and column.is_text:
            room = round(setting.width(column) * LETTERS)
            lines = max(
                lines, sum(len(wrap(paragraph, room)) or 1 for paragraph in text.split("\n"))
            )
    if grid.facts:
        return lines * LINE_HEIGHT + AIR
    return min(lines * LINE_HEIGHT, TALLEST) if lines > 1 else None


def _cell_format(
    grid: SheetGrid, row: int, place: int, content: Content, look: CellLook, setting: Setting
) -> Format:
    column = grid.column(row, place)
    hide_zero = isinstance(content, Formula) and column.heading in setting.months
    code = number_format(column, content, setting.money_unit, hide_zero=hide_zero)
    if not grid.facts:
        total = has_sums(grid.table) and is_sum(grid.rows[row])
        locked = isinstance(content, Formula) and has_sums(grid.table)
        return look.cell(column, code, emphasis=total, locked=locked)
    if place == 0:
        return look.cell(column, code, valign="vcenter", bold=True, bg_color=palette.LABEL)
    ink = palette.MUTED if place == len(grid.table.columns) - 1 else palette.INK
    return look.cell(column, code, **palette.LEFT, valign="vcenter", font_color=ink)


def _write_cell(sheet: Worksheet, row: int, place: int, content: Content, style: Format) -> None:
    value = content.value if isinstance(content, Formatted) else content
    match value:
        case None | "":
            sheet.write_blank(row, place, None, style)
        case Formula(text, result):
            whole = isinstance(result, float) and result.is_integer()
            sheet.write_formula(row, place, f"={text}", style, int(result) if whole else result)
        case bool():
            sheet.write_boolean(row, place, value, style)
        case int() | float():
            sheet.write_number(row, place, value, style)
        case date():
            sheet.write_datetime(row, place, value, style)
        case _:
            sheet.write_string(row, place, value, style)


def _table(sheet: Worksheet, grid: SheetGrid, look: CellLook, *, filters: bool) -> None:
    """The table itself; `filters` if its headings may have filter buttons, which cover the ends of
    right-set ones."""
    fixed_rows = bool(grid.facts) or has_sums(grid.table) or grid.table.totals is not None
    options = {
        "name": grid.table.name,
        "columns": [
            {"header": c.heading, "header_format": look.heading(c)}
            | ({"formula": column_formula(grid.table, c)} if c.calculated else {})
            for c in grid.table.columns
        ],
        "style": palette.TABLE_STYLE,
        # where sums or labels have a ground of their own, bands would blur it
        "banded_rows": not fixed_rows,
        "autofilter": filters and not fixed_rows,
        "title": grid.table.sheet,
        "description": grid.table.help,
    }
    if sheet.add_table(HEAD, 0, grid.last, grid.right, options):
        raise ValueError(f"{grid.table.name}: Excel does not allow this table")


def _checks(sheet: Worksheet, grid: SheetGrid) -> None:
    """Drop-downs and checks on whole columns, so that Excel takes them along when the table
    grows."""
    for place, column in enumerate(grid.table.columns):
        if options := validation(column):
            sheet.data_validation(FIRST, place, grid.last, place, options)
    for row, fact in enumerate(grid.facts, FIRST):
        if options := validation(fact, show_input=False):
            sheet.data_validation(row, 1, row, 1, options)
    # ids such as 1.4 are text on purpose: no green triangles
    text = [
        xl_range(FIRST, i, grid.last, i)
        for i, column in enumerate(grid.table.columns)
        if column.is_text
    ]
    if text:
        sheet.ignore_errors({"number_stored_as_text": " ".join(text)})
