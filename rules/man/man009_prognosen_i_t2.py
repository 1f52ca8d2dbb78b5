"""Prognosen i tertialrapport 2 träffar årets utfall.

Varför: Nämnden fattar beslut i september på den prognosen. Den ska ligga inom gränsen från årets
    utfall (prognossäkerhet). För en enhet med nettobudget jämförs nettot, och för en som
    finansieras av sina intäkter kostnaderna. Regeln frågas när boken avser utfall för hela året;
    saknar någon rad prognos sägs inget.
Bryter:
    enhet: Skede=VB; Nettobudget=1000; Avser månad=12
    | Post              | Radtyp  | dec  | Prognos T2 |
    | Personalkostnader | kostnad | 1040 | 1010       |
    tblBudget:
    | Post              | Radtyp  | Budget | dec  |
    | Personalkostnader | kostnad | 1000   | 1000 |
Klarar:
    enhet: Skede=VB; Nettobudget=1000; Avser månad=12
    | Post              | Radtyp  | dec  | Prognos T2 |
    | Personalkostnader | kostnad | 1040 | 1031       |
    tblBudget:
    | Post              | Radtyp  | Budget | dec  |
    | Personalkostnader | kostnad | 1000   | 1000 |
Källa: stadens indikator Prognossäkerhet T2, ± 1 %.
"""

from polars import DataFrame, Expr, col, lit, when

from xlplan.rule import MONTHS, WARNING, Asked, decimals, fact, optional, rule

from .._month import EXACT, TABLES, forecasts, lines, net_rows, nets, whole_years

SMALL = 0.1  # a net budget that is a smaller part of the costs says little of how large the unit is
WAS = (
    "var {prognos:belopp} i prognosen i tertialrapport 2, men blev {utfall:belopp} för året: "
    "{procent}\u00a0% {åt}."
)


def prepare(rows: Asked) -> DataFrame:
    """The year of each book beside its forecast, on the book's net row."""
    own = whole_years(forecasts(rows, lines(rows), col("Prognos T2"))).filter("känd")
    ended = nets(own, "utfall", col("noga"), col("antal"))
    meant = nets(own, "prognos", decimals(col("prognos")), col("prognos").is_not_null())
    net = col("enhet.Nettobudget").abs() >= col("kostnader") * SMALL
    both = (
        ended.join(meant, on="bok", suffix=" T2")
        .join(rows.books, on="bok")
        .with_columns(
            utfall=when(net).then("ska").otherwise("kostnader"),
            prognos=when(net).then("ska T2").otherwise("kostnader T2"),
            fall=when(net).then(lit("netto")).otherwise(lit("kostnader")),
        )
    )
    off = (col("utfall") - col("prognos")).abs()
    limit = col("prognos").abs() * lit(rows.number("procent")) / 100
    return both.join(net_rows(rows), on="bok", how="left").with_columns(
        procent=(off / col("prognos").abs() * 100).round(1),
        åt=when(col("utfall") > col("prognos")).then(lit("mer")).otherwise(lit("mindre")),
        träff=(off - col("rum") - col("rum T2")) * EXACT <= limit,
    )


@rule(
    table="tblManad",
    marks="Prognos T2",
    reads=(optional("Post", "Radtyp", *MONTHS, "Prognos T2"), fact("Nettobudget")),
    tables=TABLES,
    kinds=("unit",),
    phases=("VB",),
    parameters={"procent": 1.0},
    scope="book",
    prepare=prepare,
    severity=WARNING,
    says={"netto": f"Nettot {WAS}", "kostnader": f"Kostnaderna {WAS}"},
    do="Kontrollera utfallet. Stämmer det, skriv i Analys av resultaträkning vad som hände efter "
    "augusti.",
)
def check(rows: Asked) -> Expr:
    return rows["träff"]
