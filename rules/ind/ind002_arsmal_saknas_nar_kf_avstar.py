"""Enheten har ett årsmål för varje indikator där KF låter nämnden sätta det.

Varför: När KF skriver ”Tas fram av nämnd” finns inget annat årsmål att följa upp mot än det som
    nämnd och enhet sätter. ”Tas fram av nämnd” i enhetens egen cell är inte heller något årsmål.
Bryter:
    | Mål-ID | Indikator    | Årsmål | KF:s årsmål       |
    | 3.2    | Sjukfrånvaro |        | Tas fram av nämnd |
Klarar:
    | Mål-ID | Indikator    | Årsmål | KF:s årsmål       |
    | 3.2    | Sjukfrånvaro | 5,8 %  | Tas fram av nämnd |
    | 1.1    | Andel nöjda  |        | 80 %              |
"""

from polars import DataFrame, Expr, concat_str, lit

from xlplan.rule import ERROR, Asked, optional, rule, shown

from ._arsmal import judged

NONE = "Indikatorn ”{Indikator:kort}” har inget årsmål, och i KF:s årsmål står ”{kf_arsmal:kort}”."
UNSET = "Indikatorn ”{Indikator:kort}” har inget årsmål än: i cellen står ”{arsmal:kort}”."


def prepare(rows: Asked) -> DataFrame:
    return judged(rows).with_columns(fall=concat_str("bokslag", lit(" "), "eget"))


@rule(
    table="tblIndikatorer",
    marks="Årsmål",
    reads=(optional("Årsmål", "KF:s årsmål"), shown("Indikator")),
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says={
        "unit inget": NONE,
        "unit avstår": UNSET,
        "board inget": NONE,
        "board avstår": UNSET,
    },
    do={
        **dict.fromkeys(
            ("unit inget", "unit avstår"),
            "Skriv det årsmål som nämnden har satt, eller enhetens eget om nämnden inte har satt "
            "något.",
        ),
        **dict.fromkeys(
            ("board inget", "board avstår"),
            "Skriv det årsmål som nämnden sätter. KF har lämnat det till nämnden.",
        ),
    },
)
def check(rows: Asked) -> Expr:
    return (rows["eget"] == "mål") | ((rows["eget"] == "inget") & (rows["kf"] != "avstår"))
