"""Tabellerna har alla mallens kolumner, och bladet Enhet alla uppgifter.

Varför: Kolumner hittas med sina rubriker. Det som står under en annan rubrik läses inte, och
    reglerna om det kan inte ge något svar.
Bryter:
    namn: tblMal.Nivå=Nivån
Klarar:
    enhet: Enhet=Enheten Eken
"""

from polars import DataFrame, Expr, concat_str, lit, when

from xlplan.rule import ERROR, Asked, optional, rule

MISSING = {
    "kolumn": "Kolumnen ”{rubrik}” saknas i tabellen {tabell}",
    "rad": "Raden ”{rubrik}” saknas i tabellen {tabell}",
}
RESTORE = {
    "kolumn": "Lägg tillbaka kolumnen från mallen om den är borta.",
    "rad": "Lägg tillbaka raden från mallen om den är borta.",
}
NEAR = ", men det finns en som heter ”{liknar}”."
RENAME = "Menade du ”{rubrik}”? Rätta då namnet. "


def prepare(rows: Asked) -> DataFrame:
    what = when(rows["är_rad"]).then(lit("rad")).otherwise(lit("kolumn"))
    near = when(rows["liknar"] != "").then(lit(", nästan")).otherwise(lit(""))
    # the heading, not the table's first column, is what the finding is about
    return rows.frame.with_columns(kolumn=rows["rubrik"], fall=concat_str(what, near))


@rule(
    table="_kolumner",
    reads=(optional("tabell", "rubrik", "är_rad", "finns", "liknar"),),
    prepare=prepare,
    severity=ERROR,
    says={
        **{k: s + "." for k, s in MISSING.items()},
        **{f"{k}, nästan": s + NEAR for k, s in MISSING.items()},
    },
    do={**RESTORE, **{f"{k}, nästan": RENAME + s for k, s in RESTORE.items()}},
)
def check(rows: Asked) -> Expr:
    return rows["finns"]
