"""Conditional formats: of cells that Granskning names, and of total rows.

They are there from the start, so that whoever writes the findings only writes rows, and clearing
the sheet clears the marks; and a total row that is moved, or put in, is seen as one.
"""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from xlplan.template.declared import DeclaredTable
from xlplan.template.grid import FIRST, SheetGrid
from xlplan.template.look import CellLook

REVIEW, SHEET, CELL = "tblGranskning", "Blad", "Cell"
ROWS = 2000
"""The last row of Granskning that counts."""


def review_cells(table: DeclaredTable) -> tuple[str, str]:
    """Where Granskning names sheets and cells: ("Granskning!$C$5:$C$2000",
    "Granskning!$D$5:$D$2000")."""

    def area(heading: str) -> str:
        place = table.index(heading)
        return f"{table.sheet}!{xl_range_abs(FIRST, place, ROWS - 1, place)}"

    return area(SHEET), area(CELL)


def add_marks(sheet: Worksheet, grid: SheetGrid, look: CellLook, review: tuple[str, str]) -> None:
    """The conditional format on all data cells of the table. The findings' own sheet has none."""
    if grid.table.name == REVIEW:
        return
    sheets, cells = review
    name = grid.table.sheet.replace('"', '""')
    listed = f'COUNTIFS({sheets},"{name}",{cells},ADDRESS(ROW(),COLUMN(),4))>0'
    options = {"type": "formula", "criteria": f"={listed}", "format": look.mark}
    sheet.conditional_format(FIRST, 0, grid.last, grid.right, options)


def add_totals(sheet: Worksheet, grid: SheetGrid, look: CellLook) -> None:
    """The conditional format of total rows, in a table that declares some."""
    totals = grid.table.totals
    if totals is None:
        return
    kind = f"${xl_col_to_name(grid.table.index(totals.by))}{FIRST + 1}"
    is_total = ",".join(f'{kind}="{name}"' for name in totals.of)
    options = {"type": "formula", "criteria": f"=OR({is_total})", "format": look.total}
    sheet.conditional_format(FIRST, 0, grid.last, grid.right, options)
