"""Which way the register says is better for an indicator (its column Bättre): heard before targets
and names."""

import polars as pl

from xlplan.rule import folded

REGISTER = "tblIndikatorer"
"""The table of the register that rules asking `with_better` name."""


def with_better(indicators: pl.DataFrame, registered: pl.DataFrame) -> pl.DataFrame:
    """The indicators with `bättre`, what the register's column Bättre says of the name; null if it
    says nothing, or two things."""
    name = folded(pl.col("Indikator"), punctuation=False)
    known = (
        registered.drop_nulls("Bättre")
        .select(_namn=name, bättre="Bättre")
        .unique()
        .unique("_namn", keep="none")
    )
    return (
        indicators.with_columns(_namn=name)
        .join(known, on="_namn", how="left", maintain_order="left")
        .drop("_namn")
    )
