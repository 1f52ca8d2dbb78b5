"""Intäkter och kostnader skrivs som positiva tal.

Varför: Netto räknas som kostnader minus intäkter. Ett minustecken på en rad vänder den, så att en
    kostnad minskar kostnaderna eller en intäkt ökar nettot. Netto får vara negativt, och på en rad
    med Radtyp varav kan ett minus vara en rättelse. Har flera månader på en rad minus visas den
    första.
Bryter:
    | Post          | Radtyp | Budget |
    | Hyresintäkter | intäkt | -500   |
Klarar:
    | Post              | Radtyp  | Budget |
    | Hyresintäkter     | intäkt  | 500    |
    | Personalkostnader | kostnad | 400    |
    | Summa netto       | netto   | -100   |
"""

import polars as pl

from xlplan.rule import ERROR, MONTHS, Asked, rule, shown

LINES = ("intäkt", "kostnad")


def prepare(rows: Asked) -> pl.DataFrame:
    """The lines, a row an amount cell, in the order of the columns."""
    return (
        rows.frame.filter(pl.col("Radtyp").is_in(LINES))
        .with_columns(pl.coalesce("Post", "Radtyp").alias("Post"))
        .unpivot(
            on=["Föregående år", "Budget", *MONTHS],
            index=["bok", "rad", "Post", "Radtyp"],
            variable_name="kolumn",
            value_name="belopp",
        )
        .drop_nulls("belopp")
    )


@rule(
    table="tblBudget",
    marks="Budget",
    reads=("Radtyp", shown("Post")),
    prepare=prepare,
    severity=ERROR,
    says="”{Post:kort}” ({Radtyp}) har {belopp:belopp} i kolumnen {kolumn}. Intäkter och kostnader "
    "skrivs båda som positiva tal.",
    do="Ta bort minustecknen på raden. Är det en intäkt som står som kostnad, eller tvärtom, byt "
    "Radtyp.",
)
def check(rows: Asked) -> pl.Expr:
    negative = rows["belopp"] < 0
    later_month = rows["kolumn"].is_in(MONTHS) & (
        (negative & rows["kolumn"].is_in(MONTHS)).cast(pl.Int64).cum_sum().over("bok", "rad") > 1
    )
    return ~negative | later_month
