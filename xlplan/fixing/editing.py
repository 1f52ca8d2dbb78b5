"""Repairs made in the file itself: only the cells' own XML changes, and every other part is copied
as it is.

openpyxl and XlsxWriter would write a new file of what they know, without shapes, sparklines and
newer formats; so the sheets' XML is edited in place. A text becomes an inline string (which Excel
moves to its shared strings when the book is saved), so the shared strings stay as they are; a
formula is written with its value.

Source: ECMA-376 part 1, 18.3.1.4 (c), 18.3.1.40 (f), 18.2.2 (calcPr), 18.6.1 (c of the calculation
    chain).
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Mapping, Sequence
from functools import cached_property

from lxml import etree

from xlplan.fixing.repair import Repair, Repairs
from xlplan.fixing.sheets import Element, Sheet, named, plain_text, tree, written
from xlplan.fixing.styles import Styles
from xlplan.model import Ref
from xlplan.reading.package import Package
from xlplan.reading.sheet import SheetPart
from xlplan.reading.structure import structure_of

_SIZES_FOLLOW = 0x08
"""The flag of a zip file's part whose size and checksum stand after its content."""
_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")
"""The parts of `workbook` that stand before `calcPr`, as far as they can be last among them."""


def edited(data: bytes, repairs: Repairs, *, calculate: bool = True) -> tuple[bytes, Repairs]:
    """The file with the repairs made, and those that could be: a text with formatted parts, for
    one, is left as it is.

    With `calculate` Excel is asked to calculate all formulas when it opens the file, if a number
    has changed. Raises UnreadableError if the file does not hold together.
    """
    file = _File(data)
    cells: dict[Ref, Repair] = {}
    recalculated: dict[Ref, float] = {}
    for part in file.structure.sheets:
        made = file.repaired(part, repairs.on(part.name)) if part.part else Repairs({}, {})
        cells |= made.cells
        recalculated |= made.recalculated
    renumbered = any(not isinstance(repair.becomes, str) for repair in cells.values())
    if calculate and (recalculated or renumbered):
        file.ask_to_calculate()
    return file.packed(), Repairs(cells, recalculated)


class _File:
    """A workbook file being edited: the parts that have changed, as trees."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self.structure = structure_of(self.package)
        self.changed: dict[str, Element] = {}
        self._styles = Styles(self.structure.styles)

    @cached_property
    def texts(self) -> Sequence[str | None]:
        """The shared strings; None for one with formatted parts."""
        if not self.structure.strings:
            return []
        root = tree(self.structure.strings, "sharedStrings.xml")
        return [plain_text(item) for item in root.iterchildren(named(root, "si"))]

    def repaired(self, part: SheetPart, wanted: Repairs) -> Repairs:
        """Repair a sheet, and give those repairs that could be made."""
        if not wanted:
            return wanted
        root, date1904 = self._root(part.part), self.structure.date1904
        sheet = Sheet(root, self._styles, lambda: self.texts, date1904=date1904)
        made = Repairs(
            {ref: repair for ref, repair in wanted.cells.items() if sheet.repair(repair)},
            {
                ref: value
                for ref, value in wanted.recalculated.items()
                if sheet.store(ref.row, ref.column, value)
            },
        )
        if made:
            self.changed[part.part] = sheet.root
        if sheet.new_formulas:
            self._chain(part.name, sheet.new_formulas)
        return made

    def ask_to_calculate(self) -> None:
        """Have Excel calculate the whole workbook when it is opened."""
        root = self._root(self.package.workbook)
        settings = root.find(named(root, "calcPr"))
        if settings is not None and settings.get("fullCalcOnLoad") in ("1", "true"):
            return
        if settings is None:
            settings = etree.Element(named(root, "calcPr"))
            before = [
                child for name in _BEFORE_CALC for child in root.iterchildren(named(root, name))
            ]
            before[-1].addnext(settings)
        settings.set("fullCalcOnLoad", "1")
        self.changed[self.package.workbook] = root

    def _chain(self, sheet: str, cells: Sequence[str]) -> None:
        """Put cells that have got a formula into the order of calculation, in a file that has
        one."""
        parts = self.package.relations(self.package.workbook).values()
        part = next((relation.target for relation in parts if relation.kind == "calcChain"), "")
        if part not in self.package:
            return
        workbook = self._root(self.package.workbook)
        ids = {
            element.get("name"): element.get("sheetId", "")
            for element in workbook.iter(named(workbook, "sheet"))
        }
        root = self._root(part)
        for cell in cells:
            etree.SubElement(root, named(root, "c"), {"r": cell, "i": ids[sheet]})
        self.changed[part] = root

    def packed(self) -> bytes:
        """The file, every part in its place; those that have not changed byte for byte as they were
        packed."""
        out = io.BytesIO()
        changed: Mapping[str, Element] = {_key(name): root for name, root in self.changed.items()}
        with zipfile.ZipFile(out, "w") as archive:
            for info, _ in self.package.entries():
                root = changed.get(_key(info.filename))
                # a part that is packed anew has other bytes though the same content, and one is
                # enough to doubt it
                if root is None:
                    _copy_packed(archive, info, self.package.packed(info))
                else:
                    archive.writestr(copy.copy(info), written(root))
        return out.getvalue()

    def _root(self, part: str) -> Element:
        return self.changed[part] if part in self.changed else tree(self.package.xml(part), part)


def _copy_packed(archive: zipfile.ZipFile, info: zipfile.ZipInfo, packed: bytes) -> None:
    """Put a part into a zip file that is being written, with its content as it is packed
    already."""
    assert archive.fp is not None
    part = copy.copy(info)
    part.header_offset = archive.fp.tell()
    part.flag_bits &= ~_SIZES_FOLLOW  # they stand in the header that is written here
    archive.fp.write(part.FileHeader(zip64=False))
    archive.fp.write(packed)
    archive.filelist.append(part)
    archive.NameToInfo[part.filename] = part
    archive.start_dir = archive.fp.tell()


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
