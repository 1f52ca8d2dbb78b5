"""Varje aktivitet hör till ett mål på bladet Mål.

Varför: En aktivitet utan känt mål har ingen plats i rapporten och skrivs inte under det mål som den var tänkt för.
Bryter:
    | Mål-ID | Aktivitet    |
    | 1.1    | Nytt barnråd |
Klarar:
    | Mål-ID | Aktivitet    |
    | n1     | Nytt barnråd |
    tblMal:
    | Mål-ID | Nivå     | Mål                |
    | N1     | Nämndmål | Förskolan är trygg |
"""

from polars import DataFrame, Expr, col, format, lit

from xlplan.rule import ERROR, Asked, folded, rule


def prepare(rows: Asked) -> DataFrame:
    """Adds `finns`, whether the goal is there, and `vad`, what is wrong if it is not."""
    goals = rows.table("tblMal").select("bok", id=folded(col("Mål-ID"))).drop_nulls().unique()
    asked = rows.frame.with_columns(
        id=folded(col("Mål-ID")),
        vad=format("har Mål-ID ”{}”, som inte finns på bladet Mål", col("Mål-ID")).fill_null("saknar Mål-ID"),
    )
    return asked.join(goals.with_columns(finns=lit(True)), on=["bok", "id"], how="left", maintain_order="left")


@rule(
    table="tblAktiviteter",
    marks="Mål-ID",
    reads=("Aktivitet",),
    also=("Mål-ID",),
    facts=("vad",),
    tables=("tblMal",),
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says="Aktiviteten ”{Aktivitet:kort}” {vad}.",
    do="Skriv Mål-ID för målet som aktiviteten hör till, så som det står i första kolumnen på bladet Mål.",
)
def check(rows: Asked) -> Expr:
    return rows["finns"].fill_null(False)
