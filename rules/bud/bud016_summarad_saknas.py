"""Budgeten har raderna Summa intäkter, Summa kostnader och Summa netto.

Varför: Det är de raderna som nämnden läser och lägger ihop med andra enheters, och de hittas med
    sin Radtyp. En budget utan intäkter behöver ingen summa av dem, och en utan kostnader ingen av
    dem.
Bryter:
    | Post              | Radtyp          | Budget |
    | Personalkostnader | kostnad         | 2000   |
    | Summa kostnader   |                 | 2000   |
    | Summa netto       | netto           | 2000   |
Klarar:
    | Post              | Radtyp          | Budget |
    | Personalkostnader | kostnad         | 2000   |
    | Kostnader totalt  | summa kostnader | 2000   |
    | Netto             | netto           | 2000   |
"""

import polars as pl

from xlplan.rule import ERROR, Asked, folded, optional, rule, shown

from .._sums import LINES

KINDS = pl.DataFrame(
    {
        "post": ["Summa intäkter", "Summa kostnader", "Summa netto"],
        "radtyp": ["summa intäkter", "summa kostnader", "netto"],
        "av": [["intäkt"], ["kostnad"], list(LINES)],
    }
)
KIND, NAME = pl.col("Radtyp"), folded(pl.col("Post"), punctuation=False)


def prepare(rows: Asked) -> pl.DataFrame:
    """A row a sum row that a book with a budget lacks, on the row with its name if there is one."""
    budget = rows.frame.filter(
        (KIND.is_in(LINES) & pl.col("Budget").is_not_null()).any().over("bok")
    )
    lines = budget.select("bok", av="Radtyp").unique()
    due = (
        KINDS.explode("av")
        .join(lines, on="av")
        .select("bok", "post", "radtyp")
        .unique(maintain_order=True)
    )
    lacking = due.join(
        budget.select("bok", radtyp="Radtyp"),
        on=["bok", "radtyp"],
        how="anti",
        maintain_order="left",
    )
    named = budget.select("bok", "rad", "Post", "Radtyp", namn=NAME).unique(
        ["bok", "namn"], keep="last"
    )
    return (
        lacking.with_columns(namn=folded(pl.col("post")))
        .join(named, on=["bok", "namn"], how="left", maintain_order="left")
        .with_columns(
            nyckel="post",
            fall=pl.when(pl.col("rad").is_null())
            .then(pl.lit("saknas"))
            .when(KIND.is_null())
            .then(pl.lit("utan radtyp"))
            .otherwise(pl.lit("annan radtyp")),
        )
    )


@rule(
    table="tblBudget",
    marks="Radtyp",
    reads=(optional("Radtyp"), shown("Post")),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says={
        "saknas": "Budgeten saknar raden {post}.",
        "utan radtyp": "Raden ”{Post}” har ingen Radtyp, och räknas inte som budgetens summa.",
        "annan radtyp": "Raden ”{Post}” har Radtyp {Radtyp}, och räknas inte som budgetens summa.",
    },
    do={
        "saknas": "Lägg tillbaka raden från mallen, med Radtyp {radtyp}.",
        "": "Välj Radtyp {radtyp} i cellens lista.",
    },
)
def check(rows: Asked) -> pl.Expr:
    return rows["post"].is_null()
