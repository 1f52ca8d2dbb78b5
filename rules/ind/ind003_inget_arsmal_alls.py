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

from polars import DataFrame, Expr, col

from xlplan.rule import ERROR, Asked, optional, rule, shown

from ._arsmal import judged


def prepare(rows: Asked) -> DataFrame:
    return judged(rows).with_columns(fall=col("bokslag"))


@rule(
    table="tblIndikatorer",
    marks="Årsmål",
    reads=(optional("Årsmål", "KF:s årsmål"), shown("Indikator")),
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says=dict.fromkeys(
        ("unit", "board"), "Indikatorn ”{Indikator:kort}” har varken årsmål eller KF:s årsmål."
    ),
    do={
        "unit": "Skriv enhetens årsmål, till exempel 80 %, 12 st eller öka.",
        "board": "Skriv nämndens årsmål, till exempel 80 %, 12 st eller öka.",
    },
)
def check(rows: Asked) -> Expr:
    return (rows["eget"] != "inget") | (rows["kf"] != "inget")
