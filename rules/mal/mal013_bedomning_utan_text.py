"""Ett mål som uppfylls delvis eller inte alls har en analys.

Varför: Den som läser vill veta vad som fattas och vad enheten gör åt det.
Bryter:
    enhet: Skede=VB
    | Mål-ID | Nivå      | Mål                 | Bedömning VB    | Analys VB |
    | E1     | Enhetsmål | Barnen är delaktiga | Uppfylls delvis |           |
Klarar:
    enhet: Skede=VB
    | Mål-ID | Nivå      | Mål                 | Bedömning T2    | Bedömning VB  | Analys VB          |
    | E1     | Enhetsmål | Barnen är delaktiga | Uppfylls ej     | Ingen         |                    |
    | E2     | Enhetsmål | Barnen läser mer    | Uppfylls delvis | Uppfylls ej   | Bokbussen drogs in |
"""  # noqa: E501 - a workbook is drawn

from polars import DataFrame, Expr, col

from xlplan.rule import ERROR, Asked, optional, rule

from .._skede import FOLLOWED, heading_of_phase, headings, is_text, of_phase


def prepare(rows: Asked) -> DataFrame:
    goals = rows.frame.with_columns(bedömning=of_phase("Bedömning"), analys=of_phase("Analys"))
    return goals.with_columns(
        kolumn=heading_of_phase("Analys"), bedömt=col("bedömning").str.to_lowercase()
    )


@rule(
    table="tblMal",
    marks="Analys VB",
    reads=("Mål", optional(*headings("Bedömning", "Analys"))),
    phases=FOLLOWED,
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says="Målet ”{Mål:kort}” {bedömt}, men {kolumn} har ingen text.",
    do="Skriv vad som fattas, varför, och vad som görs för att nå målet.",
)
def check(rows: Asked) -> Expr:
    return ~rows["bedömning"].is_in(["Uppfylls delvis", "Uppfylls ej"]) | is_text(rows["analys"])
