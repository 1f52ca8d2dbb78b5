"""Formulas that only add and subtract cells of their own column: SUM, SUMIF and SUMIFS by Radtyp, +
and −."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlplan.model import column_number

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_TERM = re.compile(r"([+-]?)(?:(SUM|SUMIFS?)\(([^()]*)\)|(\$?[A-Z]{1,3}\$?\d{1,7}))")
_KIND = re.compile(r'"([^"]+)"')
_WIDEST = 5_000
"""Rows of a term; a longer one is a whole column and is left alone."""


@dataclass(frozen=True, slots=True)
class Term:
    """Rows that a formula adds (sign 1) or subtracts (−1); of them only those of `kind`, if that is
    not ""."""

    sign: int
    top: int
    bottom: int
    kind: str = ""
    alone: bool = False
    """Whether the cell stands by itself, outside SUM: Excel then minds if it holds text."""


def terms(formula: str, column: int, types: int) -> list[Term] | None:
    """The formula taken apart; None if it holds anything else. `types` is the number of the column
    Radtyp."""
    # a kind of line, as "kostnad", is one word and compared without case
    text = re.sub(r"\s+", "", formula).upper()
    found: list[Term] = []
    at = 0
    while at < len(text):
        match = _TERM.match(text, at)
        if match is None or (at and not match[1]):
            return None
        sign = -1 if match[1] == "-" else 1
        parts = _parts(match, sign, column, types)
        if parts is None:
            return None
        found += parts
        at = match.end()
    return found if found and all(term.bottom - term.top < _WIDEST for term in found) else None


def _parts(match: re.Match[str], sign: int, column: int, types: int) -> list[Term] | None:
    if match[4]:
        rows = _rows(match[4], column)
        return [Term(sign, *rows, alone=True)] if rows else None
    arguments = match[3].split(",")
    if match[2] == "SUM":
        areas = [_rows(argument, column) for argument in arguments]
        return [Term(sign, *area) for area in areas if area] if all(areas) else None
    if len(arguments) != 3:
        return None
    area, by, kind = (
        arguments if match[2] == "SUMIFS" else (arguments[2], arguments[0], arguments[1])
    )
    summed, named = _rows(area, column), _KIND.fullmatch(kind)
    if summed is None or named is None or _rows(by, types) != summed:
        return None
    return [Term(sign, *summed, kind=named[1].lower())]


def _rows(area: str, column: int) -> tuple[int, int] | None:
    """First and last row of an area in one column; None for any other."""
    if not (match := _AREA.fullmatch(area)) or column_number(match[1]) != column:
        return None
    if match[3] and column_number(match[3]) != column:
        return None
    first, last = sorted((int(match[2]), int(match[4] or match[2])))
    return first, last
