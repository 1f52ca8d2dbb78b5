"""Texter och utfall pekar inte ut få personer.

Varför: Uppföljningen publiceras. En uppgift om två brukare i en liten verksamhet går ofta att
    koppla till dem som den gäller. Regeln läser analyser, avvikelser, uppföljningens kapitel och
    utfall av indikatorer som räknar personer. Den är tyst om medarbetare, om ”en boende” och om det
    som gäller alla (”minst två barn”, ”tre elever per lärare”).
Bryter:
    enhet: Skede=VB
    tblMal:
    | Mål-ID | Analys VB                                   |
    | E1     | Under året har tre brukare bytt verksamhet. |
Klarar:
    enhet: Skede=VB
    tblMal:
    | Mål-ID | Analys VB                                                                           |
    | E1     | Några brukare har bytt verksamhet. Två medarbetare leder grupper om högst fyra barn. |
Källa: offentlighets- och sekretesslagen (2009:400) 26 kap. 1 §; dataskyddsförordningen (EU)
    2016/679 artikel 4.
"""  # noqa: E501 - a workbook is drawn

from polars import DataFrame, Expr, String, col, lit, when

from xlplan.rule import WARNING, Asked, optional, rule

from ._few import PEOPLE, figures, told

PLACE = ["bok", "rad", "tabell"]


def prepare(rows: Asked) -> DataFrame:
    limit = int(rows.number("minst"))
    chapters = rows.table("tblTexter").select("bok", "rad", "Skede", tabell=lit("tblTexter"))
    named = rows.table("tblIndikatorer").select(
        "bok", "rad", "Indikator", tabell=lit("tblIndikatorer")
    )
    texts = rows.frame.join(chapters, on=PLACE, how="left").join(named, on=PLACE, how="left")
    kolumn = col("kolumn")
    chapter = (kolumn == "Text") & col("Skede").fill_null(col("skede")).is_in(["T1", "T2", "VB"])
    followed = chapter | kolumn.str.starts_with("Analys ") | kolumn.str.starts_with("Avvikelse ")
    likely = followed & rows.may_hold(told(limit))
    shown = (
        when(likely)
        .then("text")
        .map_elements(lambda text: figures(text, limit), return_dtype=String)
    )
    counted = kolumn.str.starts_with("Utfall ") & ~kolumn.str.starts_with("Utfall f")
    outcome = texts.select(
        counted & col("text").str.contains(rf"^[1-{limit - 1}](?: [A-Za-zÅÄÖåäö]+)?$")
    ).to_series()
    if outcome.any():
        rate = (
            col("Indikator")
            .str.extract(rf"(?i)^antal(?:et)? (?:{PEOPLE})\b(.*)")
            .str.contains(r"\bper\b")
        )
        shown = when(~rate & outcome).then("text").otherwise(shown)
    return texts.with_columns(uppgift=shown, gräns=lit(limit))


@rule(
    table="_texter",
    reads=(optional("text"),),
    tables=("tblTexter", "tblIndikatorer"),
    parameters={"minst": 5},
    prepare=prepare,
    severity=WARNING,
    says="Här står ”{uppgift}”, om färre än {gräns} personer.",
    do="Skriv så att ingen kan kännas igen, till exempel ”några brukare” eller ”färre än {gräns}”.",
)
def check(rows: Asked) -> Expr:
    return rows["uppgift"].is_null()
