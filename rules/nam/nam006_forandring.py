"""Förändring är årets budget minus förra årets.

Varför: Förändringen är det som nämnden frågar om, och texten under tabellen nämner den. Avrundade
    belopp räknas med den marginal som avrundningen ger.
Bryter:
    | Område   | Rad   | Budget föregående år | Budget | Förändring |
    | Förskola | Netto | 90                   | 95     | 4          |
Klarar:
    | Område   | Rad   | Budget föregående år | Budget | Förändring |
    | Förskola | Netto | 90.3                 | 95.1   | 4.9        |
Källa: XBRL Calculations 1.1 (jämförelse av avrundade belopp).
"""

import polars as pl

from xlplan.rule import ERROR, Asked, agrees, decimals, rule, shown

LAST, NOW, CHANGE = "Budget föregående år", "Budget", "Förändring"


def prepare(rows: Asked) -> pl.DataFrame:
    return rows.frame.with_columns(
        ska=pl.col(NOW) - pl.col(LAST),
        noga=pl.max_horizontal([decimals(pl.col(name)) for name in (LAST, NOW, CHANGE)]),
        raden=pl.coalesce("Rad", "Område"),
    )


@rule(
    table="tblOmraden",
    marks=CHANGE,
    reads=("Område", LAST, NOW, CHANGE, shown("Rad")),
    related=(LAST, NOW),
    prepare=prepare,
    severity=ERROR,
    says="Förändringen för ”{Område:kort}”, {raden:kort}, är {Förändring:belopp}, men budgeten går "
    "från {Budget föregående år:belopp} till {Budget:belopp}: {ska:belopp}.",
    do="Rätta det belopp på raden som är fel, eller lägg tillbaka mallens formel i Förändring.",
)
def check(rows: Asked) -> pl.Expr:
    return agrees(rows[CHANGE], rows["ska"], pl.lit(2), rows["noga"], rows["noga"])
