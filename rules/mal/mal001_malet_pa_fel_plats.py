"""Varje mål har en nivå och står under ett mål av nivån närmast över.

Varför: Rapporten skrivs uppifrån och ned. Ett mål vars plats inte går att förstå hamnar utanför,
    med allt som hör till.
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

from polars import DataFrame, Expr, coalesce, col, concat, lit, when

from xlplan.rule import ERROR, Asked, optional, rule, shown

from ._tree import A_GOAL, linked, rings, wrong_place

LEVEL, ABOVE, DUE = col("Nivå"), col("över_nivå"), col("rätt_nivå")
CHOOSE = (
    "Välj nivå i listan: KF:s inriktningsmål, KF:s mål för verksamhetsområdet, Nämndmål eller "
    "Enhetsmål."
)


def prepare(rows: Asked) -> DataFrame:
    """A row a fault of the level, and a row a goal with what is wrong with its place (`fall`, null
    if nothing is)."""
    goals = linked(rows.frame).with_columns(
        namn=coalesce("Mål", "Nr", "Mål-ID", lit("…")),
        slag=LEVEL.replace(A_GOAL),
        slag_över=ABOVE.replace(A_GOAL),
        rätt=DUE.replace(A_GOAL).fill_null("målet över"),
    )
    unknown = when(LEVEL.is_null()).then(lit("ingen nivå")).otherwise(lit("okänd nivå"))
    levels = goals.filter(~LEVEL.is_in(list(A_GOAL)).fill_null(False)).with_columns(
        kolumn=lit("Nivå"), fall=unknown
    )
    places = goals.join(rings(goals), on=["bok", "rad"], how="left", maintain_order="left")
    return concat(
        [levels, places.with_columns(kolumn=lit("Överordnat"), fall=wrong_place())], how="diagonal"
    )


@rule(
    table="tblMal",
    marks="Överordnat",
    reads=(optional("Mål-ID", "Nivå", "Överordnat"), shown("Mål", "Nr")),
    kinds=("unit", "board", "register"),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says={
        "ingen nivå": "Målet ”{namn:kort}” har ingen nivå.",
        "okänd nivå": "Målet ”{namn:kort}” har nivån ”{Nivå}”, som inte är någon av de fyra.",
        "överst": "Målet ”{namn:kort}” är {slag}, som står överst, men har Överordnat "
        "”{Överordnat}”.",
        "saknas": "Målet ”{namn:kort}” saknar Överordnat.",
        "okänt": "Målet ”{namn:kort}” har Överordnat ”{Överordnat}”, som inte finns på bladet Mål.",
        "ring": "Målet ”{namn:kort}” står under sig självt: {ring}.",
        "fel nivå": "Målet ”{namn:kort}” är {slag} men står under {Överordnat}, som är "
        "{slag_över}.",
    },
    do={
        **dict.fromkeys(("ingen nivå", "okänd nivå"), CHOOSE),
        "överst": "Töm cellen Överordnat, eller rätta målets nivå.",
        "": "Skriv Mål-ID för {rätt} i cellen Överordnat.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
