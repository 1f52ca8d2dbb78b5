"""Varje enhetsmål har en text om resursanvändningen.

Varför: Texten visar att personal, lokaler och pengar räcker till det som enheten vill göra. Frågas
    när planen skrivs.
Bryter:
    | Mål-ID | Nivå      | Mål                 | Resursanvändning |
    | E1     | Enhetsmål | Barnen är delaktiga |                  |
Klarar:
    | Mål-ID | Nivå      | Mål                 | Resursanvändning        |
    | N1     | Nämndmål  | Förskolan är trygg  |                         |
    | E1     | Enhetsmål | Barnen är delaktiga | Två timmar i veckan     |
"""

from polars import DataFrame, Expr, lit

from xlplan.rule import NOTE, Asked, optional, rule


def prepare(rows: Asked) -> DataFrame:
    """The sentence names no goal, so that all of them share one finding."""
    return rows.frame.with_columns(kolumn=lit("Resursanvändning"))


@rule(
    table="tblMal",
    marks="Resursanvändning",
    reads=("Nivå", "Mål", optional("Resursanvändning")),
    phases=("VP",),
    prepare=prepare,
    about_blank=True,
    severity=NOTE,
    says="Enhetsmålet har ingen text i kolumnen {kolumn}.",
    do="Skriv gärna hur personal, lokaler och pengar används för målet.",
)
def check(rows: Asked) -> Expr:
    return (rows["Nivå"] != "Enhetsmål") | rows["Resursanvändning"].is_not_null()
