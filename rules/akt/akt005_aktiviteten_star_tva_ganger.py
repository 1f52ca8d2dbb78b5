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

from xlplan.rule import WARNING, Asked, folded, rule


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
    same = ["bok", folded(rows["Mål-ID"]), folded(rows["Aktivitet"], punctuation=False)]
    return rows["rad"] == rows["rad"].min().over(same)
