"""Safe repairs made in the cells of the open book, and the list of them on the sheet Rättat.

Excel's undo does not cover what a program does, so the list says what stood in each cell, and is
written before any cell is. A repair that does not take is put back and told.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from xlplan.actions.fix import change_of
from xlplan.excel.own_table import OwnTable, found_or_made, link, text
from xlplan.excel.table_rows import GENERAL, TEXT, add_rows
from xlplan.fixing import Repair
from xlplan.fixing.styles import shown_by
from xlplan.model import Change, Ref
from xlplan.template.values import Formula

if TYPE_CHECKING:
    import xlwings as xw

CORRECTED = OwnTable(
    "tblRattat",
    "Rättat",
    "Här står vad knappen Rätta har ändrat, så att du kan se efter och skriva tillbaka.",
    (
        ("När", 16),
        ("Blad", 14),
        ("Cell", 10),
        ("Kolumn", 22),
        ("Var", 50),
        ("Blev", 50),
        ("Regel", 10),
    ),
    link="Cell",
)
DAY = "yyyy-mm-dd"
LEFT = "Rättades inte"
_LOOK = ("bold", "italic", "size", "name", "color")


def make(
    book: xw.Book, repairs: Mapping[Ref, Repair], *, at: datetime
) -> tuple[list[Change], list[Change]]:
    """Make the repairs: those that were made, and those that the sheet or the cell did not let
    through.

    Raises RefusalError where the list cannot be written; no cell has been changed then.
    """
    table = found_or_made(book, CORRECTED)
    changes = {ref: change_of(repair) for ref, repair in repairs.items()}
    start = add_rows(
        table, CORRECTED, [_row(change, _quoted(change.became), at) for change in changes.values()]
    )
    made = {ref for ref, repair in repairs.items() if _write(book, repair)}
    if len(made) < len(repairs):
        rows = [
            _row(each, _quoted(each.became) if ref in made else LEFT, at)
            for ref, each in changes.items()
        ]
        add_rows(table, CORRECTED, rows, start=start)
    return [changes[ref] for ref in changes if ref in made], [
        changes[ref] for ref in changes if ref not in made
    ]


def _row(change: Change, became: str, at: datetime) -> list[str]:
    ref = change.ref
    place = [text(ref.sheet), link(ref.sheet, ref.a1, ref.a1), text(change.column)]
    return [f"{at:%Y-%m-%d %H:%M}", *place, text(_quoted(change.was)), text(became), change.rule]


def _quoted(shown: str) -> str:
    """In quotation marks, since texts may differ in blanks only."""
    return f"”{shown}”" if shown else "(tom)"


def _write(book: xw.Book, repair: Repair) -> bool:
    """Put one cell right; False, and the cell as it was, where that could not be done."""
    cell = book.sheets[repair.ref.sheet].range((repair.ref.row, repair.ref.column))
    try:
        number_format = cell.number_format
        if isinstance(repair.was, str) and (cell.value != repair.was or _has_formatted_parts(cell)):
            return False
    except NotImplementedError:
        raise
    except Exception:
        return False
    before = cell.formula
    try:
        _put(cell, repair, str(number_format or GENERAL))
        if _is(cell, repair):
            return True
    except Exception:
        pass  # such as a locked cell of a protected sheet
    with suppress(Exception):  # where nothing can be written, nothing has been
        if isinstance(repair.was, str):
            cell.number_format = TEXT
            cell.value = repair.was
        else:
            cell.formula = before
    with suppress(Exception):  # a protected sheet may let formats be set and no more
        cell.number_format = number_format
    return False


def _put(cell: xw.Range, repair: Repair, number_format: str) -> None:
    match repair.becomes:
        case Formula(formula, _):
            _set_format(
                cell, number_format, GENERAL if shown_by(number_format) == "text" else number_format
            )
            cell.formula = f"={formula}"
        case str(said):
            # else Excel would make a number of "90 %" and a day of "1.4"
            _set_format(cell, number_format, TEXT)
            cell.value = said or None
        case date() as day:
            _set_format(cell, number_format, _format(cell, repair, number_format, "date", DAY))
            cell.value = datetime.combine(day, time())
        case value:
            _set_format(
                cell, number_format, _format(cell, repair, number_format, "number", GENERAL)
            )
            cell.value = value


def _set_format(cell: xw.Range, present: str, wanted: str) -> None:
    if wanted != present:
        cell.number_format = wanted


def _format(cell: xw.Range, repair: Repair, present: str, shows: str, otherwise: str) -> str:
    """The cell's own format if it shows what the cell becomes, else that of the nearest cell of its
    column."""
    if shown_by(present) == shows:
        return present
    for row in repair.like:
        other = cell.sheet.range((row, repair.ref.column)).number_format
        if other and other != GENERAL and shown_by(other) == shows:
            return str(other)
    return otherwise


def _is(cell: xw.Range, repair: Repair) -> bool:
    match repair.becomes:
        case Formula(formula, _):
            return str(cell.formula) == f"={formula}"
        case str(said):
            return bool(cell.value == (said or None))
        case date() as day:
            stands = cell.value
            return isinstance(stands, datetime) and stands.date() == day
        case value:
            stands = cell.value
            return isinstance(stands, float) and stands == value


def _has_formatted_parts(cell: xw.Range) -> bool:
    """Whether parts of the text have a look of their own, which would be lost: Excel then gives no
    answer for all."""
    for name in _LOOK:
        try:
            if getattr(cell.font, name) is None and name != "color":
                return True
        except NotImplementedError:
            raise
        except Exception:  # no colour to make a number of
            return True
    return False
