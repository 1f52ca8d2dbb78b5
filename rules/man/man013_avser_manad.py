"""Avser månad är den sista månaden med utfall.

Varför: Med Avser månad vet läsaren, och reglerna om månaden, vilken del av budgeten som utfallet
    jämförs med. Den är 1–12, och i en tertialrapport eller verksamhetsberättelse minst den månad
    som skedet slutar med: april, augusti eller december.
Bryter:
    tblManad:
    | Post              | Radtyp  | jan | feb | mar |
    | Personalkostnader | kostnad | 170 | 165 | 168 |
Klarar:
    enhet: Avser månad=5; Skede=T1
    tblManad:
    | Post              | Radtyp  | jan | feb | mar | apr | maj |
    | Personalkostnader | kostnad | 170 | 165 | 168 | 169 | 171 |
"""

from polars import DataFrame, Expr, any_horizontal, col, lit, when

from xlplan.rule import MONTHS, PHASE_DAYS, WARNING, Asked, rule, shown

from .._month import LINES, month_name

LAST = {phase: PHASE_DAYS[phase][0] for phase in ("T1", "T2", "VB")}


def prepare(rows: Asked) -> DataFrame:
    """The books with outcome, and what Avser månad says in each."""
    lines = rows.table("tblManad").filter(col("Radtyp").is_in(LINES))
    followed = (
        lines.filter(any_horizontal(col(month) != 0 for month in MONTHS)).select("bok").unique()
    )
    unread = rows.table("_celler").filter(
        col("tabell") == "tblEnhet", col("kolumn") == "Avser månad"
    )
    stated, due = col("Avser månad"), col("skede").replace_strict(LAST, default=0)
    own = rows.frame.join(followed, on="bok", how="semi", maintain_order="left")
    return own.join(unread, on="bok", how="anti", maintain_order="left").with_columns(
        slut=month_name(due),
        avser=month_name(stated),
        fall=when(stated.is_null())
        .then(lit("tom"))
        .when((stated < 1) | (stated > 12) | (stated != stated.floor()))
        .then(lit("annat"))
        .when(stated < due)
        .then(lit("före")),
    )


@rule(
    table="tblEnhet",
    marks="Avser månad",
    reads=(shown("Avser månad"),),
    tables=("tblManad", "_celler"),
    prepare=prepare,
    severity=WARNING,
    says={
        "tom": "Det finns utfall på bladet Månad, men Avser månad är inte ifylld, så utfallet går "
        "inte att jämföra med budgeten.",
        "annat": "Avser månad är {Avser månad}, men ska vara en månad, 1–12.",
        "före": "Boken är i skedet {skede} men avser utfall till och med {avser}, inte {slut}.",
    },
    do={
        "före": "Fyll i utfallet till och med {slut} på bladet Månad, och ändra sedan Avser månad.",
        "": "Skriv numret på den sista månaden med utfall, till exempel 3 för mars.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
