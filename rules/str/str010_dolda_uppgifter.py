"""Inga uppgifter är dolda.

Varför: Det som är dolt räknas in i summor och trycks i rapporten, men den som läser boken ser det inte. Kolumner för
    andra skeden som mallen har vikt ihop är inte dolda, och inte heller rader utan belopp.
Bryter:
    dolt: Budget!3
    tblBudget:
    | Post              | Radtyp  | Budget |
    | Lokalkostnader    | kostnad | 300    |
    | Personalkostnader | kostnad | 2000   |
Klarar:
    dolt: Budget!3
    tblBudget:
    | Post           | Radtyp  | Budget |
    | Lokalkostnader | kostnad | 300    |
    | Hyresintäkter  | intäkt  | 0      |
"""

from polars import DataFrame, Expr, col, concat_str, lit, when

from xlplan.rule import WARNING, Asked, rule

PLURAL = {"bladet": "bladet", "raden": "raderna", "kolumnen": "kolumnerna"}
REMEDY = {
    "bladet": "Högerklicka på en bladflik och välj Ta fram.",
    "raden": "Ta bort filtret om det finns ett, eller markera raden före och efter, högerklicka och välj Ta fram.",
    "kolumnen": "Markera kolumnen före och kolumnen efter, högerklicka och välj Ta fram.",
}


def prepare(rows: Asked) -> DataFrame:
    one, kind = col("antal") == 1, col("slag")
    what = when(one).then(kind).otherwise(kind.replace_strict(PLURAL, default=kind))
    hidden = when(kind == "bladet").then(lit("dolt")).when(one).then(lit("dold")).otherwise(lit("dolda"))
    return rows.frame.with_columns(
        vad=concat_str(what.str.head(1).str.to_uppercase(), what.str.slice(1), lit(" "), "namn"),
        var=when(kind == "bladet").then(lit("")).otherwise(concat_str(lit(" i tabellen "), "tabell")),
        dolt=hidden,
        råd=kind.replace_strict(REMEDY, default=""),
    )


@rule(
    table="_dolda",
    also=("tabell", "slag", "namn", "antal"),
    facts=("vad", "var", "dolt", "råd"),
    prepare=prepare,
    severity=WARNING,
    says="{vad}{var} är {dolt}, men där finns uppgifter.",
    do="{råd} Ska uppgifterna inte vara med, ta bort dem.",
)
def check(rows: Asked) -> Expr:
    return rows["antal"] == 0
