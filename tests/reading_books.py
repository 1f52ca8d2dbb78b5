"""Workbooks for the tests of reading: built by hand where the XML matters, else by XlsxWriter."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(*targets: tuple[str, str]) -> str:
    each = (
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{to}"/>'
        for i, (kind, to) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{"".join(each)}</Relationships>'


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def raw_parts(
    sheet: str | bytes, ref: str = "A1:B5", formats: tuple[str, ...] = (), **changed: str | bytes
) -> dict[str, str | bytes]:
    """The parts of a workbook with the sheet "Mål" and its table tblMal. `changed` replaces parts
    by file name."""
    codes = "".join(
        f'<numFmt numFmtId="{200 + i}" formatCode="{code}"/>' for i, code in enumerate(formats)
    )
    styles = "".join(f'<xf numFmtId="{200 + i}"/>' for i in range(len(formats)))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Mål" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("styles", "styles.xml"),
            ("sharedStrings", "sharedStrings.xml"),
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{styles}<xf numFmtId="9"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f"<sst "
        f'xmlns="{MAIN}"><si><t>Mål-ID</t></si><si><t>Mål</t></si></sst>',
        "xl/worksheets/sheet1.xml": sheet,
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("table", "../tables/table1.xml")),
        "xl/tables/table1.xml": f'<table xmlns="{MAIN}" name="x" displayName="tblMal" '
        f'ref="{ref}"/>',
    }
    for file, content in changed.items():
        (name,) = (part for part in parts if part.rsplit("/", 1)[-1] == f"{file}.xml")
        parts[name] = content
    return parts


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def unzipped(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def book(path: Path, fill: Callable[[xlsxwriter.Workbook], Any]) -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        fill(workbook)
    return path


def add_table(
    sheet: Any,
    name: str,
    headings: list[str],
    rows: list[list[Any]],
    at: tuple[int, int] = (0, 0),
    spare: int = 0,
) -> None:
    """A table with its heading at (row, column), from 0; `spare` empty rows at its end."""
    top, left = at
    area = (top, left, top + max(len(rows) + spare, 1), left + len(headings) - 1)
    sheet.add_table(*area, {"name": name, "columns": [{"header": heading} for heading in headings]})
    for number, row in enumerate(rows, top + 1):
        sheet.write_row(number, left, row)
