"""Varje nämndmål har ett enhetsmål eller en aktivitet.

Varför: Planen ska visa vad enheten gör för att nå nämndens mål.
Bryter:
    | Mål-ID | Nivå     | Överordnat | Mål                |
    | N1     | Nämndmål | 1.1        | Förskolan är trygg |
Klarar:
    | Mål-ID | Nivå      | Överordnat | Mål                 |
    | N1     | Nämndmål  | 1.1        | Förskolan är trygg  |
    | E1     | Enhetsmål | N1         | Barnen är delaktiga |
    | N2     | Nämndmål  | 1.1        | Maten är klimatsmart |
    tblAktiviteter:
    | Mål-ID | Aktivitet              |
    | N2     | Mäta matsvinnet        |
"""

from polars import DataFrame, Expr, coalesce, col, concat, lit

from xlplan.rule import WARNING, Asked, folded, optional, rule, shown


def prepare(rows: Asked) -> DataFrame:
    activities = rows.table("tblAktiviteter").drop_nulls("Aktivitet")
    answers = (
        concat(
            [
                rows.frame.select("bok", id=folded(col("Överordnat"))),
                activities.select("bok", id=folded(col("Mål-ID"))),
            ]
        )
        .drop_nulls()
        .unique()
        .with_columns(besvarat=lit(True))
    )
    goals = rows.frame.with_columns(id=folded(col("Mål-ID")), namn=coalesce("Mål", "Mål-ID"))
    return goals.join(answers, on=["bok", "id"], how="left", maintain_order="left")


@rule(
    table="tblMal",
    marks="Mål",
    reads=(optional("Mål-ID", "Nivå", "Överordnat"), shown("Mål")),
    tables=("tblAktiviteter",),
    kinds=("unit",),
    scope="book",
    prepare=prepare,
    severity=WARNING,
    says="Nämndmålet ”{namn:kort}” har varken enhetsmål eller aktivitet.",
    do="Skriv ett enhetsmål under nämndmålet, eller en aktivitet som visar vad enheten gör för att "
    "nå det.",
)
def check(rows: Asked) -> Expr:
    asked = (rows["Nivå"] == "Nämndmål") & rows["Mål-ID"].is_not_null()
    return ~asked | rows["besvarat"].fill_null(False)
