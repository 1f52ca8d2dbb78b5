"""Cells as Excel writes them: what a person can type in Excel's name box to come there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from xlplan.model import Ref

_BARE_SHEET = re.compile(r"(?![A-Za-z]{1,3}\d+$|[Rr]\d*([Cc]\d*)?$|[Cc]\d*$)[^\W\d][\w.]*")
"""A sheet's name that Excel writes without quotes: letters first, and nothing that could be a
cell."""


def addresses(refs: Iterable[Ref]) -> tuple[str, ...]:
    """Cells as Excel writes them: ("Budget!C6:C9", "Budget!C12", "'Mål 2026'!D5"), each once.

    Cells that stand beside or below each other are one range; the sheets stand in the order of
    their first cell.
    """
    return tuple(
        f"{sheet if _BARE_SHEET.fullmatch(sheet) else _quoted(sheet)}!{place}"
        for sheet, place in _ranges(refs)
    )


def ranges(refs: Iterable[Ref]) -> tuple[str, ...]:
    """The same without the sheets' names: ("C6:C9", "C12")."""
    return tuple(place for _, place in _ranges(refs))


def _quoted(sheet: str) -> str:
    return "'{}'".format(sheet.replace("'", "''"))


def _ranges(refs: Iterable[Ref]) -> Iterator[tuple[str, str]]:
    by_sheet: dict[str, set[tuple[int, int]]] = {}
    for ref in refs:
        by_sheet.setdefault(ref.sheet, set()).add((ref.row, ref.column))
    for sheet, cells in by_sheet.items():
        wide: list[list[int]] = []  # row, first column, last column
        for row, column in sorted(cells):
            if wide and wide[-1][0] == row and wide[-1][2] == column - 1:
                wide[-1][2] = column
            else:
                wide.append([row, column, column])
        boxes: dict[tuple[int, int], list[list[int]]] = {}  # by columns: first row, last row
        for row, first, last in wide:
            high = boxes.setdefault((first, last), [])
            if high and high[-1][1] == row - 1:
                high[-1][1] = row
            else:
                high.append([row, row])
        found = [
            (top, left, bottom, right)
            for (left, right), high in boxes.items()
            for top, bottom in high
        ]
        for top, left, bottom, right in sorted(found):
            begins, ends = Ref(sheet, top, left).a1, Ref(sheet, bottom, right).a1
            yield sheet, begins if begins == ends else f"{begins}:{ends}"
