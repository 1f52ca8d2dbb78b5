"""The proof of a copy: read again, it says what was meant, and in every other cell what it said
before."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from lxml import etree

from xlplan.fixing.repair import Becomes, Repairs
from xlplan.fixing.sheets import cells_of, named, tree
from xlplan.model import Ref
from xlplan.reading.book import Book, Mark, RawValue
from xlplan.reading.package import Package
from xlplan.reading.structure import structure_of
from xlplan.template.values import Formula


class UnprovedError(Exception):
    """A copy that says something else than it should; it is thrown away. The text says where, in
    Swedish."""


def prove(before: Book, after: Book, repairs: Repairs) -> None:
    """Compare every cell of every table with what was meant. Raises UnprovedError."""
    if (
        after.unreadable
        or before.tables.keys() != after.tables.keys()
        or before.sheets != after.sheets
    ):
        raise UnprovedError("kopian går inte att läsa")
    for name, was in before.tables.items():
        now = after.tables[name]
        if (was.headings, was.first_row, was.left) != (now.headings, now.first_row, now.left):
            raise UnprovedError(f"tabellen {name} ser annorlunda ut i kopian")
        for offset in range(len(was.headings)):
            for row in range(was.first_row, max(was.last_row, now.last_row) + 1):
                ref = Ref(was.sheet, row, was.left + offset)
                held = (
                    _at(was.columns[offset], row - was.first_row),
                    was.marks.get((row, ref.column)),
                )
                holds = (
                    _at(now.columns[offset], row - now.first_row),
                    now.marks.get((row, ref.column)),
                )
                if not _as_meant(ref, held, holds, repairs):
                    raise UnprovedError(
                        f"cellen {ref.a1} på bladet {ref.sheet} blev inte som den skulle"
                    )


def prove_parts(before: bytes, after: bytes, changed: Collection[Ref]) -> None:
    """Compare two files part by part: only the sheets with changed cells may differ, and of them
    only those cells; and of the workbook's own part only how it is calculated.

    Raises UnprovedError, and UnreadableError if a file does not hold together.
    """
    was, now = Package(before), Package(after)
    sheets = {sheet.part.lower(): sheet.name for sheet in structure_of(was).sheets if sheet.part}
    held, holds = (
        [(info.filename, content) for info, content in package.entries()] for package in (was, now)
    )
    if [name for name, _ in held] != [name for name, _ in holds]:
        raise UnprovedError("filen har inte samma delar")
    for (name, content), (_, other) in zip(held, holds, strict=True):
        if content == other:
            continue
        places = {(ref.row, ref.column) for ref in changed if ref.sheet == sheets.get(name.lower())}
        may_differ = places or name.lower() == was.workbook.lower()
        if not may_differ or _besides(was.xml(name), name, places) != _besides(
            now.xml(name), name, places
        ):
            raise UnprovedError(f"filens del {name} blev inte som den skulle")


def _besides(xml: bytes, name: str, places: Collection[tuple[int, int]]) -> bytes:
    """A part in canonical form without those cells, and without what says how the workbook is
    calculated."""
    root = tree(xml, name)
    for settings in root.findall(named(root, "calcPr")):
        root.remove(settings)
    for place, cell in list(cells_of(root)):
        if place in places and (row := cell.getparent()) is not None:
            row.attrib.pop("spans", "")  # a hint on where the row's cells are
            row.remove(cell)
    return etree.tostring(root, method="c14n")


def _as_meant(
    ref: Ref,
    held: tuple[RawValue, Mark | None],
    holds: tuple[RawValue, Mark | None],
    repairs: Repairs,
) -> bool:
    value, mark = holds
    if ref in repairs.cells:
        return _is(repairs.cells[ref].becomes, value, mark)
    if ref in repairs.recalculated:
        return value == repairs.recalculated[ref] and (mark and mark.formula) == (
            held[1] and held[1].formula
        )
    return held == holds


def _is(becomes: Becomes, value: RawValue, mark: Mark | None) -> bool:
    match becomes:
        case Formula(text, stored):
            return mark is not None and mark.formula == text and value == stored
        case date():
            return (value.date() if isinstance(value, datetime) else value) == becomes
    return value == (becomes or None) if isinstance(becomes, str) else value == becomes


def _at(column: list[RawValue], i: int) -> RawValue:
    return column[i] if i < len(column) else None
