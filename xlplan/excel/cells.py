"""The cells of a sheet that is open in Excel: values, formulas and errors, in as few calls as can
be.

Every call goes to another program, so a sheet is asked for in whole blocks. Excel over COM and for
Mac gives formulas in English whatever language it speaks; Excel on the web gives none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xlplan.model import Kind
from xlplan.reading.book import Mark
from xlplan.reading.refusals import too_large
from xlplan.reading.sheet import MAX_CELLS, Place

if TYPE_CHECKING:
    import xlwings as xw

Value = str | float | bool | date | datetime | time | timedelta
"""As `reading.decoding` has it: "" for an empty cell."""

_MAX_BLOCK = 4 * MAX_CELLS
"""Cells of the rectangle that Excel says is in use: formats far away make it large."""
_DAY_ZERO = datetime(1899, 12, 30)
_ONE = timedelta(days=1)
_LATER_ERRORS = {
    -2146826245: "#GETTING_DATA",
    -2146826243: "#SPILL!",
    -2146826242: "#CONNECT!",
    -2146826241: "#BLOCKED!",
    -2146826240: "#UNKNOWN!",
    -2146826239: "#FIELD!",
    -2146826238: "#CALC!",
    -2146826237: "#EXTERNAL!",
}
"""Errors that xlwings hands on as COM's numbers."""


_SOME_ERROR = "ett felvärde"
"""An error that the host has no name for."""


@dataclass(slots=True)
class Cells:
    """A sheet's cells from A1 to the last one in use."""

    rows: list[list[Value]]
    marks: dict[Place, Mark]
    """Errors and formulas."""
    formulas_known: bool


def cells_of(sheet: xw.Sheet) -> Cells:
    """The cells of a sheet. Raises UnreadableError where it is too large to look at."""
    block = _in_use(sheet)
    shape = block.shape
    raw = block.options(ndim=2).value
    formulas = formulas_of(block, shape)
    errors = _errors(sheet, block, raw, formulas)
    missing = _without_value(block, shape, raw, formulas, errors)
    cells = Cells([], {}, formulas is not None)
    for r, values in enumerate(raw, 1):
        row: list[Value] = []
        for c, value in enumerate(values, 1):
            text = formulas[r - 1][c - 1] if formulas else ""
            error = errors.get((r, c), "")
            row.append("" if error else _plain(value, text))
            if error or (text.startswith("=") and not (isinstance(value, str) and value == text)):
                kind = Kind.ERROR if error else Kind.UNCALCULATED if (r, c) in missing else None
                cells.marks[r, c] = Mark(kind, error, text[1:] if text.startswith("=") else "")
        cells.rows.append(row)
    return cells


def _in_use(sheet: xw.Sheet) -> xw.Range:
    """From A1 to the last cell in use, as Excel counts; to the last one with content where that is
    far away."""
    used = sheet.used_range
    bottom, right = used.row + used.shape[0] - 1, used.column + used.shape[1] - 1
    if bottom * right > _MAX_BLOCK:
        lowest: Any = used.find("*", direction="backward", order="rows")
        rightmost: Any = used.find("*", direction="backward", order="columns")
        bottom, right = lowest.row if lowest else 1, rightmost.column if rightmost else 1
        if bottom * right > _MAX_BLOCK:
            raise too_large(f"bladet {sheet.name} har något ifyllt långt från det övriga")
    return sheet.range((1, 1), (bottom, right))


def formulas_of(block: xw.Range, shape: tuple[int, int]) -> list[list[str]] | None:
    """The formulas of a range, by row; None where the host does not tell. A cell without a formula
    has its value as text."""
    try:
        found = block.formula
    except NotImplementedError:
        return None
    return [
        [str(text) if text is not None else "" for text in row] for row in _as_rows(found, shape)
    ]


def _as_rows(found: Any, shape: tuple[int, int]) -> Sequence[Sequence[Any]]:
    """One cell comes as itself, and on some hosts one row or one column as a flat list."""
    if not isinstance(found, (list, tuple)):
        return [[found]]
    if found and not isinstance(found[0], (list, tuple)):
        return [found] if shape[0] == 1 else [[value] for value in found]
    return found


def _errors(
    sheet: xw.Sheet, block: xw.Range, raw: list[list[Any]], formulas: list[list[str]] | None
) -> dict[Place, str]:
    """The cells that hold an error, as it is shown. They come as empty, so a text that looks like
    one is none."""
    found = {
        (r, c): _LATER_ERRORS.get(value, _SOME_ERROR)
        for r, row in enumerate(raw, 1)
        for c, value in enumerate(row, 1)
        if type(value) is int and value in range(-2146826300, -2146826200)
    }
    empty = [
        (r, c)
        for r, row in enumerate(raw, 1)
        for c, value in enumerate(row, 1)
        if value is None and (formulas is None or formulas[r - 1][c - 1])
    ]
    if not empty:
        return found
    try:
        told = block.options(ndim=2, err_to_str=True).value
        found |= {
            (r, c): told[r - 1][c - 1] for r, c in empty if isinstance(told[r - 1][c - 1], str)
        }
    except TypeError:  # xlwings 0.37 on a Mac only tells errors of a single row
        for row in sorted({r for r, _ in empty}):
            columns = [c for r, c in empty if r == row]
            told = (
                sheet.range((row, columns[0]), (row, columns[-1]))
                .options(ndim=1, err_to_str=True)
                .value
            )
            found |= {
                (row, c): text for c in columns if isinstance(text := told[c - columns[0]], str)
            }
    return found


def _without_value(
    block: xw.Range,
    shape: tuple[int, int],
    raw: list[list[Any]],
    formulas: list[list[str]] | None,
    errors: dict[Place, str],
) -> set[Place]:
    """Formulas that have no value at all, not even the empty text. Errors that xlwings did not know
    are added."""
    suspected = [
        (r, c)
        for r, row in enumerate(formulas or [], 1)
        for c, text in enumerate(row, 1)
        if text.startswith("=") and raw[r - 1][c - 1] is None and (r, c) not in errors
    ]
    if not suspected:
        return set()
    # without the options of the last reading, which stay
    given = _as_rows(block.options().raw_value, shape)
    # on a Mac xlwings knows errors by their English names only, and a Swedish Excel has others
    errors.update(
        {
            (r, c): _SOME_ERROR
            for r, c in suspected
            if not isinstance(given[r - 1][c - 1], str | None)
        }
    )
    return {(r, c) for r, c in suspected if given[r - 1][c - 1] is None}


def _plain(value: Any, formula: str) -> Value:
    """A value as the file reader has it."""
    match value:
        case None:
            return ""
        case bool() | str() | float():
            return value
        # COM rounds what is formatted as money to four decimals; the formula has them all
        case Decimal():
            try:
                return float(formula)
            except ValueError:
                return float(value)
        case int():
            return float(value)
        case datetime():
            return _time(value)
    return str(value)


def _time(value: datetime) -> Value:
    if value - _DAY_ZERO < _ONE:
        return value.time()
    return value.date() if value.time() == time() else value
