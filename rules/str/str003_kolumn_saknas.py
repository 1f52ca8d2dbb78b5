"""Tabellerna har alla mallens kolumner, och bladet Enhet alla uppgifter.

Varför: Kolumner hittas med sina rubriker. Det som står under en annan rubrik läses inte, och
    reglerna om det kan inte ge något svar.
Bryter:
    namn: tblMal.Nivå=Nivån
Klarar:
    enhet: Enhet=Enheten Eken
"""

from polars import DataFrame, Expr, concat_str, lit, when

from xlplan.rule import ERROR, Asked, rule


def prepare(rows: Asked) -> DataFrame:
    near = rows["liknar"] != ""
    return rows.frame.with_columns(
        # the heading, not the table's first column, is what the finding is about
        kolumn=rows["rubrik"],
        vad=when(rows["är_rad"]).then(lit("Raden")).otherwise(lit("Kolumnen")),
        den=when(rows["är_rad"]).then(lit("raden")).otherwise(lit("kolumnen")),
        men=when(near).then(concat_str(lit(", men det finns en som heter ”"), "liknar", lit("”"))).otherwise(lit("")),
        fråga=when(near).then(concat_str(lit("Menade du ”"), "rubrik", lit("”? Rätta då namnet. "))).otherwise(lit("")),
    )


@rule(
    table="_kolumner",
    also=("tabell", "rubrik", "är_rad", "finns", "liknar"),
    facts=("vad", "den", "men", "fråga"),
    prepare=prepare,
    severity=ERROR,
    says="{vad} ”{rubrik}” saknas i tabellen {tabell}{men}.",
    do="{fråga}Lägg tillbaka {den} från mallen om den är borta.",
)
def check(rows: Asked) -> Expr:
    return rows["finns"]
