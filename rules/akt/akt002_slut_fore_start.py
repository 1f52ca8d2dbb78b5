"""En aktivitet slutar inte innan den börjar.

Varför: Tidplanen i nämndens rapport görs av datumen; ett omvänt par faller ur den.
Bryter:
    | Aktivitet       | Startdatum | Slutdatum  |
    | Nytt barnråd    | 2026-04-01 | 2026-03-01 |
Klarar:
    | Aktivitet       | Startdatum | Slutdatum  |
    | Nytt barnråd    | 2026-04-01 | 2026-04-01 |
"""

from polars import Expr

from xlplan.rule import ERROR, Asked, rule, shown

from ._datum import named


@rule(
    table="tblAktiviteter",
    marks="Slutdatum",
    reads=("Startdatum", "Slutdatum", shown("Aktivitet")),
    related=("Startdatum",),
    kinds=("unit", "board", "register"),
    prepare=named,
    severity=ERROR,
    says="Aktiviteten ”{namn:kort}” slutar {Slutdatum}, före sin start {Startdatum}.",
    do="Rätta slutdatumet, eller byt plats på datumen om de har kastats om.",
)
def check(rows: Asked) -> Expr:
    return rows["Startdatum"] <= rows["Slutdatum"]
