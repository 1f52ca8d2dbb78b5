"""Planen har en budget.

Varför: Utan belopp kan varken nämnden eller enheten se om pengarna räcker, och månadens utfall har
    inget att jämföras med. Regeln gäller när ingen intäkt eller kostnad har ett belopp; då är de
    andra reglerna om summor tysta. Nämndens egen bok har sin budget på bladen Ram och Områden.
Bryter:
    | Post              | Radtyp  | Föregående år | Budget |
    | Hyresintäkter     | intäkt  | 480           |        |
    | Personalkostnader | kostnad | 1900          |        |
Klarar:
    | Post              | Radtyp  | Föregående år | Budget |
    | Hyresintäkter     | intäkt  | 480           | 0      |
    | Personalkostnader | kostnad | 1900          |        |
"""

import polars as pl

from xlplan.rule import ERROR, Asked, optional, rule


def prepare(rows: Asked) -> pl.DataFrame:
    """One row a book; a book with a cell that could not be read in Budget or Radtyp may well have a
    budget."""
    unread = rows.table("_celler").filter(
        (pl.col("tabell") == "tblBudget") & pl.col("kolumn").is_in(["Budget", "Radtyp"])
    )
    lines = rows.frame.filter(pl.col("Radtyp").is_in(["intäkt", "kostnad"]))
    filled = lines.group_by("bok").agg(belopp=pl.col("Budget").count())
    books = rows.books.join(unread, on="bok", how="anti").join(
        filled, on="bok", how="left", maintain_order="left"
    )
    return books.with_columns(
        pl.col("belopp").fill_null(0), rad=pl.lit(None, pl.Int64), kolumn=pl.lit("Budget")
    )


@rule(
    table="tblBudget",
    marks="Budget",
    reads=(optional("Radtyp", "Budget"),),
    tables=("_celler",),
    kinds=("unit",),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says="Planen har ingen budget: ingen intäkt eller kostnad har något belopp i kolumnen "
    "{kolumn}.",
    do="Skriv årets budget för varje intäkt och kostnad, och 0 på de rader som inte används.",
)
def check(rows: Asked) -> pl.Expr:
    return rows["belopp"] > 0
