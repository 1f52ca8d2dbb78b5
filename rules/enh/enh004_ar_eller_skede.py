"""År och Skede är sådana som finns.

Varför: Skedet avgör vilka regler som ställs, och året vilka datum och månader som hör till planen.
Bryter:
    enhet: År=26
    enhet: Skede=Plan
Klarar:
    enhet: År=2026; Skede=VB
"""

from polars import DataFrame, Expr, Int64, String, col, concat, lit, when

from xlplan.rule import ERROR, PHASES, Asked, rule


def prepare(rows: Asked) -> DataFrame:
    year = rows["År"]
    whole = year == year.round()
    written = when(whole).then(year.cast(Int64, strict=False).cast(String))
    first, last = rows.parameter("första_år"), rows.parameter("sista_år")
    years = rows.frame.select(
        "bok", "rad", kolumn=lit("År"), möjligt=whole & year.is_between(first, last),
        värde=written.otherwise(year.cast(String).str.replace(".", ",", literal=True)),
        varför=lit("kan inte vara planens år"), väntat=lit("Skriv planens år med fyra siffror, till exempel 2026"),
    )  # fmt: skip
    phases = rows.frame.select(
        "bok", "rad", kolumn=lit("Skede"), möjligt=rows["Skede"].is_in(PHASES), värde=rows["Skede"],
        varför=lit("är inget av planens skeden"), väntat=lit("Välj VP, T1, T2 eller VB i listan"),
    )  # fmt: skip
    return concat([years, phases]).filter(col("värde").is_not_null())


@rule(
    table="tblEnhet",
    marks="År",
    facts=("kolumn", "värde", "varför", "väntat"),
    parameters={"första_år": 2000, "sista_år": 2050},
    prepare=prepare,
    severity=ERROR,
    says="{kolumn} är ”{värde}”, och det {varför}.",
    do="{väntat}.",
)
def check(rows: Asked) -> Expr:
    return rows["möjligt"]
