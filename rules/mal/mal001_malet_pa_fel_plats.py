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

from polars import DataFrame, Expr, coalesce, col, concat, format, lit, when

from xlplan.rule import ERROR, Asked, rule

from ._tree import A_GOAL, TOP, linked, rings

LEVEL, PARENT, ABOVE = col("Nivå"), col("Överordnat"), col("över_nivå")


def prepare(rows: Asked) -> DataFrame:
    """A row a fault of the level, and a row a goal with what is wrong with its place (`vad` is null if nothing is)."""
    goals = linked(rows.frame).with_columns(
        namn=coalesce("Mål", "Mål-ID", lit("utan namn")),
        gör=format("Skriv Mål-ID för {} i cellen Överordnat", col("rätt_nivå").replace(A_GOAL).fill_null("målet över")),
    )
    levels = goals.filter(~LEVEL.is_in(list(A_GOAL)).fill_null(False)).with_columns(
        kolumn=lit("Nivå"),
        vad=format("har nivån ”{}”, som inte är någon av de fyra", LEVEL).fill_null("har ingen nivå"),
        gör=lit("Välj nivå i listan: KF:s inriktningsmål, KF:s mål för verksamhetsområdet, Nämndmål eller Enhetsmål"),
    )
    places = goals.join(rings(goals), on=["bok", "rad"], how="left", maintain_order="left").with_columns(
        kolumn=lit("Överordnat"),
        vad=_wrong_place(),
        gör=when(LEVEL == TOP).then(lit("Töm cellen Överordnat, eller rätta målets nivå")).otherwise("gör"),
    )
    return concat([levels, places], how="diagonal")


def _wrong_place() -> Expr:
    a_goal, a_parent = LEVEL.replace(A_GOAL), ABOVE.replace(A_GOAL)
    both_known = ABOVE.is_in(list(A_GOAL)) & col("rätt_nivå").is_not_null()
    return (
        when(LEVEL == TOP).then(format("är {}, som står överst, men har Överordnat ”{}”", a_goal, PARENT))
        .when(PARENT.is_null()).then(when(col("rätt_nivå").is_not_null()).then(lit("saknar Överordnat")))
        .when(col("över_finns").is_null()).then(format("har Överordnat ”{}”, som inte finns på bladet Mål", PARENT))
        .when(col("rätt_nivå") == ABOVE).then(None)  # also on a ring: it is broken where it turns downwards
        .when(col("ring").is_not_null()).then(format("står under sig självt: {}", "ring"))
        .when(both_known).then(format("är {} men står under {}, som är {}", a_goal, PARENT, a_parent))
    )  # fmt: skip


@rule(
    table="tblMal",
    marks="Överordnat",
    also=("Mål-ID", "Nivå", "Överordnat", "Mål"),
    facts=("namn", "vad", "gör"),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says="Målet ”{namn:kort}” {vad}.",
    do="{gör}.",
)
def check(rows: Asked) -> Expr:
    return rows["vad"].is_null()
