"""Månadernas budget blir tillsammans årets budget.

Varför: Månadsuppföljningen jämför utfallet med månadernas budget. Når de inte upp till årets budget
    ser enheten ut att gå bättre eller sämre än den gör. Månaderna får vara tomma; då delas årets
    budget lika.
Bryter:
    | Post           | Radtyp  | Budget | jan | feb | mar |
    | Lokalkostnader | kostnad | 1200   | 100 | 100 | 100 |
Klarar:
    | Post           | Radtyp  | Budget | jan | feb | jul |
    | Lokalkostnader | kostnad | 1200   | 300 | 500 | 400 |
    | Hyresintäkter  | intäkt  | 600    |     |     |     |
"""

import polars as pl

from xlplan.rule import ERROR, MONTHS, Asked, agrees, decimals, optional, rule, shown

from .._month import most_decimals

LINES = ("intäkt", "kostnad", "varav")


def prepare(rows: Asked) -> pl.DataFrame:
    months = [pl.col(month) for month in MONTHS]
    return rows.frame.filter(pl.col("Radtyp").is_in(LINES)).with_columns(
        pl.coalesce("Post", "Radtyp").alias("Post"),
        summa=pl.sum_horizontal(months),
        antal=pl.sum_horizontal(month.is_not_null() for month in months),
        decimaler=most_decimals(months),
        noga=decimals(pl.col("Budget")),
    )


@rule(
    table="tblBudget",
    marks="Budget",
    reads=("Radtyp", "Budget", optional(*MONTHS), shown("Post")),
    prepare=prepare,
    severity=ERROR,
    says="Månadernas budget för ”{Post:kort}” blir tillsammans {summa:belopp}, men årets budget är "
    "{Budget:belopp}. Ifyllda månader: {antal} av 12.",
    do="Fördela hela årets budget på månaderna. Ska den inte delas upp, töm månaderna på raden.",
)
def check(rows: Asked) -> pl.Expr:
    right = agrees(
        rows["Budget"], rows["summa"], rows["antal"], rows["decimaler"], own_decimals=rows["noga"]
    )
    return right | (rows["antal"] == 0)
