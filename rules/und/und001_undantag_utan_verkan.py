"""Varje undantag godtar en avvikelse som finns.

Varför: Ett undantag som inte möter någon avvikelse, eller vars tid har gått ut, står kvar utan
    verkan och förvirrar nästa år. Står det ingen regels kod i Regel godtar undantaget ingenting,
    hur rätt nyckeln än är, och inte heller om det saknar skäl: den som läser granskningen ska se
    varför avvikelsen är i sin ordning.
Bryter:
    med: AKT002
    tblUndantag:
    | Regel  | Nyckel          | Skäl                 | Beslutat av |
    | AKT002 | E1 · Barnrådet  | Två terminer i taget | Controller  |
Klarar:
    med: AKT002
    tblAktiviteter:
    | Mål-ID | Aktivitet    | Startdatum | Slutdatum  |
    | E1     | Nytt barnråd | 2026-04-01 | 2026-03-01 |
    tblUndantag:
    | Regel  | Nyckel            | Skäl                 | Beslutat av |
    | AKT002 | E1 · Nytt barnråd | Två terminer i taget | Controller  |
"""

from polars import DataFrame, Expr, lit, when

from xlplan.rule import NOTE, Asked, blank, optional, rule

REMOVE = "Ta bort raden om undantaget inte behövs, annars"
CODE = f"{REMOVE} rätta Regel, till exempel IND004."
COLUMN = {
    "ingen kod": "Regel",
    "nästan en kod": "Regel",
    "utgånget": "Gäller till",
    "ingen nyckel": "Nyckel",
    "träffar inget": "Nyckel",
    "inget skäl": "Skäl",
}


def prepare(rows: Asked) -> DataFrame:
    case = (
        when(~rows["finns"])
        .then(when(rows["liknar"] == "").then(lit("ingen kod")).otherwise(lit("nästan en kod")))
        .when(rows["utgånget"])
        .then(lit("utgånget"))
        .when(rows["Nyckel"].is_null())
        .then(lit("ingen nyckel"))
        .when(rows["träffar"] == 0)
        .then(lit("träffar inget"))
        .when(blank(rows["Skäl"]))
        .then(lit("inget skäl"))
    )
    return rows.frame.with_columns(fall=case).with_columns(
        kolumn=case.replace_strict(COLUMN, default=None)
    )


@rule(
    table="_undantag",
    reads=(
        optional(
            "Regel", "Nyckel", "Skäl", "Gäller till", "träffar", "utgånget", "finns", "liknar"
        ),
    ),
    prepare=prepare,
    severity=NOTE,
    says={
        **dict.fromkeys(
            ("ingen kod", "nästan en kod"),
            "Undantaget från {Regel} godtar ingenting, för ingen regel har den koden.",
        ),
        "utgånget": "Undantaget från {Regel} gällde till {Gäller till} och har ingen verkan "
        "längre.",
        "ingen nyckel": "Undantaget från {Regel} har ingen nyckel, så det är inte klart vilken rad "
        "som avses.",
        "träffar inget": "Undantaget från {Regel} har inget att godta: ingen avvikelse har nyckeln "
        "”{Nyckel}”.",
        "inget skäl": "Undantaget från {Regel} för ”{Nyckel}” har inget skäl, och godtar därför "
        "ingenting än.",
    },
    do={
        "": f"{REMOVE} rätta Nyckel eller Gäller till.",
        "ingen kod": CODE,
        "nästan en kod": f"Menade du {{liknar}}? {CODE}",
        "inget skäl": "Skriv i kolumnen Skäl varför avvikelsen är i sin ordning.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
