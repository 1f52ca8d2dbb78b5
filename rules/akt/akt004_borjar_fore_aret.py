"""En aktivitet börjar inte före planens år.

Varför: Det kan vara rätt, när en aktivitet fortsätter från förra året, men ofta är det ett gammalt
    årtal.
Bryter:
    enhet: År=2026
    | Mål-ID | Aktivitet    | Startdatum | Slutdatum  |
    | E1     | Nytt barnråd | 2025-02-01 | 2026-06-30 |
Klarar:
    enhet: År=2026
    | Mål-ID | Aktivitet    | Startdatum | Slutdatum  |
    | E1     | Nytt barnråd | 2026-01-01 | 2027-06-30 |
"""

from polars import Expr, when

from xlplan.rule import NOTE, Asked, fact, rule, shown

from ._datum import named


@rule(
    table="tblAktiviteter",
    marks="Startdatum",
    reads=("Startdatum", "Slutdatum", shown("Aktivitet"), fact("År")),
    prepare=named,
    severity=NOTE,
    says="Aktiviteten ”{namn:kort}” börjar {Startdatum}, före planens år {enhet.År:år}.",
    do="Rätta startdatumet om det är fel år. Fortsätter aktiviteten från tidigare år kan datumet "
    "stå kvar.",
)
def check(rows: Asked) -> Expr:
    start, end, year = rows["Startdatum"], rows["Slutdatum"], rows.fact("År")
    # one that also ends before the year is said by AKT003; an impossible year by ENH004
    asked = (end.dt.year() >= year) & (start <= end) & year.is_between(2000, 2100)
    return when(asked).then(start.dt.year() >= year)
