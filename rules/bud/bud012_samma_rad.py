"""Varje rad finns bara en gång i budgeten.

Varför: Står samma post två gånger räknas den dubbelt i summan, och uppföljningen vet inte vilken
    rad som gäller. Samma namn får stå som intäkt och som kostnad, och rader med Radtyp varav får
    heta lika under olika rader.
Bryter:
    | Post           | Radtyp  | Budget |
    | Lokalkostnader | kostnad | 300    |
    | lokalkostnader | kostnad | 200    |
Klarar:
    | Post           | Radtyp  | Budget |
    | Övrigt         | intäkt  | 300    |
    | Övrigt         | kostnad | 200    |
"""

import polars as pl

from xlplan.rule import ERROR, Asked, folded, optional, rule

LINES = ("intäkt", "kostnad", "varav")


def prepare(rows: Asked) -> pl.DataFrame:
    """The lines with their name as compared, and the line that a varav row is part of."""
    own = pl.when(pl.col("Radtyp").eq_missing("varav").not_()).then("rad")
    parent = pl.when(pl.col("Radtyp") == "varav").then(
        own.forward_fill().over("bok", order_by="rad")
    )
    return (
        rows.frame.with_columns(namn=folded(pl.col("Post")), överordnad=parent)
        .filter(pl.col("Radtyp").is_in(LINES))
        .drop_nulls("namn")
    )


@rule(
    table="tblBudget",
    marks="Post",
    reads=(optional("Post", "Radtyp"),),
    prepare=prepare,
    scope="book",
    severity=ERROR,
    says="”{Post:kort}” finns redan på en rad längre upp med Radtyp {Radtyp}.",
    do="Slå ihop raderna till en, eller ge dem olika namn om de gäller olika saker.",
)
def check(rows: Asked) -> pl.Expr:
    return rows["rad"] == rows["rad"].min().over("bok", "Radtyp", "namn", "överordnad")
