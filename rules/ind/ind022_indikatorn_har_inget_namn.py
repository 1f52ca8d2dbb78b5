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

from polars import DataFrame, Expr, col, format, lit

from xlplan.rule import WARNING, Asked, rule


def prepare(rows: Asked) -> DataFrame:
    return rows.frame.with_columns(under=format(" under Mål-ID {}", col("Mål-ID")).fill_null(lit("")))


@rule(
    table="tblIndikatorer",
    marks="Indikator",
    also=("Mål-ID", "Indikator"),
    facts=("under",),
    kinds=("unit", "board", "register"),
    prepare=prepare,
    about_blank=True,
    severity=WARNING,
    says="Kolumnen Indikator är tom på en ifylld rad{under}.",
    do="Skriv indikatorns namn, till exempel ”Andel nöjda vårdnadshavare”. Används inte raden, töm den.",
)
def check(rows: Asked) -> Expr:
    return rows["Indikator"].is_not_null()
