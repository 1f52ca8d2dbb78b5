"""The goals of a book as a tree: what stands over what, and the rings that are no tree."""

import polars as pl

from xlplan.rule import folded

TOP = "KF:s inriktningsmål"
PARENT_LEVEL = {
    "KF:s mål för verksamhetsområdet": TOP,
    "Nämndmål": "KF:s mål för verksamhetsområdet",
    "Enhetsmål": "Nämndmål",
}
"""Each level below the top and the level that stands over it."""
A_GOAL = {
    TOP: "ett av KF:s inriktningsmål",
    "KF:s mål för verksamhetsområdet": "ett av KF:s mål för verksamhetsområdet",
    "Nämndmål": "ett nämndmål",
    "Enhetsmål": "ett enhetsmål",
}
"""What a goal of each level is called, from the top down."""


def linked(goals: pl.DataFrame) -> pl.DataFrame:
    """The goals with `id` and `över` (Mål-ID and Överordnat as they are compared), `rätt_nivå` (the
    level that is to stand over them; null for the top and for an unknown level) and their parent's
    `över_nivå`.

    `över_finns` is true where the parent is among the book's goals. Of goals with the same Mål-ID
    the first counts.
    """
    goals = goals.with_columns(
        id=folded(pl.col("Mål-ID")),
        över=folded(pl.col("Överordnat")),
        rätt_nivå=pl.col("Nivå").replace_strict(PARENT_LEVEL, default=None, return_dtype=pl.String),
    )
    known = goals.drop_nulls("id").unique(["bok", "id"], keep="first", maintain_order=True)
    parents = known.select("bok", över="id", över_nivå="Nivå", över_finns=pl.lit(True))
    return goals.join(parents, on=["bok", "över"], how="left", maintain_order="left")


def rings(goals: pl.DataFrame) -> pl.DataFrame:
    """bok, rad and `ring` ("N1 → E1 → N1") of the linked goals that stand under themselves.

    Everybody climbs twice as far each round. In a tree all soon fall off the top; who is left after
    as many steps as there are goals stands on a ring.
    """
    first = goals.drop_nulls("id").unique(["bok", "id"], keep="first", maintain_order=True)
    up = first.drop_nulls("över").select("bok", "rad", "id", "över", "Mål-ID", "Överordnat")
    reached = up.select("bok", "id", at="över")
    for _ in range(up.height.bit_length()):
        further = reached.select("bok", at="id", beyond="at")
        reached = reached.join(further, on=["bok", "at"]).select("bok", "id", at="beyond")
        if reached.is_empty():
            break
    on_ring = up.join(
        reached.select("bok", id="at").unique(), on=["bok", "id"], maintain_order="left"
    )
    return (
        _drawn(on_ring)
        if on_ring.height
        else on_ring.select("bok", "rad", ring=pl.lit(None, pl.String))
    )


def _drawn(on_ring: pl.DataFrame, steps: int = 6) -> pl.DataFrame:
    """The ring of each goal as text, cut short where it has more than `steps` goals."""
    up = on_ring.lazy().select("bok", at="id", above="över", step="Överordnat")
    ring = on_ring.lazy().with_columns(at="över", ring=pl.format("{} → {}", "Mål-ID", "Överordnat"))
    home = pl.col("at") == pl.col("id")
    for _ in range(steps - 1):
        ring = ring.join(up, on=["bok", "at"], how="left", maintain_order="left").with_columns(
            at=pl.when(home).then("at").otherwise("above"),
            ring=pl.when(home).then("ring").otherwise(pl.format("{} → {}", "ring", "step")),
        )
        ring = ring.drop("above", "step")
    cut = pl.format("{} → … → {}", "ring", "Mål-ID")
    return ring.select("bok", "rad", ring=pl.when(home).then("ring").otherwise(cut)).collect()


def wrong_place() -> pl.Expr:
    """What is wrong with the place of a linked goal with its `ring`, as the case of MAL001; null if
    nothing is."""
    level, parent, above, due = (
        pl.col("Nivå"),
        pl.col("Överordnat"),
        pl.col("över_nivå"),
        pl.col("rätt_nivå"),
    )
    return (
        pl.when(level == TOP)
        .then(pl.when(parent.is_not_null()).then(pl.lit("överst")))
        .when(parent.is_null())
        .then(pl.when(due.is_not_null()).then(pl.lit("saknas")))
        .when(pl.col("över_finns").is_null())
        .then(pl.lit("okänt"))
        .when(due == above)
        .then(None)  # also on a ring: it is broken where it turns downwards
        .when(pl.col("ring").is_not_null())
        .then(pl.lit("ring"))
        .when(above.is_in(list(A_GOAL)) & due.is_not_null())
        .then(pl.lit("fel nivå"))
    )
