"""The values of sheets, by python-calamine: texts, numbers, dates and yes/no as Excel means them.

calamine never sees the user's file but a small one made here of the parts that were unpacked and
checked. It lays a sheet out as a full rectangle, which one stray character in the last row makes
enormous, and reads every formatted empty cell; a sheet of that sort is handed over as one long
column of its filled cells instead.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence

from python_calamine import CalamineError, CalamineWorkbook

from xlplan.model import column_number
from xlplan.reading.book import RawValue
from xlplan.reading.refusals import damaged
from xlplan.reading.scanning import RawCell, Scan
from xlplan.reading.sheet import CellRange, Decoded, DenseValues, Place, Values, check_size
from xlplan.reading.structure import Structure

MAX_GRID = 2_000_000
"""Cells of a sheet's rectangle that are laid out in full."""
_EMPTY = 1_000
"""Bytes of XML for each filled cell, above which a sheet is mostly formatted empty cells."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def values_of(structure: Structure, scans: Sequence[Scan]) -> list[Values]:
    """The values of each scanned sheet, in order. Raises UnreadableError."""
    sheets = [_one_column(scan.cells) if _is_sparse(scan) else scan.xml for scan in scans]
    try:
        workbook = CalamineWorkbook.from_filelike(_as_file(structure, sheets))
        decoded = [
            workbook.get_sheet_by_index(i).to_python(skip_empty_area=False)
            for i in range(len(sheets))
        ]
    except (CalamineError, ValueError, OverflowError):
        raise damaged("innehållet i ett av bladen") from None
    except BaseException as panic:
        # from Rust: no Exception, and its class cannot be imported
        if type(panic).__name__ != "PanicException":
            raise
        raise damaged("innehållet i ett av bladen") from None
    return [
        SparseValues(scan.cells, rows) if _is_sparse(scan) else DenseValues(rows)
        for scan, rows in zip(scans, decoded, strict=True)
    ]


class SparseValues:
    """The values of a sheet of few cells, by place."""

    def __init__(self, cells: Sequence[RawCell], rows: Decoded) -> None:
        # trailing cells without a value are missing in `rows`
        self._cells: dict[Place, RawValue] = {
            (int(digits), column_number(letters.decode())): row[0]
            for (letters, digits, _, _), row in zip(cells, rows, strict=False)
            if row[0] != ""
        }

    def columns(self, area: CellRange) -> list[list[RawValue]]:
        last = max(
            (row for row, column in self._cells if area.holds((row, column))), default=area.top - 1
        )
        height, width = last - area.top + 1, area.right - area.left + 1
        check_size(height, width)
        columns: list[list[RawValue]] = [[None] * height for _ in range(width)]
        for (row, column), value in self._cells.items():
            if area.holds((row, column)):
                columns[column - area.left][row - area.top] = value
        return columns

    def filled(
        self, first_row: int, left_out: Sequence[CellRange] = ()
    ) -> Iterator[tuple[Place, RawValue]]:
        for place in sorted(place for place in self._cells if place[0] >= first_row):
            if not any(area.holds(place) for area in left_out):
                yield place, self._cells[place]


def _is_sparse(scan: Scan) -> bool:
    grid = scan.area.bottom * scan.area.right  # calamine's rectangle is counted from A1
    return grid > MAX_GRID or len(scan.xml) > _EMPTY * (len(scan.cells) + _EMPTY)


def _one_column(cells: Sequence[RawCell]) -> bytes:
    rows = (
        b'<row r="%d"><c r="A%d"%b>%b</c></row>' % (number, number, attributes, inside)
        for number, (_, _, attributes, inside) in enumerate(cells, 1)
    )
    return b'<worksheet xmlns="%b"><sheetData>%b</sheetData></worksheet>' % (
        _MAIN.encode(),
        b"".join(rows),
    )


def _as_file(structure: Structure, sheets: Sequence[bytes]) -> io.BytesIO:
    """A workbook of just these sheets, not compressed."""
    numbers = range(len(sheets))
    targets = [("worksheet", f"sheet{i}.xml") for i in numbers]
    parts: list[tuple[str, str | bytes]] = [
        ("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>'),
        ("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])),
        (
            "xl/_rels/workbook.xml.rels",
            _relations(
                [*targets, ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
            ),
        ),
        (
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr '
            f'date1904="{int(structure.date1904)}"/><sheets>'
            + "".join(f'<sheet name="{i}" sheetId="{i + 1}" r:id="rId{i}"/>' for i in numbers)
            + "</sheets></workbook>",
        ),
        ("xl/styles.xml", structure.styles or f'<styleSheet xmlns="{_MAIN}"/>'),
        ("xl/sharedStrings.xml", structure.strings or f'<sst xmlns="{_MAIN}"/>'),
        *((f"xl/sheet{i}.xml", sheet) for i, sheet in enumerate(sheets)),
    ]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content)
    file.seek(0)  # calamine reads from where the file stands
    return file


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    each = (
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(each)}</Relationships>'
