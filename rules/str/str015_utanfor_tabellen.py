"""Allt som hör till planen står inne i tabellerna.

Varför: Det som står bredvid eller under en tabell läses inte: det kommer varken med i summor eller
    i rapporten.
Bryter:
    utanför: Budget!B40=Konsulter
Klarar:
    tblBudget:
    | Post      | Radtyp  | Budget |
    | Konsulter | kostnad | 250    |
"""

from polars import DataFrame, Expr, col, lit, when

from xlplan.rule import WARNING, Asked, optional, rule


def prepare(rows: Asked) -> DataFrame:
    """One finding a row of the sheet, on its first cell."""
    more = col("text").len() - 1
    case = (
        when(more == 0)
        .then(lit("en cell"))
        .when(more == 1)
        .then(lit("två celler"))
        .otherwise(lit("flera celler"))
    )
    return (
        rows.frame.sort("bok", "blad", "rad", "kol", maintain_order=True)
        .group_by("bok", "blad", "rad", "tabell", maintain_order=True)
        .agg(col("kol", "text").first(), fler=more, fall=case)
    )


@rule(
    table="_utanfor",
    reads=(optional("text", "tabell"),),
    prepare=prepare,
    severity=WARNING,
    says={
        "en cell": "”{text:kort}” står utanför tabellen {tabell} och läses inte.",
        "två celler": "”{text:kort}” och en cell till på raden står utanför tabellen {tabell} och "
        "läses inte.",
        "flera celler": "”{text:kort}” och {fler} celler till på raden står utanför tabellen "
        "{tabell} och läses inte.",
    },
    do="Flytta in det i tabellen om det hör till planen; annars kan det tas bort.",
)
def check(rows: Asked) -> Expr:
    return rows["text"].str.strip_chars() == ""
