"""Samma aktivitet står bara en gång under ett mål.

Varför: Aktiviteten skrivs annars två gånger i rapporten, kanske med olika datum och analys.
Bryter:
    | Mål-ID | Aktivitet         |
    | E1     | Veckovisa barnråd |
    | E1     | veckovisa barnråd |
Klarar:
    | Mål-ID | Aktivitet                 |
    | E1     | Veckovisa barnråd         |
    | E2     | Veckovisa barnråd         |
    | E1     | Veckovisa barnråd i köket |
"""

from polars import Expr

from xlplan.rule import WARNING, Asked, rule

from .._shared import first_alike


@rule(
    table="tblAktiviteter",
    marks="Aktivitet",
    reads=("Mål-ID", "Aktivitet"),
    scope="book",
    severity=WARNING,
    says="Aktiviteten ”{Aktivitet:kort}” står redan på en rad tidigare, under samma mål.",
    do="Ta bort den ena raden, eller skriv vad som skiljer aktiviteterna åt.",
)
def check(rows: Asked) -> Expr:
    return first_alike(rows, "Mål-ID", "Aktivitet")
