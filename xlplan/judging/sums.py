"""Sums of figures that may be rounded, and whether they are right.

A figure written with d decimals, d >= 1, stands for every value within half a unit in its last
place. The sum is wrong only if what its parts may stand for cannot reach what its total may stand
for.

How many decimals a figure has is read from its value, and Excel keeps no trailing zeros: 2,0 beside
2,9 is stored as 2. So within one sum

- D is the largest number of decimals in any part or in the total, at most six, and every part has D
  decimals;
- the total has its own number of decimals, for totals are often rounded more than their parts;
- if D is 0 every figure is a whole number and exact: rounding is no excuse, and a slip of one unit
  always shows.

The total counts towards D because of sums like 0,96 + 1,96 = 2,92: with one decimal they are stored
as 1, 2 and 2,9, where the parts alone look like whole numbers. It makes a total that is more
precise than all its parts forgivable within half of its last place a part, not within half a unit a
part: 3 + 3 + 4 = 10,4 is wrong.

The whole-number rule wins over rounding in one case: more than 18 parts that were all rounded to
figures ending in zero decimals, and their total too.

Source: XBRL International, Calculations 1.1, for the interval that a rounded figure stands for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

MOST_DECIMALS = 6
"""More decimals than this are the noise of a division."""

# What binary fractions and sums of them lose: a little in any case, and more the larger the figure.
# Small enough that the sixth decimal shows below a thousand million, and that a slip of one unit
# does below ten million million.
_NOISE_OF_FIGURE, _NOISE_OF_FIGURE_SHARE = 5e-8, 1e-15
_NOISE_OF_SUM, _NOISE_OF_SUM_SHARE = 1e-6, 1e-14


def decimals(expr: pl.Expr) -> pl.Expr:
    """How many decimals each figure has: 0 to 6, as Int8; null where there is no figure."""
    import polars as pl

    noise = expr.abs() * _NOISE_OF_FIGURE_SHARE + _NOISE_OF_FIGURE
    # a figure that is whole in units of 10**-d is so in all smaller units too: the units that fail
    # are the decimals
    return pl.sum_horizontal(
        *((expr - expr.round(d)).abs().gt(noise).cast(pl.Int8) for d in range(MOST_DECIMALS)),
        ignore_nulls=False,
    ).cast(pl.Int8)


def agrees(
    total: pl.Expr,
    parts_sum: pl.Expr,
    parts_count: pl.Expr,
    parts_decimals: pl.Expr,
    total_decimals: pl.Expr | None = None,
    own_decimals: pl.Expr | None = None,
) -> pl.Expr:
    """Whether each total can be the sum of its parts; null where the total or the sum is null.

    `parts_sum` is the sum of the parts, `parts_count` how many they are (blank ones left out) and
    `parts_decimals` the most decimals among them (null if there are none). For the parts of a book,
    in a frame with `bok`:

        parts = pl.col("Budget").filter(pl.col("Radtyp") == "kostnad")
        agrees(pl.col("Budget"), parts.sum().over("bok"), parts.count().over("bok"),
               decimals(parts).max().over("bok"))

    A difference is a sum of two parts, one of them with a minus: netto = kostnader − intäkter is

        agrees(netto, kostnader - intakter, pl.lit(2), pl.max_horizontal(decimals(kostnader),
        decimals(intakter)))

    `total_decimals` says it where more is known of the total than its value tells: 50 in a row of
    figures with one decimal is 50,0. It is never less than the value's own. `own_decimals` are
    those, where they are worked out already.
    """
    import polars as pl

    own = decimals(total) if own_decimals is None else own_decimals
    total_decimals = own if total_decimals is None else pl.max_horizontal(own, total_decimals)
    precision = pl.max_horizontal(parts_decimals, total_decimals)
    room = (
        pl.when(precision == 0)
        .then(0.0)
        .otherwise(
            parts_count.cast(pl.Float64) * _half_unit(precision) + _half_unit(total_decimals)
        )
    )
    return (parts_sum - total).abs() <= room + total.abs() * _NOISE_OF_SUM_SHARE + _NOISE_OF_SUM


def sum_agrees(total: float, parts: Sequence[float]) -> bool:
    """Whether `total` can be the sum of `parts`: `agrees` for a single sum.

    netto = kostnader − intäkter is `sum_agrees(netto, [kostnader, -intakter])`. No parts are a sum
    of 0.
    """
    total_decimals = _decimals(total)
    precision = max([total_decimals, *map(_decimals, parts)])
    room = (
        0.0 if precision == 0 else len(parts) * 0.5 * 10.0**-precision + 0.5 * 10.0**-total_decimals
    )
    return abs(math.fsum(parts) - total) <= room + abs(total) * _NOISE_OF_SUM_SHARE + _NOISE_OF_SUM


def _half_unit(decimals: pl.Expr) -> pl.Expr:
    import polars as pl

    return pl.lit(10.0).pow(-decimals.cast(pl.Float64)) * 0.5


def _decimals(figure: float) -> int:
    noise = abs(figure) * _NOISE_OF_FIGURE_SHARE + _NOISE_OF_FIGURE
    return sum(abs(figure - round(figure, d)) > noise for d in range(MOST_DECIMALS))
