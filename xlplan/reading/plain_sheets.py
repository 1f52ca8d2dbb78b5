"""The sheets of any workbook as rows of values: for files that are no books of ours, such as
exports of ledgers."""

from __future__ import annotations

from pathlib import Path

from xlplan.model import Kind
from xlplan.reading.book import RawValue, Unreadable
from xlplan.reading.decoding import values_of
from xlplan.reading.file_content import content_of
from xlplan.reading.package import Package
from xlplan.reading.refusals import UnreadableError
from xlplan.reading.scanning import Scan, scan
from xlplan.reading.sheet import Values
from xlplan.reading.structure import structure_of

LOST = (Kind.ERROR, Kind.UNCALCULATED)
Row = tuple[int, dict[int, RawValue]]
"""Excel's row number, and its filled cells by column number from 1."""


def plain_sheets(path: Path) -> dict[str, list[Row]] | Unreadable:
    """The visible sheets by name, each with its filled rows from the top. A formula is its
    stored value; an error in a cell, or a formula without a value, is a text that says so."""
    try:
        package = Package(content_of(path))
        structure = structure_of(package)
        sheets = [sheet for sheet in structure.sheets if sheet.part and not sheet.hidden]
        scans = [scan(package.xml(sheet.part), sheet.name, structure.formats) for sheet in sheets]
        values = values_of(structure, scans)
    except UnreadableError as refused:
        return refused.reason
    return {
        sheet.name: _rows(filled, found)
        for sheet, found, filled in zip(sheets, scans, values, strict=True)
    }


def _rows(values: Values, found: Scan) -> list[Row]:
    rows: dict[int, dict[int, RawValue]] = {}
    for (row, column), value in values.filled(1):
        rows.setdefault(row, {})[column] = value
    for (row, column), mark in found.marks.items():
        if mark.kind in LOST:  # never as if it were empty: an amount may stand there
            rows.setdefault(row, {})[column] = mark.text or "formel utan värde"
    return sorted(rows.items())
