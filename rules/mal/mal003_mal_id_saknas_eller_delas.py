"""Varje mål har ett eget Mål-ID.

Varför: Indikatorer, aktiviteter och mål hittar till sitt mål med Mål-ID. Utan eget nummer hamnar de
    fel i rapporten.
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

from polars import DataFrame, Expr, coalesce, col, lit, when

from xlplan.rule import ERROR, Asked, folded, optional, rule, shown

ID = col("Mål-ID")


def prepare(rows: Asked) -> DataFrame:
    """Adds `upptaget`, whether an earlier goal has the same Mål-ID, and that goal's name,
    `annat`."""
    same = ["bok", folded(ID)]
    goals = rows.frame.with_columns(
        namn=coalesce("Mål", "Nr", lit("…")), upptaget=col("rad") != col("rad").min().over(same)
    )
    return goals.with_columns(
        annat=col("namn").first().over(same).str.strip_chars_end(". "),
        fall=when(ID.is_null()).then(lit("saknas")).otherwise(lit("taget")),
    )


@rule(
    table="tblMal",
    marks="Mål-ID",
    reads=(optional("Mål-ID"), shown("Mål", "Nr")),
    kinds=("unit", "board", "register"),
    scope="book",
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says={
        "saknas": "Målet ”{namn:kort}” saknar Mål-ID.",
        "taget": "Målet ”{namn:kort}” har Mål-ID {Mål-ID}, som redan är taget av målet "
        "{annat:kort}.",
    },
    do="Ge målet ett eget Mål-ID, till exempel E5, som inget annat mål på bladet har.",
)
def check(rows: Asked) -> Expr:
    return rows["Mål-ID"].is_not_null() & ~rows["upptaget"]
