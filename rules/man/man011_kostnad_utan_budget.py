"""Kostnader har en budget.

Varför: En kostnad utan budget är ofta bokförd på fel konto eller hör till en annan enhet. Är den
    enhetens egen måste den betalas med pengar som är avsatta för något annat, och då vill läsaren
    veta varför. Små belopp och rader med en kommentar visas inte.
Bryter:
    enhet: Avser månad=2
    | Post        | Radtyp  | jan | feb | Kommentar |
    | Konsulter   | kostnad | 60  | 45  |           |
    tblBudget:
    | Post        | Radtyp  | Budget |
    | Konsulter   | kostnad | 0      |
    | Lokaler     | kostnad | 700    |
Klarar:
    enhet: Avser månad=2
    | Post        | Radtyp  | jan | feb | Kommentar           |
    | Konsulter   | kostnad | 60  | 45  | Betalas av bidraget |
    | Resor       | kostnad | 2   | 1   |                     |
    tblBudget:
    | Post        | Radtyp  | Budget |
    | Konsulter   | kostnad | 0      |
    | Resor       | kostnad | 0      |
    | Lokaler     | kostnad | 700    |
"""

from polars import DataFrame, Expr, col, lit, when

from xlplan.rule import MONTHS, WARNING, Asked, fact, optional, rule

from .._month import EXACT, TABLES, judged, lines, room, tkr
from .._skede import is_text

HAS = "”{Post:kort}” har kostnader på {utfall:belopp} till och med {månad}, men "


def prepare(rows: Asked) -> DataFrame:
    """The costs whose budget is nothing, or that the budget does not have."""
    none = when(col("budget").is_null()).then(lit("finns inte")).otherwise(lit("ingen budget"))
    own = judged(lines(rows)).filter(col("Radtyp") == "kostnad", col("budget").fill_null(0) == 0)
    return own.with_columns(
        fall=none, säkert=(col("utfall") - room(col("noga"), col("antal"))) * EXACT
    )


@rule(
    table="tblManad",
    marks="Kommentar",
    reads=("Post", "Radtyp", optional(*MONTHS, "Kommentar"), fact("Beloppsenhet")),
    tables=TABLES,
    parameters={"tkr": 10.0},
    prepare=prepare,
    replaces=("MAN003",),
    severity=WARNING,
    says={
        "ingen budget": HAS + "ingen budget.",
        "finns inte": HAS + "raden finns inte på bladet Budget.",
    },
    do={
        "ingen budget": "Kontrollera kontot med ekonomen. Hör kostnaden hit, skriv i Kommentar hur "
        "den betalas.",
        "finns inte": "Skriv raden som på bladet Budget, eller lägg till den där. Skriv i "
        "Kommentar hur den betalas.",
    },
)
def check(rows: Asked) -> Expr:
    return (rows["säkert"] <= tkr(rows)) | is_text(rows["Kommentar"])
