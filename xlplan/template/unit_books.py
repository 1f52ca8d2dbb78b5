"""The books of all units, made from the register: what stands in each, and what it is called.

A unit gets the goals, indicators and activities that concern it (see `concerns`), of an indicator
the row that holds on the day that the phase speaks of, and the register's budget lines. Nothing
here writes a file or judges the register.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from xlplan.judging.concerns import (
    PHASE_DAYS,
    concerning,
    goals_concerning,
    in_force,
    same_code,
    under_goals,
)
from xlplan.rule import folded
from xlplan.tables import TableSpec, of_kind
from xlplan.wording import series

UNITS, LINES = "tblEnheter", "tblBudgetposter"
GOALS, INDICATORS, ACTIVITIES = "tblMal", "tblIndikatorer", "tblAktiviteter"
MONEY_UNIT = "tkr"
"""Where the register says none."""

Values = dict[str, Any]


@dataclass(frozen=True)
class UnitBook:
    """What is to stand in one unit's book: facts by Uppgift, and rows by table; or `why` there is
    to be none."""

    row: int
    """Of the register's sheet."""
    facts: Values
    rows: Mapping[str, Sequence[Values]]
    why: str = ""

    @property
    def name(self) -> str:
        return str(self.facts.get("Enhet") or self.facts.get("Enhetskod") or f"rad {self.row}")


def unit_books(
    register: Mapping[str, pl.DataFrame], specs: Mapping[str, TableSpec], year: int, phase: str
) -> list[UnitBook]:
    """The books of all units, in the register's order. `register` are its tables, as
    `xlplan.checking.register.completed` gives them."""
    units = register[UNITS].with_row_index("bok").with_columns(bok=pl.col("bok").cast(pl.Int64))
    units = units.with_columns(kod=same_code(pl.col("Enhetskod")))
    rows = _rows(register, units, date(year, *PHASE_DAYS[phase]))
    shared = {name: _shared_columns(specs, name) for name in (GOALS, INDICATORS, ACTIVITIES)}
    of_unit = {
        name: {
            bok: _filled(frame, shared[name])
            for (bok,), frame in rows[name].group_by("bok", maintain_order=True)
        }
        for name in shared
    }
    lines = _lines(register[LINES])
    facts = [name for name in of_kind(specs, "unit")["tblEnhet"].columns if name in units.columns]
    books = []
    for unit in units.to_dicts():
        own = {name: of_unit[name].get(unit["bok"], []) for name in shared} | (
            {"tblBudget": lines} if lines else {}
        )
        said = {name: unit[name] for name in facts if unit[name] is not None}
        said = {"Beloppsenhet": MONEY_UNIT} | said | {"År": year, "Skede": phase}
        books.append(UnitBook(unit["rad"], said, own, _why_not(unit, units)))
    return books


def dates_of_other_years(register: Mapping[str, pl.DataFrame], year: int) -> list[str]:
    """A sentence for each of the register's sheets whose dates are all of other years than the
    books: most likely it is another year's register. An indicator holds from and to the days that
    are given, so one without days always."""
    day = {
        heading: pl.col(heading)
        for heading in ("Startdatum", "Slutdatum", "Gäller från", "Gäller till")
    }
    begins, ends = (
        pl.coalesce(day[one], day[other])
        for one, other in (("Startdatum", "Slutdatum"), ("Slutdatum", "Startdatum"))
    )
    activities = register[ACTIVITIES].select(begins=begins, ends=ends).drop_nulls()
    indicators = register[INDICATORS].select(begins=day["Gäller från"], ends=day["Gäller till"])
    of_year = (pl.col("begins").dt.year() <= year).fill_null(True) & (
        pl.col("ends").dt.year() >= year
    ).fill_null(True)
    told = []
    for sheet, dated in (("Aktiviteter", activities), ("Indikatorer", indicators)):
        if not dated.is_empty() and not dated.select(of_year.any()).item():
            years = sorted({found.year for column in dated for found in column.drop_nulls()})
            told.append(
                f"På bladet {sheet} i registret är alla datum i {series(map(str, years))}, men "
                f"böckerna gäller {year}. "
                "Kontrollera att registret och --year hör till samma år."
            )
    return told


def file_stem(book: UnitBook, slug: str) -> str:
    """`4127-enheten-bjorken-2027`, of the slug of code and name."""
    return f"{slug.lower()}-{book.facts['År']}"


def _rows(
    register: Mapping[str, pl.DataFrame], units: pl.DataFrame, day: date
) -> dict[str, pl.DataFrame]:
    """The rows of each table that concern each unit."""
    goals = goals_concerning(register[GOALS], units)
    indicators, activities = (
        under_goals(concerning(register[name], units), goals) for name in (INDICATORS, ACTIVITIES)
    )
    # a book is for the rest of the year, as a plan is: what begins later in it is there from the
    # start
    named = indicators.with_columns(
        namn=folded(pl.col("Indikator"), punctuation=False), dag=pl.lit(day), skede=pl.lit("VP")
    )
    key = ["bok", "id", "namn"]
    held = in_force(named.drop_nulls("namn"), key).unique(key, keep="first", maintain_order=True)
    return {GOALS: goals, INDICATORS: held, ACTIVITIES: activities}


def _lines(register: pl.DataFrame) -> list[Values]:
    """The budget's lines, each once; none where the register has none: the template then gives the
    standard ones."""
    lines = register.drop_nulls(["Post", "Radtyp"]).with_columns(
        namn=folded(pl.col("Post"), punctuation=False)
    )
    lines = lines.unique(["namn", "Radtyp"], keep="first", maintain_order=True)
    return lines.select("Post", "Radtyp").to_dicts()


def _shared_columns(specs: Mapping[str, TableSpec], name: str) -> list[str]:
    """The columns that the table has both in the register and in a unit's book."""
    unit, register = (of_kind(specs, kind)[name].columns for kind in ("unit", "register"))
    return [heading for heading in unit if heading in register]


def _filled(frame: pl.DataFrame, headings: Sequence[str]) -> list[Values]:
    return [
        {heading: value for heading, value in row.items() if value is not None}
        for row in frame.select(headings).iter_rows(named=True)
    ]


def _why_not(unit: Values, units: pl.DataFrame) -> str:
    """Why no book can be made of the unit's row; "" if it can."""
    at, name = f"Rad {unit['rad']} på bladet Enheter", unit["Enhet"]
    if not unit["kod"]:
        return (
            f"{at} ({name}) har ingen Enhetskod."
            if name
            else f"{at} har varken Enhetskod eller Enhet."
        )
    if not name:
        return f"{at} (Enhetskod {unit['Enhetskod']}) har inget namn i kolumnen Enhet."
    same = units.filter(pl.col("kod") == unit["kod"])["rad"].to_list()
    if len(same) > 1:
        return (
            f"Enhetskod {unit['Enhetskod']} står på raderna {series(map(str, same))} på bladet "
            f"Enheter ({name})."
        )
    return ""
