"""Varje rad på bladet Indikatorer har en indikator.

Varför: En rad med årsmål eller utfall men utan namn går inte att redovisa.
Bryter:
    | Mål-ID | Indikator   | Årsmål |
    | 1.1    |             | 80 %   |
Klarar:
    | Mål-ID | Indikator   | Årsmål |
    | 1.1    | Andel nöjda | 80 %   |
    |        |             |        |
"""

from polars import Expr

from xlplan.rule import WARNING, Asked, optional, rule

from .._shared import under_its_goal


@rule(
    table="tblIndikatorer",
    marks="Indikator",
    reads=(optional("Mål-ID", "Indikator"),),
    kinds=("unit", "board", "register"),
    prepare=under_its_goal,
    about_blank=True,
    severity=WARNING,
    says="Kolumnen Indikator är tom på en ifylld rad{under}.",
    do="Skriv indikatorns namn, till exempel ”Andel nöjda vårdnadshavare”. Används inte raden, töm "
    "den.",
)
def check(rows: Asked) -> Expr:
    return rows["Indikator"].is_not_null()
