"""The statements of texts as rows for a rule: each with its cell, its words, and the cells that it
was held against."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from polars import DataFrame, Float64, Int64, List, String

from ._money import Said

_PLACE = {
    "bok": Int64,
    "rad": Int64,
    "tabell": String,
    "kolumn": String,
    "jämförd_tabell": String,
    "jämförd_rad": Int64,
    "jämförda": List(String),
    "fras": String,
    "fall": String,
    "post": String,
    "summan": String,
}
_FACTS = {
    "belopp": Float64,
    "förra": Float64,
    "nu": Float64,
    "skillnad": Float64,
    "procent": Float64,
}
_OUTCOMES = {"förra_utfall": String, "utfall": String}
SCHEMA: dict[str, Any] = {**_PLACE, **_FACTS, **_OUTCOMES}
Facts = Mapping[str, object]


def found(
    all_said: Iterable[tuple[Mapping[str, Any], Said]],
    contradicted: Callable[[Said], Facts | None],
    headings: list[str],
) -> DataFrame:
    """A row a statement that could be judged; `fras` is null where the table does not contradict
    it."""
    rows = []
    for cell, told in all_said:
        facts = contradicted(told)
        line = told.readings[0][0]
        rows.append(
            row(cell, told.statement.phrase, facts, "tblBudget", line.rad, headings, post=line.name)
        )
    return frame(rows)


def row(
    cell: Mapping[str, Any],
    phrase: str,
    facts: Facts | None,
    table: str,
    at: int,
    headings: list[str],
    **more: object,
) -> dict[str, object]:
    """One statement; without facts it is as it should be."""
    place = {name: cell[name] for name in ("bok", "rad", "tabell", "kolumn")}
    compared = {"jämförd_tabell": table, "jämförd_rad": at, "jämförda": headings}
    return place | compared | {"fras": None if facts is None else phrase} | more | dict(facts or {})


def frame(rows: list[dict[str, object]]) -> DataFrame:
    """The rows, each sentence once a cell."""
    if not rows:
        return DataFrame(schema=SCHEMA)
    made = DataFrame(
        [{name: each.get(name) for name in SCHEMA} for each in rows], schema=SCHEMA, orient="row"
    )
    return made.unique(
        ["bok", "rad", "tabell", "kolumn", "fras", "post"], keep="first", maintain_order=True
    )
