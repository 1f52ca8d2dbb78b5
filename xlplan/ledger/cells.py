"""Cells of an export: amounts, periods and codes as ledgers write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from xlplan.ledger.headings import month_named, year_named

Cell = str | float | int | bool | date | datetime | time | timedelta | None

_BLANKS = re.compile(r"[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}']")
_MINUS = str.maketrans(
    {"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-", "\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "-"}
)
_PLAIN = re.compile(r"([+-]?)(\d*)(?:[.,](\d*))?")
_GROUPED = re.compile(r"([+-]?)(\d{1,3}(?:([.,])\d{3})(?:\3\d{3})*)([.,])(\d*)")
_UNIT = re.compile(r"(?:kr|sek)\.?$", re.IGNORECASE)
_MANY_GROUPS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}|[+-]?\d{1,3}(?:,\d{3}){2,}")
_ONE_GROUP = re.compile(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,])")
_POINT = re.compile(r"\.\d{1,2}(?![\d.,])|(?:\d{4}|(?<!\d)0)\.\d")
_NOISE = 6
"""Decimals of a krona after which a number of a workbook is the noise of its sums:
0.30000000000000004 is 0.3."""


def ore_of(cell: Cell, factor: int = 1) -> int | None:
    """Öre of an amount in units of `factor` kronor: "1 234,50" -> 123450, "−5" -> -500, "1.234,50"
    -> 123450.

    Blank is 0. None for what is no amount, or is finer than an öre, and for 1.234 in tkr or mnkr:
    kronor have no thousandths, so there it must be one thousand, but a tkr has.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return 0
    if isinstance(cell, bool) or not isinstance(cell, str | float | int):
        return None
    if isinstance(cell, str):
        if factor > 1 and has_group(cell):
            return None
        exact = _decimal(cell)
    else:
        exact = round(Decimal(repr(cell)), _NOISE + len(str(factor)) - 1)
    if exact is None:
        return None
    ore = exact * factor * 100
    return int(ore) if ore == ore.to_integral_value() else None


def has_group(cell: Cell) -> bool:
    """Whether it is written as 1.234, which is one thousand where the point parts thousands."""
    return isinstance(cell, str) and _ONE_GROUP.search(_BLANKS.sub("", cell)) is not None


def has_decimal_point(cell: Cell) -> bool:
    """Whether it is written as 12.50, 1234.500 or 0.5, where the point cannot part thousands."""
    return (
        isinstance(cell, str) and "." in cell and _POINT.search(_BLANKS.sub("", cell)) is not None
    )


def _decimal(text: str) -> Decimal | None:
    bare = _UNIT.sub("", _BLANKS.sub("", text).translate(_MINUS))
    if bare.endswith("-"):  # as some systems write minus
        bare = f"-{bare[:-1]}"
    if bare in ("-", "+"):  # a dash for nothing
        return Decimal(0)
    if bare.startswith("(") and bare.endswith(")"):
        bare = f"-{bare[1:-1]}"
    if match := _PLAIN.fullmatch(bare):
        sign, whole, part = match[1], match[2], match[3] or ""
        if not whole and not part:
            return None
        if has_group(bare):
            # 1.234 is one thousand: nothing in Swedish has three decimals
            return Decimal(f"{sign}{whole}{part}")
        return Decimal(f"{sign}{whole or 0}.{part or 0}")
    if _MANY_GROUPS.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", ""))
    if (match := _GROUPED.fullmatch(bare)) and match[3] != match[4]:
        return Decimal(f"{match[1]}{match[2].replace(match[3], '')}.{match[5] or 0}")
    return None


def period_of(cell: Cell, year: int) -> tuple[int, int] | None:
    """Year and month of a period or a day: 202603, "2026-03", "2026-03-31", "2603", "mars 2026",
    "mar-26", 3, a date.

    A month alone is of `year`. Periods after the twelfth are the closing of the year: (2026, 13).
    None for what is neither.
    """
    if isinstance(cell, date):
        return cell.year, cell.month
    if isinstance(cell, bool) or cell is None:
        return None
    text = _BLANKS.sub("", code_of(cell)).translate(_MINUS)
    if match := re.fullmatch(
        r"((?:19|20)\d\d)[-/.]?(\d\d)(?:[-/.]?\d\d)?(?:T?\d\d:\d\d(?::\d\d)?)?", text
    ):
        found = int(match[1]), int(match[2])
    elif match := re.fullmatch(r"(\d\d)(\d\d)", text):
        found = 2000 + int(match[1]), int(match[2])
    elif re.fullmatch(r"\d{1,2}", text):
        found = year, int(text)
    elif month := month_named(text):
        found = year_named(text) or year, month
    else:
        return None
    return found if 1 <= found[1] <= 16 else None


def code_of(cell: Cell) -> str:
    """An account or a kostnadsställe as text: 4127.0 -> "4127", " 4127 " -> "4127"; "" for
    nothing."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
