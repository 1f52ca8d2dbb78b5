"""A lean pass over a sheet's XML for what python-calamine does not give.

python-calamine reads error cells and formulas without a stored value as empty, and gives neither
formulas nor number formats. Only cells that have any of these are looked at one by one.

Source: ECMA-376 part 1, 18.3.1.4 (c), 18.3.1.40 (f), 18.3.1.33 (dataValidations).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from xlplan.model import Kind, column_number
from xlplan.reading.book import Mark
from xlplan.reading.formats import is_percent
from xlplan.reading.refusals import damaged, too_large
from xlplan.reading.shared_formulas import moved
from xlplan.reading.sheet import LAST_COLUMN, LAST_ROW, MAX_CELLS, CellRange, Place, Seen
from xlplan.reading.structure import area_of
from xlplan.wording import number

RawCell = tuple[bytes, bytes, bytes, bytes]
"""A cell with content: column letters, row, its other attributes, what stands inside."""

# Never runs over the next cell's start, so a broken file costs no more time than a whole one. \x27
# is a single quote.
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3}+)([0-9]{1,7}+)"([^<>/\x27]*+)>((?:<v>[^<]*+</v>)'
    rb"|[^<]*+(?>(?:<(?!/?c[\s>])[^<]*+)*))</c>"
)
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_VALUE = re.compile(rb"(<v)(?:\s[^<>]*?)?(?:/>|>([^<]*)</v\s*>)")
_FORMULA = re.compile(rb"<f(\s[^<>]*?)?(?:/>|>([^<]*)</f\s*>)\s*(?:" + _VALUE.pattern + rb")?")
_TAG = re.compile(rb"<(row|col|mergeCell)\s([^<>]*?)/?>")
_LIST = re.compile(rb"<(?:x14:)?dataValidation\s[^<>]*\btype=[\"\x27]list[\"\x27][^<>]*>")
_OWN_PLACES = re.compile(rb"\bsqref=[\"\x27]([^\"\x27]*)[\"\x27]")
_PLACES_INSIDE = re.compile(rb"<(?:xm:)?sqref\b[^<>]*>([^<]*)<")
_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(lt|gt|amp|quot|apos));")
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


@dataclass(slots=True, kw_only=True)
class Scan(Seen):
    """A sheet's XML, scanned."""

    xml: bytes
    """The sheet in its usual shape, for the values."""
    cells: list[RawCell]
    area: CellRange
    """Spans every cell with content; (1, 1, 0, 0) for none."""


class _Look(NamedTuple):
    """What a cell's attributes mean, worked out once for each combination in the sheet."""

    type: bytes
    mark: Mark | None


def scan(xml: bytes, sheet: str, formats: Sequence[str]) -> Scan:
    """The scan of a sheet. `formats` holds the number format of each cell style. Raises
    UnreadableError."""
    cells = _cells(xml, sheet)
    if cells is None:
        from xlplan.reading.plain_xml import plain_sheet  # rarely needed, and slow to import

        xml = plain_sheet(xml, sheet)
        cells = _cells(xml, sheet)
        if cells is None:
            raise damaged(f"bladet {sheet}")
    result = Scan(xml=xml, cells=cells, area=_span(cells, sheet))
    _mark(result, formats)
    _outline(result)
    result.drop_downs = _drop_downs(result.xml)
    return result


def _cells(xml: bytes, sheet: str) -> list[RawCell] | None:
    """The cells that have content; None if the XML has not the usual shape."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if start < 0 or b"<!" in xml or not xml.rstrip().endswith(b"</worksheet>"):
        return None
    if end < 0:
        return [] if xml.startswith(b"<sheetData/>", start) else None
    count = xml.count(b"</c>", start, end)
    if count > MAX_CELLS:
        raise too_large(f"bladet {sheet} har fler än {number(MAX_CELLS)} ifyllda celler")
    cells = _CELL.findall(xml, start, end)
    return cells if len(cells) == count == xml.count(b"</c", start, end) else None


def _span(cells: list[RawCell], sheet: str) -> CellRange:
    if not cells:
        return CellRange(1, 1, 0, 0)
    rows = {int(digits) for digits in {cell[1] for cell in cells}}
    columns = {column_number(letters.decode()) for letters in {cell[0] for cell in cells}}
    area = CellRange(min(rows), min(columns), max(rows), max(columns))
    if area.top < 1 or area.bottom > LAST_ROW or area.right > LAST_COLUMN:
        raise damaged(f"bladet {sheet}")
    return area


def _mark(result: Scan, formats: Sequence[str]) -> None:
    marks = result.marks
    looks = {
        attributes: _look(attributes, formats) for attributes in {cell[2] for cell in result.cells}
    }
    columns = {
        letters: column_number(letters.decode()) for letters in {cell[0] for cell in result.cells}
    }
    shared = _SharedFormulas()
    marked = {attributes for attributes, look in looks.items() if look.mark is not None}
    telling = [
        cell for cell in result.cells if cell[2] in marked or b"<f" in cell[3]
    ]  # few of a book's cells
    for letters, digits, attributes, inside in telling:
        look = looks[attributes]
        if b"<f" in inside and (found := _FORMULA.search(inside)):
            place = int(digits), columns[letters]
            marks[place] = _formula_mark(look, shared.text(found, place), found)
        elif look.mark is not None:
            marks[int(digits), columns[letters]] = (
                look.mark if look.type != b"e" else _error_mark(inside)
            )
    for place, formula in shared.expanded():
        marks[place] = replace(marks[place], formula=formula)


class _SharedFormulas:
    """The shared formulas of a sheet: where each is written out, and the cells that point there."""

    def __init__(self) -> None:
        self._written: dict[bytes, tuple[str, Place]] = {}
        self._pointing: list[tuple[Place, bytes]] = []

    def text(self, found: re.Match[bytes], place: Place) -> str:
        """The formula as written in the cell, "" where it only points."""
        text = _text(found[2])
        if found[1] and b"shared" in found[1]:
            number = dict(_ATTRIBUTE.findall(found[1])).get(b"si", b"")
            if text:
                self._written[number] = text, place
            else:
                self._pointing.append((place, number))
        return text

    def expanded(self) -> Iterator[tuple[Place, str]]:
        for place, shared in self._pointing:
            text, (row, column) = self._written.get(shared, ("", place))
            yield place, moved(text, place[0] - row, place[1] - column)


def _error_mark(inside: bytes) -> Mark:
    value = _VALUE.search(inside)
    return Mark(Kind.ERROR, text=_text(value[2]).strip() if value else "")


def _look(attributes: bytes, formats: Sequence[str]) -> _Look:
    kind, style = _type_and_style(attributes)
    if kind == b"e":
        return _Look(kind, Mark(Kind.ERROR))
    number = int(style) if style.isdigit() else 0
    code = formats[number] if kind == b"n" and number < len(formats) else ""
    if not code:
        return _Look(kind, None)
    return _Look(kind, Mark(Kind.PERCENT if is_percent(code) else None, number_format=code))


@lru_cache(maxsize=4096)
def _type_and_style(attributes: bytes) -> tuple[bytes, bytes]:
    """Of a cell; books made from one template have the same few hundred combinations."""
    named = dict(_ATTRIBUTE.findall(attributes))
    return named.get(b"t", b"n"), named.get(b"s", b"0")


def _formula_mark(look: _Look, formula: str, found: re.Match[bytes]) -> Mark:
    stored = (found[4] or b"").strip()
    if not stored and not (found[3] and look.type == b"str"):  # a stored empty text is a value: =""
        return Mark(Kind.UNCALCULATED, formula=formula)
    if look.type == b"e":
        return Mark(Kind.ERROR, _text(stored), formula)
    if look.mark is None:
        return Mark(formula=formula)
    return Mark(look.mark.kind, "", formula, look.mark.number_format)


def _text(data: bytes | None) -> str:
    if not data:
        return ""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _ENTITIES[match[3]]
    number = int(match[1], 16) if match[1] else int(match[2])
    return chr(number) if number < 0x110000 else "\N{REPLACEMENT CHARACTER}"


def _outline(result: Scan) -> None:
    """Hidden rows and columns, and merges. These tags are few, except `row`, which is only read
    where one is hidden."""
    xml = result.xml
    data = xml.find(b"<sheetData")
    end = max(data, xml.rfind(b"</sheetData>"))
    found = _TAG.findall(xml, 0, data) + _TAG.findall(xml, end)
    if xml.find(b' hidden="', data, end) > 0:
        found += _TAG.findall(xml, data, end)
    for tag, attributes in found:
        if tag != b"mergeCell" and b"hidden" not in attributes:
            continue
        named = {
            key.decode(): value.decode("ascii", "replace")
            for key, value in _ATTRIBUTE.findall(attributes)
        }
        if tag == b"mergeCell":
            if area := area_of(named.get("ref", "")):
                result.merged.append(area)
        elif named.get("hidden") in ("1", "true") and named.get("outlineLevel", "0") == "0":
            if tag == b"row" and named.get("r", "").isdigit():
                result.hidden_rows.add(int(named["r"]))
            elif (
                tag == b"col" and named.get("min", "").isdigit() and named.get("max", "").isdigit()
            ):
                result.hidden_columns.append((int(named["min"]), int(named["max"])))


def _drop_downs(xml: bytes) -> list[CellRange]:
    """A list in the sheet itself names its cells as an attribute; one that points at another sheet,
    in an element."""
    start = max(0, xml.rfind(b"</sheetData>"))
    found: list[CellRange] = []
    for tag in _LIST.finditer(xml, start):
        places = _OWN_PLACES.search(tag[0]) or _PLACES_INSIDE.search(xml, tag.end())
        refs = places[1].decode("ascii", "replace").split() if places else []
        found += filter(None, map(area_of, refs))
    return found
