"""What may be put into a cell of a new workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xlplan.model import Value

PlainValue = Value | int


@dataclass(frozen=True, slots=True)
class Formatted:
    """A value shown with a number format of its own, such as 0.85 with "0 %"."""

    value: float | int | date
    number_format: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without "=", and the value that it comes to, so that programs that do not calculate
    read it too."""

    text: str
    value: float | str


CellInput = PlainValue | Formatted
"""Text is always written as text, even when it begins with "="; True and False become Excel's
own."""

Content = CellInput | Formula
RowInput = Mapping[str, CellInput]
"""One row by heading; a heading that is left out is an empty cell."""

RowContent = Mapping[str, Content]
RowsInput = Mapping[str, Sequence[RowInput]]
"""Rows by the table's name."""


def amount_in(cell: Content) -> float:
    """The number that a cell counts as in a sum; 0 for anything that is not a number."""
    value = cell.value if isinstance(cell, Formatted | Formula) else cell
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
