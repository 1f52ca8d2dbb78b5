"""En aktivitets datum ligger inom tio år från planens år.

Varför: Ett datum årtionden eller sekler bort, som 0206 eller 2062 i stället för 2026, är nästan
    alltid ett skrivfel, och det följer med till tidplanen i nämndens rapport. Ligger hela
    aktiviteten utanför året, eller slutar den före sin start, är det andra regler som säger till.
Bryter:
    enhet: År=2026
    | Mål-ID | Aktivitet    | Startdatum | Slutdatum  |
    | E1     | Nytt barnråd | 2026-02-01 | 2062-06-30 |
Klarar:
    enhet: År=2026
    | Mål-ID | Aktivitet    | Startdatum | Slutdatum  |
    | E1     | Nytt barnråd | 2016-02-01 | 2036-06-30 |
"""

from polars import DataFrame, Expr, col, lit

from xlplan.rule import WARNING, Asked, fact, optional, rule, shown

from ._datum import named

START, END = "Startdatum", "Slutdatum"


def prepare(rows: Asked) -> DataFrame:
    """A row a date, of the activities that AKT002 and AKT003 find in order or cannot judge."""
    start, end, year = col(START), col(END), rows.fact("År")
    sound = (start <= end) & (start.dt.year() <= year) & (end.dt.year() >= year)
    kept = named(rows).filter(sound | start.is_null() | end.is_null(), year.is_between(2000, 2100))
    index = ["bok", "rad", "Mål-ID", "Aktivitet", "namn", "enhet.År"]
    return kept.unpivot(
        [START, END], index=index, variable_name="kolumn", value_name="datum"
    ).drop_nulls("datum")


@rule(
    table="tblAktiviteter",
    marks=START,
    reads=(optional(START, END), shown("Aktivitet"), fact("År")),
    parameters={"år": 10},
    prepare=prepare,
    replaces=("AKT004",),
    severity=WARNING,
    says="Aktiviteten ”{namn:kort}” har {datum} i kolumnen {kolumn}, långt från planens år "
    "{enhet.År:år}.",
    do="Rätta årtalet om det är felskrivet.",
)
def check(rows: Asked) -> Expr:
    return (rows["datum"].dt.year() - rows.fact("År")).abs() <= lit(rows.number("år"))
