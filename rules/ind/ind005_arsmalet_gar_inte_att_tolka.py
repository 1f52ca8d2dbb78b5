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

from xlplan.rule import WARNING, Asked, optional, parse_target, rule, shown

from ._arsmal import KF, OWN, targets


def prepare(rows: Asked) -> DataFrame:
    understood = col("skrivet").map_elements(
        lambda text: parse_target(text) is not None, return_dtype=Boolean
    )
    return targets(rows).with_columns(begripligt=understood, fall=col("kolumn"))


@rule(
    table="tblIndikatorer",
    marks="Årsmål",
    reads=(optional("Årsmål", "KF:s årsmål"), shown("Mål-ID", "Indikator")),
    prepare=prepare,
    severity=WARNING,
    says={
        OWN: "Indikatorn ”{Indikator:kort}” har i kolumnen Årsmål ”{skrivet:kort}”, som inte går "
        "att tolka.",
        KF: "Indikatorn ”{Indikator:kort}” har i kolumnen KF:s årsmål ”{skrivet:kort}”, som inte "
        "går att tolka.",
    },
    do={
        OWN: "Skriv ett tal med enhet (80 %, 19 st, Max 10 personer) eller en riktning (öka, "
        "minska, oförändrat). Förklaringar passar i kolumnen Motivering.",
        KF: "Skriv ett tal med enhet (80 %, 19 st, Max 10 personer), en riktning (öka, minska, "
        "oförändrat) eller ”Tas fram av nämnd”. Förklaringar passar i kolumnen Motivering.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["Indikator"].is_null() | rows["begripligt"]
