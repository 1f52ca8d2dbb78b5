"""Varje enhetsmål har en uppföljning.

Varför: Målet kan bara bedömas i årets rapporter om det är bestämt hur det följs upp.
Bryter:
    | Mål-ID | Nivå      | Mål                 | Uppföljning      |
    | E1     | Enhetsmål | Barnen är delaktiga |                  |
Klarar:
    | Mål-ID | Nivå      | Mål                 | Uppföljning      |
    | N1     | Nämndmål  | Förskolan är trygg  |                  |
    | E1     | Enhetsmål | Barnen är delaktiga | Intervjuer i maj |
"""

from polars import Expr

from xlplan.rule import ERROR, Asked, optional, rule, shown

from ._texter import is_written


@rule(
    table="tblMal",
    marks="Uppföljning",
    reads=("Nivå", optional("Uppföljning"), shown("Mål")),
    phases=("VP",),
    about_blank=True,
    severity=ERROR,
    says="Enhetsmålet ”{Mål:kort}” saknar Uppföljning.",
    do="Skriv hur och när enheten följer upp målet, till exempel med en enkät i maj.",
)
def check(rows: Asked) -> Expr:
    return is_written(rows, "Uppföljning")
