"""Varje aktivitet har startdatum och slutdatum.

Varför: Datumen visar i nämndens rapport när aktiviteten görs, och om den är försenad.
Bryter:
    | Mål-ID | Aktivitet    | Startdatum | Slutdatum  |
    | E1     | Nytt barnråd | 2026-02-01 |            |
Klarar:
    | Mål-ID | Aktivitet    | Startdatum | Slutdatum  |
    | E1     | Nytt barnråd | 2026-02-01 | 2026-06-30 |
"""

from polars import DataFrame, Expr, col

from xlplan.rule import ERROR, Asked, optional, rule, shown


def prepare(rows: Asked) -> DataFrame:
    """A row a date."""
    key = ["bok", "rad", "Mål-ID", "Aktivitet"]
    dates = rows.frame.unpivot(
        ["Startdatum", "Slutdatum"], index=key, variable_name="kolumn", value_name="datum"
    )
    return dates.with_columns(fall=col("kolumn"))


@rule(
    table="tblAktiviteter",
    marks="Startdatum",
    reads=(optional("Startdatum", "Slutdatum"), shown("Aktivitet")),
    kinds=("unit", "board", "register"),
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says={
        "Startdatum": "Aktiviteten ”{Aktivitet:kort}” saknar startdatum.",
        "Slutdatum": "Aktiviteten ”{Aktivitet:kort}” saknar slutdatum.",
    },
    do="Skriv år, månad och dag, till exempel 2026-03-01. En aktivitet som pågår hela året är från "
    "den 1 januari till den 31 december.",
)
def check(rows: Asked) -> Expr:
    return rows["Aktivitet"].is_null() | rows["datum"].is_not_null()
