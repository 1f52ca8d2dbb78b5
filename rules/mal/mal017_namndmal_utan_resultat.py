"""Varje nämndmål har ett förväntat resultat.

Varför: Enhetens mål ska bidra till nämndens, och det går bara att se om det står vad nämnden väntar
    sig. Frågas när planen skrivs.
Bryter:
    | Mål-ID | Nivå      | Mål                 | Förväntat resultat   |
    | N1     | Nämndmål  | Förskolan är trygg  |                      |
Klarar:
    | Mål-ID | Nivå                            | Mål                | Förväntat resultat |
    | 1.1    | KF:s mål för verksamhetsområdet | Alla barn lär sig  |                    |
    | N1     | Nämndmål                        | Förskolan är trygg | Barnen är trygga   |
"""

from polars import DataFrame, Expr, col

from xlplan.rule import WARNING, Asked, optional, rule


def prepare(rows: Asked) -> DataFrame:
    return rows.frame.with_columns(fall=col("bokslag"))


@rule(
    table="tblMal",
    marks="Förväntat resultat",
    reads=("Nivå", "Mål", optional("Förväntat resultat")),
    phases=("VP",),
    about_blank=True,
    severity=WARNING,
    prepare=prepare,
    says=dict.fromkeys(("unit", "board"), "Nämndmålet ”{Mål:kort}” saknar Förväntat resultat."),
    do={
        "unit": "Skriv det förväntade resultat som nämnden har beslutat. Det står i nämndens "
        "verksamhetsplan.",
        "board": "Skriv vad nämnden väntar sig ska vara annorlunda när målet är nått.",
    },
)
def check(rows: Asked) -> Expr:
    return (rows["Nivå"] != "Nämndmål") | rows["Förväntat resultat"].is_not_null()
