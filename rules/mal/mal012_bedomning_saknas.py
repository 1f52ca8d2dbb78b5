"""Varje enhetsmål, och i nämndens bok varje nämndmål, har en bedömning i uppföljningarna.

Varför: Bedömningen är svaret på om målet nås, och det första som läsaren letar efter. ”Ingen” är
    också ett svar. I enhetens bok bedöms enhetsmålen och i nämndens nämndmålen. Bara skedets egen
    kolumn prövas.
Bryter:
    enhet: Skede=VB
    | Mål-ID | Nivå      | Mål                 | Bedömning T2  | Bedömning VB |
    | E1     | Enhetsmål | Barnen är delaktiga | Uppfylls helt |              |
Klarar:
    enhet: Skede=T2
    | Mål-ID | Nivå      | Mål                 | Bedömning T2  | Bedömning VB |
    | N1     | Nämndmål  | Förskolan är trygg  |               |              |
    | E1     | Enhetsmål | Barnen är delaktiga | Uppfylls helt |              |
"""

from polars import DataFrame, Expr, col, lit, when

from xlplan.rule import ERROR, Asked, optional, rule

from .._skede import FOLLOWED, heading_of_phase, headings, of_phase


def prepare(rows: Asked) -> DataFrame:
    return rows.frame.with_columns(
        kolumn=heading_of_phase("Bedömning"),
        bedömt=of_phase("Bedömning").is_not_null(),
        fall=col("bokslag"),
    )


@rule(
    table="tblMal",
    marks="Bedömning VB",
    reads=("Nivå", "Mål", optional(*headings("Bedömning"))),
    phases=FOLLOWED,
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says={
        "unit": "Enhetsmålet ”{Mål:kort}” har ingen bedömning i kolumnen {kolumn}.",
        "board": "Nämndmålet ”{Mål:kort}” har ingen bedömning i kolumnen {kolumn}.",
    },
    do={
        "": "Välj Uppfylls helt, Uppfylls delvis eller Uppfylls ej, eller Ingen om målet inte går "
        "att bedöma ännu."
    },
)
def check(rows: Asked) -> Expr:
    own = when(col("bokslag") == "board").then(lit("Nämndmål")).otherwise(lit("Enhetsmål"))
    return (rows["Nivå"] != own) | rows["bedömt"]
