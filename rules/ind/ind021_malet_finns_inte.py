"""Varje indikator hör till ett mål på bladet Mål.

Varför: En indikator utan känt mål har ingen plats i rapporten och skrivs inte under det mål som den var tänkt för.
Bryter:
    | Mål-ID | Indikator   |
    | 1.1    | Andel nöjda |
Klarar:
    | Mål-ID | Indikator   |
    | n1     | Andel nöjda |
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
    table="tblIndikatorer",
    marks="Mål-ID",
    reads=("Indikator",),
    also=("Mål-ID",),
    facts=("vad",),
    tables=("tblMal",),
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says="Indikatorn ”{Indikator:kort}” {vad}.",
    do="Skriv Mål-ID för målet som indikatorn hör till, så som det står i första kolumnen på bladet Mål.",
)
def check(rows: Asked) -> Expr:
    return rows["finns"].fill_null(False)
