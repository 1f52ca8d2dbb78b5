"""Repairs of numbers and dates that are typed as text (STR008)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xlplan.fixing.lines import total_rows
from xlplan.fixing.repair import BookCell, BookTable, Patient, Repair

# 20 565 · 20565 · −12,5 · 0,75; not 20.565, 20,565 or 0123, which can mean other things
_NUMBER = re.compile(
    r"([-\N{MINUS SIGN}]?)"
    r"([0-9]{1,3}(?:[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}][0-9]{3}){1,4}|[0-9]{1,15})"
    r"(,[0-9]{1,2})?"
)
_MONEY_UNITS = ("kr", "tkr", "mnkr")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_FIRST = date(1900, 3, 1)
"""Before it Excel counts a day that never was."""
LIKE = 60
"""Cells at most whose format may be borrowed."""


def numbers_as_text(patient: Patient) -> Iterator[Repair]:
    """Amounts, numbers and ISO dates typed as text, where only one value can be meant."""
    unit = str(patient.fact("Beloppsenhet") or "").strip().casefold()
    for table in patient.tables.values():
        for cell in table.cells():
            if (
                isinstance(cell.value, str)
                and cell.typed
                and (value := _meant(cell, patient, unit)) is not None
            ):
                like = () if table.spec.transposed else others(table, cell.ref.row)
                yield Repair(
                    cell.ref, cell.column.heading, cell.value, value, "STR008", cell.value, like
                )


def _meant(cell: BookCell, patient: Patient, unit: str) -> float | date | None:
    text = str(cell.value)
    match cell.column.kind:
        case "amount" if patient.has("STR008", cell.ref):
            return number(text, unit)
        case "number":  # a year as text is read as a year, so there is no finding on it
            return number(text)
        case "date":
            return iso_date(text)
    return None


def number(text: str, unit: str = "") -> float | None:
    """The number that a text must mean in Swedish, None if it could mean anything else.

    The book's own money unit may stand after it ("20 565 tkr" in tkr); another unit may not.
    """
    text = text.strip()
    if unit in _MONEY_UNITS:
        text = re.sub(rf"(?<=\d)\s?{unit}\Z", "", text, flags=re.IGNORECASE)
    if not (match := _NUMBER.fullmatch(text)):
        return None
    whole = re.sub(r"\D", "", match[2])
    if len(whole) > 1 and whole.startswith("0"):
        return None
    value = float(whole + (match[3] or "").replace(",", "."))
    return -value if match[1] else value


def iso_date(text: str) -> date | None:
    """2026-03-01 as a date; None for any other way of writing, and for a day that does not
    exist."""
    if not (match := _ISO.fullmatch(text.strip())):
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return day if day >= _FIRST else None


def others(table: BookTable, of: int) -> tuple[int, ...]:
    """The rows whose format a cell of row `of` may take, the nearest first; no sum rows, which have
    their own."""
    totals = total_rows(table)
    rows = [row for row in table.rows if row != of and row not in totals]
    return tuple(sorted(rows, key=lambda row: abs(row - of))[:LIKE])
