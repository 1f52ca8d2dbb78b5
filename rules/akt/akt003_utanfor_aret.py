"""En aktivitet pågår åtminstone någon del av planens år.

Varför: En aktivitet som är klar före året, eller börjar efter det, hör till en annan plan. Ofta är
    det förra årets rad.
Bryter:
    enhet: År=2026
    | Mål-ID | Aktivitet    | Startdatum | Slutdatum  |
    | E1     | Nytt barnråd | 2025-01-01 | 2025-12-31 |
Klarar:
    enhet: År=2026
    | Mål-ID | Aktivitet    | Startdatum | Slutdatum  |
    | E1     | Nytt barnråd | 2025-11-01 | 2026-03-31 |
    | E1     | Matråd       | 2026-11-01 | 2027-03-31 |
"""

from polars import Expr, when

from xlplan.rule import ERROR, Asked, fact, rule, shown

from ._datum import named


@rule(
    table="tblAktiviteter",
    marks="Startdatum",
    reads=("Startdatum", "Slutdatum", shown("Aktivitet"), fact("År")),
    related=("Slutdatum",),
    prepare=named,
    severity=ERROR,
    says="Aktiviteten ”{namn:kort}” pågår {Startdatum} till {Slutdatum}, utanför planens år "
    "{enhet.År:år}.",
    do="Rätta datumen, eller ta bort aktiviteten om den hör till ett annat år.",
)
def check(rows: Asked) -> Expr:
    start, end, year = rows["Startdatum"], rows["Slutdatum"], rows.fact("År")
    # an impossible year, or an end before the start, is said by ENH004 and AKT002
    sound = (start <= end) & year.is_between(2000, 2100)
    return when(sound).then((start.dt.year() <= year) & (end.dt.year() >= year))
