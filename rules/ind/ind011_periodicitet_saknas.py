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

from polars import DataFrame, Expr, col, lit, when

from xlplan.rule import ERROR, Asked, optional, rule, shown

PERIODS = ("År", "Tertial", "Månad", "Halvår")


def prepare(rows: Asked) -> DataFrame:
    filled = when(col("Periodicitet").is_null()).then(lit("saknas")).otherwise(lit("okänd"))
    return rows.frame.filter(col("Indikator").is_not_null()).with_columns(fall=filled)


@rule(
    table="tblIndikatorer",
    marks="Periodicitet",
    reads=(optional("Periodicitet"), shown("Indikator")),
    kinds=("unit", "board", "register"),
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says={
        "saknas": "Indikatorn ”{Indikator:kort}” saknar periodicitet.",
        "okänd": "Indikatorn ”{Indikator:kort}” har periodiciteten ”{Periodicitet}”, som inte "
        "finns i listan.",
    },
    do="Välj År, Halvår, Tertial eller Månad, efter hur ofta utfallet mäts.",
)
def check(rows: Asked) -> Expr:
    return rows["Periodicitet"].is_in(PERIODS).fill_null(False)
