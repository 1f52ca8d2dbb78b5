"""En rad med belopp har både Post och Radtyp.

Varför: Summorna räknas efter Radtyp. En rad utan Radtyp räknas inte in någonstans, och en rad utan
    Post säger inte vad pengarna ska gå till. Egna delsummor, som ”Summa personal”, behöver ingen
    Radtyp.
Bryter:
    | Post           | Radtyp  | Budget |
    | Lokalkostnader |         | 300    |
Klarar:
    | Post              | Radtyp  | Budget |
    | Lokalkostnader    | kostnad | 300    |
    | Personalkostnader |         |        |
"""

import polars as pl

from xlplan.rule import ERROR, MONTHS, Asked, optional, rule

OWN_SUMS = r"(?i)^(del)?summa|^totalt?\b|^netto|^resultat|^omslutning"
SUMS = ("summa intäkter", "summa kostnader", "netto")


def prepare(rows: Asked) -> pl.DataFrame:
    """The rows with an amount, what stands on them, and what they lack; a line's sums are no
    lines."""
    filled = {
        money: (pl.col(money) != 0).fill_null(False)
        for money in ("Föregående år", "Budget", *MONTHS)
    }
    own_sum = pl.col("Radtyp").is_null() & pl.col("Post").str.contains(OWN_SUMS).fill_null(False)
    no_type, no_post = pl.col("Radtyp").is_null(), pl.col("Post").is_null()
    is_sum = pl.col("Radtyp").is_in(SUMS).fill_null(False) | own_sum
    lines = rows.frame.filter(pl.any_horizontal(filled.values()), ~is_sum)
    return lines.with_columns(
        kolumn=pl.when(no_type).then(pl.lit("Radtyp")).otherwise(pl.lit("Post")),
        raden=pl.coalesce(
            pl.concat_str(pl.lit("Raden ”"), "Post", pl.lit("”")),
            pl.concat_str(pl.lit("En rad med Radtyp "), "Radtyp"),
            pl.lit("En rad"),
        ),
        belopp=pl.coalesce(pl.when(has).then(money) for money, has in filled.items()),
        pengar=pl.coalesce(pl.when(has).then(pl.lit(money)) for money, has in filled.items()),
        saknas=pl.when(no_type & no_post)
        .then(pl.lit("varken Post eller Radtyp, och räknas inte in i summorna"))
        .when(no_type)
        .then(pl.lit("ingen Radtyp, och räknas inte in i summorna"))
        .otherwise(pl.lit("ingen Post, så det syns inte vad det gäller")),
    )


@rule(
    table="tblBudget",
    marks="Radtyp",
    reads=(optional("Post", "Radtyp"),),
    prepare=prepare,
    severity=ERROR,
    says="{raden:kort} har {belopp:belopp} i kolumnen {pengar} men {saknas}.",
    do="Skriv vad raden gäller i Post och välj intäkt, kostnad eller varav i Radtyp. Ta bort raden "
    "om den inte ska vara med.",
)
def check(rows: Asked) -> pl.Expr:
    return rows["Radtyp"].is_not_null() & rows["Post"].is_not_null()
