"""Varje rad i budgeten har ett belopp.

Varför: En tom cell säger inte om raden är glömd eller om den inte används. En nolla gör det. Har
    ingen rad belopp är det BUD006 som säger till.
Bryter:
    | Post              | Radtyp  | Budget |
    | Hyresintäkter     | intäkt  |        |
    | Personalkostnader | kostnad | 2000   |
Klarar:
    | Post              | Radtyp  | Budget |
    | Hyresintäkter     | intäkt  | 0      |
    | Personalkostnader | kostnad | 2000   |
"""

import polars as pl

from xlplan.rule import WARNING, Asked, optional, rule, shown

LINES = ("intäkt", "kostnad", "varav")


def prepare(rows: Asked) -> pl.DataFrame:
    """The lines of the books that have a budget (BUD006). The sentence names no line: they share
    one finding."""
    in_budget = pl.col("Radtyp").is_in(["intäkt", "kostnad"]) & pl.col("Budget").is_not_null()
    lines = rows.frame.filter(in_budget.any().over("bok"), pl.col("Radtyp").is_in(LINES))
    return lines.with_columns(kolumn=pl.lit("Budget"))


@rule(
    table="tblBudget",
    marks="Budget",
    reads=("Radtyp", optional("Budget"), shown("Post")),
    prepare=prepare,
    about_blank=True,
    severity=WARNING,
    says="Belopp saknas i kolumnen {kolumn}.",
    do="Skriv årets budget. Skriv 0 om raden inte används.",
)
def check(rows: Asked) -> pl.Expr:
    return rows["Post"].is_null() | rows["Budget"].is_not_null()
