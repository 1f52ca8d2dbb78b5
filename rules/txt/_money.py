"""What texts say of the budget's amounts, each with what the table says: for the rules on levels
and on changes.

A statement is held against the budget only where it must be about it: a plan's text on the whole
unit, or, in a follow-up, one that speaks of the budget. Whatever may be about a part, another year
or an outcome is left alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from xlplan.rule import Asked, Budget, BudgetLine, Statement, TextPlace, decimals

from .._money import IN_KR
from ._phase import with_phase

SIZED, CHANGED = "storlek", "ändring"
"""What a text is likely to have: a figure, or a word of change."""
_NUMBER = r"[0-9]|\b(?:miljon|halv|hälften|tredjedel|fjärdedel|procent)"
_WAY = r"\b(?:ök|minsk|höj|sänk|stig|steg|sjunk|sjönk|växer|oföränd|samma|lägre|högre)|\+"
_MONEY = r"kost|intäkt|budget|netto|kr\b|kronor|mil|%|procent|oförändrad|omsättning"
_FOLLOW_UP = ("Analys av resultaträkning", "Sammanfattande analys", "Förslag till beslut")


@dataclass(frozen=True)
class Said:
    """A statement and the line, or sum, that it is about."""

    statement: Statement
    readings: list[tuple[BudgetLine, float | None, float | None]]
    budget: Budget


def said(rows: Asked, likely: str) -> Iterator[tuple[dict[str, Any], Said]]:
    """(the cell's row, what it says) for every statement that is surely about the budget, in texts
    that are `likely` to have one: SIZED or CHANGED."""
    cells = rows.once(_texts).filter(likely)
    if cells.is_empty():
        return
    budgets = _budgets(rows)
    for cell in cells.iter_rows(named=True):
        if (held := budgets.get(cell["bok"])) is None:
            continue
        place = _place(cell)
        year = int(cell["år"]) if cell["år"] is not None else None
        for statement in rows.texts.of_budget(cell["text"], held, place, year):
            if readings := held.readings(statement.key, own=place.rad):
                yield cell, Said(statement, readings, held)


def _texts(rows: Asked) -> pl.DataFrame:
    """The cells that may speak of the unit's budget, with `fas` and what they may have."""
    goals = rows.table("tblMal").select("bok", "rad", "Nivå", tabell=pl.lit("tblMal"))
    chapters = rows.table("tblTexter").select(
        "bok", "rad", "Kapitel", "Rubrik", tabell=pl.lit("tblTexter")
    )
    tabell, kolumn = pl.col("tabell"), pl.col("kolumn")
    place = ["bok", "rad", "tabell"]
    likely = (
        rows.frame.filter(
            pl.col("slag") == "prose", tabell.is_in(["tblTexter", "tblMal", "tblBudget"])
        )
        .with_columns(rows.may_hold(_NUMBER).alias(SIZED), rows.may_hold(_WAY).alias(CHANGED))
        .filter(pl.col(SIZED) | pl.col(CHANGED))
    )
    told = (
        with_phase(rows.with_frame(likely))
        .join(goals, on=place, how="left")
        .join(chapters, on=place, how="left")
    )
    own = (tabell != "tblMal") | (pl.col("Nivå") == "Enhetsmål")
    money = rows.may_hold(_MONEY) | (tabell == "tblBudget")
    named = rows.table("tblBudget")["Post"].drop_nulls().unique().to_list()
    naming = rows.may_hold("|".join(re.escape(name[:6]) for name in named)) if named else money
    return told.filter(own & (money | naming), kolumn.is_not_null())


def _place(cell: Mapping[str, Any]) -> TextPlace:
    plan = cell["fas"] == "VP" or (
        cell["fas"] == "" and cell["skede"] == "VP" and cell["Kapitel"] not in _FOLLOW_UP
    )
    return TextPlace(
        rad=cell["rad"] if cell["tabell"] == "tblBudget" else None,
        plan=plan,
        goal=cell["tabell"] == "tblMal",
        heading=cell["Rubrik"] or "",
    )


def _budgets(rows: Asked) -> dict[int, Budget]:
    of_books: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for line in rows.once(_lines).iter_rows(named=True):
        of_books[line["bok"]].append(line)
    return {bok: _budget(lines) for bok, lines in of_books.items()}


def _lines(rows: Asked) -> pl.DataFrame:
    """The budget of each book that says in what unit its amounts are, and has no cell in it that
    can't be read; with the most decimals that an amount of the book has."""
    facts = rows.table("tblEnhet").select("bok", "Beloppsenhet", "Nettobudget", "Enhet")
    unread = rows.table("_celler").filter(pl.col("tabell") == "tblBudget").select("bok")
    most = pl.max_horizontal(decimals(pl.col("Budget")), decimals(pl.col("Föregående år"))).max()
    return (
        rows.table("tblBudget")
        .filter(pl.col("Post").is_not_null())
        .join(unread, on="bok", how="anti", maintain_order="left")
        .join(facts, on="bok", how="left", maintain_order="left")
        .filter(pl.col("Beloppsenhet").is_in(list(IN_KR)))
        .with_columns(decimaler=most.over("bok").fill_null(0))
    )


def _budget(rows: Sequence[Mapping[str, Any]]) -> Budget:
    unit = IN_KR[rows[0]["Beloppsenhet"]]

    def kr(amount: float | None) -> float | None:
        return None if amount is None else amount * unit

    lines = (
        BudgetLine(
            row["rad"],
            row["Post"],
            row["Radtyp"] or "",
            kr(row["Föregående år"]),
            kr(row["Budget"]),
        )
        for row in rows
    )
    half = 0.5 * 10.0 ** -rows[0]["decimaler"] * unit
    return Budget(tuple(lines), kr(rows[0]["Nettobudget"]), unit, half, rows[0]["Enhet"] or "")
