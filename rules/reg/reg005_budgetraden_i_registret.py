"""Varje budgetrad i registret har ett namn och en Radtyp, och står en gång.

Varför: Enheternas böcker får raderna så som de står här. En rad utan Radtyp hamnar varken bland
    intäkterna eller kostnaderna, och en som står två gånger räknas dubbelt. Samma namn får stå som
    intäkt och som kostnad.
Bryter:
    slag: register
    | Post           | Radtyp  |
    | Lokalkostnader | kostnad |
    | lokalkostnader | kostnad |
Klarar:
    slag: register
    | Post   | Radtyp  |
    | Övrigt | kostnad |
    | Övrigt | intäkt  |
"""

from polars import DataFrame, Expr, col, lit, when

from xlplan.rule import ERROR, Asked, optional, rule

from .._register import bare


def prepare(rows: Asked) -> DataFrame:
    lines = rows.frame.with_columns(namn=bare(col("Post")))
    again = col("rad") != col("rad").min().over("bok", "namn", "Radtyp")
    return lines.with_columns(
        kolumn=when(col("Post").is_not_null() & col("Radtyp").is_null())
        .then(lit("Radtyp"))
        .otherwise(lit("Post")),
        fall=when(col("Post").is_null())
        .then(lit("utan namn"))
        .when(col("Radtyp").is_null())
        .then(lit("utan radtyp"))
        .when(again)
        .then(lit("två gånger")),
    )


@rule(
    table="tblBudgetposter",
    marks="Post",
    reads=(optional("Post", "Radtyp"),),
    kinds=("register",),
    scope="book",
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says={
        "utan namn": "En ifylld budgetrad har inget namn i kolumnen Post.",
        "utan radtyp": "Budgetraden ”{Post:kort}” har ingen Radtyp.",
        "två gånger": "Budgetraden ”{Post:kort}” står redan på en rad längre upp med Radtyp "
        "{Radtyp}.",
    },
    do={
        "utan namn": "Skriv budgetradens namn. Används inte raden, töm den.",
        "utan radtyp": "Välj intäkt eller kostnad i listan.",
        "två gånger": "Slå ihop raderna till en, med allas konton.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
