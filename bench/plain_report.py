"""A report as a user would write it today: openpyxl reads the workbook, python-docx writes its rows
as tables.

Nothing is checked, composed, worded or drawn: a heading a sheet, a paragraph a long text, a table
row a row.
"""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
from docx import Document

LONG = 120
"""Characters from which a cell is a paragraph of its own."""


def plain_report(book: Path) -> bytes:
    document = Document()
    for sheet in openpyxl.load_workbook(book, data_only=True).worksheets:
        document.add_heading(sheet.title, 1)
        rows = [
            ["" if cell is None else str(cell) for cell in row]
            for row in sheet.iter_rows(values_only=True)
        ]
        rows = [row for row in rows if any(row)]
        used = [i for i in range(len(rows[0])) if any(row[i] for row in rows)] if rows else []
        if not used:
            continue
        table = document.add_table(0, len(used))
        for row in rows:
            short = [row[i] if len(row[i]) < LONG else "" for i in used]
            for cell, text in zip(table.add_row().cells, short, strict=True):
                cell.text = text
            for text in row:
                if len(text) >= LONG:
                    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
