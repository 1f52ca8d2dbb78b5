"""En prognos som inte går ihop har en kommentar.

Varför: Visar prognosen ett underskott måste nämnden få veta varför och vad enheten gör åt det; ett
    överskott kan behövas någon annanstans. Prognosens netto räknas från raderna med den senaste
    prognosen (Prognos, annars tertialens) och jämförs med nettobudgeten. Saknar någon rad prognos
    sägs inget. Kommentaren får stå på nettoraden, eller på en rad vars prognos drar åt samma håll.
Bryter:
    enhet: Nettobudget=2000; Avser månad=3
    | Post              | Radtyp  | jan | feb | mar | Prognos | Kommentar |
    | Personalkostnader | kostnad | 175 | 176 | 178 | 2140    |           |
    tblBudget:
    | Post              | Radtyp  | Budget |
    | Personalkostnader | kostnad | 2000   |
Klarar:
    enhet: Nettobudget=2000; Avser månad=3
    | Post              | Radtyp  | jan | feb | mar | Prognos | Kommentar                    |
    | Personalkostnader | kostnad | 175 | 176 | 178 | 2140    | Två vikarier till och med maj |
    tblBudget:
    | Post              | Radtyp  | Budget |
    | Personalkostnader | kostnad | 2000   |
"""

from polars import DataFrame, Expr, col, lit, when

from xlplan.rule import MONTHS, WARNING, Asked, agrees, decimals, fact, optional, rule

from .._month import FORECASTS, LATEST, TABLES, forecasts, lines, net_rows, nets, tkr
from .._skede import is_text

SAYS = (
    "Prognosen ger ett ORD: netto blir {ska:belopp}, {skillnad:belopp} ÅT än nettobudgeten, och "
    "Kommentar är tom."
)


def prepare(rows: Asked) -> DataFrame:
    """The net of each book whose forecast is known; the finding stands on its net row."""
    own = forecasts(rows, lines(rows), LATEST).filter("känd")
    noga, antal = decimals(col("prognos")), col("prognos").is_not_null()
    off = col("ska") - col("enhet.Nettobudget")
    # what a line's comment explains: that its forecast is above or below its budget
    pull = (col("prognos") - col("budget").fill_null(0)) * when(col("Radtyp") == "kostnad").then(
        1
    ).otherwise(-1)
    told = (
        own.filter(is_text(col("Kommentar")))
        .group_by("bok")
        .agg(upp=(pull > 0).any(), ned=(pull < 0).any())
    )
    books = (
        nets(own, "prognos", noga, antal)
        .join(told, on="bok", how="left")
        .join(rows.books, on="bok")
    )
    return books.join(net_rows(rows), on="bok", how="left").with_columns(
        skillnad=off.abs(),
        fall=when(off > 0).then(lit("underskott")).otherwise(lit("överskott")),
        sagt=is_text(col("nettokommentar"))
        | when(off > 0).then("upp").otherwise("ned").fill_null(False),
    )


@rule(
    table="tblManad",
    marks="Kommentar",
    reads=(
        optional("Post", "Radtyp", *MONTHS, *FORECASTS, "Kommentar"),
        fact("Nettobudget", "Beloppsenhet"),
    ),
    tables=TABLES,
    kinds=("unit",),
    phases=("VP", "T1", "T2"),
    parameters={"tkr": 0.0},
    scope="book",
    prepare=prepare,
    severity=WARNING,
    says={
        word: SAYS.replace("ORD", word).replace("ÅT", way)
        for word, way in (("underskott", "mer"), ("överskott", "mindre"))
    },
    do={
        "underskott": "Skriv i Kommentar på nettoraden vad underskottet beror på, och vad ni gör "
        "för att gå ihop.",
        "överskott": "Skriv i Kommentar på nettoraden vad överskottet beror på.",
    },
)
def check(rows: Asked) -> Expr:
    small = agrees(rows.fact("Nettobudget"), rows["ska"], rows["antal"], rows["decimaler"])
    return rows["sagt"] | small | (rows["skillnad"] <= tkr(rows))
