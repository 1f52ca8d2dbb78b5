"""Enheten har ett årsmål för varje indikator där KF låter nämnden sätta det.

Varför: När KF skriver ”Tas fram av nämnd” finns inget annat årsmål att följa upp mot än det som nämnd och enhet sätter.
    ”Tas fram av nämnd” i enhetens egen cell är inte heller något årsmål.
Bryter:
    | Mål-ID | Indikator    | Årsmål | KF:s årsmål       |
    | 3.2    | Sjukfrånvaro |        | Tas fram av nämnd |
Klarar:
    | Mål-ID | Indikator    | Årsmål | KF:s årsmål       |
    | 3.2    | Sjukfrånvaro | 5,8 %  | Tas fram av nämnd |
    | 1.1    | Andel nöjda  |        | 80 %              |
"""

from polars import DataFrame, Expr, col

from xlplan.rule import ERROR, Asked, rule

from ._arsmal import judged


def prepare(rows: Asked) -> DataFrame:
    return judged(rows).with_columns(fall=col("eget"))


@rule(
    table="tblIndikatorer",
    marks="Årsmål",
    also=("Årsmål", "KF:s årsmål"),
    shows=("Indikator",),
    facts=("arsmal", "kf_arsmal"),
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says={
        "inget": "Indikatorn ”{Indikator:kort}” har inget årsmål, och i KF:s årsmål står ”{kf_arsmal:kort}”.",
        "avstår": "Indikatorn ”{Indikator:kort}” har inget årsmål än: i cellen står ”{arsmal:kort}”.",
    },
    do="Skriv det årsmål som nämnden har satt, eller enhetens eget om nämnden inte har satt något.",
)
def check(rows: Asked) -> Expr:
    return (rows["eget"] == "mål") | ((rows["eget"] == "inget") & (rows["kf"] != "avstår"))
