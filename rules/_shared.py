"""What rules of several groups share."""

import polars as pl

from xlplan.rule import Asked, folded

GOAL = pl.col("Mål-ID")


def with_goal(rows: Asked) -> pl.DataFrame:
    """The rows with `fall`, what is wrong with their Mål-ID (null if its goal is there): "saknas",
    "okänt", or "nästan" where it is that of one goal, `menat`, but for punctuation and blanks."""
    goals = (
        rows.table("tblMal")
        .drop_nulls("Mål-ID")
        .select("bok", id=folded(GOAL), menat=GOAL, bara=_bare(GOAL))
    )
    there = goals.select("bok", "id", finns=pl.lit(True)).unique()
    near = (
        goals.unique(["bok", "id"], keep="first")
        .filter(pl.len().over("bok", "bara") == 1)
        .drop("id")
    )
    return (
        rows.frame.with_columns(id=folded(GOAL), bara=_bare(GOAL))
        .join(there, on=["bok", "id"], how="left", maintain_order="left")
        .join(near, on=["bok", "bara"], how="left", maintain_order="left")
        .with_columns(
            fall=pl.when(GOAL.is_null())
            .then(pl.lit("saknas"))
            .when(pl.col("finns").is_null())
            .then(
                pl.when(pl.col("menat").is_null()).then(pl.lit("okänt")).otherwise(pl.lit("nästan"))
            )
        )
    )


def _bare(text: pl.Expr) -> pl.Expr:
    """Letters and digits alone; null without any."""
    bare = text.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]", "")
    return pl.when(bare != "").then(bare)


def first_alike(rows: Asked, place: str, name: str) -> pl.Expr:
    """Whether a row is the first in its place with its name, punctuation and case apart."""
    same = ["bok", folded(rows[place]), folded(rows[name], punctuation=False)]
    return rows["rad"] == rows["rad"].min().over(same)


def under_its_goal(rows: Asked) -> pl.DataFrame:
    """The rows with `under`: " under Mål-ID 1.4", or nothing where there is none."""
    return rows.frame.with_columns(under=pl.format(" under Mål-ID {}", GOAL).fill_null(pl.lit("")))
