"""En avvikelse från budgeten hittills har en kommentar.

Varför: Den som läser uppföljningen behöver veta vad en större avvikelse beror på och vad enheten
    gör åt den. Utfallet jämförs med radens budget för samma månader; är månaderna tomma delas årets
    budget lika. Avvikelsen ska vara både större än gränsen i procent och större än den i tusental
    kronor, också när beloppen är avrundade.
Bryter:
    enhet: Avser månad=3
    | Post              | Radtyp  | jan | feb | mar | Kommentar |
    | Personalkostnader | kostnad | 520 | 530 | 540 |           |
    tblBudget:
    | Post              | Radtyp  | Budget |
    | Personalkostnader | kostnad | 6000   |
Klarar:
    enhet: Avser månad=3
    | Post              | Radtyp  | jan | feb | mar | Kommentar              |
    | Personalkostnader | kostnad | 520 | 530 | 540 | Vikarier under vintern |
    | Lokalkostnader    | kostnad | 110 | 110 | 110 |                        |
    tblBudget:
    | Post              | Radtyp  | Budget |
    | Personalkostnader | kostnad | 6000   |
    | Lokalkostnader    | kostnad | 1200   |
"""

from polars import DataFrame, Expr, col, lit, when

from xlplan.rule import MONTHS, WARNING, Asked, fact, optional, rule

from .._month import EXACT, TABLES, judged, lines, tkr
from .._skede import is_text

SAYS = "Utfallet för ”{Post:kort}” är {utfall:belopp} till och med {månad}, {skillnad:belopp} "
END = "{åt} än budgeten för samma tid ({hittills:belopp}), och Kommentar är tom."


def prepare(rows: Asked) -> DataFrame:
    """The lines with their deviation; a line that the budget does not know has no budget so far."""
    off = col("utfall") - col("hittills")
    sure = (off.abs() - col("rum")) * EXACT
    return (
        judged(lines(rows))
        .filter(col("antal") > 0)
        .with_columns(col("hittills").fill_null(0))
        .with_columns(
            skillnad=off.abs(),
            procent=when(col("hittills") != 0).then((off / col("hittills") * 100).abs().round(1)),
            åt=when(off > 0).then(lit("mer")).otherwise(lit("mindre")),
            stor=(sure > tkr(rows))
            & (sure * 100 > col("hittills").abs() * lit(rows.number("procent"))),
            fall=when(col("hittills") != 0).then(lit("procent")).otherwise(lit("utan budget")),
        )
    )


@rule(
    table="tblManad",
    marks="Kommentar",
    reads=("Post", "Radtyp", optional(*MONTHS, "Kommentar"), fact("Beloppsenhet")),
    tables=TABLES,
    parameters={"procent": 2.0, "tkr": 50.0},
    prepare=prepare,
    severity=WARNING,
    says={"procent": SAYS + "({procent}\u00a0%) " + END, "utan budget": SAYS + END},
    do="Skriv i Kommentar vad avvikelsen beror på, och vad ni gör åt den.",
)
def check(rows: Asked) -> Expr:
    return ~rows["stor"] | is_text(rows["Kommentar"])
