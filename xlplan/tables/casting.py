"""Typing cell by cell, before any rule runs: a cell that cannot be typed is an observation, never a
crash.

The reader gives what Excel stores. Here a column's values become text, numbers (float) or dates as
the contract declares; whatever else stands in a cell leaves a blank and a `Problem` with what was
expected.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from xlplan.model import Kind, Value
from xlplan.reading.book import Mark, RawValue
from xlplan.reading.formats import shown
from xlplan.tables.specs import ColumnSpec, fold
from xlplan.wording import series

Marks = dict[tuple[int, int], Mark]
Odd = list[tuple[int, RawValue, str]]
"""Cells that do not hold what their column is for: the number in the column, what the schema is
asked about, and what the sheet shows."""


class Problem(NamedTuple):
    """A cell that rules cannot read."""

    row: int
    kind: Kind
    shown: str
    """What stands in the cell."""
    expected: str
    """What the column holds, as a noun phrase: "ett belopp"; "" for Excel errors and uncalculated
    formulas."""


@dataclass(slots=True)
class Cast:
    """One column of one table, typed: a value a row, and the cells that could not be."""

    values: list[Value]
    problems: list[Problem] = field(default_factory=list)


EXPECTED = {
    "amount": "ett belopp",
    "number": "ett tal",
    "date": "ett datum",
    "id": "ett nummer som text",
    "target": "ett mål eller utfall",
    "text": "text",
    "prose": "text",
}
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WHOLE = re.compile(r"\d{1,4}")


def cast_column(
    values: Sequence[RawValue], spec: ColumnSpec, marks: Marks, first_row: int, column: int
) -> Cast:
    """Type the cells of one column. `first_row` and `column` are Excel's numbers, for `marks` (by
    row, column)."""
    result = Cast([None] * len(values))
    odd: Odd = []
    if spec.is_text and not spec.choices:  # the great majority: plain text in a text column
        for i, value in enumerate(values):
            if type(value) is str:
                result.values[i] = clean(value) or None
            elif value is not None:
                _cast_one(
                    result, odd, i, value, spec, marks.get((first_row + i, column)), first_row
                )
    else:
        as_it_stands = (
            float if spec.kind in ("amount", "number") else date if spec.kind == "date" else None
        )
        for i, value in enumerate(values):
            if type(value) is as_it_stands:
                result.values[i] = value
            elif value is not None:
                _cast_one(
                    result, odd, i, value, spec, marks.get((first_row + i, column)), first_row
                )
    if odd:
        _judge(result, odd, spec, first_row)
    return result


def unreadable_cells(marks: Marks, first_row: int, rows: int) -> dict[int, list[Problem]]:
    """By column: the cells that hold an Excel error or a formula that was never calculated."""
    found: dict[int, list[Problem]] = {}
    for (row, column), mark in marks.items():
        if mark.kind in (Kind.ERROR, Kind.UNCALCULATED) and first_row <= row < first_row + rows:
            text = mark.text if mark.kind is Kind.ERROR else f"={mark.formula}"
            found.setdefault(column, []).append(Problem(row, mark.kind, text, ""))
    return found


def clean(text: str) -> str:
    """Text without blanks around it, line breaks as "\\n"."""
    if "\r" in text or "_x000D_" in text:
        text = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()


def _cast_one(
    result: Cast,
    odd: Odd,
    i: int,
    value: RawValue,
    spec: ColumnSpec,
    mark: Mark | None,
    first_row: int,
) -> None:
    """Type a cell, or put it among the odd ones, with what it shows."""
    if isinstance(value, str) and not (value := clean(value)):
        return
    if spec.kind == "target" and mark is not None and mark.kind is Kind.UNFORMATTED:
        result.problems.append(Problem(first_row + i, Kind.UNFORMATTED, as_shown(value, None), ""))
        return
    result.values[i] = _typed(value, spec, mark)
    if result.values[i] is None:
        text = as_shown(value, mark)
        odd.append((i, text if spec.choices else value, text))


def _judge(result: Cast, odd: Odd, spec: ColumnSpec, first_row: int) -> None:
    """What the contract's schema says of cells that do not hold what the column is for."""
    refused = spec.refused([value for _, value, _ in odd])
    expected = f"något av {series(spec.choices, 'eller')}" if spec.choices else EXPECTED[spec.kind]
    for at, (i, _, text) in enumerate(odd):
        if at in refused:
            result.problems.append(Problem(first_row + i, Kind.WRONG, text, expected))
    result.problems.sort()


def _typed(value: RawValue, spec: ColumnSpec, mark: Mark | None) -> Value:
    """The typed value; None if the cell holds something else than the column does."""
    match spec.kind:
        case "amount":
            return (
                float(value)
                if isinstance(value, int | float) and not isinstance(value, bool)
                else None
            )
        case "number":
            if isinstance(value, str) and _WHOLE.fullmatch(value):
                return float(value)  # a year typed in a cell formatted as text is still that year
            return (
                float(value)
                if isinstance(value, int | float) and not isinstance(value, bool)
                else None
            )
        case "date":
            return _day(value)
        case "choice":
            text = as_shown(value, mark)
            return spec.canonical.get(fold(text), text if spec.checked_by else None)
        case "id":
            return _identity(value)
        case _:
            if isinstance(value, date | time | timedelta) and spec.kind == "target":
                return None
            return as_shown(value, mark) if spec.kind == "target" else _as_text(value)


def _day(value: RawValue) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and (match := _ISO.fullmatch(value)):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
    return None


def _identity(value: RawValue) -> str | None:
    """1.1 typed as a number is the id "1.1"; a date is what Excel makes of 1.1 in a cell that is
    not text."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool)):
        return f"{value:.10g}"
    return None


def _as_text(value: RawValue) -> str:
    """A number in a text column as its digits: a phone number keeps no thousands' blanks."""
    if isinstance(value, float) and not isinstance(value, bool):
        return f"{value:.0f}" if value.is_integer() else f"{value:.15g}".replace(".", ",")
    return as_shown(value, None)


def as_shown(value: RawValue, mark: Mark | None) -> str:
    """The value as the sheet shows it."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "SANT" if value else "FALSKT"
        case int() | float():
            return shown(float(value), mark.number_format if mark else "")
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    return str(value)
