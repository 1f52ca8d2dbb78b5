"""Enheten har registrets aktiviteter, under målen som de hör till.

Varför: KF och nämnden har beslutat att enheterna som aktiviteterna gäller ska göra dem, och följer
    upp det. Saknas målet i boken säger MAL005 till, och saknas fler aktiviteter än gränsen sägs det
    en gång.
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

from polars import DataFrame, Expr, lit

from xlplan.rule import WARNING, Asked, optional, register, rule

from .._register import GOALS_READ, expected_rows, gathered, missing


def prepare(rows: Asked) -> DataFrame:
    due = expected_rows(rows, "tblAktiviteter", "Aktivitet")
    return gathered(
        missing(due, rows.frame, "Aktivitet"), due, "Aktivitet", lit(rows.number("högst"))
    )


@rule(
    table="tblAktiviteter",
    marks="Aktivitet",
    reads=(optional("Mål-ID", "Aktivitet"),),
    tables=(
        "tblMal",
        *GOALS_READ,
        register("tblAktiviteter", "Mål-ID", "Aktivitet", "Enheter"),
    ),
    kinds=("unit",),
    parameters={"högst": 5},
    scope="book",
    prepare=prepare,
    severity=WARNING,
    says={
        "flera": "{antal} av registrets {alla} aktiviteter för enheten saknas, bland annat "
        "{några:kort}.",
        "saknas": "Registrets aktivitet ”{Aktivitet:kort}” under mål {Mål-ID} saknas.",
        "nästan": "Registrets aktivitet ”{Aktivitet:kort}” under mål {Mål-ID} saknas, men där står "
        "”{liknar:kort}”.",
        "annat mål": "Aktiviteten ”{Aktivitet:kort}” står under mål {under}, men i registret under "
        "mål {Mål-ID}.",
    },
    do={
        "flera": "Jämför boken med registret och lägg till det som fattas. Är det ett annat års "
        "register, börja där.",
        "saknas": "Lägg till aktiviteten under målet, eller fråga controllern om den inte gäller "
        "er enhet.",
        "nästan": "Menade du registrets aktivitet? Skriv då ”{Aktivitet}”. Annars lägg till den på "
        "en egen rad.",
        "annat mål": "Skriv {Mål-ID} i kolumnen Mål-ID.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
