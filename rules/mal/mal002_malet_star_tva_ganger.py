"""Samma mål står bara en gång på samma plats bland målen.

Varför: Målet skrivs annars två gånger i rapporten, och läsaren vet inte vilket som gäller.
Bryter:
    | Mål-ID | Nivå      | Överordnat | Mål                   |
    | E1     | Enhetsmål | N1         | Barnen är delaktiga   |
    | E2     | Enhetsmål | N1         | barnen är  delaktiga. |
Klarar:
    | Mål-ID | Nivå      | Överordnat | Mål                 |
    | E1     | Enhetsmål | N1         | Barnen är delaktiga |
    | E2     | Enhetsmål | N2         | Barnen är delaktiga |
"""

from polars import Expr

from xlplan.rule import WARNING, Asked, optional, rule

from .._shared import first_alike


@rule(
    table="tblMal",
    marks="Mål",
    reads=("Mål", optional("Överordnat")),
    kinds=("unit", "board", "register"),
    scope="book",
    severity=WARNING,
    says="Målet ”{Mål:kort}” står redan på en rad tidigare, på samma plats bland målen.",
    do="Ta bort den ena raden, eller skriv målen så att det syns vad som skiljer dem åt.",
)
def check(rows: Asked) -> Expr:
    return first_alike(rows, "Överordnat", "Mål")
