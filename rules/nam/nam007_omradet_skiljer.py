"""Ett verksamhetsområde har samma budget i ramen och i sin egen tabell.

Varför: Samma belopp med olika siffror på två ställen får läsaren att undra vilket som gäller. VP
    netto, kostnader och intäkter jämförs med årets budget i områdets tabell, utan tecken. Avrundade
    belopp räknas med den marginal som avrundningen ger. Ett område utan tabell visas bara när en
    tabell har nästan samma namn.
Bryter:
    | Verksamhetsområde | Radtyp | VP netto |
    | Förskola          | område | 90       |
    tblOmraden:
    | Område   | Rad   | Budget |
    | Förskola | Netto | 95     |
Klarar:
    | Verksamhetsområde | Radtyp | VP netto |
    | Förskola          | område | 90.1     |
    tblOmraden:
    | Område   | Rad   | Budget |
    | FÖRSKOLA | Netto | 90.1   |
Källa: XBRL Calculations 1.1 (jämförelse av avrundade belopp).
"""

import polars as pl

from xlplan.rule import ERROR, Asked, optional, rule

from ._areas import in_both, near_names, same


def prepare(rows: Asked) -> pl.DataFrame:
    """A row an area and kind of amount that stand in both tables; and a row an area whose table has
    nearly its name."""
    both = in_both(rows).with_columns(fall=pl.lit("skiljer"), menat=pl.lit(""))
    return pl.concat([both, near_names(rows)], how="diagonal_relaxed")


@rule(
    table="tblRam",
    marks="VP netto",
    reads=(optional("Verksamhetsområde", "Radtyp"),),
    tables=("_upprepade", "_celler", "tblOmraden"),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says={
        "skiljer": "”{Verksamhetsområde:kort}” har {ramen:belopp} i kolumnen {kolumn}, men i "
        "områdets egen tabell är årets {slag} {tabellen:belopp}.",
        "namn": "”{Verksamhetsområde:kort}” har ingen tabell på bladet Områden. Menade du "
        "”{menat:kort}”?",
    },
    do={
        "skiljer": "Rätta beloppet på det blad där det är fel, Ram eller Områden.",
        "namn": "Skriv området lika på bladen Ram och Områden.",
    },
)
def check(rows: Asked) -> pl.Expr:
    # a netto that differs because costs or incomes do is no fault of its own
    follows = (rows["kolumn"] == "VP netto") & (
        ~same() & (rows["kolumn"] != "VP netto")
    ).any().over("bok", "rad")
    return pl.when(rows["fall"] == "skiljer").then(same() | follows).otherwise(pl.lit(False))
