"""Varje indikator har ett årsmål, enhetens eller KF:s.

Varför: En indikator utan årsmål säger inte vad enheten vill nå och går inte att följa upp.
Bryter:
    | Mål-ID | Indikator         | Årsmål | KF:s årsmål |
    | E1     | Antal utflykter   |        |             |
Klarar:
    | Mål-ID | Indikator         | Årsmål | KF:s årsmål |
    | E1     | Antal utflykter   | 12 st  |             |
    | 1.1    | Andel nöjda       |        | 80 %        |
"""

from polars import Expr

from xlplan.rule import ERROR, Asked, rule


@rule(
    table="tblIndikatorer",
    marks="Årsmål",
    reads=("Indikator",),
    also=("Årsmål", "KF:s årsmål"),
    about_blank=True,
    replaces=("IND001",),
    severity=ERROR,
    says="Indikatorn ”{Indikator:kort}” har varken årsmål eller KF:s årsmål.",
    do="Skriv enhetens årsmål, till exempel 80 %, 12 st eller öka.",
)
def check(rows: Asked) -> Expr:
    return rows["Årsmål"].is_not_null() | rows["KF:s årsmål"].is_not_null()
