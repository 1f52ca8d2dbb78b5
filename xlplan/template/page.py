"""View, protection and print settings of a sheet: frozen panes, the first input cell, locked cells,
pages."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from xlplan.template.grid import FIRST, HEAD, SheetGrid
from xlplan.template.setting import Setting

WIDE, FROZEN_AT_MOST = 170, 75
"""A table wider than the first keeps its key columns in sight, unless they take more than the
second (characters)."""

A4 = 9
HEAD_TEXT = 200
"""Characters of the unit's name in a page head; Excel takes 255 for the whole of it."""

ALLOWED = (
    "objects",
    "scenarios",
    "format_cells",
    "format_columns",
    "format_rows",
    "insert_columns",
    "insert_rows",
    "insert_hyperlinks",
    "delete_columns",
    "delete_rows",
    "sort",
    "autofilter",
)


def protect(sheet: Worksheet) -> None:
    """Keep formulas from being overwritten by mistake, not from anyone: there is no password."""
    sheet.protect("", dict.fromkeys(ALLOWED, True))


def set_view(sheet: Worksheet, grid: SheetGrid, setting: Setting) -> None:
    """Freeze the headings and the key columns, and select the first cell that waits for input."""
    sheet.hide_gridlines(2)
    sheet.freeze_panes(FIRST, _frozen(grid, setting))
    row, column = _first_input(grid)
    sheet.set_selection(FIRST + row, column, FIRST + row, column)


def _frozen(grid: SheetGrid, setting: Setting) -> int:
    """How many columns stay in sight: those up to the last key column, where the table is wide."""
    columns = grid.table.columns
    widths = [setting.width(column) for column in columns]
    count = max(
        (place + 1 for place, column in enumerate(columns) if column.heading in grid.table.key),
        default=0,
    )
    fits = sum(widths[:count]) <= FROZEN_AT_MOST
    return count if sum(widths) > WIDE and fits and not grid.facts else 0


def _first_input(grid: SheetGrid) -> tuple[int, int]:
    """(row, column) from 0 within the data: the first empty value, else the first cell."""
    places = [1] if grid.facts else range(len(grid.table.columns))
    headings = [(place, grid.table.columns[place].heading) for place in places]
    empty = (
        (row, place)
        for row, values in enumerate(grid.rows)
        for place, heading in headings
        if values.get(heading) in (None, "")
    )
    return next(empty, (0, 0))


def set_print(sheet: Worksheet, grid: SheetGrid, setting: Setting) -> None:
    """A4, one page wide, headings on every page, the unit and the page number at the edges."""
    sheet.set_paper(A4)
    if grid.facts:
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.set_header(f"&L{setting.unit[:HEAD_TEXT].replace('&', '&&')}&R&A")
    sheet.set_footer("&LUtskrift &D&RSida &P av &N")
