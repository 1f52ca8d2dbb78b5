"""Excel's stand-in for tests: an xlwings engine over openpyxl, on xlwings' own base classes (its
BSD part, no key).

    with excel() as app:
        book = app.open(path)              # an xlwings Book; app.open(path, read_only=True),
                                           several at once
        ...
        assert app.alerts == [...]         # (text, title, mode), each answered by app.answer
        assert app.saves == []             # [(book's name, path)]; nothing is ever written
        app.calls                          # calls that would go to Excel: Counter by
                                           "Range.formula" and so on

An open book is two openpyxl workbooks: one with formulas and one with their stored values. Edits
live there only. What Excel does and a stand-in easily forgets is here too: text that looks like a
number becomes one, text that begins with "=" a formula, one that begins with "'" loses it; a locked
cell of a protected sheet refuses; errors come as COM's numbers, dates as date and time, numbers as
float; the formats of a range that differ are None. Formulas are not calculated, except HYPERLINK: a
formula that is written has no value until then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import copy
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import xlwings as xw
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.table import Table as FileTable
from openpyxl.worksheet.table import TableColumn as FileColumn
from xlwings import base_classes as base
from xlwings import utils

ERRORS = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
    "#GETTING_DATA": -2146826245,
    "#SPILL!": -2146826243,
    "#CALC!": -2146826238,
}
"""As COM gives them; xlwings knows the first seven."""
_KNOWN = {number: text for text, number in list(ERRORS.items())[:7]}
_STATES = {"visible": -1, "hidden": 0, "veryHidden": 2}
_LINK = re.compile(r"'?\[(\d+)\]([^'!]*)'?!")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(%?)")
_HYPERLINK = re.compile(r'=HYPERLINK\("(?:[^"]|"")*","((?:[^"]|"")*)"\)', re.IGNORECASE)
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_DAY_ZERO = datetime(1899, 12, 30)
_DESKTOP_ONLY = frozenset(
    {
        "formula",
        "number_format",
        "color",
        "font",
        "column_width",
        "wrap_text",
        "hyperlink",
        "type",
        "find",
    }
    | {"merge_cells", "merge_area", "row_hidden", "column_hidden", "get_special_cells"}
)
"""What Excel on the web does not let be read through xlwings."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


class ComError(Exception):
    """What Excel raises over COM, as pywintypes.com_error looks."""

    def __init__(self, text: str) -> None:
        super().__init__(
            -2147352567,
            "Exception occurred.",
            (0, "Microsoft Excel", text, None, 0, -2146827284),
            None,
        )


class _Counted:
    """Counts the questions to Excel: every public name that is asked for or set, but for xlwings'
    own objects."""

    _calls: ClassVar[Counter[str]] = Counter()
    _values_only = False
    _free = frozenset(
        {
            "options",
            "api",
            "shape",
            "row",
            "column",
            "coords",
            "max_cells_per_read",
            "max_cells_per_write",
            "app",
        }
        | {"sheet", "book", "range", "data_validation"}
    )

    def __getattribute__(self, name: str) -> Any:
        if name[0] != "_" and name not in _Counted._free:
            _Counted._calls[f"{type(self).__name__}.{name}"] += 1
            if _Counted._values_only and name in _DESKTOP_ONLY:
                raise NotImplementedError(name)
        return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name[0] != "_" and name not in _Counted._free:
            _Counted._calls[f"{type(self).__name__}.{name}="] += 1
        object.__setattr__(self, name, value)


class Engine:
    name, type = "openpyxl", "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(x: Any, options: Any) -> Any:
        return "" if x is None else x

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> Any:
        def cleaned(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, datetime):
                parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
                return datetime_builder(
                    **{part: getattr(value, part) for part in parts}, tzinfo=None
                )
            if number_builder is not None and isinstance(value, float):
                return number_builder(value)
            if type(value) is int and value in _KNOWN:
                return _KNOWN[value] if err_to_str else None
            return value

        return [[cleaned(value) for value in row] for row in data]


class Apps(base.Apps):
    def __init__(self, engine: Engine) -> None:
        self._apps: list[App] = [App(engine)]

    def keys(self) -> list[int]:
        return [app._pid for app in self._apps]

    def __iter__(self) -> Iterator[App]:
        return iter(self._apps)

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> App:
        return next(app for app in self._apps if app._pid == pid)


class App(base.App):
    """One Excel. `screen_updating`, `status_bar` and the like are remembered and do nothing."""

    screen_updating: Any = True
    display_alerts: Any = True
    enable_events: Any = True
    interactive: Any = True
    calculation: Any = "automatic"
    status_bar: Any = False
    visible: Any = True
    version = "16.0"
    hwnd = 1
    path = "C:\\Program Files\\Excel"

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._pid = 4711
        self._open: list[Book] = []
        self._selection: Range | None = None
        self._alerts: list[tuple[str, str | None, str | None]] = []
        self._saves: list[tuple[str, str | None]] = []
        self._answer = "ok"

    @property
    def api(self) -> Any:
        return self

    @property
    def pid(self) -> int:
        return self._pid

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def selection(self) -> Range | None:
        return self._selection

    def activate(self, steal_focus: bool = False) -> None:
        pass

    def calculate(self) -> None:
        pass

    def alert(
        self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: Any
    ) -> str:
        self._alerts.append((prompt, title, mode))
        return self._answer


class Books(base.Books):
    def __init__(self, app: App) -> None:
        self.app = self._app = app

    @property
    def active(self) -> Book:
        return self._app._open[-1]

    def __call__(self, key: int | str) -> Book:
        if isinstance(key, int):
            return self._app._open[key - 1]
        for book in self._app._open:
            if book._path.name.lower() == key.lower():
                return book
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self._app._open)

    def __iter__(self) -> Iterator[Book]:
        return iter(self._app._open)

    def open(
        self, fullname: str, update_links: Any = None, read_only: Any = None, *others: Any
    ) -> Book:
        book = Book(self._app, Path(fullname), bool(read_only))
        self._app._open.append(book)
        return book


class Book(_Counted, base.Book):
    def __init__(self, app: App, path: Path, read_only: bool) -> None:
        self._totals: dict[str, Any] = {}
        """By table: the row of totals that is not shown, which Excel remembers."""
        self._app, self._path, self._read_only = app, path, read_only
        macros = path.suffix.lower() in (".xlsm", ".xltm")
        self._formulas: Workbook = load_workbook(path, keep_vba=macros)
        self._values: Workbook = load_workbook(path, data_only=True, keep_vba=macros)
        self._links = [
            re.split(r"[\\/]", link.file_link.Target)[-1] if link.file_link else ""
            for link in self._formulas._external_links
        ]
        self._active = self._formulas.active.title

    @property
    def app(self) -> App:
        return self._app

    @property
    def api(self) -> Any:
        return self

    @property
    def name(self) -> str:
        return self._path.name

    @property
    def fullname(self) -> str:
        return str(self._path)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def activate(self) -> None:
        self._app._open.remove(self)
        self._app._open.append(self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        self._app._saves.append((self._path.name, path))
        if self._read_only and path is None:
            raise ComError(f"'{self._path.name}' is read-only.")

    def close(self) -> None:
        self._app._open.remove(self)

    def _as_excel_shows(self, formula: str) -> str:
        """Other books by their name, new functions without the file's prefixes."""

        def named(match: re.Match[str]) -> str:
            number = int(match[1])
            return (
                f"'[{self._links[number - 1]}]{match[2]}'!"
                if 0 < number <= len(self._links)
                else match[0]
            )

        return _LINK.sub(named, formula.replace("_xlfn._xlws.", "").replace("_xlfn.", ""))


class Names(base.Names):
    def __init__(self, book: Book) -> None:
        self._names = list(book._formulas.defined_names)

    def __len__(self) -> int:
        return len(self._names)

    def contains(self, name: str) -> bool:
        return name in self._names


class Sheets(_Counted, base.Sheets):
    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def active(self) -> Sheet:
        return Sheet(self._book, self._book._active)

    def __call__(self, key: int | str) -> Sheet:
        names = self._book._formulas.sheetnames
        if isinstance(key, int):
            return Sheet(self._book, names[key - 1])
        for name in names:
            if name.lower() == key.lower():
                return Sheet(self._book, name)
        raise ComError("Subscript out of range")

    def __len__(self) -> int:
        return len(self._book._formulas.sheetnames)

    def __iter__(self) -> Iterator[Sheet]:
        return iter([Sheet(self._book, name) for name in self._book._formulas.sheetnames])

    def __contains__(self, key: str) -> bool:
        return key.lower() in [name.lower() for name in self._book._formulas.sheetnames]

    def add(
        self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None
    ) -> Sheet:
        book = self._book
        if book._formulas.security is not None and book._formulas.security.lockStructure:
            raise ComError("Workbook is protected and cannot be changed.")
        names = book._formulas.sheetnames
        title = name or next(f"Blad{n}" for n in count(1) if f"Blad{n}" not in names)
        at = (
            names.index(before._name)
            if before
            else names.index((after or self.active)._name) + bool(after)
        )
        for workbook in (book._formulas, book._values):
            workbook.create_sheet(title, at)
        book._active = title
        return Sheet(book, title)


def _sheet(workbook: Any, name: str) -> Any:
    """openpyxl lists all sheets anew each time that one is asked for by name, which a press does a
    thousand times."""
    return (
        next((sheet for sheet in workbook._sheets if sheet.title == name), None) or workbook[name]
    )


class Sheet(_Counted, base.Sheet):
    def __init__(self, book: Book, name: str) -> None:
        self._book, self._name = book, name

    @property
    def _formulas(self) -> Any:
        return _sheet(self._book._formulas, self._name)

    @property
    def _values(self) -> Any:
        return _sheet(self._book._values, self._name)

    @property
    def api(self) -> Any:
        return self

    @property
    def ProtectContents(self) -> bool:  # noqa: N802
        return bool(self._formulas.protection.sheet)

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        for sheet in (self._formulas, self._values):
            sheet.title = value
        self._name = value

    @property
    def book(self) -> Book:
        return self._book

    @property
    def index(self) -> int:
        return int(self._book._formulas.sheetnames.index(self._name)) + 1

    @property
    def visible(self) -> int:
        return _STATES[self._formulas.sheet_state]

    @visible.setter
    def visible(self, value: Any) -> None:
        states = {-1: "visible", 1: "visible", 0: "hidden", 2: "veryHidden"}
        self._formulas.sheet_state = states[int(value)]

    def activate(self) -> None:
        if self._formulas.sheet_state != "visible":
            raise ComError("Activate method of Worksheet class failed")
        self._book._active = self._name

    def select(self) -> None:
        self.activate()

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        if arg2 is not None and not isinstance(arg1, int):
            a, b = self._corner(arg1), self._corner(arg2)
            top, left = min(a._area[0], b._area[0]), min(a._area[1], b._area[1])
            bottom, right = max(a._area[2], b._area[2]), max(a._area[3], b._area[3])
            return Range(self, (top, left, bottom, right))
        return self._corner((arg1, arg2) if isinstance(arg1, int) else arg1)

    def _corner(self, arg: Any) -> Range:
        if isinstance(arg, Range):
            return arg
        if isinstance(arg, tuple):
            if len(arg) == 4:
                row, column, rows, columns = arg
                return Range(self, (row, column, row + rows - 1, column + columns - 1))
            if 0 in arg:
                raise IndexError(
                    "Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based."
                )
            return Range(self, (*arg, *arg))
        for table in self._formulas.tables.values():
            if table.displayName.lower() == arg.lower():
                return Table(self, table)._part("body") or Range(self, _area(table.ref))
        try:
            left, top, right, bottom = range_boundaries(arg)
        except ValueError:
            raise ComError(f"no such range: {arg}") from None
        return Range(self, (top or 1, left or 1, bottom or LAST_ROW, right or LAST_COLUMN))

    @property
    def cells(self) -> Range:
        return Range(self, (1, 1, LAST_ROW, LAST_COLUMN))

    @property
    def used_range(self) -> Range:
        sheet = self._formulas
        return Range(self, (sheet.min_row, sheet.min_column, sheet.max_row, sheet.max_column))

    @property
    def tables(self) -> Tables:
        return Tables(self)

    def clear_contents(self) -> None:
        Range(self, self.used_range._area).clear_contents()

    def clear_formats(self) -> None:
        Range(self, self.used_range._area).clear_formats()

    def clear(self) -> None:
        Range(self, self.used_range._area).clear()

    def autofit(self, axis: str | None = None) -> None:
        pass

    def delete(self) -> None:
        del self._book._formulas[self._name], self._book._values[self._name]


CellRange = tuple[int, int, int, int]
"""Top, left, bottom, right."""


def _area(ref: str) -> CellRange:
    left, top, right, bottom = range_boundaries(ref)
    return top, left, bottom, right


def _ref(area: CellRange) -> str:
    top, left, bottom, right = area
    return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"


class _Native:
    """The few properties of Excel's own range that xlwings has no name for."""

    def __init__(self, rng: Range) -> None:
        self._rng = rng

    @property
    def OutlineLevel(self) -> int | None:  # noqa: N802
        """Of an entire row or column, 1 where it is in no group; None where they differ."""
        _Counted._calls["Range.api.OutlineLevel"] += 1
        top, left, bottom, right = self._rng._area
        sheet = self._rng._sheet._formulas
        if (left, right) == (1, LAST_COLUMN):
            levels = {sheet.row_dimensions[row].outlineLevel for row in range(top, bottom + 1)}
        else:
            levels = {_column(sheet, column).outlineLevel for column in range(left, right + 1)}
        return None if len(levels) > 1 else int(levels.pop() or 0) + 1

    @property
    def EntireRow(self) -> _Native:  # noqa: N802
        top, _, bottom, _ = self._rng._area
        return _Native(Range(self._rng._sheet, (top, 1, bottom, LAST_COLUMN)))

    @property
    def EntireColumn(self) -> _Native:  # noqa: N802
        _, left, _, right = self._rng._area
        return _Native(Range(self._rng._sheet, (1, left, LAST_ROW, right)))


def _column(sheet: Any, column: int) -> Any:
    for dimension in sheet.column_dimensions.values():
        if dimension.min and dimension.min <= column <= (dimension.max or dimension.min):
            return dimension
    return sheet.column_dimensions[get_column_letter(column)]


class Range(_Counted, base.Range):
    def __init__(self, sheet: Sheet, area: CellRange) -> None:
        self._sheet, self._area = sheet, area
        self.options: Any = {}

    # places

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def api(self) -> Any:
        return _Native(self)

    @property
    def coords(self) -> tuple[Any, int, int, int, int]:
        return (self._sheet, self._area[0], self._area[1], *self.shape)

    @property
    def row(self) -> int:
        return self._area[0]

    @property
    def column(self) -> int:
        return self._area[1]

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self._area
        return bottom - top + 1, right - left + 1

    def __len__(self) -> int:
        rows, columns = self.shape
        return rows * columns

    def __call__(self, arg1: int, arg2: int | None = None) -> Range:
        top, left, _, _ = self._area
        if arg2 is None:
            down, over = divmod(arg1 - 1, self.shape[1])
        else:
            down, over = arg1 - 1, arg2 - 1
        return Range(self._sheet, (top + down, left + over, top + down, left + over))

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool) -> str:
        top, left, bottom, right = self._area
        across, down = "$" * column_absolute, "$" * row_absolute
        cells = [
            f"{across}{get_column_letter(left)}{down}{top}",
            f"{across}{get_column_letter(right)}{down}{bottom}",
        ]
        text = ":".join(dict.fromkeys(cells))
        return f"[{self._sheet._book._path.name}]{self._sheet._name}!{text}" if external else text

    def end(self, direction: str) -> Range:
        """As Ctrl+arrow within filled cells; only from a filled cell with a filled neighbour."""
        moves = {
            "down": (1, 0),
            "d": (1, 0),
            "right": (0, 1),
            "r": (0, 1),
            "up": (-1, 0),
            "left": (0, -1),
        }
        down, over = moves[direction]
        row, column = self._area[:2]
        while self._filled(row + down, column + over):
            row, column = row + down, column + over
        return Range(self._sheet, (row, column, row, column))

    def _filled(self, row: int, column: int) -> bool:
        return row > 0 and column > 0 and self._sheet._formulas.cell(row, column).value is not None

    has_array = False

    # what stands there

    def _rows(self, workbook_sheet: Any) -> Iterator[tuple[Cell, ...]]:
        top, left, bottom, right = self._area
        bottom = min(bottom, max(workbook_sheet.max_row, top))
        there, columns = workbook_sheet._cells, range(left, right + 1)
        for row in range(top, bottom + 1):
            yield tuple(
                there.get((row, column)) or workbook_sheet.cell(row, column) for column in columns
            )

    def _block(self, rows: list[tuple[Any, ...]]) -> Any:
        """As COM gives it: one value for one cell, else rows of values."""
        rows += [(None,) * self.shape[1]] * (self.shape[0] - len(rows))
        return rows[0][0] if self.shape == (1, 1) else tuple(rows)

    @property
    def raw_value(self) -> Any:
        return self._block(
            [tuple(_com_value(cell) for cell in row) for row in self._rows(self._sheet._values)]
        )

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._write(data)

    @property
    def formula(self) -> Any:
        shows = self._sheet._book._as_excel_shows
        formulas = self._rows(self._sheet._formulas)
        values = self._rows(self._sheet._values)
        return self._block(
            [
                tuple(_com_formula(f, v, shows) for f, v in zip(row, twins, strict=True))
                for row, twins in zip(formulas, values, strict=True)
            ]
        )

    @formula.setter
    def formula(self, data: Any) -> None:
        self._write(data)

    formula2 = formula

    def _write(self, data: Any) -> None:
        top, left, bottom, right = self._area
        if not isinstance(data, (list, tuple)):
            data = [[data] * (right - left + 1)] * (bottom - top + 1)
        elif not isinstance(data[0], (list, tuple)):
            data = [data]
        sheet = self._sheet
        self._refuse_locked((top, left, top + len(data) - 1, left + max(map(len, data)) - 1))
        for row, values in enumerate(data, top):
            for column, value in enumerate(values, left):
                _put(sheet._formulas.cell(row, column), sheet._values.cell(row, column), value)

    def _refuse_locked(self, area: CellRange | None = None) -> None:
        sheet = self._sheet._formulas
        if not sheet.protection.sheet:
            return
        top, left, bottom, right = area or self._area
        for row in sheet.iter_rows(
            top, min(bottom, sheet.max_row + 1), left, min(right, sheet.max_column + 1)
        ):
            if any(cell.protection.locked for cell in row):
                raise ComError("The cell or chart you're trying to change is on a protected sheet.")

    def clear_contents(self) -> None:
        self._refuse_locked()
        for sheet in (self._sheet._formulas, self._sheet._values):
            for cell in self._cells(sheet):
                cell.value = None

    def clear_formats(self) -> None:
        self._refuse_locked()
        for cell in self._cells():
            cell.style = "Normal"

    def clear(self) -> None:
        self.clear_contents()
        self.clear_formats()
        for cell in self._cells():
            cell.hyperlink = None

    def _cells(self, sheet: Any = None) -> Iterator[Cell]:
        for row in self._rows(sheet or self._sheet._formulas):
            yield from (cell for cell in row if not isinstance(cell, MergedCell))

    # how it looks

    @property
    def number_format(self) -> str | None:
        return _common(
            cell.number_format for row in self._rows(self._sheet._formulas) for cell in row
        )

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._style("number_format", value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        return _common(
            _rgb(cell.fill.fgColor) if cell.fill.fill_type else None for cell in self._cells()
        )

    @color.setter
    def color(self, value: Any) -> None:
        self._style(
            "fill", PatternFill() if value is None else PatternFill("solid", fgColor=_hex(value))
        )

    def adjust_indent(self, amount: int) -> None:
        self._align("horizontal", "left")
        self._align("indent", amount)

    @property
    def wrap_text(self) -> bool | None:
        return _common(bool(cell.alignment.wrap_text) for cell in self._cells())

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self._align("wrap_text", value)

    @property
    def horizontal_alignment(self) -> str | None:
        return _common(cell.alignment.horizontal or "general" for cell in self._cells())

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        self._align("horizontal", value)

    @property
    def vertical_alignment(self) -> str | None:
        return _common(cell.alignment.vertical or "bottom" for cell in self._cells())

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self._align("vertical", value)

    def _align(self, name: str, value: Any) -> None:
        self._refuse_format()
        top, left, bottom, right = self._area
        aligned: dict[
            int, int
        ] = {}  # numbers of openpyxl's alignments: making one a cell would take most of a press
        for row in self._sheet._formulas.iter_rows(top, min(bottom, 10_000), left, min(right, 100)):
            for cell in row:
                if (was := cell._style.alignmentId) not in aligned:
                    alignment: Alignment = copy(cell.alignment)
                    setattr(alignment, name, value)
                    cell.alignment = alignment
                    aligned[was] = cell._style.alignmentId
                cell._style.alignmentId = aligned[was]

    def _style(self, name: str, value: Any) -> None:
        self._refuse_format()
        top, left, bottom, right = self._area
        for row in self._sheet._formulas.iter_rows(top, min(bottom, 10_000), left, min(right, 100)):
            for cell in row:
                setattr(cell, name, value)

    def _refuse_format(self) -> None:
        protection = self._sheet._formulas.protection
        if protection.sheet and protection.formatCells:
            raise ComError("Unable to set the property of the Range class")

    @property
    def font(self) -> RangeFont:
        return RangeFont(self)

    @property
    def column_width(self) -> float | None:
        return _common(
            _column(self._sheet._formulas, at).width
            for at in range(self._area[1], self._area[3] + 1)
        )

    @column_width.setter
    def column_width(self, value: float) -> None:
        self._refuse_format()
        for at in range(self._area[1], self._area[3] + 1):
            self._sheet._formulas.column_dimensions[get_column_letter(at)].width = value

    @property
    def row_height(self) -> float | None:
        rows = range(self._area[0], self._area[2] + 1)
        return _common(self._sheet._formulas.row_dimensions[at].height or 15.0 for at in rows)

    @row_height.setter
    def row_height(self, value: float) -> None:
        for at in range(self._area[0], self._area[2] + 1):
            self._sheet._formulas.row_dimensions[at].height = value

    def autofit(self, axis: str | None = None) -> None:
        self._refuse_format()

    @property
    def row_hidden(self) -> bool | None:
        top, _, bottom, _ = self._area
        dimensions = self._sheet._formulas.row_dimensions
        return _common(
            row in dimensions and bool(dimensions[row].hidden) for row in range(top, bottom + 1)
        )

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        for row in range(self._area[0], self._area[2] + 1):
            self._sheet._formulas.row_dimensions[row].hidden = value

    @property
    def column_hidden(self) -> bool | None:
        _, left, _, right = self._area
        return _common(
            bool(_column(self._sheet._formulas, at).hidden) for at in range(left, right + 1)
        )

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        for at in range(self._area[1], self._area[3] + 1):
            self._sheet._formulas.column_dimensions[get_column_letter(at)].hidden = value

    def get_special_cells(self, cell_type: str, value_type: str | None) -> list[Range]:
        if cell_type != "visible":
            raise NotImplementedError
        if self._sheet._formulas.protection.sheet:
            raise ComError("You cannot use this command on a protected sheet.")
        top, left, bottom, right = self._area
        sheet = self._sheet
        rows = _runs(
            r for r in range_(top, bottom + 1) if not Range(sheet, (r, 1, r, 1))._row_hidden
        )
        columns = _runs(
            c for c in range_(left, right + 1) if not _column(sheet._formulas, c).hidden
        )
        return [Range(sheet, (a, c, b, d)) for a, b in rows for c, d in columns]

    @property
    def _row_hidden(self) -> bool:
        dimensions = self._sheet._formulas.row_dimensions
        return self._area[0] in dimensions and bool(dimensions[self._area[0]].hidden)

    def find(
        self, text: str, whole: bool, direction: str, order: str, match_case: bool
    ) -> Range | None:
        """Only "*" from the end: the last cell with content, by rows or by columns."""
        assert (text, direction) == ("*", "backward")
        filled = [
            (c.row, c.column)
            for row in self._rows(self._sheet._formulas)
            for c in row
            if c.value is not None
        ]
        if not filled:
            return None
        row, column = max(filled, key=lambda at: at if order == "rows" else at[::-1])
        return Range(self._sheet, (row, column, row, column))

    # merges, links, lists

    @property
    def _merges(self) -> list[CellRange]:
        return [_area(str(found)) for found in self._sheet._formulas.merged_cells.ranges]

    @property
    def merge_cells(self) -> bool | None:
        """None where only some cells are merged."""
        top, left, bottom, right = self._area
        meeting = [
            a
            for a in self._merges
            if a[0] <= bottom and top <= a[2] and a[1] <= right and left <= a[3]
        ]
        if not meeting:
            return False
        inside = sum(
            (min(a[2], bottom) - max(a[0], top) + 1) * (min(a[3], right) - max(a[1], left) + 1)
            for a in meeting
        )
        return True if inside == len(self) else None

    @property
    def merge_area(self) -> Range:
        row, column = self._area[:2]
        for area in self._merges:
            if area[0] <= row <= area[2] and area[1] <= column <= area[3]:
                return Range(self._sheet, area)
        return self

    def merge(self, across: bool) -> None:
        self._sheet._formulas.merge_cells(_ref(self._area))

    def unmerge(self) -> None:
        self._sheet._formulas.unmerge_cells(_ref(self._area))

    @property
    def hyperlink(self) -> str:
        link = self._sheet._formulas.cell(*self._area[:2]).hyperlink
        if link is None:
            raise Exception("The cell doesn't seem to contain a hyperlink!")
        return str(link.target or "")

    def add_hyperlink(self, address: str, text_to_display: str, screen_tip: str) -> None:
        self._refuse_locked()
        self._write(text_to_display)
        self._sheet._formulas.cell(*self._area[:2]).hyperlink = address

    @property
    def data_validation(self) -> DataValidation:
        return DataValidation(self)

    @property
    def table(self) -> Table | None:
        row, column = self._area[:2]
        for table in self._sheet._formulas.tables.values():
            top, left, bottom, right = _area(table.ref)
            if top <= row <= bottom and left <= column <= right:
                return Table(self._sheet, table)
        return None

    @property
    def name(self) -> None:
        return None

    def select(self) -> None:
        if (
            self._sheet._book._active != self._sheet._name
            or self._sheet._book._app._open[-1] is not self._sheet._book
        ):
            raise ComError("Select method of Range class failed")
        self._sheet._book._app._selection = self


def _runs(numbers: Iterator[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _common(values: Iterator[Any]) -> Any:
    """The value they share; None where they differ."""
    first = next(values, None)
    return first if all(value == first for value in values) else None


def _com_value(cell: Cell) -> Any:
    """A cell of the book with values, as COM gives it."""
    value = cell.value
    if value is None:
        return "" if cell.data_type == "str" else None  # a formula that gives the empty text
    if cell.data_type == "e":
        return ERRORS.get(str(value), -2146826246)
    match value:
        case bool() | str() | datetime():
            return value
        case date():
            return datetime(value.year, value.month, value.day)
        case time():
            return datetime.combine(_DAY_ZERO.date(), value)
        case timedelta():
            return _DAY_ZERO + value
    return float(value)


def _com_formula(cell: Cell, twin: Cell, shows: Any) -> str:
    """As `Range.Formula`: the formula in English, the value as text where there is none, "" in an
    empty cell."""
    value = getattr(cell.value, "text", cell.value)  # a matrix formula is an object
    if cell.data_type == "f" or (
        isinstance(value, str) and value.startswith("=") and cell.data_type != "s"
    ):
        text = str(value) if str(value).startswith("=") else f"={value}"
        return str(shows(text))
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return f"{value:.15g}"
        case datetime() | time() | timedelta() | date():
            days = (_com_value(twin) - _DAY_ZERO) / timedelta(days=1)
            return f"{days:.15g}"
    return str(value)


def _put(cell: Cell, twin: Cell, value: Any) -> None:
    """Write as Excel does what is handed to Range.Value or Range.Formula."""
    if isinstance(cell, MergedCell):
        return
    value = None if value == "" else value
    if isinstance(value, str) and cell.number_format != "@":
        value = _typed(cell, value)
    if isinstance(value, str) and len(value) > 32_767:
        raise ComError("Exception from HRESULT: 0x800A03EC")
    is_formula = isinstance(value, str) and value.startswith("=") and cell.number_format != "@"
    if is_formula and (
        len(value) > 8_192 or any(len(text) > 255 for text in _LITERAL.findall(value))
    ):
        raise ComError("Exception from HRESULT: 0x800A03EC")
    if isinstance(value, str) and value.startswith("'"):
        value, is_formula = value[1:], False
    twin.value, cell.value = None, value
    if is_formula:
        link = _HYPERLINK.fullmatch(value)
        twin.value = link[1].replace('""', '"') if link else None
        return
    twin.value = value
    if isinstance(value, str):
        cell.data_type = twin.data_type = "s"
    elif isinstance(value, (date, datetime)) and cell.number_format == "General":
        cell.number_format = twin.number_format = "yyyy-mm-dd"


def _typed(cell: Cell, text: str) -> Any:
    """Text as if a person had typed it in English Excel: "12" is a number, "80%" too, "2021-03-01"
    a day."""
    if number := _NUMBER.fullmatch(text):
        if number[1] and cell.number_format == "General":
            cell.number_format = "0%"
        return float(text.rstrip("%")) / (100 if number[1] else 1)
    with suppress(ValueError):
        return datetime.strptime(text, "%Y-%m-%d")
    return text


def _hex(value: Any) -> str:
    if isinstance(value, str):
        return value.lstrip("#").upper()
    red, green, blue = utils.int_to_rgb(value) if isinstance(value, int) else value
    return f"{red:02X}{green:02X}{blue:02X}"


def _rgb(color: Any) -> tuple[int, int, int] | None:
    if color is None or color.type != "rgb":
        return None
    text = color.rgb[-6:]
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)


def _font_property(name: str) -> property:
    def get(self: Any) -> Any:
        return _common(self._read(cell, name) for cell in self._rng._cells())

    def put(self: Any, value: Any) -> None:
        value = _hex(value) if name == "color" else value
        self._rng._refuse_format()
        top, left, bottom, right = self._rng._area
        for row in self._rng._sheet._formulas.iter_rows(top, bottom, left, right):
            for cell in row:
                font: Font = copy(cell.font)
                setattr(font, name, value)
                cell.font = font

    return property(get, put)


class RangeFont(_Counted, base.Font):
    def __init__(self, rng: Range) -> None:
        self._rng = rng

    @staticmethod
    def _read(cell: Cell, name: str) -> Any:
        value = getattr(cell.font, name)
        return _rgb(value) if name == "color" else value

    api = True
    bold, italic, size, name, color = map(_font_property, ("b", "i", "sz", "name", "color"))


class DataValidation(_Counted, base.DataValidation):
    def __init__(self, rng: Range) -> None:
        self._rng = rng

    @property
    def _rule(self) -> Any:
        """The rule that all cells have, "none" or how they differ."""
        top, left, bottom, right = self._rng._area
        covered, rules = 0, []
        for rule in self._rng._sheet._formulas.data_validations.dataValidation:
            for each in rule.sqref.ranges:
                down = min(each.max_row, bottom) - max(each.min_row, top) + 1
                over = min(each.max_col, right) - max(each.min_col, left) + 1
                if down > 0 and over > 0:
                    covered += down * over
                    rules.append(rule)
        if not rules:
            return "none"
        if covered < len(self._rng):
            return "mixed_criteria"
        return rules[0] if all(rule is rules[0] for rule in rules) else "inconsistent"

    @property
    def type(self) -> str:
        rule = self._rule
        if (
            rule in ("mixed_criteria", "inconsistent")
            and self._rng._sheet._formulas.protection.sheet
        ):
            return "none"  # as xlwings 0.37 has it, because Excel refuses to look for cells there
        names = {"whole": "whole_number", "textLength": "text_length", None: "unknown"}
        return rule if isinstance(rule, str) else names.get(rule.type, rule.type)

    @property
    def source(self) -> str | None:
        rule = self._rule
        return None if isinstance(rule, str) or rule.type != "list" else str(rule.formula1)


class Tables(_Counted, base.Tables):
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def _all(self) -> list[Table]:
        return [Table(self._sheet, table) for table in self._sheet._formulas.tables.values()]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Table]:
        return iter(self._all())

    def __call__(self, key: int | str) -> Table:
        if isinstance(key, int):
            return self._all()[key - 1]
        for table in self._all():
            if table._table.displayName.lower() == key.lower():
                return table
        raise ComError("Subscript out of range")

    def __contains__(self, key: str) -> bool:
        return key.lower() in [table._table.displayName.lower() for table in self._all()]

    def add(self, source: Any = None, name: str | None = None, **others: Any) -> Table:
        if self._sheet._formulas.protection.sheet:
            raise ComError("This operation is not allowed on a protected sheet.")
        area = source.impl._area
        sheet = self._sheet._formulas
        if any(_meet(area, _area(other.ref)) for other in sheet.tables.values()):
            raise ComError("A table cannot overlap another table.")
        table = FileTable(displayName=name or f"Tabell{len(sheet.tables) + 1}", ref=_ref(area))
        table._initialise_columns()
        for at, column in enumerate(table.tableColumns):
            column.name = str(sheet.cell(area[0], area[1] + at).value or f"Kolumn{at + 1}")
        sheet.add_table(table)
        return Table(self._sheet, table)


def _meet(a: CellRange, b: CellRange) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


class Table(_Counted, base.Table):
    show_autofilter: Any = True
    table_style: Any = "TableStyleMedium2"

    def __init__(self, sheet: Sheet, table: FileTable) -> None:
        self._sheet, self._table = sheet, table

    @property
    def api(self) -> Any:
        return self

    @property
    def parent(self) -> Sheet:
        return self._sheet

    @property
    def name(self) -> str:
        return str(self._table.displayName)

    @property
    def display_name(self) -> str:
        return str(self._table.displayName)

    def _part(self, part: str) -> Range | None:
        top, left, bottom, right = _area(self._table.ref)
        head, totals = self._heads, self._totals
        areas = {
            "header": (top, left, top + head - 1, right),
            "body": (top + head, left, bottom - totals, right),
            "totals": (bottom - totals + 1, left, bottom, right),
        }
        area = areas[part]
        return Range(self._sheet, area) if area[0] <= area[2] else None

    @property
    def _heads(self) -> int:
        return 0 if self._table.headerRowCount == 0 else 1

    @property
    def _totals(self) -> int:
        return 1 if self._table.totalsRowCount else 0

    @property
    def range(self) -> Range:
        return Range(self._sheet, _area(self._table.ref))

    @property
    def header_row_range(self) -> Range | None:
        return self._part("header")

    @property
    def data_body_range(self) -> Range | None:
        return self._part("body")

    @property
    def totals_row_range(self) -> Range | None:
        return self._part("totals")

    @property
    def show_headers(self) -> bool:
        return bool(self._heads)

    @property
    def show_totals(self) -> bool:
        return bool(self._totals)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        if self._sheet._formulas.protection.sheet:
            raise ComError("This operation is not allowed on a protected sheet.")
        top, left, bottom, right = _area(self._table.ref)
        if value and not self._totals:
            self._table.ref, self._table.totalsRowCount = _ref((top, left, bottom + 1, right)), 1
            row = self.totals_row_range
            assert row is not None
            row.formula = [
                list(self._sheet._book._totals.get(self.name, [""] * (right - left + 1)))
            ]
        elif self._totals and not value:
            row = self.totals_row_range
            assert row is not None
            self._sheet._book._totals[self.name] = row.formula[0]
            row.clear_contents()
            self._table.ref, self._table.totalsRowCount = _ref((top, left, bottom - 1, right)), None

    @property
    def columns(self) -> TableColumns:
        return TableColumns(self)

    def resize(self, range: Any) -> None:
        if self._sheet._formulas.protection.sheet:
            raise ComError("This operation is not allowed on a protected sheet.")
        area, before = range.impl._area, _area(self._table.ref)
        if area[0] != before[0] or area[3] < before[1] or area[2] - area[0] < self._heads:
            raise ComError(
                "The header row must stay where it is, and the table must have a row of data."
            )
        for other in self._sheet._formulas.tables.values():
            if other is not self._table and _meet(area, _area(other.ref)):
                raise ComError("A table cannot overlap another table.")
        self._table.ref = _ref(area)
        if self._table.autoFilter is not None:
            self._table.autoFilter.ref = _ref((area[0], area[1], area[2] - self._totals, area[3]))
        columns = self._table.tableColumns
        del columns[area[3] - area[1] + 1 :]
        for at in range_(len(columns), area[3] - area[1] + 1):
            columns.append(FileColumn(id=at + 1, name=f"Kolumn{at + 1}"))


class TableColumns(base.TableColumns):
    def __init__(self, table: Table) -> None:
        self._columns = table._table.tableColumns

    def __len__(self) -> int:
        return len(self._columns)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._columns)


range_ = range  # the built-in, below methods that xlwings has named range


class Opened:
    """The test's hold on the stand-in."""

    def __init__(self, impl: App) -> None:
        self._impl = impl
        self.app = xw.App(impl=impl)

    def open(self, path: Path | str, read_only: bool = False) -> xw.Book:
        """Open as a person does: it becomes the active book."""
        return self.app.books.open(str(path), read_only=read_only)

    @property
    def alerts(self) -> list[tuple[str, str | None, str | None]]:
        return self._impl._alerts

    @property
    def saves(self) -> list[tuple[str, str | None]]:
        return self._impl._saves

    @property
    def calls(self) -> Counter[str]:
        return _Counted._calls

    def answer(self, button: str) -> None:
        """What the next boxes are answered with: "ok", "yes", "no" or "cancel"."""
        self._impl._answer = button


@contextmanager
def excel(values_only: bool = False) -> Iterator[Opened]:
    """An Excel without books, which is xlwings' active engine meanwhile. With `values_only` as
    Excel on the web is."""
    before, engine = xw.engines.active, Engine()
    xw.engines.add(xw.Engine(impl=engine))
    xw.engines[engine.name].activate()
    _Counted._calls.clear()
    _Counted._values_only = values_only
    app = next(iter(engine.apps))
    try:
        yield Opened(app)
    finally:
        app._open.clear()
        _Counted._values_only = False
        xw.engines.active = before
        xw.engines.engines.pop()
        del xw.engines.engines_by_name[engine.name]
        if hasattr(xw.Book, "_mock_caller"):
            del xw.Book._mock_caller
