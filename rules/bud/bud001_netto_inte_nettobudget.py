"""Budgetens netto är enhetens nettobudget.

Varför: Enheten får inte planera för mer pengar än den har. Kostnader minus intäkter ska bli det
    belopp som nämnden har gett enheten, eller 0 om intäkterna täcker kostnaderna. Nettot räknas
    från budgetens rader: en nettorad eller summa som inte stämmer med dem är andra reglers sak, och
    döljer inte en budget som inte går ihop. En resultatenhet med underskott i fonden får budgetera
    ett överskott som täcker det (RES003).
Bryter:
    enhet: Nettobudget=1500
    | Post              | Radtyp  | Budget |
    | Hyresintäkter     | intäkt  | 500    |
    | Personalkostnader | kostnad | 2100   |
    | Summa netto       | netto   | 1600   |
Klarar:
    enhet: Nettobudget=1500
    | Post              | Radtyp  | Budget |
    | Hyresintäkter     | intäkt  | 500    |
    | Personalkostnader | kostnad | 2000   |
    | Summa netto       | netto   | 1500   |
Källa: kommunallagen (2017:725) 11 kap., god ekonomisk hushållning; nämndens beslut om enheternas
    nettobudgetar.
"""

import polars as pl

from xlplan.rule import ERROR, Asked, agrees, decimals, fact, optional, rule

from .._sums import SUM_TYPES, amounts, last_of, nets

SAYS = (
    "Budgeten går inte ihop: netto (kostnader minus intäkter) är {ska:belopp}, men enhetens "
    "nettobudget är {enhet.Nettobudget:belopp}. Kostnaderna är {skillnad:belopp} ÅT än vad "
    "intäkterna och nettobudgeten räcker till."
)


def prepare(rows: Asked) -> pl.DataFrame:
    """The lines' net of each book; the finding stands on its net row, or else on its last sum
    row."""
    cells = amounts(rows, ("Budget",)).lazy()
    sums = (
        cells.filter(pl.col("Radtyp").is_in(SUM_TYPES))
        .group_by("bok")
        .agg(sist=pl.col("rad").max())
    )
    off = pl.col("ska") - pl.col("enhet.Nettobudget")
    owed = (
        pl.when(pl.col("Resultatenhet") == "Ja")
        .then(pl.col("Ingående resultatfond").clip(None, 0))
        .fill_null(0)
    )
    units = rows.books.lazy().join(
        rows.table("tblEnhet").lazy().select("bok", skuld=owed), on="bok"
    )
    return (
        nets(cells, sum_rows=False)
        .join(sums, on="bok", how="left")
        .join(last_of(cells, "netto").select("bok", "rad"), on="bok", how="left")
        .join(units, on="bok")
        .with_columns(
            rad=pl.coalesce("rad", "sist"),
            skillnad=off.abs(),
            noga=decimals(pl.col("enhet.Nettobudget")),
            fall=pl.when(off > 0).then(pl.lit("högre")).otherwise(pl.lit("lägre")),
        )
        .collect()
    )


@rule(
    table="tblBudget",
    marks="Budget",
    reads=(optional("Radtyp"), fact("Nettobudget")),
    kinds=("unit",),
    tables=("_celler", "tblEnhet"),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says={fall: SAYS.replace("ÅT", fall) for fall in ("högre", "lägre")},
    do="Ändra kostnader eller intäkter tills netto blir {enhet.Nettobudget:belopp}. Har enheten "
    "fått en annan nettobudget, rätta den på bladet Enhet.",
)
def check(rows: Asked) -> pl.Expr:
    net, due = rows.fact("Nettobudget"), rows["ska"]
    right = agrees(net, due, rows["antal"], rows["decimaler"], own_decimals=rows["noga"])
    return due.is_between(net + rows["skuld"], net) | right
