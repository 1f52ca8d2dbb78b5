"""En omslutningsförändring ändrar kostnader och intäkter lika mycket.

Varför: En omslutningsförändring ökar eller minskar hela omslutningen men inte nettot. Skiljer sig
    beloppen åt ändras nämndens netto, och då är det en budgetjustering. Tecknen får skilja:
    intäkter kan stå med minustecken.
Bryter:
    | Område   | Kostnader | Intäkter | Avser                          |
    | Förskola | 2.5       | 2        | Statsbidrag för mindre grupper |
Klarar:
    | Område      | Kostnader | Intäkter | Avser                          |
    | Förskola    | 2.5       | -2.5     | Statsbidrag för mindre grupper |
    | Äldreomsorg |           |          | Inga förändringar              |
"""

import polars as pl

from xlplan.rule import ERROR, Asked, decimals, optional, rule, shown

from ._parts import same_amount

COST, INCOME = "Kostnader", "Intäkter"
HAS = "Omslutningsförändringen för ”{namn:kort}” ändrar "


def prepare(rows: Asked) -> pl.DataFrame:
    """The rows with an amount; a blank one counts as 0. The same amount rounded alike is the same
    figure."""
    filled = rows.frame.filter(pl.any_horizontal(pl.col(COST, INCOME).fill_null(0.0) != 0))
    cost, income = pl.col(COST).fill_null(0.0).abs(), pl.col(INCOME).fill_null(0.0).abs()
    cost_noga, income_noga = decimals(cost), decimals(income)
    # a whole number beside one with decimals is as precise as it: 2 is 2,0
    unlike = (cost_noga != income_noga) & (pl.min_horizontal(cost_noga, income_noga) > 0)
    return filled.with_columns(
        lika=((cost - income).abs() < 1e-6)
        | (unlike & same_amount(cost, cost_noga, income, income_noga)),
        skillnad=(cost - income).abs(),
        namn=pl.coalesce("Område", "Avser", pl.lit("…")),
        fall=pl.when(pl.col(COST).is_null())
        .then(pl.lit("kostnad saknas"))
        .when(pl.col(INCOME).is_null())
        .then(pl.lit("intäkt saknas"))
        .otherwise(pl.lit("skiljer")),
    )


@rule(
    table="tblOmslutning",
    marks=INCOME,
    reads=(optional(COST, INCOME), shown("Område", "Avser")),
    related=(COST,),
    prepare=prepare,
    severity=ERROR,
    says={
        "skiljer": HAS
        + "kostnaderna med {Kostnader:belopp} och intäkterna med {Intäkter:belopp}. Skillnaden "
        "{skillnad:belopp} ändrar nettot.",
        "kostnad saknas": HAS + "intäkterna med {Intäkter:belopp}, men inga kostnader.",
        "intäkt saknas": HAS + "kostnaderna med {Kostnader:belopp}, men inga intäkter.",
    },
    do="Skriv samma belopp i båda kolumnerna. Ändras nettot hör raden till Budgetjusteringar.",
)
def check(rows: Asked) -> pl.Expr:
    return rows["lika"]
