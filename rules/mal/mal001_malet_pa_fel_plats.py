"""Varje mål har en nivå och står under ett mål av nivån närmast över.

Varför: Rapporten skrivs uppifrån och ned. Ett mål vars plats inte går att förstå hamnar utanför, med allt som hör till.
Bryter:
    | Mål-ID | Nivå                            | Överordnat | Mål                 |
    | 1      | KF:s inriktningsmål             |            | En trygg stad       |
    | 1.1    | KF:s mål för verksamhetsområdet | 1          | Alla barn lär sig   |
    | E1     | Enhetsmål                       | 1.1        | Barnen är delaktiga |
Klarar:
    | Mål-ID | Nivå                            | Överordnat | Mål                 |
    | 1      | KF:s inriktningsmål             |            | En trygg stad       |
    | 1.1    | KF:s mål för verksamhetsområdet | 1          | Alla barn lär sig   |
    | N1     | Nämndmål                        | 1.1        | Förskolan är trygg  |
    | E1     | Enhetsmål                       | N1         | Barnen är delaktiga |
"""

from polars import DataFrame, Expr, coalesce, col, concat, concat_str, lit, when

from xlplan.rule import ERROR, Asked, rule

from ._places import DO, SAYS
from ._tree import LEVELS, TOP, linked, rings

LEVEL, PARENT, ABOVE, DUE = col("Nivå"), col("Överordnat"), col("över_nivå"), col("rätt_nivå")


def prepare(rows: Asked) -> DataFrame:
    """A row a fault of the level, and a row a goal with what is wrong with its place (`fall`, null if nothing is)."""
    goals = linked(rows.frame).with_columns(namn=coalesce("Mål", "Nr", "Mål-ID", lit("…")))
    unknown = when(LEVEL.is_null()).then(lit("ingen nivå")).otherwise(lit("okänd nivå"))
    levels = goals.filter(~LEVEL.is_in(LEVELS).fill_null(False)).with_columns(kolumn=lit("Nivå"), fall=unknown)
    places = goals.join(rings(goals), on=["bok", "rad"], how="left", maintain_order="left")
    return concat([levels, places.with_columns(kolumn=lit("Överordnat"), fall=_wrong_place())], how="diagonal")


def _wrong_place() -> Expr:
    fault = (
        when(LEVEL == TOP).then(when(PARENT.is_not_null()).then(lit("överst")))
        .when(PARENT.is_null()).then(when(DUE.is_not_null()).then(lit("saknas")))
        .when(col("över_finns").is_null()).then(lit("okänt"))
        .when(DUE == ABOVE).then(None)  # also on a ring: it is broken where it turns downwards
        .when(col("ring").is_not_null()).then(lit("ring"))
        .when(ABOVE.is_in(LEVELS) & DUE.is_not_null()).then(concat_str(lit("under "), ABOVE))
    )  # fmt: skip
    return concat_str(when(DUE.is_not_null()).then(LEVEL).otherwise(lit("mål")), lit(", "), fault)


@rule(
    table="tblMal",
    marks="Överordnat",
    also=("Mål-ID", "Nivå", "Överordnat"),
    shows=("Mål", "Nr"),
    facts=("namn", "ring"),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says=SAYS,
    do=DO,
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
