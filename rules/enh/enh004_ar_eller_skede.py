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
    """A row a fact."""
    year = rows["År"]
    whole = year == year.round()
    written = when(whole).then(year.cast(Int64, strict=False).cast(String))
    possible = whole & year.is_between(rows.number("första_år"), rows.number("sista_år"))
    decimals = year.cast(String).str.replace(".", ",", literal=True)
    years = rows.frame.select(
        "bok", "rad", kolumn=lit("År"), möjligt=possible, värde=written.otherwise(decimals)
    )
    known = rows["Skede"].is_in(PHASES)
    phases = rows.frame.select(
        "bok", "rad", kolumn=lit("Skede"), möjligt=known, värde=rows["Skede"]
    )
    return (
        concat([years, phases]).filter(col("värde").is_not_null()).with_columns(fall=col("kolumn"))
    )


@rule(
    table="tblEnhet",
    marks="År",
    parameters={"första_år": 2000, "sista_år": 2050},
    prepare=prepare,
    severity=ERROR,
    says={
        "År": "År är ”{värde}”, och det kan inte vara planens år.",
        "Skede": "Skede är ”{värde}”, och det är inget av planens skeden.",
    },
    do={
        "År": "Skriv planens år med fyra siffror, till exempel 2026.",
        "Skede": "Välj VP, T1, T2 eller VB i listan.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["möjligt"]
