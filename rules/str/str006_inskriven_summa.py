"""Summarader räknas fram med formler.

Varför: En inskriven summa ändras inte när raderna ovanför gör det, och då stämmer budgeten bara för
    stunden.
Bryter:
    | Post            | Radtyp          | Budget |
    | Lokalkostnader  | kostnad         | 250    |
    | Summa kostnader | summa kostnader | 250    |
Klarar:
    | Post            | Radtyp          | Budget          |
    | Lokalkostnader  | kostnad         | 250             |
    | Summa kostnader | summa kostnader | =SUM(C2:C2)→250 |
"""

from polars import DataFrame, Expr, col

from xlplan.rule import WARNING, Asked, optional, rule, shown

from ._sums import CELL, SUM_TYPES, amounts, listed, number

TYPED = "Raden ”{Post}” ska räkna en summa, men beloppet är inskrivet för hand i "


def prepare(rows: Asked) -> DataFrame:
    """The sum rows of Budget and Månad, each with its typed amounts; one finding a row, on the
    first of them."""
    formulas = rows.table("_formler").select(*CELL, "formel")
    # a formula of figures alone, as =250+40, is typed too: it names no cell, name or table
    bare = col("formel").str.replace_all(r"[A-Za-z_][A-Za-z0-9_.]*\(", "")
    typed = col("kolumn").filter(~bare.str.contains(r"[\p{L}\[]").fill_null(False))
    return (
        amounts(rows)
        .filter(col("Radtyp").is_in(SUM_TYPES))
        .join(formulas, on=CELL, how="left", maintain_order="left")
        .group_by("bok", "tabell", "rad", "Post", maintain_order=True)
        .agg(
            fall=number(typed),
            kolumner=listed(typed, "till"),
            inskrivna=typed.len(),
            kolumn=typed.first(),
        )
    )


@rule(
    table="tblBudget",
    marks="Budget",
    reads=("Radtyp", shown("Post")),
    tables=("_formler", optional("tblManad")),
    prepare=prepare,
    severity=WARNING,
    says={
        "en kolumn": TYPED + "kolumnen {kolumner}.",
        "flera kolumner": TYPED + "kolumnerna {kolumner}.",
    },
    do="Kopiera formeln från samma rad i mallen, eller skriv en formel som räknar med blockets "
    "alla rader.",
)
def check(rows: Asked) -> Expr:
    return rows["inskrivna"] == 0
