"""The register's rows that concern a unit, and which of an indicator's rows holds on a day.

The makers of unit books and the rules that compare them with the register ask here, so that a new
book is always as the rules want it. Frames have one row a register row; `bok` says whose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_BETWEEN = re.compile(r"[,;\n]|\s+(?:och|samt)\s+")

PHASE_DAYS = {"VP": (1, 1), "T1": (4, 30), "T2": (8, 31), "VB": (12, 31)}
"""Month and day that a phase speaks of."""
UNITS, GOAL, FROM, TO = "Enheter", "Mål-ID", "Gäller från", "Gäller till"


def unit_codes(text: str) -> list[str]:
    """ "4127, 4131" -> ["4127", "4131"], as they are written; a code may hold blanks."""
    return [code for part in _BETWEEN.split(text) if (code := " ".join(part.split()))]


def same_code(text: pl.Expr) -> pl.Expr:
    """A code or Mål-ID for comparing: case and blanks apart."""
    return text.str.replace_all(r"\s+", " ").str.strip_chars().str.to_lowercase()


def concerning(rows: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """The rows of a register's table a unit that they concern, in the units' order and the table's.

    `units` has bok and kod (by `same_code`; null for a unit that no row names). A row whose
    `Enheter` is blank concerns all of them.
    """
    import polars as pl

    codes = pl.col(UNITS).map_elements(
        lambda text: [" ".join(code.split()).lower() for code in unit_codes(text)],
        return_dtype=pl.List(pl.String),
    )
    blank = pl.col(UNITS).is_null() | (codes.list.len() == 0)
    named = rows.with_row_index("_ordning").with_columns(_koder=codes, _alla=blank)
    crossed = units.select("bok", "kod").join(named, how="cross", maintain_order="left_right")
    return crossed.filter(
        pl.col("_alla") | pl.col("_koder").list.contains(pl.col("kod")).fill_null(False)
    ).drop("_ordning", "_koder", "_alla", "kod")


def goals_concerning(goals: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """`concerning` for goals: one that stands under a goal which only some units have is for those
    units, though its own Enheter is blank. A goal whose parent is nowhere in the register stays:
    what is wrong with it is told elsewhere.
    """
    import polars as pl

    known = set(goals.select(same_code(pl.col(GOAL))).to_series().drop_nulls())
    kept = concerning(goals, units).with_columns(
        _id=same_code(pl.col(GOAL)), _över=same_code(pl.col("Överordnat"))
    )
    while True:
        there = kept.select("bok", _över="_id", _finns=pl.lit(True)).unique()
        lost = pl.col("_över").is_in(list(known)) & pl.col("_finns").is_null()
        left = kept.join(there, on=["bok", "_över"], how="left", maintain_order="left").filter(
            ~lost.fill_null(False)
        )
        if left.height == kept.height:
            return kept.drop("_id", "_över")
        kept = left.drop("_finns")


def under_goals(rows: pl.DataFrame, goals: pl.DataFrame) -> pl.DataFrame:
    """The indicators or activities whose goal concerns the unit too; `goals` is what `concerning`
    said of them.

    What hangs under a goal that only some units have is for those units, though its own Enheter is
    blank.
    """
    import polars as pl

    there = goals.select("bok", id=same_code(pl.col(GOAL))).drop_nulls().unique()
    return rows.with_columns(id=same_code(pl.col(GOAL))).join(
        there, on=["bok", "id"], how="semi", maintain_order="left"
    )


def in_force(rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """The rows of indicators that hold on `dag`; in a plan (`skede` VP), where none of those alike
    in `by` does, the first that begins later in the year. No day, no rows."""
    import polars as pl

    day, since, until = pl.col("dag"), pl.col(FROM), pl.col(TO)
    holds = day.is_not_null() & (since <= day).fill_null(True) & (until >= day).fill_null(True)
    later = (pl.col("skede") == "VP") & (since > day) & (since.dt.year() == day.dt.year())
    first_later = later & (since == since.filter(later).min().over(by)) & ~holds.any().over(by)
    return rows.filter(holds | first_later)
