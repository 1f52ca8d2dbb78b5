"""En resultatenhets fond är högst tio procent av bruttobudgeten.

Varför: Fonden ska jämna ut mellan åren, inte samla pengar som behövs i verksamheten. Vid årets
    början är den Ingående resultatfond, och när boken avser utfall för hela året tillkommer årets
    resultat, av ett överskott högst det som får föras över. Bruttobudgeten är årets budgeterade
    kostnader.
Bryter:
    enhet: Resultatenhet=Ja; Nettobudget=0; Ingående resultatfond=250
    tblBudget:
    | Post              | Radtyp  | Budget |
    | Försäljning       | intäkt  | 2000   |
    | Personalkostnader | kostnad | 2000   |
Klarar:
    enhet: Resultatenhet=Ja; Nettobudget=0; Ingående resultatfond=200
    tblBudget:
    | Post              | Radtyp  | Budget |
    | Försäljning       | intäkt  | 2000   |
    | Personalkostnader | kostnad | 2000   |
Källa: stadens regler för ekonomisk förvaltning, resultatenheter; nämnden kan ha beslutat om andra
    gränser.
"""

from polars import DataFrame, Expr, col, lit, min_horizontal, when

from xlplan.rule import ERROR, Asked, fact, optional, rule

from ._fund import NOISE, READ, TABLES, funds, share

END = "men får vara högst {gräns:belopp} (bruttobudgeten är {brutto:belopp})."


def prepare(rows: Asked) -> DataFrame:
    """The fund when the year is over, or else when it began; the finding stands on the sheet
    Enhet."""
    known = funds(rows).drop_nulls("fond").join(rows.books, on="bok", maintain_order="left")
    ended = col("läge") == "utfall"
    added = when(ended).then(min_horizontal("resultat", share(rows, "overforing"))).otherwise(0)
    room = when(ended & (col("resultat") < share(rows, "overforing"))).then("rum").otherwise(0)
    return known.with_columns(
        utgående=col("fond") + added, gräns=share(rows, "procent"), osäkert=room
    ).with_columns(
        över=col("utgående") - col("gräns"),
        tabell=lit("tblEnhet"),
        kolumn=lit("Ingående resultatfond"),
        fall=when(ended).then(lit("utgående")).otherwise(lit("ingående")),
    )


@rule(
    table="tblManad",
    marks="dec",
    reads=(optional(*READ), fact("Beloppsenhet")),
    tables=TABLES,
    kinds=("unit",),
    parameters={"procent": 10.0, "overforing": 5.0},
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says={
        "ingående": "Ingående resultatfond är {fond:belopp}, " + END,
        "utgående": "Resultatfonden blir {utgående:belopp} med årets resultat, " + END,
    },
    do="Kontrollera beloppet. Stämmer det, låt {över:belopp} återgå till nämnden. Har nämnden "
    "beslutat något annat, skriv det på bladet Undantag.",
)
def check(rows: Asked) -> Expr:
    return rows["över"] - rows["osäkert"] <= NOISE
