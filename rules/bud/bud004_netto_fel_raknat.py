"""Nettoraden är kostnader minus intäkter.

Varför: Nettot är det som jämförs med enhetens nettobudget. Räknas det fel ser en budget i obalans
    ut att gå ihop. Nettot jämförs med summaraderna så som de står; utan summarader räknas det från
    budgetens rader.
Bryter:
    | Post              | Radtyp          | Budget |
    | Hyresintäkter     | intäkt          | 500    |
    | Personalkostnader | kostnad         | 2000   |
    | Summa netto       | netto           | -1500  |
Klarar:
    | Post              | Radtyp          | Budget |
    | Hyresintäkter     | intäkt          | 500    |
    | Personalkostnader | kostnad         | 2000   |
    | Summa netto       | netto           | 1500   |
"""

import polars as pl

from xlplan.rule import ERROR, Asked, agrees, optional, rule

from .._sums import COLUMN, amounts, last_of, nets


def prepare(rows: Asked) -> pl.DataFrame:
    cells = amounts(rows).lazy()
    return last_of(cells, "netto").join(nets(cells, sum_rows=True), on=COLUMN).collect()


@rule(
    table="tblBudget",
    marks="Budget",
    reads=(optional("Radtyp"),),
    tables=("_celler",),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says="Netto är {belopp:belopp} i kolumnen {kolumn}, men kostnaderna {kostnader:belopp} minus "
    "intäkterna {intäkter:belopp} blir {ska:belopp}.",
    do="Lägg tillbaka mallens formel i cellen: kostnader minus intäkter. Ett överskott blir ett "
    "minustal.",
)
def check(rows: Asked) -> pl.Expr:
    return agrees(
        rows["belopp"], rows["ska"], rows["antal"], rows["decimaler"], own_decimals=rows["noga"]
    )
