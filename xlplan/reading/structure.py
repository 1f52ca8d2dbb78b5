"""The structure of a workbook: its sheets, its tables and the number formats that cells point
at.

Source: ECMA-376 part 1, 18.2 (workbook), 18.5 (tables), 18.8 (styles).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from xlplan.model import column_number
from xlplan.reading.file_kind import not_a_workbook
from xlplan.reading.formats import BUILTIN
from xlplan.reading.package import Package, Relation, parsed
from xlplan.reading.refusals import damaged
from xlplan.reading.sheet import LAST_COLUMN, LAST_ROW, CellRange, SheetPart, TableDefinition

_REF = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_ON = ("1", "true")


@dataclass(frozen=True, slots=True)
class Structure:
    """Where in the file everything is, and how its numbers are to be read."""

    sheets: tuple[SheetPart, ...]
    date1904: bool
    styles: bytes
    strings: bytes
    formats: tuple[str, ...]
    """The number format's code by cell style; "" for General."""
    links: tuple[str, ...]
    """File names of the workbooks that formulas call [1], [2] …; "" where the file does not say."""


def structure_of(package: Package) -> Structure:
    """The structure of a file. Raises UnreadableError where the parts do not fit together."""
    root = package.root(package.workbook)
    if not root.tag.endswith("}workbook"):
        raise not_a_workbook(package.names)
    relations = package.relations(package.workbook)
    by_kind = {relation.kind: relation.target for relation in relations.values()}
    properties = _first(root, "workbookPr")
    sheets = []
    for element in _all(root, "sheet"):
        relation = relations.get(_relation_id(element))
        part = relation.target if relation and relation.kind == "worksheet" else ""
        tables = tuple(_tables(package, part)) if part else ()
        name = element.get("name", "")
        sheets.append(SheetPart(name, part, element.get("state", "visible") != "visible", tables))
        if relation is None or (part and part not in package):
            raise damaged(f"bladet {name}")
    styles = package.xml(by_kind.get("styles", ""))
    return Structure(
        sheets=tuple(sheets),
        date1904=properties is not None and properties.get("date1904") in _ON,
        styles=styles,
        strings=package.xml(by_kind.get("sharedStrings", "")),
        formats=_formats(parsed(styles, "styles.xml")) if styles else (),
        links=tuple(_links(package, root, relations)),
    )


def area_of(ref: str) -> CellRange | None:
    """The range of a reference: "B4:D9" or "B4" as numbers; None for what is not a place in a
    sheet."""
    match = _REF.fullmatch(ref)
    if not match:
        return None
    left, top = column_number(match[1]), int(match[2])
    right, bottom = (column_number(match[3]), int(match[4])) if match[3] else (left, top)
    if not (1 <= top <= bottom <= LAST_ROW and left <= right <= LAST_COLUMN):
        return None
    return CellRange(top, left, bottom, right)


def _tables(package: Package, sheet: str) -> Iterator[TableDefinition]:
    for relation in package.relations(sheet).values():
        if relation.kind != "table" or relation.target not in package:
            continue
        root = package.root(relation.target)
        name = root.get("displayName") or root.get("name") or ""
        area = area_of(root.get("ref", ""))
        if area is None:
            raise damaged(f"området för tabellen {name}")
        yield TableDefinition(
            name=name,
            area=area,
            header_rows=int(root.get("headerRowCount", "1") != "0"),
            totals_rows=int(root.get("totalsRowCount", "0") != "0"),
            headings=tuple(column.get("name", "") for column in _all(root, "tableColumn")),
        )


def _links(package: Package, root: Element, relations: Mapping[str, Relation]) -> Iterator[str]:
    for element in _all(root, "externalReference"):
        relation = relations.get(_relation_id(element))
        address = package.target_outside(relation.target) if relation else ""
        yield re.split(r"[\\/]", unquote(address))[-1]


def _formats(root: Element) -> tuple[str, ...]:
    own = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in _all(root, "numFmt")
    }
    cell_styles = _first(root, "cellXfs")
    if cell_styles is None:
        return ()
    codes = []
    for style in _all(cell_styles, "xf"):
        number = style.get("numFmtId", "0")
        code = own.get(number, BUILTIN.get(number, ""))
        codes.append("" if code.lower() == "general" else code)
    return tuple(codes)


def _relation_id(element: Element) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}id")), "")


def _all(root: Element, name: str) -> Iterator[Element]:
    # the name space differs between ordinary and strict files, but a part has one throughout
    return root.iter(root.tag[: root.tag.rfind("}") + 1] + name)


def _first(root: Element, name: str) -> Element | None:
    return next(_all(root, name), None)
