"""Varje indikator har en periodicitet: År, Halvår, Tertial eller Månad.

Varför: Periodiciteten avgör i vilka rapporter indikatorns utfall ska stå.
Bryter:
    | Mål-ID | Indikator    | Periodicitet |
    | 1.1    | Andel nöjda  |              |
    | 3.2    | Sjukfrånvaro | Kvartal      |
Klarar:
    | Mål-ID | Indikator    | Periodicitet |
    | 1.1    | Andel nöjda  | År           |
    | 3.2    | Sjukfrånvaro | tertial      |
"""

from polars import DataFrame, Expr, col, format

from xlplan.rule import ERROR, Asked, rule

PERIODS = ("År", "Tertial", "Månad", "Halvår")


def prepare(rows: Asked) -> DataFrame:
    unknown = format("har periodiciteten ”{}”, som inte finns i listan", col("Periodicitet"))
    return rows.frame.with_columns(vad=unknown.fill_null("saknar periodicitet"))


@rule(
    table="tblIndikatorer",
    marks="Periodicitet",
    reads=("Indikator",),
    also=("Periodicitet",),
    facts=("vad",),
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says="Indikatorn ”{Indikator:kort}” {vad}.",
    do="Välj År, Halvår, Tertial eller Månad, efter hur ofta utfallet mäts.",
)
def check(rows: Asked) -> Expr:
    return rows["Periodicitet"].is_in(PERIODS).fill_null(False)
