"""Shared formulas: Excel stores the first cell's formula once, and the cells that repeat it only
point there.

Source: ECMA-376 part 1, 18.3.1.40 (f, with t="shared").
"""

from __future__ import annotations

import re

from xlplan.model import column_letters, column_number
from xlplan.reading.sheet import LAST_COLUMN, LAST_ROW

_TOKEN = re.compile(
    r"""
      "(?:[^"]|"")*"                                      # a text
    | '(?:[^']|'')*'                                      # a sheet's name in quotes
    | \[(?:[^\[\]]|\[[^\[\]]*\])*\]  # a structured reference or another workbook
    | (?<![\w.$\\])(?:
          (\$?)([A-Z]{1,3})(\$?)([1-9][0-9]{0,6})         # a cell
        | (\$?)([A-Z]{1,3}):(\$?)([A-Z]{1,3})             # whole columns
        | (\$?)([1-9][0-9]{0,6}):(\$?)([1-9][0-9]{0,6})   # whole rows
      )(?![\w.(!\[\\])
    """,
    re.VERBOSE,
)


def moved(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads that many rows down and columns to the right of where it was written.

    Relative references move, those with $ stay; a reference moved out of the sheet is #REF!.
    """

    def move(match: re.Match[str]) -> str:
        if match[2]:
            return _column(match[1], match[2], columns, _row(match[3], match[4], rows))
        if match[6]:
            first, last = (
                _column(match[5], match[6], columns, ""),
                _column(match[7], match[8], columns, ""),
            )
            return "#REF!" if "#REF!" in (first, last) else f"{first}:{last}"
        if match[10]:
            first, last = _row(match[9], match[10], rows), _row(match[11], match[12], rows)
            return "#REF!" if "#REF!" in (first, last) else f"{first}:{last}"
        return match[0]

    return _TOKEN.sub(move, formula)


def _row(fixed: str, digits: str, rows: int) -> str:
    row = int(digits) + (0 if fixed else rows)
    return f"{fixed}{row}" if 1 <= row <= LAST_ROW else "#REF!"


def _column(fixed: str, letters: str, columns: int, row: str) -> str:
    column = column_number(letters) + (0 if fixed else columns)
    if row == "#REF!" or not 1 <= column <= LAST_COLUMN:
        return "#REF!"
    return f"{fixed}{column_letters(column)}{row}"
