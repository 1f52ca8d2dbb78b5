"""Varje enhetsmål har en bedömning i tertialrapporterna och verksamhetsberättelsen.

Varför: Bedömningen är svaret på om målet nås, och det första som läsaren letar efter. ”Ingen” är också ett svar, och
    KF:s mål och nämndmål bedömer nämnden. Bara skedets egen kolumn prövas.
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

from polars import DataFrame, Expr

from xlplan.rule import ERROR, Asked, rule

from .._skede import FOLLOWED, heading_of_phase, headings, of_phase


def prepare(rows: Asked) -> DataFrame:
    return rows.frame.with_columns(kolumn=heading_of_phase("Bedömning"), bedömt=of_phase("Bedömning").is_not_null())


@rule(
    table="tblMal",
    marks="Bedömning VB",
    reads=("Nivå", "Mål"),
    also=headings("Bedömning"),
    facts=("kolumn",),
    phases=FOLLOWED,
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says="Enhetsmålet ”{Mål:kort}” har ingen bedömning i kolumnen {kolumn}.",
    do="Välj Uppfylls helt, Uppfylls delvis eller Uppfylls ej, eller Ingen om målet inte går att bedöma ännu.",
)
def check(rows: Asked) -> Expr:
    return (rows["Nivå"] != "Enhetsmål") | rows["bedömt"]
