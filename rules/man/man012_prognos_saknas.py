"""Tertialrapporten har en prognos för varje rad.

Varför: Prognosen för året är tertialrapportens viktigaste uppgift om pengarna, och nämnden lägger
    ihop enheternas. En rad som varken har budget eller utfall får vara tom. Prognos T1 och Prognos
    T2 jämförs i bokslutet med årets utfall, så tertialens egen kolumn fylls i också när det står
    ett belopp i Prognos.
Bryter:
    enhet: Skede=T1; Avser månad=4
    | Post              | Radtyp  | jan | feb | mar | apr | Prognos T1 |
    | Personalkostnader | kostnad | 170 | 170 | 171 | 170 |            |
    tblBudget:
    | Post              | Radtyp  | Budget |
    | Personalkostnader | kostnad | 2000   |
Klarar:
    enhet: Skede=T1; Avser månad=4
    | Post              | Radtyp  | jan | feb | mar | apr | Prognos T1 | Prognos T2 |
    | Personalkostnader | kostnad | 170 | 170 | 171 | 170 | 2040       |            |
    | Hyresintäkter     | intäkt  |     |     |     |     |            |            |
    tblBudget:
    | Post              | Radtyp  | Budget |
    | Personalkostnader | kostnad | 2000   |
    | Hyresintäkter     | intäkt  | 0      |
"""

from polars import DataFrame, Expr, any_horizontal, col, when

from xlplan.rule import ERROR, MONTHS, Asked, optional, rule

from .._month import TABLES, every_line
from .._skede import heading_of_phase

IN_PHASE = ("Prognos T1", "Prognos T2")


def prepare(rows: Asked) -> DataFrame:
    """The lines with money. The sentence names no line: they share one finding."""
    money = any_horizontal(col(name).fill_null(0) != 0 for name in ("budget", *MONTHS))
    return (
        every_line(rows)
        .filter(money)
        .with_columns(
            kolumn=heading_of_phase("Prognos"),
            prognos=when(col("skede") == "T1").then(IN_PHASE[0]).otherwise(IN_PHASE[1]),
        )
    )


@rule(
    table="tblManad",
    marks="Prognos T1",
    reads=("Post", "Radtyp", optional(*MONTHS, *IN_PHASE)),
    tables=TABLES,
    phases=("T1", "T2"),
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says="Prognosen för året saknas i kolumnen {kolumn}.",
    do="Skriv vad raden väntas bli för hela året, och 0 om ingenting.",
)
def check(rows: Asked) -> Expr:
    return rows["prognos"].is_not_null()
