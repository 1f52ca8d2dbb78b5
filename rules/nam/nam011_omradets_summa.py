"""Ett områdes delar, och alla områden, blir tillsammans det som står i det helas tabell.

Varför: Nämnden läser både delarna och det hela. Delområden (kolumnen Överordnat) prövas där de är
    hela området i de flesta kolumner, eller är större än det. Ett område med egen tabell som inte
    står i ramen visas om ramen i övrigt stämmer: då blir tabellerna tillsammans mer eller mindre än
    nämnden har.
Bryter:
    tblRam:
    | Verksamhetsområde | Radtyp | VP netto |
    | Förskola          | område | 90       |
    | Summa             | summa  | 90       |
    tblOmraden:
    | Område   | Rad   | Budget |
    | Förskola | Netto | 90     |
    | Fritid   | Netto | 5      |
Klarar:
    tblRam:
    | Verksamhetsområde | Radtyp | VP netto |
    | Äldreomsorg       | område | 60       |
    | Summa             | summa  | 60       |
    tblOmraden:
    | Område      | Överordnat  | Rad   | Budget |
    | Äldreomsorg |             | Netto | 60     |
    | Hemtjänst   | Äldreomsorg | Netto | 25     |
"""

import polars as pl

from xlplan.rule import WARNING, Asked, optional, rule

from ._totals import of_parts, outside_frame


def prepare(rows: Asked) -> pl.DataFrame:
    return pl.concat([of_parts(rows), outside_frame(rows)], how="diagonal_relaxed")


@rule(
    table="tblRam",
    marks="VP netto",
    reads=(optional("Verksamhetsområde", "Radtyp"),),
    tables=("tblOmraden", "_upprepade", "_celler"),
    scope="book",
    prepare=prepare,
    severity=WARNING,
    says={
        "delar": "Delområdena till ”{hela_namn:kort}” har tillsammans {slag} {delar:belopp} i "
        "kolumnen {kolumn}, men i områdets egen tabell står {hela:belopp}.",
        "utanför": "”{hela_namn:kort}” har en egen tabell men står inte i ramen. Områdenas {slag} "
        "blir tillsammans {delar:belopp}, men ramens summa är {hela:belopp}.",
    },
    do={
        "delar": "Rätta det belopp som är fel. Fattas ett delområde, lägg till dess tabell.",
        "utanför": "Lägg till området på bladet Ram, eller skriv i Överordnat vilket område det är "
        "en del av.",
    },
)
def check(rows: Asked) -> pl.Expr:
    return rows["fall"].is_null()
