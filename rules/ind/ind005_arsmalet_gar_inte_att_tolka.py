"""Ett årsmål är ett tal, en riktning eller ett besked om vem som sätter det.

Varför: Bara ett årsmål som går att tolka kan jämföras med utfallet.
Bryter:
    | Mål-ID | Indikator   | Årsmål            | KF:s årsmål |
    | 1.1    | Andel nöjda | bra eller bättre  | 80 %        |
Klarar:
    | Mål-ID | Indikator     | Årsmål          | KF:s årsmål       |
    | 1.1    | Andel nöjda   | minst 80 %      | öka               |
    | 1.1    | Sjukfrånvaro  | Max 6,5 procent | Tas fram av nämnd |
    | 2.1    | Klimat        | 1,8 kg CO₂ per kg livsmedel | Fastställs 2026 |
"""

from polars import Boolean, DataFrame, Expr, col

from xlplan.rule import WARNING, Asked, parse_target, rule

from ._arsmal import targets


def prepare(rows: Asked) -> DataFrame:
    understood = col("skrivet").map_elements(lambda text: parse_target(text) is not None, return_dtype=Boolean)
    return targets(rows).with_columns(begripligt=understood)


@rule(
    table="tblIndikatorer",
    marks="Årsmål",
    reads=("Indikator",),
    also=("Mål-ID", "Årsmål", "KF:s årsmål"),
    facts=("kolumn", "skrivet"),
    prepare=prepare,
    severity=WARNING,
    says="Indikatorn ”{Indikator:kort}” har i kolumnen {kolumn} ”{skrivet:kort}”, som inte går att tolka.",
    do="Skriv ett tal med enhet (80 %, 19 st, Max 10 personer), en riktning (öka, minska, oförändrat) eller "
    "”Tas fram av nämnd”. Förklaringar passar i kolumnen Motivering.",
)
def check(rows: Asked) -> Expr:
    return rows["begripligt"]
