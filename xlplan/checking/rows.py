"""The rows of a table that a rule is asked about."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from xlplan.rule import Asked, Rule
from xlplan.tables import Frames


def asked_rows(rule: Rule, frames: Frames, books: Sequence[int], table: pl.DataFrame) -> Asked:
    """The rows of the rule's table in those books, as the rule has prepared them, with the other
    tables that it reads."""
    # mostly every book is asked; picking each one's rows would cost as much as many a rule
    chosen = None if len(books) >= frames.units.height else pl.col("bok").is_in(books)
    # what holds all books together may stand in one of another kind
    every = chosen if rule.scope != "batch" else None
    asked = Asked(
        frame=_rows(rule, frames, _only(chosen, table)),
        rule=rule,
        others={
            name: _only(every, frames.tables[name])
            for name in (*rule.tables, *rule.tables_if_there)
        },
        books=_only(chosen, frames.of_books(rule.unit)),
        registered={
            name: frames.registered(name) for name in (*rule.register, *rule.register_if_there)
        },
        booked={name: frames.ledger[name] for name in rule.ledger},
        made=frames.made,
        texts=frames.texts,
    )
    return rule.prepared(asked)


def _rows(rule: Rule, frames: Frames, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows that can be read and are filled as the rule needs, with what it reads of their
    units."""
    if any(table == rule.table for _, table, _ in frames.unread):
        frame = _as_shown(rule, _readable(rule, frame.lazy(), frames), frames).collect()
    if rule.reads:
        frame = frame.drop_nulls(list(rule.reads))
    if rule.unit:
        facts = frames.units.select("bok", *(f"enhet.{fact}" for fact in rule.unit))
        frame = frame.join(facts, on="bok", how="left", maintain_order="left")
    return frame


def _only(chosen: pl.Expr | None, frame: pl.DataFrame) -> pl.DataFrame:
    return frame if chosen is None else frame.filter(chosen)


def _readable(rule: Rule, query: pl.LazyFrame, frames: Frames) -> pl.LazyFrame:
    """Without the rows (or, for a rule over a whole book, the books) whose cells could not be
    read."""
    columns = {*rule.reads, *rule.also}
    if rule.table not in frames.specs or not any(
        table == rule.table and column in columns for _, table, column in frames.unread
    ):
        return query
    blind = (
        frames.tables["_celler"]
        .lazy()
        .filter(pl.col("tabell") == rule.table, pl.col("kolumn").is_in(columns))
    )
    alone = rule.scope == "row" and not frames.specs[rule.table].transposed
    by = ["bok", "rad"] if alone else ["bok"]
    return query.join(blind, on=by, how="anti", maintain_order="left")


def _as_shown(rule: Rule, query: pl.LazyFrame, frames: Frames) -> pl.LazyFrame:
    """Text that a rule only names, and that could not be read, as it stands in the sheet."""
    texts = [
        heading for heading in rule.shows if frames.tables[rule.table].schema[heading] == pl.String
    ]
    for heading in texts:
        if any(table == rule.table and column == heading for _, table, column in frames.unread):
            there = (pl.col("tabell") == rule.table) & (pl.col("kolumn") == heading)
            shown = frames.tables["_celler"].lazy().filter(there)
            shown = shown.select("bok", "rad", _visas="visas").unique(["bok", "rad"])
            query = query.join(shown, on=["bok", "rad"], how="left", maintain_order="left")
            query = query.with_columns(pl.coalesce(heading, "_visas").alias(heading))
            query = query.drop("_visas")
    return query
