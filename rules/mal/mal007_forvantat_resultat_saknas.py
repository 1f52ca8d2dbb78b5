"""Varje enhetsmål har ett förväntat resultat.

Varför: Utan förväntat resultat går det inte att säga efter året om målet är nått.
Bryter:
    | Mål-ID | Nivå      | Mål                 | Förväntat resultat   |
    | E1     | Enhetsmål | Barnen är delaktiga |                      |
Klarar:
    | Mål-ID | Nivå      | Mål                 | Förväntat resultat   |
    | N1     | Nämndmål  | Förskolan är trygg  |                      |
    | E1     | Enhetsmål | Barnen är delaktiga | Barnen väljer själva |
"""

from polars import Expr

from xlplan.rule import ERROR, Asked, optional, rule, shown

from ._texter import is_written


@rule(
    table="tblMal",
    marks="Förväntat resultat",
    reads=("Nivå", optional("Förväntat resultat"), shown("Mål")),
    phases=("VP",),
    about_blank=True,
    severity=ERROR,
    says="Enhetsmålet ”{Mål:kort}” saknar Förväntat resultat.",
    do="Skriv vad som är annorlunda när målet är nått, så att det går att följa upp.",
)
def check(rows: Asked) -> Expr:
    return is_written(rows, "Förväntat resultat")
