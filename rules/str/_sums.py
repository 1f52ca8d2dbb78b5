"""The sum rows of Budget and Månad, and which rows their formulas count."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import lru_cache

from polars import DataFrame, Expr, Int64, String, col, concat, concat_str, lit, when

from xlplan.rule import MONTHS, Asked, column_number, pattern

LINES = {
    "summa intäkter": ("intäkt",),
    "summa kostnader": ("kostnad",),
    "netto": ("intäkt", "kostnad"),
}
"""The kinds of line that each kind of sum row counts."""
LINE = {"intäkter": "intäkt", "kostnader": "kostnad"}
SUM_TYPES = tuple(LINES)
MONEY = {
    "tblBudget": ("Föregående år", "Budget", *MONTHS),
    "tblManad": (*MONTHS, "Prognos T1", "Prognos T2", "Prognos"),
}
COLUMN = ["bok", "tabell", "kolumn"]
CELL = [*COLUMN, "rad"]
_COUNTED = {
    "bok": Int64,
    "tabell": String,
    "kolumn": String,
    "rad": Int64,
    "från": Int64,
    "till": Int64,
}

Area = tuple[int, int]
"""The first and the last row of a part of a column."""
EVERYTHING = [(1, 1 << 20)]
"""The rows of a formula that is left alone: it counts as one that covers all lines."""
_READ = frozenset(
    (
        "SUM",
        "SUMIF",
        "SUMIFS",
        "SUMPRODUCT",
        "SUBTOTAL",
        "ROUND",
        "ROUNDUP",
        "ROUNDDOWN",
        "ABS",
        "N",
        "IF",
        "IFERROR",
    )
)
_AREA = pattern(r"(?<![\w.$])\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?(?![\w.(])")


def amounts(rows: Asked) -> DataFrame:
    """The filled amounts, one a row, in the order of the columns: bok, rad, Post, Radtyp, kolumn,
    belopp, tabell."""
    tables = {"tblBudget": rows.frame, "tblManad": rows.table("tblManad")}
    return concat(
        frame.unpivot(
            MONEY[name],
            index=["bok", "rad", "Post", "Radtyp"],
            variable_name="kolumn",
            value_name="belopp",
        )
        .drop_nulls(["Radtyp", "belopp"])
        .with_columns(col("Post").fill_null(col("Radtyp")), tabell=lit(name))
        for name, frame in tables.items()
    )


def number(names: Expr) -> Expr:
    """For an aggregation, the case: "en kolumn" or "flera kolumner"."""
    return when(names.len() == 1).then(lit("en kolumn")).otherwise(lit("flera kolumner"))


def listed(words: Expr, rest: str) -> Expr:
    """For an aggregation: "Budget", "Budget, jan och feb", and of many "Budget, jan och 11
    till"."""
    number = words.len()
    return (
        when(number < 2)
        .then(words.first())
        .when(number < 4)
        .then(concat_str(words.head(number - 1).str.join(", "), lit(" och "), words.last()))
        .otherwise(
            concat_str(words.head(2).str.join(", "), lit(" och "), number - 2, lit(f" {rest}"))
        )
    )


@lru_cache(maxsize=4096)
def areas(formula: str, column: int) -> list[Area]:
    """The rows of its own column that a formula counts, as pairs of first and last.

    A formula with anything else than cells, numbers and the usual functions (names, other sheets,
    table columns), or that counts nothing in its column (a row's sum of months), is left alone.
    """
    text = re.sub(r'"[^"]*"', "", formula).upper()
    words = re.findall(r"[^\W\d][\w.]*", _AREA.sub(" ", text))
    if re.search(r"[!\[\]'{}#@]", text) or not _READ.issuperset(words):
        return EVERYTHING
    found = []
    for left, top, right, bottom in _AREA.findall(text):
        columns = sorted((column_number(left), column_number(right or left)))
        if columns[0] <= column <= columns[1]:
            first, last = sorted((int(top), int(bottom or top)))
            found.append((first, last))
    return found or EVERYTHING


def counted(formulas: DataFrame, sums: DataFrame) -> DataFrame:
    """The areas of the formulas in the cells `sums`, one a row: bok, tabell, kolumn, rad, från,
    till.

    A formula that counts another formula's cell counts what that one does, however many steps away.
    """
    direct: dict[tuple[object, ...], dict[int, list[Area]]] = {}
    for *column, row, formula, number in formulas.select(*CELL, "formel", "kol").iter_rows():
        direct.setdefault(tuple(column), {})[row] = areas(formula, number)
    reached = [
        (*column, row, *area)
        for *column, row in sums.select(CELL).unique().iter_rows()
        for area in _joined(_with_inner(row, direct[tuple(column)]))
    ]
    return DataFrame(reached, schema=_COUNTED, orient="row")


def _with_inner(row: int, cells: Mapping[int, list[Area]]) -> set[Area]:
    """A formula's areas and those of the formulas in them; formulas that count each other bring
    nothing new twice."""
    found: set[Area] = set()
    left, unseen, rows = set(cells[row]), set(cells) - {row}, sorted(cells)
    while left:
        found |= left
        if not unseen or found.issuperset(EVERYTHING):
            break
        inner = {
            row
            for area in left
            for row in rows[bisect_left(rows, area[0]) : bisect_right(rows, area[1])]
        }
        left = {area for row in inner & unseen for area in cells[row]} - found
        unseen -= inner
    return found


def _joined(areas: set[Area]) -> list[Area]:
    """The same rows in as few areas as they make, from the top down."""
    joined: list[Area] = []
    for top, bottom in sorted(areas):
        if joined and top <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(bottom, joined[-1][1])
        else:
            joined.append((top, bottom))
    return joined
