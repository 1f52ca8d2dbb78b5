"""Varje indikator hör till ett mål på bladet Mål.

Varför: En indikator utan känt mål har ingen plats i rapporten och skrivs inte under det mål som den
    var tänkt för.
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

from polars import Expr

from xlplan.rule import ERROR, Asked, optional, rule, shown

from .._shared import with_goal

UNKNOWN = "Indikatorn ”{Indikator:kort}” har Mål-ID ”{Mål-ID}”, som inte finns på bladet Mål."
WRITE = (
    "Skriv Mål-ID för målet som indikatorn hör till, så som det står i första kolumnen på bladet "
    "Mål."
)


@rule(
    table="tblIndikatorer",
    marks="Mål-ID",
    reads=(optional("Mål-ID"), shown("Indikator")),
    tables=("tblMal",),
    kinds=("unit", "board", "register"),
    prepare=with_goal,
    about_blank=True,
    severity=ERROR,
    says={
        "saknas": "Indikatorn ”{Indikator:kort}” saknar Mål-ID.",
        "okänt": UNKNOWN,
        "nästan": UNKNOWN,
    },
    do={"": WRITE, "nästan": f"Menade du {{menat}}? {WRITE}"},
)
def check(rows: Asked) -> Expr:
    return rows["Indikator"].is_null() | rows["fall"].is_null()
