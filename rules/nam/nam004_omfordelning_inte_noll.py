"""En omfördelning blir noll för områdena tillsammans.

Varför: En omfördelning flyttar pengar mellan verksamhetsområden. Blir den inte noll har nämnden
    gett bort eller tagit emot pengar som inte finns. En kolumn för omslutningsförändringar (Omf.
    Omslutning) behöver inte bli noll.
Bryter:
    | Verksamhetsområde | Radtyp | Omf. Lokaler |
    | Förskola          | område | -2           |
    | Äldreomsorg       | område | 1            |
Klarar:
    | Verksamhetsområde    | Radtyp | Omf. Lokaler |
    | Förskola             | område | -2           |
    | varav öppen förskola | varav  | -1           |
    | Äldreomsorg          | område | 2            |
"""

import polars as pl

from xlplan.rule import ERROR, Asked, agrees, optional, rule

from ._ram import NAME, cells

TURNOVER = r"(?i)\bomsl"


def prepare(rows: Asked) -> pl.DataFrame:
    """A row a redistribution, on the frame's total row, or else on its heading."""
    every = cells(rows).filter(pl.col("kolumn").str.to_lowercase().str.starts_with("omf."))
    areas = every.filter(pl.col("typ") == "område", ~pl.col("kolumn").str.contains(TURNOVER))
    sums = areas.group_by("bok", "kolumn", maintain_order=True).agg(
        summa=pl.col("belopp").sum(), antal=pl.len(), noga=pl.col("noga").max()
    )
    total = (
        every.filter(pl.col("typ") == "summa").group_by("bok", "kolumn").agg(pl.col("rad").last())
    )
    named = pl.col("kolumn").str.replace(r"(?i)^omf\. *", "")
    return sums.join(total, on=["bok", "kolumn"], how="left", maintain_order="left").with_columns(
        nyckel=pl.col("kolumn"),
        namn=pl.concat_str(pl.lit("Omf. "), named),
        **{NAME: pl.lit(None, pl.String)},
    )


@rule(
    table="tblRam",
    marks="Omf. ",
    reads=(optional(NAME, "Radtyp"),),
    tables=("_upprepade", "_celler"),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says="Omfördelningen {namn} blir {summa:belopp} för områdena tillsammans, men en omfördelning "
    "ska bli 0.",
    do="Rätta beloppen, så att det som ett område får är det som andra lämnar.",
)
def check(rows: Asked) -> pl.Expr:
    return agrees(pl.lit(0.0), rows["summa"], rows["antal"], rows["noga"], rows["noga"])
