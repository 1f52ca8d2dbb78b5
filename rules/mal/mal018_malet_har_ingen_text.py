"""Varje mål har en text i kolumnen Mål.

Varför: Utan text blir målet en tom rubrik i rapporten, och ingen vet vad det handlar om.
Bryter:
    | Mål-ID | Nivå      | Överordnat | Mål | Arbetssätt          |
    | E1     | Enhetsmål | N1         |     | Barnråd varje vecka |
Klarar:
    | Mål-ID | Nivå      | Överordnat | Mål                 | Arbetssätt          |
    | E1     | Enhetsmål | N1         | Barnen är delaktiga | Barnråd varje vecka |
"""

from polars import DataFrame, Expr, coalesce, format

from xlplan.rule import ERROR, Asked, optional, rule


def prepare(rows: Asked) -> DataFrame:
    """Adds `vilket`: the row as one would point it out, by its number where it has one."""
    named = format("{} med Mål-ID {}", "Nivå", "Mål-ID")
    return rows.frame.with_columns(vilket=coalesce(named, "Nivå"))


@rule(
    table="tblMal",
    marks="Mål",
    reads=("Nivå", optional("Mål-ID", "Mål")),
    kinds=("unit", "board", "register"),
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says="Kolumnen Mål är tom på raden för {vilket:kort}.",
    do="Skriv målet så som det ska stå i planen, till exempel ”Barnen har inflytande över sin "
    "dag”. Används inte raden, töm den.",
)
def check(rows: Asked) -> Expr:
    return rows["Mål"].is_not_null()
