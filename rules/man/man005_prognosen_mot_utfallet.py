"""Prognosen är rimlig mot utfallet hittills.

Varför: En prognos som inte följer med utfallet är ofta kvar från budgeten eller en tidigare månad.
    Rimligt är allt mellan årets takt, det som återstår av budgeten och budgetens egna månader, med
    marginal åt båda hållen. En prognos under det som redan är bokfört visas, om det skiljer mer än
    småbelopp. En kommentar räcker som förklaring. Regeln frågas från och med mars och tills året är
    slut.
Bryter:
    enhet: Avser månad=8
    | Post              | Radtyp  | jan | feb | mar | apr | maj | jun | jul | aug | Prognos |
    | Personalkostnader | kostnad | 560 | 565 | 570 | 575 | 580 | 590 | 620 | 590 | 6000    |
    tblBudget:
    | Post              | Radtyp  | Budget |
    | Personalkostnader | kostnad | 6000   |
Klarar:
    enhet: Avser månad=8
    | Post              | Radtyp  | jan | feb | mar | apr | maj | jun | jul | aug | Prognos |
    | Personalkostnader | kostnad | 560 | 565 | 570 | 575 | 580 | 590 | 620 | 590 | 6700    |
    tblBudget:
    | Post              | Radtyp  | Budget |
    | Personalkostnader | kostnad | 6000   |
"""

from polars import DataFrame, Expr, coalesce, col, lit, max_horizontal, min_horizontal, when

from xlplan.rule import MONTHS, WARNING, Asked, fact, optional, rule

from .._month import EXACT, FORECASTS, LATEST, TABLES, judged, lines, rounded, tkr
from .._skede import is_text

IS = "Prognosen för ”{Post:kort}” är {prognos:belopp}, men utfallet till och med {månad} är "


def prepare(rows: Asked) -> DataFrame:
    """The lines with a forecast, by whether it is outside what the year may end at by what is
    known."""
    done, year, so_far = col("utfall"), col("budget").fill_null(0), col("hittills").fill_null(0)
    own = (
        judged(lines(rows))
        .with_columns(prognos=LATEST)
        .drop_nulls("prognos")
        .filter(col("antal") > 0)
    )
    own = own.filter(col("till") >= lit(rows.number("fran_manad")), col("till") < 12).with_columns(
        takt=done / col("till") * 12,
        rest=done + year - so_far,
        månader=when(so_far > 0).then(done / so_far * year),
    )
    ends, share = ("takt", "rest", "månader"), lit(rows.number("procent")) / 100
    margin = max_horizontal(tkr(rows), share * max_horizontal(*ends).abs()) + col("rum")
    passed = (done - col("prognos") - col("rum")) * EXACT > tkr(rows, "passerad_tkr")
    low = col("prognos") < min_horizontal(*ends) - margin
    high = col("prognos") > max_horizontal(*ends) + margin
    fall = when(passed).then(lit("redan")).when(low).then(lit("låg")).when(high).then(lit("hög"))
    stands = coalesce(when(col(name).is_not_null()).then(lit(name)) for name in FORECASTS)
    return own.with_columns(fall=fall, kolumn=stands, väntat=rounded(col("takt"), col("noga")))


@rule(
    table="tblManad",
    marks="Prognos",
    reads=("Post", "Radtyp", optional(*MONTHS, *FORECASTS, "Kommentar"), fact("Beloppsenhet")),
    tables=TABLES,
    parameters={"fran_manad": 3, "procent": 5.0, "tkr": 100.0, "passerad_tkr": 10.0},
    prepare=prepare,
    severity=WARNING,
    says={
        "redan": IS + "redan {utfall:belopp}.",
        **dict.fromkeys(
            ("låg", "hög"), IS + "{utfall:belopp}, och i den takten blir året {väntat:belopp}."
        ),
    },
    do="Räkna om prognosen. Stämmer den, skriv i Kommentar vad som händer under resten av året.",
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null() | is_text(rows["Kommentar"])
