"""Varje enhetsmål har ett arbetssätt.

Varför: Arbetssättet visar hur enheten tänker nå målet, och är det som medarbetarna har mest nytta
    av i planen.
Bryter:
    | Mål-ID | Nivå      | Mål                 | Arbetssätt          |
    | E1     | Enhetsmål | Barnen är delaktiga |                     |
Klarar:
    | Mål-ID | Nivå      | Mål                 | Arbetssätt          |
    | N1     | Nämndmål  | Förskolan är trygg  |                     |
    | E1     | Enhetsmål | Barnen är delaktiga | Barnråd varje vecka |
"""

from polars import Expr

from xlplan.rule import ERROR, Asked, optional, rule, shown

from ._texter import is_written


@rule(
    table="tblMal",
    marks="Arbetssätt",
    reads=("Nivå", optional("Arbetssätt"), shown("Mål")),
    phases=("VP",),
    about_blank=True,
    severity=ERROR,
    says="Enhetsmålet ”{Mål:kort}” saknar Arbetssätt.",
    do="Skriv hur enheten arbetar för att nå målet: vad ni gör, vem som gör det och hur ofta.",
)
def check(rows: Asked) -> Expr:
    return is_written(rows, "Arbetssätt")
