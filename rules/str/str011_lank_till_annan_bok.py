"""Ingen formel hämtar sitt värde ur en annan arbetsbok.

Varför: Den andra arbetsboken följer inte med när boken skickas. Då visar cellen ett gammalt värde
    eller ett felvärde, och Excel frågar om länkar varje gång boken öppnas.
Bryter:
    länkar: Lokaler 2026.xlsx
    tblBudget:
    | Post           | Radtyp  | Budget              |
    | Lokalkostnader | kostnad | =[1]Hyror!$C$12→300 |
Klarar:
    tblBudget:
    | Post           | Radtyp  | Budget                               |
    | Lokalkostnader | kostnad | =SUM(tblBudget[jan])+Hyror!$C$12→300 |
"""

from polars import DataFrame, Expr, concat_str, lit, when

from xlplan.rule import WARNING, Asked, optional, rule


def prepare(rows: Asked) -> DataFrame:
    known = rows["fil"] != ""
    return rows.frame.with_columns(
        vilken=when(known).then(concat_str(lit(", ”"), "fil", lit("”"))).otherwise(lit("")),
        länk=lit(True),
    )


@rule(
    table="_lankar",
    reads=(optional("tabell", "kolumn", "fil"),),
    prepare=prepare,
    severity=WARNING,
    says="Formeln hämtar sitt värde ur en annan arbetsbok{vilken}.",
    do="Ersätt formeln med värdet: kopiera cellen och klistra in den på samma plats som värde.",
)
def check(rows: Asked) -> Expr:
    return ~rows["länk"]
