"""Koderna i kolumnen Enheter är enheter som finns i registret.

Varför: Kolumnen säger vilka enheter som målet, indikatorn eller aktiviteten gäller. En kod som
    ingen enhet har gäller ingen, och den enhet som var tänkt blir utan.
Bryter:
    slag: register
    | Enhetskod | Enhet   |
    | 4127      | Bryggan |
    tblMal:
    | Mål-ID | Mål                | Enheter    |
    | N1     | Förskolan är trygg | 4127, 4172 |
Klarar:
    slag: register
    | Enhetskod | Enhet   |
    | 4127      | Bryggan |
    | F 12      | Kajen   |
    tblMal:
    | Mål-ID | Mål                | Enheter     |
    | N1     | Förskolan är trygg | 4127 och f 12 |
    | N2     | Maten är god       |             |
"""

from polars import Expr

from xlplan.rule import ERROR, Asked, optional, rule

from ._codes import TABLES, unknown_codes

SAYS = "I Enheter står ”{skriven:kort}”, som inte är koden för någon enhet på bladet Enheter."


@rule(
    table="tblEnheter",
    marks="Enhetskod",
    reads=(optional("Enhetskod", "Enhet"),),
    tables=TABLES,
    kinds=("register",),
    scope="book",
    prepare=unknown_codes,
    severity=ERROR,
    says={"okänd": SAYS, "nästan": SAYS},
    do={
        "okänd": "Skriv enhetens kod så som den står på bladet Enheter, med kommatecken mellan "
        "koderna. Tomt = alla enheter.",
        "nästan": "Menade du {menad}? Skriv koden så som den står på bladet Enheter.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
