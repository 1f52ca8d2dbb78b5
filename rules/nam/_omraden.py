"""The areas' own tables (tblOmraden) as the rules on the board's money read them."""

import polars as pl

from xlplan.rule import decimals, folded

from ._ram import bare

MONEY = ("Budget föregående år", "Budget", "Prognos föregående år", "Bokslut året före")
BLOCK = ["bok", "område", "del_av"]
"""One area's own table: its name, and the area that it is part of ("" for none)."""


def rows_of(areas: pl.DataFrame) -> pl.DataFrame:
    """The rows with `område` and `del_av` (names as they are compared) and `slag`: intäkter,
    kostnader, netto, varav, or "annat" for a row that is called something else."""
    row = folded(pl.col("Rad"))
    kind = (
        pl.when(row.str.contains(r"^netto"))
        .then(pl.lit("netto"))
        .when(row.str.contains(r"^(summa )?kostn"))
        .then(pl.lit("kostnader"))
        .when(row.str.contains(r"^(summa )?intäkt"))
        .then(pl.lit("intäkter"))
        .when(row.str.starts_with("varav"))
        .then(pl.lit("varav"))
        .otherwise(pl.lit("annat"))
    )
    named = areas.with_columns(
        område=bare("Område"), del_av=bare("Överordnat").fill_null(""), slag=kind
    )
    return named.drop_nulls("område").filter(pl.any_horizontal(pl.col(MONEY).is_not_null()))


def cells(areas: pl.DataFrame, unread: pl.DataFrame) -> pl.DataFrame:
    """The filled amounts, one a row: bok, rad, Område, Överordnat, Rad, område, del_av, slag,
    kolumn, belopp, noga and radnoga. `unread` is `_celler`: columns of a book with an unreadable
    cell are left out."""
    about = ["bok", "rad", "Område", "Överordnat", "Rad", "område", "del_av", "slag"]
    every = (
        rows_of(areas)
        .unpivot(MONEY, index=about, variable_name="kolumn", value_name="belopp")
        .drop_nulls("belopp")
    )
    lost = unread.filter(pl.col("tabell") == "tblOmraden").select("bok", "kolumn").unique()
    return (
        every.join(lost, on=["bok", "kolumn"], how="anti", maintain_order="left")
        .with_columns(noga=decimals(pl.col("belopp")))
        .with_columns(radnoga=pl.col("noga").max().over("bok", "rad"))
    )


def blocks(every: pl.DataFrame) -> pl.DataFrame:
    """A row an area's table and column: intäkter, kostnader and netto (null where there is not just
    one such row), `rad` of the last, `noga` and `radnoga` (of netto), `flera`, whether a kind of
    row is there twice, and `annat`, whether rows of another name have amounts."""

    def of(kind: str, value: str) -> pl.Expr:
        ours = pl.col(value).filter(pl.col("slag") == kind)
        return pl.when(ours.len() == 1).then(ours.first())

    return every.group_by([*BLOCK, "kolumn"], maintain_order=True).agg(
        pl.col("Område").first(),
        rad=of("netto", "rad"),
        **{kind: of(kind, "belopp") for kind in ("intäkter", "kostnader", "netto")},
        flera=pl.col("slag").filter(pl.col("slag") != "varav").is_duplicated().any(),
        annat=(pl.col("slag") == "annat").any(),
        noga=pl.col("noga").filter(pl.col("slag") != "varav").max(),
        radnoga=pl.col("radnoga").filter(pl.col("slag") == "netto").max(),
    )
