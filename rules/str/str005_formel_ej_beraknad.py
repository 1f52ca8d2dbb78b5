"""Alla formler är uträknade.

Varför: Xlplan läser de värden som Excel har sparat. En bok som ett annat program har skrivit kan
    sakna dem. Ofta gäller det alla formler på bladet, så de sägs på en gång, på den första.
Bryter:
    tblBudget:
    | Post           | Radtyp  | Budget  |
    | Lokalkostnader | kostnad | ?=B1+B2 |
Klarar:
    tblBudget:
    | Post           | Radtyp  | Budget    |
    | Lokalkostnader | kostnad | =B1+B2→20 |
"""

from polars import DataFrame, Expr, col, lit, when

from xlplan.rule import ERROR, Asked, optional, rule


def prepare(rows: Asked) -> DataFrame:
    uncalculated = rows.frame.filter(rows["slag"] == "ej beräknad").sort(
        "bok", "rad", maintain_order=True
    )
    together = uncalculated.group_by("bok", "tabell", maintain_order=True).agg(
        col("rad", "kolumn", "visas").first(), antal=col("rad").len()
    )
    return together.with_columns(
        fall=when(col("antal") == 1).then(lit("en")).otherwise(lit("flera"))
    )


@rule(
    table="_celler",
    reads=(optional("slag", "visas"),),
    prepare=prepare,
    severity=ERROR,
    says={
        "en": "Formeln {visas:kort} är inte uträknad, så cellen har inget värde att läsa.",
        "flera": "{antal} formler på bladet är inte uträknade, så deras celler har inget värde att "
        "läsa.",
    },
    do="Öppna boken i Excel och spara den.",
)
def check(rows: Asked) -> Expr:
    return rows["antal"] == 0
