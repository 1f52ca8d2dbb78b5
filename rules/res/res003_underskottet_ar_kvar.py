"""En resultatenhet som hade underskott täcker det under året.

Varför: Ett underskott i fonden ska täckas året efter; annars kan enheten inte vara kvar som
    resultatenhet. Årets resultat ska vara minst så stort som underskottet i Ingående resultatfond:
    i planen enligt budgeten, sedan enligt prognosen när varje rad har en, och i bokslutet enligt
    utfallet. En kommentar på nettoraden räcker så länge det är en prognos.
Bryter:
    enhet: Resultatenhet=Ja; Nettobudget=0; Ingående resultatfond=-60
    tblBudget:
    | Post              | Radtyp  | Budget |
    | Försäljning       | intäkt  | 2000   |
    | Personalkostnader | kostnad | 2000   |
Klarar:
    enhet: Resultatenhet=Ja; Nettobudget=0; Ingående resultatfond=-60
    tblBudget:
    | Post              | Radtyp  | Budget |
    | Försäljning       | intäkt  | 2000   |
    | Personalkostnader | kostnad | 1940   |
Källa: stadens regler för ekonomisk förvaltning, resultatenheter.
"""

from polars import DataFrame, Expr, col, lit, when

from xlplan.rule import ERROR, Asked, optional, rule

from .._skede import is_text
from ._fund import NOISE, READ, TABLES, funds

WAS = "Resultatfonden hade ett underskott på {underskott:belopp} vid årets början, men "
LEFT = ": {kvar:belopp} är inte täckt."


def prepare(rows: Asked) -> DataFrame:
    """The books with a deficit in the fund; the finding stands on the sheet Enhet."""
    known = funds(rows).filter(col("fond") < 0).with_columns(underskott=-col("fond"))
    told = is_text(col("nettokommentar")) & (col("läge") == "prognos")
    return known.with_columns(
        kvar=col("underskott") - col("resultat"),
        tabell=lit("tblEnhet"),
        kolumn=lit("Ingående resultatfond"),
        fall=when(told).then(lit(None)).otherwise("läge"),
    )


@rule(
    table="tblManad",
    marks="Kommentar",
    reads=(optional(*READ),),
    tables=TABLES,
    kinds=("unit",),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says={
        "budget": WAS + "årets budget ger resultatet {resultat:belopp}" + LEFT,
        "prognos": WAS + "prognosen ger resultatet {resultat:belopp}" + LEFT,
        "utfall": WAS + "årets resultat är {resultat:belopp}" + LEFT,
    },
    do={
        "budget": "Budgetera ett överskott som täcker underskottet: ett netto som är så mycket "
        "lägre än nettobudgeten.",
        "prognos": "Skriv i Kommentar på nettoraden hur underskottet täcks under resten av året.",
        "utfall": "Kontrollera utfallet. Stämmer det, ta upp med nämnden hur underskottet täcks.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null() | (rows["kvar"] - rows["rum"] <= NOISE)
