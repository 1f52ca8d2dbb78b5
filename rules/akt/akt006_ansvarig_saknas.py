"""Varje aktivitet har en ansvarig.

Varför: En aktivitet som ingen har ansvar för blir lätt ogjord. En roll räcker, och är bättre än ett
    namn i en handling som blir offentlig. När året är slut frågas inte längre.
Bryter:
    | Mål-ID | Aktivitet    | Ansvarig   |
    | E1     | Nytt barnråd |            |
Klarar:
    | Mål-ID | Aktivitet    | Ansvarig   |
    | E1     | Nytt barnråd | Samordnare |
"""

from polars import DataFrame, Expr, lit

from xlplan.rule import NOTE, Asked, optional, rule


def prepare(rows: Asked) -> DataFrame:
    """The sentence names no activity, so that all of them share one finding."""
    return rows.frame.with_columns(kolumn=lit("Ansvarig"))


@rule(
    table="tblAktiviteter",
    marks="Ansvarig",
    reads=("Aktivitet", optional("Ansvarig")),
    phases=("VP", "T1", "T2"),
    prepare=prepare,
    about_blank=True,
    severity=NOTE,
    says="Aktiviteten har ingen ansvarig: kolumnen {kolumn} är tom.",
    do="Skriv gärna vem som ser till att det blir gjort, helst en roll, till exempel Biträdande "
    "enhetschef.",
)
def check(rows: Asked) -> Expr:
    return rows["Ansvarig"].is_not_null()
