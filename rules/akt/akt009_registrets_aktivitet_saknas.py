"""Enheten har registrets aktiviteter, under målen som de hör till.

Varför: KF och nämnden har beslutat att enheterna som aktiviteterna gäller ska göra dem, och följer upp det. Saknas
    målet i boken säger MAL005 till.
Bryter:
    | Mål-ID | Aktivitet            |
    | N1     | Veckovisa barnråd    |
    tblMal:
    | Mål-ID | Mål                |
    | N1     | Förskolan är trygg |
    register:
    | Mål-ID | Aktivitet                  |
    | N1     | Alla gör en handlingsplan  |
    tblMal:
    | Mål-ID | Mål                |
    | N1     | Förskolan är trygg |
Klarar:
    | Mål-ID | Aktivitet                  |
    | N1     | alla gör en handlingsplan. |
    tblMal:
    | Mål-ID | Mål                |
    | N1     | Förskolan är trygg |
    register:
    | Mål-ID | Aktivitet                 |
    | N1     | Alla gör en handlingsplan |
    tblMal:
    | Mål-ID | Mål                |
    | N1     | Förskolan är trygg |
"""

from polars import DataFrame, Expr

from xlplan.rule import WARNING, Asked, rule

from .._register import expected_rows, missing


def prepare(rows: Asked) -> DataFrame:
    return missing(expected_rows(rows, "tblAktiviteter", "Aktivitet"), rows.frame, "Aktivitet")


@rule(
    table="tblAktiviteter",
    marks="Aktivitet",
    also=("Mål-ID", "Aktivitet"),
    facts=("liknar", "under"),
    tables=("tblMal", "tblEnhet"),
    register=("tblAktiviteter", "tblMal", "tblEnheter"),
    kinds=("unit",),
    scope="book",
    prepare=prepare,
    severity=WARNING,
    says={
        "saknas": "Registrets aktivitet ”{Aktivitet:kort}” under mål {Mål-ID} saknas.",
        "nästan": "Registrets aktivitet ”{Aktivitet:kort}” under mål {Mål-ID} saknas, men där står ”{liknar:kort}”.",
        "annat mål": "Aktiviteten ”{Aktivitet:kort}” står under mål {under}, men i registret under mål {Mål-ID}.",
    },
    do={
        "saknas": "Lägg till aktiviteten under målet, eller fråga controllern om den inte gäller er enhet.",
        "nästan": "Menade du registrets aktivitet? Skriv då ”{Aktivitet}”. Annars lägg till den på en egen rad.",
        "annat mål": "Skriv {Mål-ID} i kolumnen Mål-ID.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
