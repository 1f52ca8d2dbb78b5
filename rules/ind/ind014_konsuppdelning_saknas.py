"""En indikator som räknar människor har utfall för kvinnor och män, flickor och pojkar.

Varför: Utan uppdelning syns det inte om det ena könet får sämre service. Regeln gäller namn som
    ”Andel brukare som …”; den tiger om hushåll, inköp och planer, om utfall som är noll eller 100
    %, och när analysen säger något om könen.
Bryter:
    enhet: Skede=VB
    | Mål-ID | Indikator             | Utfall VB | Utfall män/pojkar | Utfall kvinnor/flickor |
    | 1.1    | Andel nöjda brukare   | 82 %      |                   |                        |
Klarar:
    enhet: Skede=VB
    | Mål-ID | Indikator                 | Utfall VB | Utfall män/pojkar | Utfall kvinnor/flickor |
    | 1.1    | Andel nöjda brukare       | 82 %      | 80 %              | 84 %                   |
    | 1.1    | Andel ekologiska inköp    | 42 %      |                   |                        |
    | 1.1    | Andel hushåll med bistånd | 3 %       |                   |                        |
Källa: Diskrimineringslagen och SKR:s principer för könsuppdelad statistik: individbaserad statistik
    delas upp på kön.
"""

from polars import Boolean, DataFrame, Expr, col, lit, when

from xlplan.rule import WARNING, Asked, optional, rule

from ._people import MEN, WOMEN, counts_people, mentions_gender


def prepare(rows: Asked) -> DataFrame:
    """Adds `kolumn`, the first of the two that is blank, `fattas`, which are, and `räknar`: it
    counts people."""
    men, women = col(MEN).is_null(), col(WOMEN).is_null()
    return rows.frame.with_columns(
        kolumn=when(men).then(lit(MEN)).otherwise(lit(WOMEN)),
        fattas=when(men & women)
        .then(lit("inte uppdelat på kön"))
        .when(men)
        .then(lit("inte redovisat för män/pojkar"))
        .otherwise(lit("inte redovisat för kvinnor/flickor")),
        uppdelat=~men & ~women,
        räknar=col("Indikator").map_elements(counts_people, return_dtype=Boolean),
    )


@rule(
    table="tblIndikatorer",
    marks=MEN,
    reads=("Indikator", "Utfall VB", optional(MEN, WOMEN, "Analys VB")),
    phases=("VB",),
    prepare=prepare,
    severity=WARNING,
    says="Indikatorn ”{Indikator:kort}” räknar människor, men utfallet är {fattas}.",
    do="Skriv utfallet för kvinnor/flickor och män/pojkar. Går det inte, till exempel för att "
    "grupperna är små, skriv det i Analys VB.",
)
def check(rows: Asked) -> Expr:
    # all or none of a group is all or none of its women and men; "saknas" has nothing to split
    outcome = rows["Utfall VB"]
    splits = outcome.str.contains(r"\d") & ~outcome.str.contains(
        r"^(?:0|100)(?:,0)?\s*(?:%|procent|st|personer)?$"
    )
    return ~rows["räknar"] | ~splits | rows["uppdelat"] | mentions_gender(rows["Analys VB"])
