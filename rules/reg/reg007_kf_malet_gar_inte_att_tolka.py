"""KF:s årsmål i registret går att tolka.

Varför: Enheternas böcker får årsmålet så som det står här, och utfallet jämförs med det.
Bryter:
    slag: register
    | Mål-ID | Indikator   | KF:s årsmål      |
    | 1.1    | Andel nöjda | bra eller bättre |
Klarar:
    slag: register
    | Mål-ID | Indikator   | KF:s årsmål       |
    | 1.1    | Andel nöjda | minst 80 procent  |
    | 1.1    | Index       | Tas fram av nämnd |
    | 1.1    | Andel unga  | -                 |
"""

from polars import Boolean, DataFrame, Expr

from xlplan.rule import WARNING, Asked, parse_target, rule

from ..ind._arsmal import kf_has_none


def prepare(rows: Asked) -> DataFrame:
    return rows.frame.with_columns(kf_arsmal="KF:s årsmål")


@rule(
    table="tblIndikatorer",
    marks="KF:s årsmål",
    reads=("Indikator", "KF:s årsmål"),
    kinds=("register",),
    prepare=prepare,
    severity=WARNING,
    says="Indikatorn ”{Indikator:kort}” har KF:s årsmål ”{kf_arsmal:kort}”, som inte går att "
    "tolka.",
    do="Skriv ett tal med enhet (80 %, 19 st, Max 10 personer), en riktning (öka, minska, "
    "oförändrat) eller ”Tas fram av nämnd”.",
)
def check(rows: Asked) -> Expr:
    target = rows["KF:s årsmål"]
    understood = target.map_elements(
        lambda text: parse_target(text) is not None, return_dtype=Boolean
    )
    return kf_has_none() | understood
