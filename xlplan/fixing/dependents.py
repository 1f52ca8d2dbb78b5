"""Dependents of cells that get new values: whether another formula of the workbook counts on them,
so that Excel must be asked to calculate.

In case of doubt it does: asking costs no more than one attribute of the file and a moment when it
is opened.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from xlplan.fixing.sheets import cells_of, named, tree
from xlplan.model import Ref
from xlplan.reading.package import Package
from xlplan.reading.structure import area_of, structure_of

_TEXT = re.compile(r'"[^"]*"')
_ANYWHERE = re.compile(r"\[|@|\b(?:INDIRECT|OFFSET)\(", re.IGNORECASE)
"""References by table, to other files, and such as are only known when they are calculated."""
_REFERENCE = re.compile(
    r"(?:('(?:[^']|'')+'|[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!)?"
    r"(?<![\w.])(\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?"
    r"|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d+:\$?\d+)(?![\w(.])",
    re.IGNORECASE,
)


def anything_counts_on(data: bytes, cells: Collection[Ref], known: Collection[Ref]) -> bool:
    """Whether a formula of the file may come to something else by these cells; those in `known` are
    right already.

    Raises UnreadableError if the file does not hold together.
    """
    package = Package(data)
    structure = structure_of(package)
    changed: dict[str, list[tuple[int, int]]] = {}
    for ref in cells:
        changed.setdefault(ref.sheet.casefold(), []).append((ref.row, ref.column))
    workbook = tree(package.xml(package.workbook), package.workbook)
    for name in workbook.iter(named(workbook, "definedName")):
        # what Excel itself has named: areas to print, titles, filters
        if not name.get("name", "").startswith("_xlnm.") and _counts_on(
            name.text or "", "", changed
        ):
            return True
    for sheet in structure.sheets:
        root = tree(package.xml(sheet.part), sheet.part) if sheet.part else None
        for (row, column), cell in cells_of(root) if root is not None else ():
            formula = cell.find(named(cell, "f"))
            if formula is None or Ref(sheet.name, row, column) in known:
                continue
            # a shared formula stands in other cells too, with its references moved
            moved = formula.get("t") == "shared"
            if formula.get("t") == "dataTable" or _counts_on(
                formula.text or "", sheet.name, changed, moved=moved
            ):
                return True
    return False


def _counts_on(
    formula: str,
    sheet: str,
    changed: Mapping[str, Collection[tuple[int, int]]],
    *,
    moved: bool = False,
) -> bool:
    text = _TEXT.sub('""', formula)
    if _ANYWHERE.search(text):
        return True
    for match in _REFERENCE.finditer(text):
        of = (match[1].strip("'").replace("''", "'") if match[1] else sheet).casefold()
        area = None if moved else area_of(match[2].upper())
        if ":" in of:  # a row of sheets
            return True
        if of in changed and (area is None or any(area.holds(place) for place in changed[of])):
            return True
    return False
