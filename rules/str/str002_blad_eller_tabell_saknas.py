"""Boken har alla mallens blad och tabeller.

Varför: Tabellerna hittas med sina namn i Excel. Det som står i en tabell med ett annat namn läses
    inte.
Bryter:
    utan: tblAktiviteter
Klarar:
    enhet: Enhet=Enheten Eken
"""

from polars import DataFrame, Expr, Int64, concat_str, lit, when

from xlplan.rule import ERROR, Asked, optional, rule

TABLE = "Tabellen {tabell} saknas på bladet {blad}"
SHEET = "Tabellen {tabell} saknas, och bladet {blad} finns inte"
NEAR = ", men ”{liknar}” finns i boken."
NAME = (
    "Klicka i tabellen och skriv {tabell} som tabellnamn under Tabelldesign. Är tabellen borta: "
    "hämta bladet {blad} ur mallen."
)


def prepare(rows: Asked) -> DataFrame:
    # with the table's own sheet there, the finding stands in its corner; otherwise it is about the
    # whole file
    there, near = rows["bladet_finns"], rows["liknar"]
    corner = when(there).then(lit(1, Int64))
    return rows.frame.with_columns(
        menat=when(there | near.str.contains("(?i)^tbl")).then("tabell").otherwise("blad"),
        fall=concat_str(
            when(there).then(lit("tabell")).otherwise(lit("blad")),
            when(near != "").then(lit(", nästan")).otherwise(lit("")),
        ),
        rad=corner,
        kol=corner,
    )


@rule(
    table="_tabeller",
    reads=(optional("tabell", "blad", "finns", "bladet_finns", "liknar"),),
    prepare=prepare,
    severity=ERROR,
    says={
        "tabell": TABLE + ".",
        "tabell, nästan": TABLE + NEAR,
        "blad": SHEET + ".",
        "blad, nästan": SHEET + NEAR,
    },
    do={
        "": NAME,
        **dict.fromkeys(("tabell, nästan", "blad, nästan"), "Menade du ”{menat}”? " + NAME),
    },
)
def check(rows: Asked) -> Expr:
    return rows["finns"]
