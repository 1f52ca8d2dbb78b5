"""En resultatenhet för över högst fem procent av sin bruttobudget.

Varför: Enheten får ta med sig sitt överskott till nästa år, men bara upp till gränsen; resten
    återgår till nämnden. Bruttobudgeten är årets budgeterade kostnader, och resultatet är
    nettobudgeten minus årets netto. Regeln frågas när boken avser utfall för hela året.
Bryter:
    enhet: Skede=VB; Resultatenhet=Ja; Nettobudget=0; Avser månad=12
    | Post              | Radtyp  | dec  |
    | Försäljning       | intäkt  | 2150 |
    | Personalkostnader | kostnad | 2000 |
    | Summa netto       | netto   | -150 |
    tblBudget:
    | Post              | Radtyp  | Budget | dec  |
    | Försäljning       | intäkt  | 2000   | 2000 |
    | Personalkostnader | kostnad | 2000   | 2000 |
Klarar:
    enhet: Skede=VB; Resultatenhet=Ja; Nettobudget=0; Avser månad=12
    | Post              | Radtyp  | dec  |
    | Försäljning       | intäkt  | 2100 |
    | Personalkostnader | kostnad | 2000 |
    | Summa netto       | netto   | -100 |
    tblBudget:
    | Post              | Radtyp  | Budget | dec  |
    | Försäljning       | intäkt  | 2000   | 2000 |
    | Personalkostnader | kostnad | 2000   | 2000 |
Källa: stadens regler för ekonomisk förvaltning, resultatenheter; nämnden kan ha beslutat om andra
    gränser.
"""

from polars import DataFrame, Expr, col

from xlplan.rule import ERROR, Asked, fact, optional, rule

from ._fund import NOISE, READ, TABLES, funds, share


def prepare(rows: Asked) -> DataFrame:
    years = (
        funds(rows)
        .filter(col("läge") == "utfall")
        .join(rows.books, on="bok", maintain_order="left")
    )
    return years.with_columns(gräns=share(rows, "procent")).with_columns(
        över=col("resultat") - col("gräns")
    )


@rule(
    table="tblManad",
    marks="dec",
    reads=(optional(*READ), fact("Beloppsenhet")),
    tables=TABLES,
    kinds=("unit",),
    parameters={"procent": 5.0},
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says="Årets överskott är {resultat:belopp}, men högst {gräns:belopp} får föras över till nästa "
    "år (bruttobudgeten är {brutto:belopp}).",
    do="Kontrollera utfallet. Stämmer det, för över {gräns:belopp} och låt {över:belopp} återgå "
    "till nämnden. Har nämnden beslutat något annat, skriv det på bladet Undantag.",
)
def check(rows: Asked) -> Expr:
    return rows["över"] - rows["rum"] <= NOISE
