"""What Excel on the web knows of a workbook: for the stand-in of Office.js (office_js.js), and as
the client sends it.

A cell is {"v": value, "f": formula or value, "nf": number format}; days are Excel's numbers, as
Office.js gives them.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import to_excel

VERSION = "0.37.8"
STATES = {"visible": "Visible", "hidden": "Hidden", "veryHidden": "VeryHidden"}


def sheets_of(path: Path) -> list[dict[str, Any]]:
    """The workbook's sheets: name, visibility, cells by "row,column" from 0, and tables by name and
    area."""
    formulas, stored = load_workbook(path), load_workbook(path, data_only=True)
    return [
        {
            "name": sheet.title,
            "visibility": STATES[sheet.sheet_state],
            "cells": {
                f"{cell.row - 1},{cell.column - 1}": _cell(
                    cell, stored[sheet.title].cell(cell.row, cell.column).value
                )
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
            },
            "tables": [{"name": table.name, "area": table.ref} for table in sheet.tables.values()],
        }
        for sheet in formulas
    ]


def _cell(cell: Any, value: Any) -> dict[str, Any]:
    value = _number(value)
    formula = cell.value if cell.data_type == "f" else value
    return {"v": value, "f": getattr(formula, "text", formula), "nf": cell.number_format}


def _number(value: Any) -> Any:
    if value is None:
        return ""
    return (
        float(to_excel(value)) if isinstance(value, datetime | date | time | timedelta) else value
    )


def payload(path: Path, **more: Any) -> dict[str, Any]:
    """The body of the client's POST: values of each sheet from A1 on, and where its tables stand.
    No formulas and no formats, but numbers with the format of a day come as days."""
    return {
        "client": "Office.js",
        "version": VERSION,
        "book": {
            "name": path.name,
            "active_sheet_index": 0,
            "selection": "A1",
            "calculation": "Automatic",
        },
        "names": [],
        "sheets": [_sent(sheet) for sheet in sheets_of(path)],
        **more,
    }


def _sent(sheet: dict[str, Any]) -> dict[str, Any]:
    from openpyxl.styles.numbers import is_date_format

    cells = {
        tuple(map(int, at.split(","))): cell
        for at, cell in sheet["cells"].items()
        if cell["v"] != ""
    }
    bottom, right = (max((at[i] for at in cells), default=0) for i in (0, 1))
    values: list[list[Any]] = [[""] * (right + 1) for _ in range(bottom + 1)]
    for (row, column), cell in cells.items():
        value = cell["v"]
        if (
            isinstance(value, float | int)
            and not isinstance(value, bool)
            and is_date_format(cell["nf"])
        ):
            value = f"{datetime(1899, 12, 30) + timedelta(days=value):%Y-%m-%dT%H:%M:%S.000Z}"
        values[row][column] = value
    return {
        "name": sheet["name"],
        "visibility": sheet["visibility"],
        "show_gridlines": True,
        "print_area": None,
        "notes": [],
        "notes_supported": True,
        "used_range_address": f"A1:{get_column_letter(right + 1)}{bottom + 1}" if cells else None,
        "used_range_row_count": bottom + 1 if cells else 0,
        "used_range_column_count": right + 1 if cells else 0,
        "values": values,
        "pictures": [],
        "shapes": [],
        "charts": [],
        "tables": [_sent_table(table, values) for table in sheet["tables"]],
        "pivot_tables": [],
    }


def _sent_table(table: dict[str, str], values: list[list[Any]]) -> dict[str, Any]:
    left, top, right, bottom = range_boundaries(table["area"])
    assert left and top and right and bottom
    first, last = get_column_letter(left), get_column_letter(right)
    return {
        "name": table["name"],
        "range_address": table["area"],
        "row_count": bottom - top + 1,
        "column_count": right - left + 1,
        "columns": [str(heading) for heading in values[top - 1][left - 1 : right]],
        "header_row_range_address": f"{first}{top}:{last}{top}",
        "data_body_range_address": f"{first}{top + 1}:{last}{bottom}",
        "total_row_range_address": None,
        "show_headers": True,
        "show_totals": False,
        "table_style": "TableStyleMedium2",
        "show_autofilter": True,
        "show_table_style_first_column": False,
        "show_table_style_last_column": False,
        "show_table_style_row_stripes": True,
        "show_table_style_column_stripes": False,
    }
