"""Inga uppgifter är dolda.

Varför: Det som är dolt räknas in i summor och trycks i rapporten, men den som läser boken ser det
    inte. Kolumner för andra skeden som mallen har vikt ihop är inte dolda, och inte heller rader
    utan belopp.
Bryter:
    dolt: Budget!3
    tblBudget:
    | Post              | Radtyp  | Budget |
    | Lokalkostnader    | kostnad | 300    |
    | Personalkostnader | kostnad | 2000   |
Klarar:
    dolt: Budget!3
    tblBudget:
    | Post           | Radtyp  | Budget |
    | Lokalkostnader | kostnad | 300    |
    | Hyresintäkter  | intäkt  | 0      |
"""

from polars import DataFrame, Expr, col, when

from xlplan.rule import WARNING, Asked, optional, rule

PLURAL = {"raden": "raderna", "kolumnen": "kolumnerna"}
ROWS = (
    "Ta bort filtret om det finns ett, eller markera raden före och efter, högerklicka och välj Ta "
    "fram."
)
COLUMNS = "Markera kolumnen före och kolumnen efter, högerklicka och välj Ta fram."
IN = "{namn} i tabellen {tabell} är"
DATA = "men där finns uppgifter."
REMOVE = " Ska uppgifterna inte vara med, ta bort dem."


def prepare(rows: Asked) -> DataFrame:
    kind = col("slag")
    return rows.frame.with_columns(
        fall=when(col("antal") == 1).then(kind).otherwise(kind.replace(PLURAL))
    )


@rule(
    table="_dolda",
    reads=(optional("tabell", "slag", "namn", "antal"),),
    prepare=prepare,
    severity=WARNING,
    says={
        "bladet": f"Bladet {{namn}} är dolt, {DATA}",
        "raden": f"Raden {IN} dold, {DATA}",
        "raderna": f"Raderna {IN} dolda, {DATA}",
        "kolumnen": f"Kolumnen {IN} dold, {DATA}",
        "kolumnerna": f"Kolumnerna {IN} dolda, {DATA}",
    },
    do={
        "bladet": "Högerklicka på en bladflik och välj Ta fram." + REMOVE,
        **dict.fromkeys(("raden", "raderna"), ROWS + REMOVE),
        **dict.fromkeys(("kolumnen", "kolumnerna"), COLUMNS + REMOVE),
    },
)
def check(rows: Asked) -> Expr:
    return rows["antal"] == 0
