"""What texts say of the budget's amounts, each with what the table says: for the rules on levels
and on changes.

A statement is held against the budget only where it must be about it: a plan's text on the whole
unit, or, in a follow-up, one that speaks of the budget. Whatever may be about a part, another year
or an outcome is left alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from xlplan.rule import Asked, Mention, Statement, decimals, pattern, statements

from .._unit_name import goes_on
from ._lines import ALL, COSTS, IN_KR, INCOMES, OWN, Budget, Line, budget, own_line_named
from ._phase import with_phase

READS = ("rad", "Post", "Radtyp", "Föregående år", "Budget")
NUMBER = r"[0-9]|\b(?:miljon|halv|hälften|tredjedel|fjärdedel|procent)"
WAY = r"\b(?:ök|minsk|höj|sänk|stig|steg|sjunk|sjönk|växer|oföränd|samma|lägre|högre)|\+"
_FOLLOW_UP = ("Analys av resultaträkning", "Sammanfattande analys", "Förslag till beslut")
_DOUBT = pattern(
    r"prognos|utfall|bokslut|nämnd|förvaltning|kommun|\bstaden|avdelning|investering|projekt|månad"
    r"|tertial|underskott|"
    r"överskott|\bper \w+|förra|föregående|fjol|20\d\d–|tidigare",
    re.IGNORECASE,
)
"""What stands before in the paragraph and may be what the sentence goes on about."""
_BY_BUDGET = pattern(r"\b(?:enligt|i) (?:års)?budget(?:en)?\b", re.IGNORECASE)
_WHOLE_UNIT = pattern(r"enhetens|hela enheten|nettobudget|omsättning", re.IGNORECASE)
"""Under a goal amounts are what the goal takes, unless it is said that they are the unit's."""
_NEUTRAL = pattern(
    r"budget|ekonomi|resurs|kostnad|intäkt|förutsättning|sammanfatt|inledning|kommentar|netto"
    r"|förändring|bakgrund|"
    r"uppdrag|enheten|våra? |\bvi\b|belopp",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """A statement and the line, or sum, that it is about."""

    statement: Statement
    readings: list[tuple[Line, float | None, float | None]]
    budget: Budget


def texts(rows: Asked, likely: str) -> pl.DataFrame:
    """The cells that may speak of the unit's budget, with `fas` and the book's year and unit."""
    goals = rows.table("tblMal").select("bok", "rad", "Nivå", tabell=pl.lit("tblMal"))
    chapters = rows.table("tblTexter").select(
        "bok", "rad", "Kapitel", "Rubrik", tabell=pl.lit("tblTexter")
    )
    tabell, kolumn = pl.col("tabell"), pl.col("kolumn")
    place = ["bok", "rad", "tabell"]
    money = rows.may_hold(
        r"kost|intäkt|budget|netto|kr\b|kronor|mil|%|procent|oförändrad|omsättning"
    ) | (tabell == "tblBudget")
    chosen = rows.with_frame(
        rows.frame.filter(
            pl.col("slag") == "prose",
            rows.may_hold(likely),
            tabell.is_in(["tblTexter", "tblMal", "tblBudget"]),
        )
    )
    told = with_phase(chosen).join(goals, on=place, how="left").join(chapters, on=place, how="left")
    own = (tabell != "tblMal") | (pl.col("Nivå") == "Enhetsmål")
    named = rows.table("tblBudget")["Post"].drop_nulls().unique().to_list()
    naming = rows.may_hold("|".join(re.escape(name[:6]) for name in named)) if named else money
    return told.filter(own & (money | naming), kolumn.is_not_null())


def said(rows: Asked, likely: str) -> Iterator[tuple[dict[str, Any], Said]]:
    """(the cell's row, what it says) for every statement that is surely about the budget."""
    cells = texts(rows, likely)
    if cells.is_empty():
        return
    budgets = dict(_budgets(rows, cells["bok"].unique().to_list()))
    for cell in cells.iter_rows(named=True):
        held = budgets.get(cell["bok"])
        if held is None:
            continue
        for statement in _statements(cell, held):
            if _is_sure(statement, cell, held) and (
                readings := held.readings(_key(statement, cell))
            ):
                yield cell, Said(statement, readings, held)


def _budgets(rows: Asked, books: list[int]) -> Iterator[tuple[int, Budget]]:
    facts = rows.table("tblEnhet").select("bok", "Beloppsenhet", "Nettobudget", "Enhet")
    units = {row["bok"]: row for row in facts.iter_rows(named=True)}
    table = rows.table("tblBudget").filter(pl.col("bok").is_in(books), pl.col("Post").is_not_null())
    unread = rows.table("_celler").filter(pl.col("tabell") == "tblBudget")["bok"].unique().to_list()
    exact = table.with_columns(
        d=pl.max_horizontal(decimals(pl.col("Budget")), decimals(pl.col("Föregående år")))
    )
    for (bok,), part in exact.group_by("bok", maintain_order=True):
        unit = units.get(int(str(bok)), {})
        if unit.get("Beloppsenhet") in IN_KR and bok not in unread:
            most = part["d"].max()
            lines = part.select(READS).to_dicts()
            yield (
                int(str(bok)),
                budget(
                    lines,
                    unit["Beloppsenhet"],
                    most if isinstance(most, int) else 0,
                    unit["Nettobudget"],
                    unit["Enhet"] or "",
                ),
            )


def _statements(cell: Mapping[str, Any], held: Budget) -> Iterator[Statement]:
    own = cell["tabell"] == "tblBudget"

    def mentions(text: str) -> list[Mention]:
        named = held.mentions(text)
        if not own:
            return named
        sums = (COSTS, INCOMES, ALL)
        return [*own_line_named(text), *(m for m in named if m.letter != "S" or m.key not in sums)]

    year = int(cell["år"]) if cell["år"] is not None else None
    return statements(cell["text"], mentions, year, own=OWN if own else "")


def _key(statement: Statement, cell: Mapping[str, Any]) -> str:
    return f"rad {cell['rad']}" if statement.key == OWN else statement.key


def _is_sure(statement: Statement, cell: Mapping[str, Any], held: Budget) -> bool:
    """Whether it must be about the unit's own budget of the year."""
    plan = cell["fas"] == "VP" or (
        cell["fas"] == "" and cell["skede"] == "VP" and cell["Kapitel"] not in _FOLLOW_UP
    )
    whole = statement.whole or statement.budget
    if cell["tabell"] == "tblBudget":
        return not statement.past and _own_sure(statement)
    if not plan and not _is_of_budget(statement):
        return (
            False  # "enhetens nettokostnad är 24 700 tkr", "… 180 tkr mer än budget": the outcome
        )
    if plan and statement.past and not statement.budget:
        return False
    if statement.past and statement.says == "level" and "budget" not in statement.phrase.lower():
        # "personalkostnaderna blev 34 690 tkr, 370 tkr lägre än budget" tells the outcome
        return False
    if statement.key in (COSTS, INCOMES, ALL) and not whole:
        return False
    if cell["tabell"] == "tblMal" and not _WHOLE_UNIT.search(statement.sentence):
        return False
    labelled = not goes_on(cell["Rubrik"] or "", held.enhet, _NEUTRAL, _DOUBT)
    return statement.whole or (
        not labelled and goes_on(statement.lead, held.enhet, _NEUTRAL, _DOUBT)
    )


def _is_of_budget(statement: Statement) -> bool:
    """Whether a follow-up's statement is of the budget, and not of the outcome beside it."""
    said = statement.sentence.partition(statement.phrase)[0]
    return "budget" in statement.phrase.lower() or bool(_BY_BUDGET.search(said))


def _own_sure(statement: Statement) -> bool:
    """In a line's own Kommentar a bare amount may be a part of it, or what one cause makes."""
    if statement.says == "level":
        return statement.budget or statement.way is not None
    return True


def is_whole_change(statement: Statement) -> bool:
    """Whether a change must be the line's whole change since last year, and not what one thing
    makes of it."""
    if statement.compared or statement.definite:
        return True
    # "vi minskar lokalkostnaderna med 100 tkr" may be one thing among others
    return statement.key == OWN and not statement.cause and not statement.lead.strip()
