"""Amounts of different books compared in kronor, each as exact as it is written."""

import polars as pl

from xlplan.rule import decimals

IN_KR = {"kr": 1.0, "tkr": 1e3, "mnkr": 1e6}
NOISE = 1e-3
"""Kronor: what binary fractions lose."""


def factor(unit: pl.Expr) -> pl.Expr:
    """Kronor in one of the unit; null for an unknown one."""
    return unit.replace_strict(IN_KR, default=None, return_dtype=pl.Float64)


def step(amount: pl.Expr, unit: pl.Expr) -> pl.Expr:
    """Kronor in one of the amount's last place: 100 000 for 1,5 mnkr."""
    return factor(unit) * pl.lit(10.0).pow(-decimals(amount).cast(pl.Float64))


def same_amount(one: pl.Expr, one_unit: pl.Expr, other: pl.Expr, other_unit: pl.Expr) -> pl.Expr:
    """Whether one can be the other, rounded. As exactly written as each other, they are equal or
    they are not; null where an amount or its unit is not known."""
    steps = step(one, one_unit), step(other, other_unit)
    coarser = pl.max_horizontal(*steps)
    room = pl.when((steps[0] - steps[1]).abs() <= coarser * 1e-9).then(0.0).otherwise(coarser / 2)
    off = (one * factor(one_unit) - other * factor(other_unit)).abs()
    return off <= room + NOISE
