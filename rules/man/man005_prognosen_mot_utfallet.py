"""Prognosen är rimlig mot utfallet hittills.

Varför: En prognos som inte följer med utfallet är ofta kvar från budgeten eller en tidigare månad. Rimligt är allt mellan
    det som årets takt ger, det som återstår av budgeten ger och det som budgetens egna månader ger, med marginal åt båda
    hållen. En prognos under det som redan är bokfört visas alltid. En kommentar räcker som förklaring. Regeln frågas
    från och med mars och tills året är slut.
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

from polars import DataFrame, Expr, col, lit, max_horizontal, min_horizontal, when

from xlplan.rule import MONTHS, WARNING, Asked, decimals, rule

from .._month import EXACT, FORECASTS, LATEST, TABLES, judged, lines, room, rounded, tkr
from .._skede import is_text

IS = "Prognosen för ”{Post:kort}” är {prognos:belopp}, "


def prepare(rows: Asked) -> DataFrame:
    """The lines with a forecast, and the lowest and highest that the year may end at by what is known."""
    done, year, so_far = col("utfall"), col("budget").fill_null(0), col("hittills").fill_null(0)
    first = lit(rows.parameter("fran_manad"))
    own = judged(lines(rows)).with_columns(prognos=LATEST).drop_nulls("prognos")
    own = own.filter(col("till") >= first, col("till") < 12, col("antal") > 0).with_columns(
        takt=done / col("till") * 12, rest=done + year - so_far, månader=when(so_far > 0).then(done / so_far * year)
    )
    ends = ("takt", "rest", "månader")
    margin = max_horizontal(tkr(rows), lit(rows.parameter("procent")) / 100 * max_horizontal(*ends).abs()) + col("rum")
    passed = (done - col("prognos") - room(col("noga"), col("antal")) - room(decimals(col("prognos")), lit(1))) * EXACT
    own = own.with_columns(
        minst=min_horizontal(*ends) - margin,
        mest=max_horizontal(*ends) + margin,
        väntat=rounded(col("takt"), col("noga")),
    )
    return own.with_columns(
        fall=when(passed > 0, done > 0).then(lit("redan"))
        .when(col("prognos") < col("minst")).then(lit("låg")).when(col("prognos") > col("mest")).then(lit("hög"))
    )  # fmt: skip


@rule(
    table="tblManad",
    marks="Prognos",
    reads=("Post", "Radtyp"),
    also=(*MONTHS, *FORECASTS, "Kommentar"),
    facts=("prognos", "utfall", "månad", "väntat"),
    unit=("Beloppsenhet",),
    tables=TABLES,
    parameters={"fran_manad": 3, "procent": 5.0, "tkr": 100.0},
    prepare=prepare,
    severity=WARNING,
    says={
        "redan": IS + "men utfallet till och med {månad} är redan {utfall:belopp}.",
        **dict.fromkeys(("låg", "hög"), IS + "men utfallet till och med {månad} är {utfall:belopp}, och i den takten "
        "blir året {väntat:belopp}."),
    },
    do="Räkna om prognosen. Stämmer den, skriv i Kommentar vad som händer under resten av året.",
)  # fmt: skip
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null() | is_text(rows["Kommentar"])
