"""Varje aktivitet hör till ett mål på bladet Mål.

Varför: En aktivitet utan känt mål har ingen plats i rapporten och skrivs inte under det mål som den
    var tänkt för.
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

from polars import Expr

from xlplan.rule import ERROR, Asked, optional, rule, shown

from .._shared import with_goal

UNKNOWN = "Aktiviteten ”{Aktivitet:kort}” har Mål-ID ”{Mål-ID}”, som inte finns på bladet Mål."
WRITE = (
    "Skriv Mål-ID för målet som aktiviteten hör till, så som det står i första kolumnen på bladet "
    "Mål."
)


@rule(
    table="tblAktiviteter",
    marks="Mål-ID",
    reads=(optional("Mål-ID"), shown("Aktivitet")),
    tables=("tblMal",),
    kinds=("unit", "board", "register"),
    prepare=with_goal,
    about_blank=True,
    severity=ERROR,
    says={
        "saknas": "Aktiviteten ”{Aktivitet:kort}” saknar Mål-ID.",
        "okänt": UNKNOWN,
        "nästan": UNKNOWN,
    },
    do={"": WRITE, "nästan": f"Menade du {{menat}}? {WRITE}"},
)
def check(rows: Asked) -> Expr:
    return rows["Aktivitet"].is_null() | rows["fall"].is_null()
