"""Enheten har ett årsmål för varje indikator där KF låter nämnden sätta det.

Varför: När KF skriver ”Tas fram av nämnd” finns inget annat årsmål att följa upp mot än det som nämnd och enhet sätter.
Bryter:
    | Mål-ID | Indikator    | Årsmål | KF:s årsmål       |
    | 3.2    | Sjukfrånvaro |        | Tas fram av nämnd |
Klarar:
    | Mål-ID | Indikator    | Årsmål | KF:s årsmål       |
    | 3.2    | Sjukfrånvaro | 5,8 %  | Tas fram av nämnd |
    | 1.1    | Andel nöjda  |        | 80 %              |
"""

from polars import Expr, when

from xlplan.rule import ERROR, Asked, rule

from ._arsmal import with_kf


@rule(
    table="tblIndikatorer",
    marks="Årsmål",
    reads=("Indikator",),
    also=("Årsmål", "KF:s årsmål"),
    facts=("kf_arsmal",),
    prepare=with_kf,
    about_blank=True,
    replaces=("IND001",),
    severity=ERROR,
    says="Indikatorn ”{Indikator:kort}” har inget årsmål, och i KF:s årsmål står ”{kf_arsmal:kort}”.",
    do="Skriv det årsmål som nämnden har satt, eller enhetens eget om nämnden inte har satt något.",
)
def check(rows: Asked) -> Expr:
    return when(rows["kf_avstar"]).then(rows["Årsmål"].is_not_null())
