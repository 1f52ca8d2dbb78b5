"""Alla formler är uträknade.

Varför: Xlplan läser de värden som Excel har sparat. En bok som ett annat program har skrivit kan sakna dem.
Bryter:
    tblBudget:
    | Post           | Radtyp  | Budget  |
    | Lokalkostnader | kostnad | ?=B1+B2 |
Klarar:
    tblBudget:
    | Post           | Radtyp  | Budget    |
    | Lokalkostnader | kostnad | =B1+B2→20 |
"""

from polars import Expr

from xlplan.rule import ERROR, Asked, rule


@rule(
    table="_celler",
    also=("slag", "visas"),
    severity=ERROR,
    says="Formeln {visas:kort} är inte uträknad, så cellen har inget värde att läsa.",
    do="Öppna boken i Excel och spara den.",
)
def check(rows: Asked) -> Expr:
    return rows["slag"] != "ej beräknad"
