"""Varje KF-mål för verksamhetsområdet har minst en indikator.

Varför: Utan indikator går det bara att tycka om målet nås. En indikator under något av dess
    nämndmål eller enhetsmål räcker. Frågas när planen skrivs, medan det går att lägga till en.
Bryter:
    | Mål-ID | Nivå                            | Överordnat | Mål               |
    | 1.1    | KF:s mål för verksamhetsområdet | 1          | Alla barn lär sig |
Klarar:
    | Mål-ID | Nivå                            | Överordnat | Mål                |
    | 1.1    | KF:s mål för verksamhetsområdet | 1          | Alla barn lär sig  |
    | N1     | Nämndmål                        | 1.1        | Förskolan är trygg |
    tblIndikatorer:
    | Mål-ID | Indikator          |
    | N1     | Andel trygga barn  |
"""

from polars import DataFrame, Expr, col, concat, lit

from xlplan.rule import NOTE, Asked, folded, optional, rule

LEVELS_BELOW = 2
"""How far below the goal an indicator may hang: nämndmål and enhetsmål."""


def prepare(rows: Asked) -> DataFrame:
    """Adds `mätt`: the goals with an indicator of their own, and, level by level, the goals above
    them."""
    indicators = rows.table("tblIndikatorer").drop_nulls("Indikator")
    goals = rows.frame.with_columns(id=folded(col("Mål-ID")), över=folded(col("Överordnat")))
    measured = indicators.select("bok", id=folded(col("Mål-ID"))).drop_nulls().unique()
    for _ in range(LEVELS_BELOW):
        above = (
            goals.join(measured, on=["bok", "id"], how="semi").select("bok", id="över").drop_nulls()
        )
        measured = concat([measured, above]).unique()
    return goals.join(
        measured.with_columns(mätt=lit(True)), on=["bok", "id"], how="left", maintain_order="left"
    )


@rule(
    table="tblMal",
    marks="Mål",
    reads=("Nivå", optional("Mål-ID", "Överordnat", "Mål")),
    tables=("tblIndikatorer",),
    phases=("VP",),
    scope="book",
    prepare=prepare,
    severity=NOTE,
    says="Målet ”{Mål:kort}” har ingen indikator.",
    do="Lägg gärna till en indikator under målet, eller under ett av nämndmålen som hör till det.",
)
def check(rows: Asked) -> Expr:
    asked = (
        (rows["Nivå"] == "KF:s mål för verksamhetsområdet")
        & rows["Mål"].is_not_null()
        & rows["id"].is_not_null()
    )
    return ~asked | rows["mätt"].fill_null(False)
