"""Texter och utfall pekar inte ut få personer.

Varför: Uppföljningen publiceras. En uppgift om två brukare i en liten verksamhet går ofta att koppla till dem som den
    gäller. Regeln läser analyser, avvikelser, uppföljningens kapitel och utfall av indikatorer som räknar personer. Den
    är tyst om medarbetare, om ”en boende” och om det som gäller alla (”minst två barn”, ”tre elever per lärare”).
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
Källa: offentlighets- och sekretesslagen (2009:400) 26 kap. 1 §; dataskyddsförordningen (EU) 2016/679 artikel 4.
"""

import re

from polars import DataFrame, Expr, String, col, lit, when

from xlplan.rule import WARNING, Asked, rule

WORDS = ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio")
PEOPLE = (
    r"(?:(?:brukar|klient|patient|omsorgstagar|elev|ungdom|deltagar|flick|pojk)(?:e|er|or|ar)?(?:na|n)?|barnen|barn|boende)"
    r"|kunder(?:na)? (?:inom|i|med) (?:hemtjänst|omsorg|äldreomsorg)\w*"
    r"|personer(?:na)? med (?:\w*nedsättning|demens|missbruk|samsjuklighet|beslut|insats|skyddad|psykisk|autism)\w*"
)
RANGE = r"(?:\d|två|tre|fyra) (?:och|till|eller) "
BEFORE = re.compile(rf"(?i)(?:\b(?:minst|högst|max|om|per|på|åk|årskurs|grupp|mellan) |{RANGE}|\d ?|[,.:/–-])$")
AFTER = re.compile(r"(?i)\s*(?:per|åt gången|i taget|samtidigt|i varje|på varje|från)\b")
PLACE, FOLLOW_UP = ["bok", "rad", "tabell"], "^(?:Analys|Avvikelse) "


def prepare(rows: Asked) -> DataFrame:
    limit = int(float(str(rows.parameter("minst"))))
    few = "|".join((*map(str, range(2, limit)), *WORDS[: limit - 2]))
    told = rf"(?i)\b(?:{few}) (?:av (?:våra |de |alla |\w+s )?)?(?:{PEOPLE})\b"
    chapters = rows.table("tblTexter").select("bok", "rad", "Skede", tabell=lit("tblTexter"))
    named = rows.table("tblIndikatorer").select("bok", "rad", "Indikator", tabell=lit("tblIndikatorer"))
    texts = rows.frame.join(chapters, on=PLACE, how="left").join(named, on=PLACE, how="left")
    chapter = (col("kolumn") == "Text") & col("Skede").fill_null(col("skede")).is_in(["T1", "T2", "VB"])
    said = when(chapter | col("kolumn").str.contains(FOLLOW_UP)).then(when(col("text").str.contains(told)).then("text"))
    rate = col("Indikator").str.extract(rf"(?i)^antal(?:et)? (?:{PEOPLE})\b(.*)").str.contains(r"\bper\b")
    outcome = col("kolumn").str.contains("^Utfall [^f]") & col("text").str.contains(rf"^[1-{limit - 1}](?: \p{{L}}+)?$")
    shown = said.map_elements(lambda text: figures(text, told), return_dtype=String)
    return texts.with_columns(uppgift=when(~rate & outcome).then("text").otherwise(shown), gräns=lit(limit))


def figures(text: str, told: str) -> str | None:
    """The figures on a few people, in their words; None if those there are mean a group's size or a rate."""
    found = (m for m in re.finditer(told, text) if not BEFORE.search(text[max(0, m.start() - 30) : m.start()]))
    return "”, ”".join(dict.fromkeys(m[0] for m in found if not AFTER.match(text, m.end()))) or None


@rule(
    table="_texter",
    also=("text",),
    facts=("uppgift", "gräns"),
    tables=("tblTexter", "tblIndikatorer"),
    parameters={"minst": 5},
    prepare=prepare,
    severity=WARNING,
    says="Här står ”{uppgift}”, om färre än {gräns} personer.",
    do="Skriv så att ingen kan kännas igen, till exempel ”några brukare” eller ”färre än {gräns}”.",
)
def check(rows: Asked) -> Expr:
    return rows["uppgift"].is_null()
