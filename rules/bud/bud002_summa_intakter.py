"""Summa intäkter är summan av intäktsraderna.

Varför: Nämnden läser summorna, och det är de som läggs ihop med andra enheters. En rad som hamnar
    utanför summan syns inte i nämndens budget. Rader med Radtyp varav ingår i raden ovanför och
    räknas inte med; avrundningar godtas.
Bryter:
    | Post           | Radtyp         | Budget |
    | Hyresintäkter  | intäkt         | 500    |
    | Bidrag         | intäkt         | 300    |
    | Summa intäkter | summa intäkter | 700    |
Klarar:
    | Post           | Radtyp         | Budget |
    | Hyresintäkter  | intäkt         | 500    |
    | varav lokaler  | varav          | 200    |
    | Bidrag         | intäkt         | 300    |
    | Summa intäkter | summa intäkter | 800    |
"""

from functools import partial

from polars import Expr

from xlplan.rule import ERROR, Asked, optional, rule

from .._sums import is_the_sum, sum_rows

STANDS = (
    "Intäktsraderna blir tillsammans {rader:belopp} i kolumnen {kolumn}, men på raden Summa "
    "intäkter står "
)


@rule(
    table="tblBudget",
    marks="Budget",
    reads=(optional("Radtyp"),),
    tables=("_celler",),
    scope="book",
    prepare=partial(sum_rows, line="intäkt", total="summa intäkter"),
    severity=ERROR,
    says={
        "tomt": STANDS + "ingenting: {skillnad:belopp} för lite.",
        "för lite": STANDS + "{belopp:belopp}: {skillnad:belopp} för lite.",
        "för mycket": STANDS + "{belopp:belopp}: {skillnad:belopp} för mycket.",
    },
    do="Lägg tillbaka mallens formel i cellen, så att alla rader med Radtyp intäkt räknas med.",
)
def check(_: Asked) -> Expr:
    return is_the_sum()
