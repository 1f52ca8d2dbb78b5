"""Summaraden i ramen är summan av verksamhetsområdena.

Varför: Summan är nämndens ram. Rader med Radtyp varav är en del av området ovanför och räknas inte
    med. Avrundade belopp räknas med den marginal som avrundningen ger.
Bryter:
    | Verksamhetsområde | Radtyp | VP netto |
    | Förskola          | område | 90       |
    | Äldreomsorg       | område | 60       |
    | Summa             | summa  | 160      |
Klarar:
    | Verksamhetsområde    | Radtyp | VP netto |
    | Förskola             | område | 90       |
    | varav öppen förskola | varav  | 10       |
    | Äldreomsorg          | område | 60       |
    | Summa                | summa  | 150      |
Källa: XBRL Calculations 1.1 (jämförelse av avrundade belopp).
"""

import polars as pl

from xlplan.rule import ERROR, Asked, agrees, optional, rule

from ._ram import COLUMN, NAME, cells

SAYS = (
    "Områdena blir tillsammans {rader:belopp} i kolumnen {kolumn}, men på raden "
    "”{Verksamhetsområde:kort}” står {belopp:belopp}: {skillnad:belopp} för "
)


def prepare(rows: Asked) -> pl.DataFrame:
    """The last total row's cells, with the sum of the areas above it."""
    every = cells(rows)
    last = every.filter(pl.col("typ") == "summa").filter(
        pl.col("rad") == pl.col("rad").max().over("bok")
    )
    parts = every.filter(pl.col("typ") == "område").select(
        *COLUMN, egen="rad", del_="belopp", del_noga="noga"
    )
    held = last.join(parts, on=COLUMN, maintain_order="left").filter(pl.col("egen") < pl.col("rad"))
    sums = held.group_by("bok", "rad", "kolumn", maintain_order=True).agg(
        pl.col(NAME, "belopp", "radnoga").first(),
        rader=pl.col("del_").sum(),
        antal=pl.len(),
        noga=pl.col("del_noga").max(),
    )
    off = pl.col("belopp") - pl.col("rader")
    more = pl.when(off > 0).then(pl.lit("mycket")).otherwise(pl.lit("lite"))
    return sums.with_columns(skillnad=off.abs(), fall=more)


@rule(
    table="tblRam",
    marks="RAM netto",
    reads=(optional(NAME, "Radtyp"),),
    tables=("_upprepade", "_celler"),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says={"mycket": SAYS + "mycket.", "lite": SAYS + "lite."},
    do="Kontrollera områdenas belopp och Radtyp, eller lägg tillbaka mallens formel på summaraden.",
)
def check(rows: Asked) -> pl.Expr:
    return agrees(rows["belopp"], rows["rader"], rows["antal"], rows["noga"], rows["radnoga"])
