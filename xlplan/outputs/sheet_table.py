"""A sheet with one table, as in every workbook that xlplan writes for people: filterable,
printable, readable."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from xlplan.reading.own_files import MARK

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CELL_HOLDS = 32_767
HEADING_FONT, HEADING_FILL = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4E5F")
TOP = Alignment(wrap_text=True, vertical="top")
LINE_HEIGHT = 15
"""Points."""


def marked(book: Workbook, title: str) -> None:
    """Say what the workbook is and that xlplan wrote it, so that no check takes it for a planning
    book."""
    book.properties.title = title
    book.properties.language = "sv-SE"
    book.properties.creator = "xlplan"
    name, value = MARK
    properties: Any = book.custom_doc_props  # type: ignore[attr-defined]  # the stubs lack it
    properties.append(StringProperty(name=name, value=value))


def table(
    sheet: Worksheet,
    name: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    widths: Sequence[int],
) -> None:
    sheet.append(list(headings))
    for row in rows or [[None] * len(headings)]:
        sheet.append([_safe(value) for value in row])
    for number, cells in enumerate(sheet.iter_rows(min_row=2), 2):
        lines = 1
        for cell, width in zip(cells, widths, strict=False):
            cell.alignment = TOP
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that begins with "=" is text, not a formula
                lines = max(lines, -(-len(cell.value) // width))
        if lines > 1:  # not every program fits a row to its wrapped text
            sheet.row_dimensions[number].height = LINE_HEIGHT * lines
    for i, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(i)].width = width
    sheet.freeze_panes = "A2"
    named = Table(displayName=name, ref=f"A1:{get_column_letter(len(headings))}{sheet.max_row}")
    named.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    sheet.add_table(named)
    for cell in sheet[1]:
        cell.font, cell.fill = HEADING_FONT, HEADING_FILL
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _safe(value: object) -> Any:
    return _UNPRINTABLE.sub("", value)[:CELL_HOLDS] if isinstance(value, str) else value
