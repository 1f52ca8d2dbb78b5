"""Summa kostnader är summan av kostnadsraderna.

Varför: Nämnden läser summorna, och det är de som läggs ihop med andra enheters. En rad som hamnar
    utanför summan syns inte i nämndens budget. Rader med Radtyp varav ingår i raden ovanför och
    räknas inte med; avrundningar godtas.
Bryter:
    | Post              | Radtyp          | Budget |
    | Personalkostnader | kostnad         | 2000   |
    | Lokalkostnader    | kostnad         | 300    |
    | Summa kostnader   | summa kostnader | 2000   |
Klarar:
    | Post              | Radtyp          | Budget |
    | Personalkostnader | kostnad         | 2000   |
    | varav vikarier    | varav           | 150    |
    | Lokalkostnader    | kostnad         | 300    |
    | Summa kostnader   | summa kostnader | 2300   |
"""

from functools import partial

from polars import Expr

from xlplan.rule import ERROR, Asked, optional, rule

from .._sums import is_the_sum, sum_rows

STANDS = (
    "Kostnadsraderna blir tillsammans {rader:belopp} i kolumnen {kolumn}, men på raden Summa "
    "kostnader står "
)


@rule(
    table="tblBudget",
    marks="Budget",
    reads=(optional("Radtyp"),),
    tables=("_celler",),
    scope="book",
    prepare=partial(sum_rows, line="kostnad", total="summa kostnader"),
    severity=ERROR,
    says={
        "tomt": STANDS + "ingenting: {skillnad:belopp} för lite.",
        "för lite": STANDS + "{belopp:belopp}: {skillnad:belopp} för lite.",
        "för mycket": STANDS + "{belopp:belopp}: {skillnad:belopp} för mycket.",
    },
    do="Lägg tillbaka mallens formel i cellen, så att alla rader med Radtyp kostnad räknas med.",
)
def check(_: Asked) -> Expr:
    return is_the_sum()
