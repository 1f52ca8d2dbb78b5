"""I varje cell står det slag av uppgift som kolumnen är till för.

Varför: Excel räknar inte med tal som står som text, och ett datum som text går inte att jämföra med
    andra datum.
Bryter:
    tblBudget:
    | Post           | Radtyp  | Budget      |
    | Lokalkostnader | kostnad | 'cirka 2000 |
Klarar:
    tblBudget:
    | Post           | Radtyp  | Budget |
    | Lokalkostnader | kostnad | 2000   |
"""

from polars import DataFrame, Expr, lit, when

from xlplan.rule import ERROR, Asked, optional, rule

from ._days import with_days

NUMBER = r"^[-−–+]?\s*[0-9][0-9\s.,]*(kr|tkr|mnkr|mkr|kronor|:-|%)?$"
DASHES = r"^[-−–—]+$"
STANDS = "Här ska stå {väntat}, men det står ”{visas:kort}”"
DO = {
    "tal som text": "Välj cellformatet Tal och skriv beloppet med bara siffror, till exempel "
    "{exempel}.",
    "streck": "Lämna cellen tom, eller skriv ett belopp, till exempel {exempel}.",
    "belopp": "Välj cellformatet Tal och skriv beloppet med bara siffror, till exempel {exempel}.",
    "en dag": "Skriv datumet som {dag}, om det är den dagen.",
    "datum": "Skriv år, månad och dag med siffror, till exempel {exempel}.",
    "blev ett datum": "Välj cellformatet Text och skriv på nytt, till exempel {exempel}.",
    "val": "Välj i cellens lista, till exempel {exempel}.",
    "annat": "Skriv {väntat}, till exempel {exempel}.",
}


def prepare(rows: Asked) -> DataFrame:
    shown, wanted = rows["visas"].str.strip_chars(), rows["väntat"]
    return with_days(rows).with_columns(
        fall=when(wanted == "ett belopp")
        .then(
            when(shown.str.contains(NUMBER))
            .then(lit("tal som text"))
            .when(shown.str.contains(DASHES))
            .then(lit("streck"))
            .otherwise(lit("belopp"))
        )
        .when(rows["dag"].is_not_null())
        .then(lit("en dag"))
        .when(wanted == "ett datum")
        .then(lit("datum"))
        .when(shown.str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}"))
        .then(lit("blev ett datum"))
        .when(wanted.str.starts_with("något av"))
        .then(lit("val"))
        .otherwise(lit("annat"))
    )


@rule(
    table="_celler",
    reads=(optional("slag", "visas", "väntat", "exempel"),),
    prepare=prepare,
    severity=ERROR,
    says={
        **dict.fromkeys(DO, STANDS + "."),
        "tal som text": STANDS + " som text, och det räknar Excel inte med.",
        "blev ett datum": STANDS + ", som Excel har gjort till ett datum.",
    },
    do=DO,
)
def check(rows: Asked) -> Expr:
    return rows["slag"] != "fel slag"
