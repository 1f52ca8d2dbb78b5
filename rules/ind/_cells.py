"""The outcomes that the phase's report prints, a row a cell."""

import polars as pl

from xlplan.rule import Asked

from .._skede import headings
from ._people import MEN, WOMEN

OUTCOMES = (*headings("Utfall"), MEN, WOMEN)
"""The columns that `outcomes` reads."""


def outcomes(rows: Asked, *kept: str) -> pl.DataFrame:
    """bok, rad, Mål-ID, Indikator and the columns `kept`, with `kolumn` and `skrivet`: the phase's
    outcome, and in VB women's and men's."""
    index = ["bok", "rad", "Mål-ID", "Indikator", "skede", *kept]
    cells = rows.frame.unpivot(OUTCOMES, index=index, variable_name="kolumn", value_name="skrivet")
    own, split = (
        pl.col("kolumn") == "Utfall " + pl.col("skede"),
        pl.col("kolumn").is_in([MEN, WOMEN]),
    )
    return (
        cells.filter(own | (split & (pl.col("skede") == "VB"))).drop_nulls("skrivet").drop("skede")
    )
