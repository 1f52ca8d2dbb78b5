"""I ett områdes tabell är netto kostnader minus intäkter.

Varför: Texten under tabellen räknar med nettot. Avrundade belopp räknas med den marginal som
    avrundningen ger, och intäkter får stå med minustecken. Har tabellen rader med andra namn än
    Intäkter, Kostnader, Netto och varav prövas den inte.
Bryter:
    | Område   | Rad       | Budget |
    | Förskola | Intäkter  | 10     |
    | Förskola | Kostnader | 100    |
    | Förskola | Netto     | 80     |
Klarar:
    | Område   | Rad           | Budget |
    | Förskola | Intäkter      | -10.4  |
    | Förskola | Kostnader     | 100.4  |
    | Förskola | varav lokaler | 20     |
    | Förskola | Netto         | 90.1   |
Källa: XBRL Calculations 1.1 (jämförelse av avrundade belopp).
"""

import polars as pl

from xlplan.rule import ERROR, Asked, agrees, optional, rule

from ._omraden import blocks, cells
from ._ram import net


def prepare(rows: Asked) -> pl.DataFrame:
    """A row an area's table and column where all three rows, or costs and netto, are filled."""
    tables = blocks(cells(rows.frame, rows.table("_celler"))).filter(
        ~pl.col("annat"), ~pl.col("flera")
    )
    return tables.drop_nulls(["kostnader", "netto"]).with_columns(
        ska=net(pl.col("kostnader"), pl.col("intäkter")),
        intäkter=pl.col("intäkter").fill_null(0.0).abs(),
        Rad=pl.lit("Netto"),
    )


@rule(
    table="tblOmraden",
    marks="Budget",
    reads=(optional("Område", "Överordnat", "Rad"),),
    tables=("_celler",),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says="Netto för ”{Område:kort}” är {netto:belopp} i kolumnen {kolumn}, men kostnaderna "
    "{kostnader:belopp} minus intäkterna {intäkter:belopp} blir {ska:belopp}.",
    do="Rätta det belopp i områdets tabell som är fel, eller lägg tillbaka mallens formel på raden "
    "Netto.",
)
def check(rows: Asked) -> pl.Expr:
    return agrees(rows["netto"], rows["ska"], pl.lit(2), rows["noga"], rows["radnoga"])
