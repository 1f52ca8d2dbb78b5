"""Enheten har registrets indikatorer, under målen som de hör till.

Varför: Nämnden och KF följer sina indikatorer i alla enheter som de gäller. Saknas en i boken
    saknas enhetens värde i nämndens rapport. Bara de som gäller på skedets dag prövas, och saknas
    målet säger MAL005 till.
Bryter:
    | Mål-ID | Indikator           |
    | 1.1    | Andel nöjda föräldrar |
    tblMal:
    | Mål-ID | Mål               |
    | 1.1    | Alla barn lär sig |
    register:
    | Mål-ID | Indikator           |
    | 1.1    | Andel trygga barn   |
    tblMal:
    | Mål-ID | Mål               |
    | 1.1    | Alla barn lär sig |
Klarar:
    enhet: Skede=T1
    | Mål-ID | Indikator         |
    | 1.1    | andel trygga barn |
    tblMal:
    | Mål-ID | Mål               |
    | 1.1    | Alla barn lär sig |
    register:
    | Mål-ID | Indikator         | Gäller från |
    | 1.1    | Andel nöjda       | 2026-07-01  |
    tblMal:
    | Mål-ID | Mål               |
    | 1.1    | Alla barn lär sig |
"""

from polars import DataFrame, Expr, lit

from xlplan.rule import WARNING, Asked, optional, rule

from .._register import INDICATORS_READ, expected_indicators, gathered, missing


def prepare(rows: Asked) -> DataFrame:
    due = expected_indicators(rows)
    return gathered(
        missing(due, rows.frame, "Indikator"), due, "Indikator", lit(rows.number("högst"))
    )


@rule(
    table="tblIndikatorer",
    marks="Indikator",
    reads=(optional("Mål-ID", "Indikator"),),
    tables=("tblMal", *INDICATORS_READ),
    kinds=("unit",),
    parameters={"högst": 5},
    scope="book",
    prepare=prepare,
    severity=WARNING,
    says={
        "flera": "{antal} av registrets {alla} indikatorer för enheten saknas, bland annat "
        "{några:kort}.",
        "saknas": "Registrets indikator ”{Indikator:kort}” under mål {Mål-ID} saknas.",
        "nästan": "Registrets indikator ”{Indikator:kort}” under mål {Mål-ID} saknas, men där står "
        "”{liknar:kort}”.",
        "annat mål": "Indikatorn ”{Indikator:kort}” står under mål {under}, men i registret under "
        "mål {Mål-ID}.",
    },
    do={
        "flera": "Jämför boken med registret och lägg till det som fattas. Är det ett annat års "
        "register, börja där.",
        "saknas": "Lägg till indikatorn under målet, eller fråga controllern om den inte gäller er "
        "enhet.",
        "nästan": "Menade du registrets indikator? Skriv då ”{Indikator}”. Annars lägg till den på "
        "en egen rad.",
        "annat mål": "Skriv {Mål-ID} i kolumnen Mål-ID.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
