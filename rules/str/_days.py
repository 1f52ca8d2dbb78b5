"""Days as people write them where a date should stand."""

from datetime import date
from typing import Any

from polars import DataFrame, Date, struct, when

from xlplan.rule import MONTH_NAMES, Asked, pattern

_NAMED = pattern(r"(?:den )?(\d{1,2})(?::?[ae])? ([a-zåäö]{3,9})\.?(?:,? (20\d\d))?")
_NUMBERS = pattern(r"(20\d\d)(?:([-./ ])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))")


def with_days(rows: Asked) -> DataFrame:
    """The cells of `_celler` with `dag`: the day that stands as text in a column of dates, null
    without one."""

    def day(asked: dict[str, Any]) -> date | None:
        return meant(asked["visas"], asked["år"])

    dated = when(rows["väntat"] == "ett datum").then(struct("visas", "år"))
    return rows.frame.with_columns(dag=dated.map_elements(day, return_dtype=Date))


def meant(text: str, year: float | None) -> date | None:
    """The day that "1 mars", "den 1 mars 2026", "2026.03.01" and "20260301" mean; None where it may
    be another.

    A day without a year is one of the plan's own, `year`.
    """
    line = " ".join(text.lower().split()).rstrip(".")
    if match := _NUMBERS.fullmatch(line):
        return _day(int(match[1]), int(match[3] or match[5]), int(match[4] or match[6]))
    if match := _NAMED.fullmatch(line):
        named = [n for n, name in enumerate(MONTH_NAMES, 1) if match[2] in (name, name[:3])]
        if named and (match[3] or (year is not None and 2000 <= year <= 2100)):
            return _day(int(match[3] or year or 0), named[0], int(match[1]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
