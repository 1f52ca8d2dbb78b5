"""En stor förändring mot förra årets budget har en kommentar.

Varför: Nämnden och controllern frågar efter skälet till stora förändringar. Har enheten skrivit det
    från början slipper alla leta. En förändring är stor om den är både större än gränsen i procent
    och större än den i tusental kronor. Rader med Radtyp varav är en del av raden ovanför, och
    summorna följer av raderna.
Bryter:
    | Post              | Radtyp  | Föregående år | Budget | Kommentar |
    | Lokalkostnader    | kostnad | 2200          | 2600   |           |
Klarar:
    | Post              | Radtyp  | Föregående år | Budget | Kommentar             |
    | Lokalkostnader    | kostnad | 2200          | 2600   | Ny lokal från augusti |
    | Personalkostnader | kostnad | 19900         | 21500  |                       |
    | Utbildning        | kostnad | 10            | 90     |                       |
"""

import polars as pl

from xlplan.rule import WARNING, Asked, fact, optional, rule

IN_KR = {"kr": 1.0, "tkr": 1e3, "mnkr": 1e6}
EXACT = 1 - 1e-9
"""1,1 − 1,0 is a little more than 0,1 in binary, and not over it to a person."""


def prepare(rows: Asked) -> pl.DataFrame:
    last, now = pl.col("Föregående år"), pl.col("Budget")
    change = (now - last).abs()
    in_kr = pl.col("enhet.Beloppsenhet").replace_strict(
        IN_KR, default=None, return_dtype=pl.Float64
    )
    # kronor for thousands are BUD008's matter, and no change
    other_unit = pl.max_horizontal(now / last, last / now).is_between(300, 3000) & (
        last * in_kr >= 10_000
    )
    lines = rows.frame.filter(pl.col("Radtyp").is_in(["intäkt", "kostnad"]), last > 0)
    return lines.filter(~other_unit).with_columns(
        skillnad=change,
        procent=(change / last * 100).round(),
        åt=pl.when(now > last).then(pl.lit("mer")).otherwise(pl.lit("mindre")),
        stor=(change / last * 100 * EXACT > pl.lit(rows.number("procent")))
        & (change * in_kr * EXACT > pl.lit(rows.number("tkr")) * 1000),
    )


@rule(
    table="tblBudget",
    marks="Kommentar",
    reads=(
        "Radtyp",
        "Föregående år",
        "Budget",
        optional("Post", "Kommentar"),
        fact("Beloppsenhet"),
    ),
    related=("Föregående år", "Budget"),
    parameters={"procent": 10.0, "tkr": 100.0},
    prepare=prepare,
    severity=WARNING,
    says="”{Post:kort}” är {Budget:belopp} i årets budget, {skillnad:belopp} ({procent}\u00a0%) "
    "{åt} än förra året, och Kommentar är tom.",
    do="Skriv i Kommentar vad förändringen beror på, till exempel ”Ny lokal från augusti”.",
)
def check(rows: Asked) -> pl.Expr:
    return ~rows["stor"] | rows["Kommentar"].is_not_null()
