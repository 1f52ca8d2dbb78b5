"""Boken har alla mallens blad och tabeller.

Varför: Tabellerna hittas med sina namn i Excel. Det som står i en tabell med ett annat namn läses inte.
Bryter:
    utan: tblAktiviteter
Klarar:
    enhet: Enhet=Enheten Eken
"""

from polars import DataFrame, Expr, Int64, concat_str, lit, when

from xlplan.rule import ERROR, Asked, rule


def prepare(rows: Asked) -> DataFrame:
    # with the table's own sheet there, the finding stands in its corner; otherwise it is about the whole file
    there, near = rows["bladet_finns"], rows["liknar"]
    meant = when(there | near.str.contains("(?i)^tbl")).then("tabell").otherwise("blad")
    corner = when(there).then(lit(1, Int64))
    return rows.frame.with_columns(
        läge=when(there)
        .then(concat_str(lit(" på bladet "), "blad"))
        .otherwise(concat_str(lit(", och bladet "), "blad", lit(" finns inte"))),
        men=when(near != "").then(concat_str(lit(", men ”"), near, lit("” finns i boken"))).otherwise(lit("")),
        fråga=when(near != "").then(concat_str(lit("Menade du ”"), meant, lit("”? "))).otherwise(lit("")),
        rad=corner,
        kol=corner,
    )


@rule(
    table="_tabeller",
    also=("tabell", "blad", "finns", "bladet_finns", "liknar"),
    facts=("läge", "men", "fråga"),
    prepare=prepare,
    severity=ERROR,
    says="Tabellen {tabell} saknas{läge}{men}.",
    do="{fråga}Klicka i tabellen och skriv {tabell} som tabellnamn under Tabelldesign. Är tabellen borta: hämta bladet "
    "{blad} ur mallen.",
)
def check(rows: Asked) -> Expr:
    return rows["finns"]
