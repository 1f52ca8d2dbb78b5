"""Kolumner med fasta val har sina rullistor.

Varför: Rullistan gör att alla skriver likadant. Utan den är det lätt att skriva ett ord som inte
    går att tolka. Regeln säger till först när ingen cell i kolumnen har sin rullista, i en tabell
    som har rader.
Bryter:
    utan rullista: tblMal.Nivå
    tblMal:
    | Mål-ID | Nivå      | Mål           |
    | E1     | Enhetsmål | Barnen trivs. |
Klarar:
    utan rullista: tblMal.Mål
    tblMal:
    | Mål-ID | Nivå      | Mål           |
    | E1     | Enhetsmål | Barnen trivs. |
"""

from polars import DataFrame, Expr, col, concat_str, lit, when

from xlplan.rule import NOTE, Asked, optional, rule


def prepare(rows: Asked) -> DataFrame:
    """One finding a table, on the heading of its first such column."""
    names = rows["rubrik"]
    one, several = names.len() == 1, names.head(names.len() - 1).str.join(", ")
    return rows.frame.group_by("bok", "blad", "tabell", maintain_order=True).agg(
        col("rad", "kol", "rubrik").first(),
        vilka=when(one)
        .then(concat_str(lit("kolumnen "), names.first()))
        .otherwise(concat_str(lit("kolumnerna "), several, lit(" och "), names.last())),
        borta=lit(True),
    )


@rule(
    table="_utan_lista",
    reads=(optional("tabell", "rubrik"),),
    prepare=prepare,
    severity=NOTE,
    says="Mallens rullista är borta i {vilka}.",
    do="Kopiera en cell ur samma kolumn i mallen, markera kolumnens celler här och välj Klistra in "
    "special och Verifiering.",
)
def check(rows: Asked) -> Expr:
    return ~rows["borta"]
