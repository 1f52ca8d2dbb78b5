"""Samma indikator står bara en gång under ett mål.

Varför: Indikatorn skrivs annars två gånger i rapporten, kanske med olika årsmål och utfall.
Bryter:
    | Mål-ID | Indikator                 |
    | 1.1    | Andel nöjda (enkät)       |
    | 1.1    | Andel nöjda, enkät        |
Klarar:
    | Mål-ID | Indikator                 |
    | 1.1    | Andel nöjda               |
    | 1.2    | Andel nöjda               |
    | 1.1    | Andel nöjda som är trygga |
"""

from polars import Expr

from xlplan.rule import WARNING, Asked, rule

from .._shared import first_alike


@rule(
    table="tblIndikatorer",
    marks="Indikator",
    reads=("Mål-ID", "Indikator"),
    scope="book",
    severity=WARNING,
    says="Indikatorn ”{Indikator:kort}” står redan på en rad tidigare, under samma mål.",
    do="Ta bort den ena raden, eller skriv i namnet vad som skiljer indikatorerna åt.",
)
def check(rows: Asked) -> Expr:
    return first_alike(rows, "Mål-ID", "Indikator")
