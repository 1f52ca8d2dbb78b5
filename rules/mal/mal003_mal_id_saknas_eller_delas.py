"""Varje mål har ett eget Mål-ID.

Varför: Indikatorer, aktiviteter och mål hittar till sitt mål med Mål-ID. Utan eget nummer hamnar de fel i rapporten.
Bryter:
    | Mål-ID | Nivå      | Överordnat | Mål                 |
    | E1     | Enhetsmål | N1         | Barnen är delaktiga |
    | E1     | Enhetsmål | N1         | Barnen läser mer    |
    |        | Enhetsmål | N1         | Maten är god        |
Klarar:
    | Mål-ID | Nivå      | Överordnat | Mål                 |
    | E1     | Enhetsmål | N1         | Barnen är delaktiga |
    | E2     | Enhetsmål | N1         | Barnen läser mer    |
"""

from polars import DataFrame, Expr, coalesce, col, format, lit, when

from xlplan.rule import ERROR, Asked, folded, rule


def prepare(rows: Asked) -> DataFrame:
    """Adds what is wrong (`vad`), and `annat`: the first goal that has the same Mål-ID."""
    first = col("rad").min().over("bok", folded(col("Mål-ID")))
    goals = rows.frame.with_columns(namn=coalesce("Mål", "Nr", lit("utan namn")), upptaget=col("rad") != first)
    return goals.with_columns(
        vad=when(col("Mål-ID").is_null()).then(lit("saknar Mål-ID"))
        .otherwise(format("har Mål-ID {}, som redan är taget av målet ", "Mål-ID")),
        annat=when(col("Mål-ID").is_not_null())
        .then(col("namn").first().over("bok", folded(col("Mål-ID"))).str.strip_chars_end(". ")),
    )  # fmt: skip


@rule(
    table="tblMal",
    marks="Mål-ID",
    also=("Mål-ID", "Mål", "Nr"),
    facts=("namn", "vad", "annat"),
    scope="book",
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says="Målet ”{namn:kort}” {vad}{annat:kort}.",
    do="Ge målet ett eget Mål-ID, till exempel E5, som inget annat mål på bladet har.",
)
def check(rows: Asked) -> Expr:
    return rows["Mål-ID"].is_not_null() & ~rows["upptaget"]
