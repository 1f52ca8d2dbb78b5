"""The frame (tblRam) as the rules on the board's money read it: its rows, and its amounts as one
long table."""

import polars as pl

from xlplan.rule import Asked, decimals, folded

NAME = "Verksamhetsområde"
FRAME, PLAN = (
    ("RAM netto", "RAM intäkter", "RAM kostnader"),
    ("VP kostnader", "VP intäkter", "VP netto"),
)
COLUMN = ("bok", "kolumn")

_CALLED = folded(pl.col(NAME))


def rows_of(rows: Asked) -> pl.DataFrame:
    """The rows with `typ` (område, varav or summa; told by the name where Radtyp is blank), `namn`
    (as it is compared, without "varav" in front) and `över`, the name of the område that a varav
    row is part of."""
    guessed = (
        pl.when(_CALLED.str.starts_with("varav"))
        .then(pl.lit("varav"))
        .when(_CALLED.str.contains(r"^(summa|totalt?)\b"))
        .then(pl.lit("summa"))
        .when(_CALLED.is_not_null())
        .then(pl.lit("område"))
    )
    named = rows.frame.with_columns(typ=pl.coalesce("Radtyp", guessed), namn=bare(NAME))
    own = pl.when(pl.col("typ") == "område").then("namn")
    return named.with_columns(
        över=pl.when(pl.col("typ") == "varav").then(own.forward_fill().over("bok", order_by="rad"))
    )


def bare(column: str) -> pl.Expr:
    """A name as it is compared: case, blanks and a "varav" in front apart."""
    return folded(pl.col(column)).str.replace(r"^varav:? ", "")


def redistributions(rows: Asked) -> pl.DataFrame:
    """The filled cells of the columns whose headings begin with Omf.: bok, rad, kolumn, belopp."""
    return (
        rows.table("_upprepade")
        .filter(pl.col("tabell") == "tblRam")
        .select("bok", "rad", "kolumn", "belopp")
    )


def with_changes(rows: Asked) -> pl.DataFrame:
    """The rows whose cells are all read, with noga (the most decimals of the frame and the plan),
    omf, antal and omf_noga of their redistributions, and what the turnover of their area (mer) and
    of all areas (alla) grows by."""
    unread = rows.table("_celler").filter(pl.col("tabell") == "tblRam").select("bok", "rad")
    lines = rows_of(rows).join(unread, on=["bok", "rad"], how="anti", maintain_order="left")
    moved = (
        redistributions(rows)
        .group_by("bok", "rad")
        .agg(omf=pl.col("belopp").sum(), antal=pl.len(), omf_noga=decimals(pl.col("belopp")).max())
    )
    grown = rows.table("tblOmslutning").select(
        "bok", pl.col("Kostnader").alias("mer"), namn=folded(pl.col("Område"))
    )
    of_area = grown.group_by("bok", "namn").agg(pl.col("mer").sum())
    lines = lines.join(moved, on=["bok", "rad"], how="left", maintain_order="left")
    lines = lines.join(of_area, on=["bok", "namn"], how="left", maintain_order="left")
    lines = lines.join(
        grown.group_by("bok").agg(alla=pl.col("mer").sum()),
        on="bok",
        how="left",
        maintain_order="left",
    )
    return lines.with_columns(
        noga=pl.max_horizontal([decimals(pl.col(name)) for name in (*FRAME, *PLAN)]),
        omf=pl.col("omf").fill_null(0.0),
    )


def cells(rows: Asked) -> pl.DataFrame:
    """The filled amounts, one a row: bok, rad, typ, namn, över, Verksamhetsområde, kolumn, belopp,
    noga (decimals) and radnoga (the most decimals in the row). Columns of a book with an unreadable
    cell are left out."""
    about = ["bok", "rad", "typ", "namn", "över", NAME]
    lines = rows_of(rows)
    fixed = lines.unpivot(
        (*FRAME, *PLAN), index=about, variable_name="kolumn", value_name="belopp"
    ).drop_nulls("belopp")
    moved = redistributions(rows).join(
        lines.select(about), on=["bok", "rad"], maintain_order="left"
    )
    unread = rows.table("_celler").filter(pl.col("tabell") == "tblRam").select(COLUMN).unique()
    every = pl.concat([fixed, moved.select(fixed.columns)]).join(
        unread, on=COLUMN, how="anti", maintain_order="left"
    )
    return every.with_columns(noga=decimals(pl.col("belopp"))).with_columns(
        radnoga=pl.col("noga").max().over("bok", "rad")
    )


def net(cost: pl.Expr, income: pl.Expr) -> pl.Expr:
    """Kostnader − intäkter. Both are positive in the workbook; printed tables have one of them with
    a minus."""
    income = income.fill_null(0.0).abs()
    return pl.when(cost < 0).then(cost + income).otherwise(cost - income)
