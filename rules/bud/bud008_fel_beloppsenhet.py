"""Beloppen är skrivna i bokens beloppsenhet.

Varför: Ett belopp i kronor i en bok i tkr gör nämndens summa tusen gånger för stor. En rad visas om
    den är ungefär tusen gånger förra årets eller en tusendel, större än vad en enhet omsätter,
    eller om budgeten går ihop först när den räknas om. Förra året jämförs från 10 tkr, och bara om
    radtypens summa då kommer närmare förra årets.
Bryter:
    | Post              | Radtyp  | Föregående år | Budget   |
    | Personalkostnader | kostnad | 19900         | 20565000 |
    | Lokalkostnader    | kostnad | 2400          | 2500     |
Klarar:
    | Post              | Radtyp  | Föregående år | Budget   |
    | Personalkostnader | kostnad | 19900         | 20565    |
    | Lokalkostnader    | kostnad | 2400          | 0        |
    | Utbildning        | kostnad | 1             | 400      |
"""

import polars as pl

from xlplan.rule import WARNING, Asked, fact, optional, rule, shown

HAS = "”{Post:kort}” har {Budget:belopp} i årets budget, "


def prepare(rows: Asked) -> pl.DataFrame:
    """The lines with a budget, and what speaks against each: own (last year), large, alone (it
    unbalances), whole."""
    b, p, n = pl.col("Budget"), pl.col("Föregående år"), pl.col("Nettobudget")
    in_kr = pl.col("enhet.Beloppsenhet").replace_strict(
        {"kr": 1.0, "tkr": 1e3, "mnkr": 1e6}, return_dtype=pl.Float64
    )
    slip = b - pl.when(b < p).then(b * 1000).otherwise(
        b / 1000
    )  # what its sum is off, if the amount is
    change = (b.sum() - p.sum()).over("bok", "Radtyp")
    # incomes and nettobudget pay for the costs: no line of a budget near balance outgrows what
    # stands against it
    is_cost, is_income = pl.col("Radtyp") == "kostnad", pl.col("Radtyp") == "intäkt"
    cost, income = (b.filter(line).sum().over("bok") for line in (is_cost, is_income))
    against = pl.when(is_cost).then(income + n).when(is_income).then(cost - n)
    own_side = pl.when(is_cost).then(cost).when(is_income).then(income)
    thousandfold = pl.max_horizontal(b / p, p / b).is_between(300, 3000)
    own = (
        thousandfold
        & (p * in_kr >= pl.lit(rows.number("minst_kr")))
        & ((change - slip).abs() < change.abs())
    )
    large = b * in_kr >= pl.lit(rows.number("storst_kr"))
    alone = (b > 5 * against) & ((own_side - slip - against).abs() <= against / 10)
    whole = ((cost - income) / n).is_between(500, 2000) & (b >= 20 * n.abs())
    fall = (
        pl.when(own & (b > p))
        .then(pl.lit("mer"))
        .when(own)
        .then(pl.lit("mindre"))
        .when(large)
        .then(pl.lit("stort"))
    )
    lines = rows.frame.join(
        rows.table("tblEnhet").select("bok", "Nettobudget"), on="bok", how="left"
    )
    lines = lines.filter(pl.col("Radtyp").is_in(["intäkt", "kostnad", "varav"]))
    fall = fall.when(alone | whole).then(pl.lit("räcker inte"))
    return lines.with_columns(pl.coalesce("Post", "Radtyp").alias("Post"), fall=fall).filter(b > 0)


@rule(
    table="tblBudget",
    marks="Budget",
    reads=(optional("Radtyp", "Föregående år", "Budget"), shown("Post"), fact("Beloppsenhet")),
    related=("Föregående år",),
    kinds=("unit",),
    tables=("tblEnhet",),
    parameters={"minst_kr": 10_000.0, "storst_kr": 2e9},
    scope="book",
    prepare=prepare,
    severity=WARNING,
    says={
        "mer": HAS + "ungefär tusen gånger mer än förra årets {Föregående år:belopp}.",
        "mindre": HAS + "ungefär tusen gånger mindre än förra årets {Föregående år:belopp}.",
        "stort": HAS + "mer än vad en enhet brukar omsätta.",
        "räcker inte": HAS + "långt mer än vad nettobudgeten och de andra raderna räcker till.",
    },
    do="Kontrollera att beloppen är skrivna i {enhet.Beloppsenhet}, bokens beloppsenhet. I tkr "
    "skrivs 20\u00a0565\u00a0000 kr som 20\u00a0565, och i mnkr som 20,565.",
)
def check(rows: Asked) -> pl.Expr:
    return rows["fall"].is_null()
