"""A unit's key figures beside those of its peers: the middle one, and how far from it units usually
are."""

import polars as pl

from xlplan.rule import Asked

from .._register import bare

NORMAL = 1.4826
"""What makes the median distance comparable with a standard deviation."""
PEERS = ("fall", "år", "avdelning")


def beside_peers(rows: Asked) -> pl.DataFrame:
    """A row a unit and key figure (`fall`), on its cost sum or first cost line: `värde` and `mitt`
    in per cent, `antal` units of its department, and whether it is `långt` off. Units of no
    department have no peers: what a preschool and a swimming hall spend on staff says nothing of
    either."""
    least, times, room = (
        pl.lit(rows.number(name)) for name in ("minst_enheter", "gånger", "procentenheter")
    )
    rows.only_if(rows.books.height >= rows.number("minst_enheter"))
    figures = _figures(rows).drop_nulls("avdelning")
    figures = figures.with_columns(
        antal=pl.len().over(PEERS).cast(pl.Int64), mitten=_middle("exakt")
    )
    off = (pl.col("exakt") - pl.col("mitten")).abs()
    figures = figures.with_columns(avstånd=off).with_columns(vanligt=_middle("avstånd") * NORMAL)
    return figures.with_columns(
        långt=(pl.col("antal") >= least)
        & (off > pl.max_horizontal(pl.col("vanligt") * times, room)),
        värde=pl.col("exakt").round(),
        mitt=pl.col("mitten").round(),
    )


def _middle(column: str) -> pl.Expr:
    return pl.col(column).median().over(PEERS)


def _figures(rows: Asked) -> pl.DataFrame:
    """bok, rad, fall, år, avdelning and `exakt`, in per cent."""
    cost, now, last = pl.col("Radtyp") == "kostnad", pl.col("Budget"), pl.col("Föregående år")
    staff = cost & pl.col("Post").str.to_lowercase().str.contains(r"personal|\blön")
    total, total_last = now.filter(cost).sum(), last.filter(cost).sum()
    at_sum = pl.col("rad").filter(pl.col("Radtyp") == "summa kostnader").last()
    units = rows.frame.group_by("bok", maintain_order=True).agg(
        rad=pl.coalesce(at_sum, pl.col("rad").filter(cost).first()),
        # a budget without any staff line may have its staff elsewhere
        personal=pl.when((staff & now.is_not_null()).any() & (total > 0)).then(
            now.filter(staff).sum() / total * 100
        ),
        förändring=pl.when((total_last > 0) & (total > 0)).then(total / total_last * 100),
    )
    departments = rows.table("tblEnhet").select("bok", avdelning=bare(pl.col("Avdelning")))
    units = units.join(rows.books.select("bok", "år"), on="bok").join(
        departments, on="bok", how="left"
    )
    return units.unpivot(
        ["personal", "förändring"],
        index=["bok", "rad", "år", "avdelning"],
        variable_name="fall",
        value_name="exakt",
    ).drop_nulls(["exakt", "rad"])
