"""Förra årets utfall står bredvid årets.

Varför: Utan förra årets utfall syns det inte om det blir bättre. I verksamhetsplanen frågas bara
    där årsmålet är öka, minska eller oförändrat, för då är det förra årets utfall som ska slås. En
    ny indikator har inget, och det går bra.
Bryter:
    enhet: Skede=VB
    | Mål-ID | Indikator   | Årsmål | Utfall föregående år | Utfall VB |
    | 1.1    | Andel nöjda | 80 %   |                      | 84 %      |
Klarar:
    enhet: Skede=VP
    | Mål-ID | Indikator    | Årsmål | Utfall föregående år |
    | 1.1    | Andel nöjda  | 80 %   |                      |
    | 1.1    | Andel trygga | öka    | 81 %                 |
"""

from polars import Boolean, DataFrame, Expr, coalesce, col, when

from xlplan.rule import NOTE, Asked, optional, parse_target, rule

from .._skede import headings, of_phase


def _is_trend(text: str) -> bool:
    target = parse_target(text)
    return target is not None and target.kind == "trend" and not target.note


def prepare(rows: Asked) -> DataFrame:
    """Adds `jämförs`: whether there is something to hold last year's outcome against."""
    trend = (
        coalesce("Årsmål", "KF:s årsmål")
        .map_elements(_is_trend, return_dtype=Boolean)
        .fill_null(False)
    )
    outcome = of_phase("Utfall").str.contains(r"\d").fill_null(False)
    return rows.frame.with_columns(
        jämförs=when(col("skede") == "VP").then(trend).otherwise(outcome)
    )


@rule(
    table="tblIndikatorer",
    marks="Utfall föregående år",
    reads=(
        "Indikator",
        optional("Årsmål", "KF:s årsmål", "Utfall föregående år", *headings("Utfall")),
    ),
    prepare=prepare,
    about_blank=True,
    severity=NOTE,
    says="Indikatorn ”{Indikator:kort}” har inget utfall för föregående år att jämföra med.",
    do="Skriv förra årets utfall om det finns. Är indikatorn ny kan cellen vara tom.",
)
def check(rows: Asked) -> Expr:
    return ~rows["jämförs"] | rows["Utfall föregående år"].is_not_null()
