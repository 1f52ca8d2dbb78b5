"""Formats and layout of an open book's sheets: number formats, merges, what is hidden, drop-downs.

A property of many cells is one call when they share it; where they differ the range is parted and
asked again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

from xlplan.model import column_letters
from xlplan.reading.sheet import CellRange, Place

if TYPE_CHECKING:
    import xlwings as xw

Way = Literal["row", "column"]

_DIFFERENT = ("mixed_criteria", "inconsistent")
"""What the validation of cells that do not share one is called."""


def number_formats(sheet: xw.Sheet, cells: Sequence[Place]) -> dict[Place, str]:
    """The number format's code of each cell; "" for General. Raises NotImplementedError where the
    host can't tell."""
    found: dict[Place, str] = {}
    waiting = list(_rectangles(cells))
    while waiting:
        part = waiting.pop()
        code = _range(sheet, _around(part)).number_format
        if code is None and len(part) > 1:
            waiting += _halves(sheet, part)
        else:
            found.update(dict.fromkeys(part, "" if not code or code.lower() == "general" else code))
    return found


def merged(sheet: xw.Sheet, area: CellRange) -> list[CellRange]:
    """The merges that touch an area. Raises NotImplementedError where the host can't tell."""
    found: list[CellRange] = []
    waiting = [area]
    while waiting:
        part = waiting.pop()
        if any(
            known.holds((part.top, part.left)) and known.holds((part.bottom, part.right))
            for known in found
        ):
            continue
        cells = _range(sheet, part)
        if cells.merge_cells is False:
            continue
        if (part.top, part.left) == (part.bottom, part.right):
            whole = cells.merge_area
            found.append(_area(whole))
        else:
            waiting += _parts(part)
    return sorted(set(found))


def drop_downs(sheet: xw.Sheet, body: CellRange, chosen: Collection[int]) -> list[CellRange] | None:
    """The columns of a table's body where any cell has a list; None where that can't be told.

    `chosen` are columns that look as if their values were chosen from few: on a protected sheet,
    where each cell is a call of its own, only those are looked through, and of the others the first
    cell.
    """
    try:
        kind = _validation(sheet, body)
        columns = [
            CellRange(body.top, column, body.bottom, column)
            for column in range(body.left, body.right + 1)
        ]
        if kind != "none":
            return [column for column in columns if kind == "list" or _has_list(sheet, column)]
        if not _protected(sheet):
            return []
        # where the sheet is protected, xlwings says so of cells that differ too, but not of one
        # cell at a time
        return [
            column
            for column in columns
            if _has_list_in_a_cell(sheet, column, column.left in chosen)
        ]
    except NotImplementedError:
        return None


def _has_list_in_a_cell(sheet: xw.Sheet, column: CellRange, every: bool) -> bool:
    rows = range(column.top, column.bottom + 1) if every else (column.top,)
    return any(
        _validation(sheet, CellRange(row, column.left, row, column.left)) == "list" for row in rows
    )


def _has_list(sheet: xw.Sheet, column: CellRange) -> bool:
    kind = _validation(sheet, column)
    if kind not in _DIFFERENT or column.top == column.bottom:
        return kind == "list"
    return any(_has_list(sheet, half) for half in reversed(_parts(column)))


def _validation(sheet: xw.Sheet, area: CellRange) -> str:
    return _range(sheet, area).data_validation.type


def _protected(sheet: xw.Sheet) -> bool:
    """Whether cells are locked. xlwings has no name for that, so Excel's own are used."""
    native = sheet.api
    try:
        return bool(
            native.ProtectContents
            if hasattr(native, "ProtectContents")
            else native.protect_contents.get()
        )
    except Exception:  # a host that does not tell; the careful way of asking is right for both
        return True


def hidden(sheet: xw.Sheet, area: CellRange) -> tuple[set[int], list[tuple[int, int]]]:
    """The rows, and columns as (first, last), of a table that are hidden and not merely folded in a
    group.

    Raises NotImplementedError where the host can't tell.
    """
    rows, columns = _unseen(sheet, area)
    top, left, _, _ = area
    return (
        {
            row
            for run in _runs(rows)
            for row in _not_folded(sheet, CellRange(run[0], left, run[-1], left), "row")
        },
        [
            (at, at)
            for run in _runs(columns)
            for at in _not_folded(sheet, CellRange(top, run[0], top, run[-1]), "column")
        ],
    )


def _unseen(sheet: xw.Sheet, area: CellRange) -> tuple[list[int], list[int]]:
    rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
    cells = _range(sheet, area)
    try:
        seen = [_area(part) for part in cells.get_special_cells("visible")]  # type: ignore[union-attr]
    except NotImplementedError:
        raise
    except Exception:  # COM's own kind of error: Excel refuses this on some protected sheets
        seen = []
    if seen:
        return (
            [row for row in rows if not any(part.top <= row <= part.bottom for part in seen)],
            [
                column
                for column in columns
                if not any(part.left <= column <= part.right for part in seen)
            ],
        )
    return list(_hidden_among(sheet, area, "row")), list(_hidden_among(sheet, area, "column"))


def _hidden_among(sheet: xw.Sheet, area: CellRange, way: Way) -> Iterator[int]:
    """The numbers of an area's hidden rows or columns."""
    cells = _range(sheet, area)
    numbers, is_hidden = _numbers(area, way), (cells.rows if way == "row" else cells.columns).hidden
    if is_hidden is None and len(numbers) > 1:  # some are
        for half in _cut(area, way):
            yield from _hidden_among(sheet, half, way)
    elif is_hidden:
        yield from numbers


def _not_folded(sheet: xw.Sheet, line: CellRange, way: Way) -> Iterator[int]:
    """Those of some neighbouring rows or columns that are in no group."""
    level = _outline_level(_range(sheet, line), way)
    if level is None and len(_numbers(line, way)) > 1:  # some are
        for half in _cut(line, way):
            yield from _not_folded(sheet, half, way)
    elif level == 1:
        yield from _numbers(line, way)


def _outline_level(cells: xw.Range, way: Way) -> int | None:
    """1 where there is no group, None where it differs. xlwings has no name for it, so Excel's own
    are used."""
    native = cells.api
    try:
        if hasattr(native, "EntireRow"):
            level = (native.EntireRow if way == "row" else native.EntireColumn).OutlineLevel
        else:
            level = (
                native.entire_row if way == "row" else native.entire_column
            ).outline_level.get()
        return int(level)
    # it differs, or the host does not tell: the template folds, so a group is likelier
    except Exception:
        return None


def _numbers(area: CellRange, way: Way) -> range:
    return range(area.top, area.bottom + 1) if way == "row" else range(area.left, area.right + 1)


def _range(sheet: xw.Sheet, area: CellRange) -> xw.Range:
    first, last = (
        f"{column_letters(area.left)}{area.top}",
        f"{column_letters(area.right)}{area.bottom}",
    )
    return sheet.range(f"{first}:{last}")  # over COM one call; two corners would be three


def _area(cells: Any) -> CellRange:
    rows, columns = cells.shape
    return CellRange(cells.row, cells.column, cells.row + rows - 1, cells.column + columns - 1)


def _around(cells: Sequence[Place]) -> CellRange:
    rows, columns = [row for row, _ in cells], [column for _, column in cells]
    return CellRange(min(rows), min(columns), max(rows), max(columns))


def _rectangles(cells: Sequence[Place]) -> Iterator[list[Place]]:
    """The cells parted in full rectangles, so that nothing else stands among them."""
    in_column: dict[int, list[int]] = {}
    for row, column in sorted(cells):
        in_column.setdefault(column, []).append(row)
    alike: dict[tuple[int, ...], list[int]] = {}
    for column in sorted(in_column):
        alike.setdefault(tuple(in_column[column]), []).append(column)
    for rows, columns in alike.items():
        for down in _runs(rows):
            for across in _runs(columns):
                yield [(row, column) for row in down for column in across]


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """[5, 7, 8] -> [[5], [7, 8]]."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _halves(sheet: xw.Sheet, cells: Sequence[Place]) -> Iterator[list[Place]]:
    """By row where the first row is alike, as a sum's along the months, else by column."""
    top, left, bottom, right = _around(cells)
    by_row = left == right or (
        top < bottom and _range(sheet, CellRange(top, left, top, right)).number_format is not None
    )
    at = 0 if by_row else 1
    places = sorted({cell[at] for cell in cells})
    middle = places[len(places) // 2]
    yield [cell for cell in cells if cell[at] < middle]
    yield [cell for cell in cells if cell[at] >= middle]


def _parts(area: CellRange) -> list[CellRange]:
    """Two halves, the second one first; by row while there are several."""
    return _cut(area, "row" if area.bottom > area.top else "column")[::-1]


def _cut(area: CellRange, way: Way) -> list[CellRange]:
    top, left, bottom, right = area
    if way == "row":
        middle = (top + bottom) // 2
        return [CellRange(top, left, middle, right), CellRange(middle + 1, left, bottom, right)]
    middle = (left + right) // 2
    return [CellRange(top, left, bottom, middle), CellRange(top, middle + 1, bottom, right)]
