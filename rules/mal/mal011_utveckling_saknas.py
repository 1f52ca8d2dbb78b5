"""Varje enhetsmål har en text om utvecklingen.

Varför: Texten visar vad enheten prövar eller ändrar under året, utöver det som redan görs. Frågas
    när planen skrivs.
Bryter:
    | Mål-ID | Nivå      | Mål                 | Utveckling |
    | E1     | Enhetsmål | Barnen är delaktiga |            |
Klarar:
    | Mål-ID | Nivå      | Mål                 | Utveckling                   |
    | N1     | Nämndmål  | Förskolan är trygg  |                              |
    | E1     | Enhetsmål | Barnen är delaktiga | Vi prövar barnråd med bilder |
"""

from polars import DataFrame, Expr, lit

from xlplan.rule import NOTE, Asked, optional, rule


def prepare(rows: Asked) -> DataFrame:
    """The sentence names no goal, so that all of them share one finding."""
    return rows.frame.with_columns(kolumn=lit("Utveckling"))


@rule(
    table="tblMal",
    marks="Utveckling",
    reads=("Nivå", "Mål", optional("Utveckling")),
    phases=("VP",),
    prepare=prepare,
    about_blank=True,
    severity=NOTE,
    says="Enhetsmålet har ingen text i kolumnen {kolumn}.",
    do="Skriv gärna vad enheten utvecklar under året för att nå målet.",
)
def check(rows: Asked) -> Expr:
    return (rows["Nivå"] != "Enhetsmål") | rows["Utveckling"].is_not_null()
