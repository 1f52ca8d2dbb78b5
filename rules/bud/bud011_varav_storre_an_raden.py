"""Varav-rader är inte större än raden som de är en del av.

Varför: En rad med Radtyp varav visar en del av raden ovanför. En del kan inte vara större än det
    hela, så något av beloppen är fel. Delarna behöver inte räcka till hela beloppet. Avrundade
    belopp räknas med den marginal som avrundningen ger. Är det fel i flera kolumner visas den
    första.
Bryter:
    | Post              | Radtyp  | Budget |
    | Personalkostnader | kostnad | 2000   |
    | varav månadslöner | varav   | 1800   |
    | varav timlöner    | varav   | 300    |
Klarar:
    | Post              | Radtyp  | Budget |
    | Personalkostnader | kostnad | 2000   |
    | varav månadslöner | varav   | 1800   |
    | varav timlöner    | varav   | 150    |
Källa: XBRL Calculations 1.1 (jämförelse av avrundade belopp).
"""

import polars as pl

from xlplan.rule import ERROR, Asked, agrees, optional, rule

from .._sums import MONEY, amounts

BLOCK = ("bok", "kolumn", "överordnad")


def prepare(rows: Asked) -> pl.DataFrame:
    """A row a block of varav rows, the first column where it is too large; on its largest part."""
    rows.only_if("varav" in rows.frame["Radtyp"])
    part = pl.col("Radtyp").eq_missing("varav")
    parent = pl.when(~part).then("rad").forward_fill().over("bok", order_by="rad")
    names = rows.frame.select("bok", "rad", "Post", överordnad=parent)
    cells = amounts(rows).join(names, on=["bok", "rad"], maintain_order="left")
    whole = cells.select(
        "bok", "kolumn", pl.col("rad").alias("överordnad"), hela="belopp", hel_post="Post"
    )
    parts = (
        cells.filter(part).drop_nulls("belopp").sort("belopp", descending=True, maintain_order=True)
    )
    blocks = parts.group_by(BLOCK, maintain_order=True).agg(
        pl.col("rad").first(),
        delar=pl.col("belopp").sum(),
        antal=pl.len(),
        decimaler=pl.col("noga").max(),
        ordning=pl.col("kolumn").first().replace_strict({name: i for i, name in enumerate(MONEY)}),
    )
    held = blocks.join(whole, on=BLOCK, maintain_order="left").drop_nulls("hela")
    total, sum_of_parts, alone = pl.col("hela"), pl.col("delar"), pl.col("antal") == 1
    fits = (sum_of_parts <= total) | agrees(
        total, sum_of_parts, pl.col("antal"), pl.col("decimaler")
    )
    return held.with_columns(
        ryms=fits,
        första=pl.when(~fits).then("ordning").min().over("bok", "överordnad"),
        vad=pl.when(alone).then(pl.lit("Varav-raden")).otherwise(pl.lit("Varav-raderna")),
        ihop=pl.when(alone).then(pl.lit("")).otherwise(pl.lit("tillsammans ")),
    )


@rule(
    table="tblBudget",
    marks="Budget",
    reads=(optional("Post", "Radtyp"),),
    tables=("_celler",),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says="{vad} under ”{hel_post:kort}” är {ihop}{delar:belopp} i kolumnen {kolumn}, mer än hela "
    "raden, som är {hela:belopp}.",
    do="Rätta det belopp som är fel. Hör en varav-rad till en annan rad, flytta den dit.",
)
def check(rows: Asked) -> pl.Expr:
    return rows["ryms"] | (rows["ordning"] != rows["första"])
