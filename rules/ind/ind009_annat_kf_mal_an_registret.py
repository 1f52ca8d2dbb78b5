"""KF:s årsmål är det som gäller enligt registret på skedets dag.

Varför: KF ändrar ibland ett årsmål under året, och enheten ska mäta sig mot det som gäller: i VP
    den 1 januari (eller det som börjar senare under året), i T1 den 30 april, i T2 den 31 augusti
    och i VB den 31 december. Samma mål på ett annat sätt är ingen skillnad, och står inget i
    registret sägs inget.
Bryter:
    enhet: Skede=T2
    | Mål-ID | Indikator    | KF:s årsmål |
    | 3.2    | Sjukfrånvaro | 6,0 %       |
    tblMal:
    | Mål-ID | Mål           |
    | 3.2    | Friska jobbar |
    register:
    | Mål-ID | Indikator    | KF:s årsmål | Gäller från | Gäller till |
    | 3.2    | Sjukfrånvaro | 6,0 %       |             | 2026-06-30  |
    | 3.2    | Sjukfrånvaro | 5,5 %       | 2026-07-01  |             |
    tblMal:
    | Mål-ID | Mål           |
    | 3.2    | Friska jobbar |
Klarar:
    | Mål-ID | Indikator    | KF:s årsmål |
    | 3.2    | Sjukfrånvaro | 6 procent   |
    tblMal:
    | Mål-ID | Mål           |
    | 3.2    | Friska jobbar |
    register:
    | Mål-ID | Indikator    | KF:s årsmål |
    | 3.2    | Sjukfrånvaro | 6,0 %       |
    tblMal:
    | Mål-ID | Mål           |
    | 3.2    | Friska jobbar |
"""

from polars import DataFrame, Expr, col, lit, when

from xlplan.rule import ERROR, Asked, optional, register, rule

from .._register import INDICATORS_READ
from ._registered import with_registered_target


def prepare(rows: Asked) -> DataFrame:
    changed = when(col("från").dt.ordinal_day() > 1).then(lit("ändrat")).otherwise(lit("annat"))
    blank = col("skrivet").is_null()
    return with_registered_target(rows).with_columns(
        fall=when(blank).then(lit("tomt")).otherwise(changed)
    )


@rule(
    table="tblIndikatorer",
    marks="KF:s årsmål",
    reads=("Mål-ID", "Indikator", optional("KF:s årsmål")),
    tables=("tblMal", *INDICATORS_READ, register("tblIndikatorer", "KF:s årsmål")),
    kinds=("unit",),
    prepare=prepare,
    severity=ERROR,
    says={
        "tomt": "Indikatorn ”{Indikator:kort}” saknar KF:s årsmål, som enligt registret är "
        "”{gäller:kort}”.",
        "annat": "Indikatorn ”{Indikator:kort}” har KF:s årsmål ”{skrivet:kort}”, men i registret "
        "är det ”{gäller:kort}”.",
        "ändrat": "Indikatorn ”{Indikator:kort}” har KF:s årsmål ”{skrivet:kort}”, men från {från} "
        "är det enligt registret ”{gäller:kort}”.",
    },
    do="Skriv ”{gäller:kort}” i kolumnen KF:s årsmål.",
)
def check(rows: Asked) -> Expr:
    return rows["samma"]
