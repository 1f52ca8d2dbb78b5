"""Budgetens netto är enhetens nettobudget.

Varför: Enheten får inte planera för mer pengar än den har. Kostnader minus intäkter ska bli det belopp som nämnden har
    gett enheten, eller 0 om intäkterna täcker kostnaderna. Saknas nettoraden räknas nettot från budgetens rader.
Bryter:
    enhet: Nettobudget=1500
    | Post              | Radtyp  | Budget |
    | Hyresintäkter     | intäkt  | 500    |
    | Personalkostnader | kostnad | 2100   |
    | Summa netto       | netto   | 1600   |
Klarar:
    enhet: Nettobudget=1500
    | Post              | Radtyp  | Budget |
    | Hyresintäkter     | intäkt  | 500    |
    | Personalkostnader | kostnad | 2000   |
    | Summa netto       | netto   | 1500   |
Källa: kommunallagen (2017:725) 11 kap., god ekonomisk hushållning; nämndens beslut om enheternas nettobudgetar.
"""

import polars as pl

from xlplan.rule import ERROR, Asked, agrees, decimals, rule

from ._sums import amounts, last_of, nets


def prepare(rows: Asked) -> pl.DataFrame:
    cells = amounts(rows, ["Budget"])
    sums = cells.filter(pl.col("Radtyp").is_in(["summa intäkter", "summa kostnader"]))
    net = last_of(cells, "netto").select("bok", "rad", netto="belopp")
    off = pl.col("netto") - pl.col("enhet.Nettobudget")
    stated = pl.col("netto").is_not_null()
    return (
        nets(cells, sum_rows=False)
        .join(sums.group_by("bok").agg(sist=pl.col("rad").max()), on="bok", how="left")
        .join(net, on="bok", how="left")
        .join(rows.books, on="bok")
        .with_columns(
            pl.coalesce("rad", "sist").alias("rad"),
            pl.coalesce("netto", "ska").alias("netto"),
            pl.when(stated).then(1).otherwise("antal").alias("antal"),
            pl.when(stated).then(decimals(pl.col("netto"))).otherwise("decimaler").alias("decimaler"),
        )
        .with_columns(skillnad=off.abs(), åt=pl.when(off > 0).then(pl.lit("högre")).otherwise(pl.lit("lägre")))
    )


@rule(
    table="tblBudget",
    marks="Budget",
    also=("Radtyp",),
    facts=("netto", "skillnad", "åt"),
    unit=("Nettobudget",),
    tables=("_celler",),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says="Budgeten går inte ihop: netto (kostnader minus intäkter) är {netto:belopp}, men enhetens nettobudget är "
    "{enhet.Nettobudget:belopp}. Kostnaderna är {skillnad:belopp} {åt} än vad intäkterna och nettobudgeten "
    "räcker till.",
    do="Ändra kostnader eller intäkter tills netto blir {enhet.Nettobudget:belopp}. Har enheten fått en annan "
    "nettobudget, rätta den på bladet Enhet.",
)
def check(rows: Asked) -> pl.Expr:
    return agrees(rows.unit("Nettobudget"), rows["netto"], rows["antal"], rows["decimaler"])
