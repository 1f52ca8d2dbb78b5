"""The tables of the ledger that rules may compare the books with: what a run is given of it, not
read from a book."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import polars as pl

LEDGER: dict[str, dict[str, type[pl.DataType]]] = {
    # the outcome of each unit, budget line and month, income and cost both positive. A month that
    # has rows is in the ledger as a whole: a line without a row in it has the outcome 0
    "huvudbok": {
        "Enhetskod": pl.String,
        "Post": pl.String,
        "Radtyp": pl.String,
        "år": pl.Int64,
        "månad": pl.Int64,
        "öre": pl.Int64,
    },
}


def booked(
    units: Mapping[str, Mapping[tuple[str, str], Sequence[int]]], year: int, months: Collection[int]
) -> dict[str, pl.DataFrame]:
    """The table `huvudbok` of what a ledger has: Enhetskod -> (Post, Radtyp) -> twelve months' öre,
    of which only `months` are in the ledger."""
    rows = [
        (code, post, line_type, year, month, ore)
        for code, lines in units.items()
        for (post, line_type), amounts in lines.items()
        for month, ore in enumerate(amounts, 1)
        if month in months
    ]
    return {"huvudbok": pl.DataFrame(rows, schema=LEDGER["huvudbok"], orient="row")}


def ledger_tables(given: Mapping[str, pl.DataFrame] | None) -> dict[str, pl.DataFrame]:
    """The tables as declared here; {} without a ledger.

    Raises ValueError for an unknown table or a missing column, and polars' own errors for values of
    another kind.
    """
    tables = {}
    for name, frame in (given or {}).items():
        if name not in LEDGER:
            raise ValueError(f"no table of the ledger: {name}")
        if lacking := LEDGER[name].keys() - set(frame.columns):
            raise ValueError(f"{name} lacks {', '.join(sorted(lacking))}")
        tables[name] = frame.select(
            pl.col(column).cast(dtype) for column, dtype in LEDGER[name].items()
        )
    return tables
