"""Enheten har ett årsmål för varje indikator där KF har ett.

Varför: Årets utfall jämförs med enhetens årsmål. Utan årsmål går det inte att säga om indikatorn är
    uppfylld.
Bryter:
    | Mål-ID | Indikator    | Årsmål | KF:s årsmål |
    | 1.1    | Andel nöjda  |        | 80 %        |
Klarar:
    | Mål-ID | Indikator    | Årsmål | KF:s årsmål       |
    | 1.1    | Andel nöjda  | 80 %   | 80 %              |
    | 1.1    | Sjukfrånvaro |        | Tas fram av nämnd |
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
        ("unit", "board"),
        "Indikatorn ”{Indikator:kort}” har inget årsmål. KF:s årsmål är ”{kf_arsmal:kort}”.",
    ),
    do={
        "unit": "Skriv enhetens eget årsmål. Följer enheten KF:s årsmål, skriv samma värde som "
        "där.",
        "board": "Skriv nämndens årsmål. Följer nämnden KF:s årsmål, skriv samma värde som där.",
    },
)
def check(rows: Asked) -> Expr:
    return (rows["eget"] != "inget") | (rows["kf"] != "mål")
