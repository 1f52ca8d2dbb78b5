"""The areas of the frame (tblRam) beside their own tables (tblOmraden)."""

import polars as pl

from xlplan.rule import Asked

from . import _omraden, _ram
from ._parts import same_amount

KINDS = {"VP netto": "netto", "VP kostnader": "kostnader", "VP intäkter": "intäkter"}
"""A column of the frame, and the row of an area's table that holds the same amount."""
NEAR = 85
"""How alike two names are, of 100, that most likely mean the same area."""


def tables(rows: Asked) -> pl.DataFrame:
    """This year's budget of each area's own table: område, del_av, netto, kostnader, intäkter (see
    `_omraden.blocks`).

    A netto that only comes of empty rows is none.
    """
    every = _omraden.cells(rows.table("tblOmraden"), rows.table("_celler"))
    held = _omraden.blocks(every.filter(pl.col("kolumn") == "Budget")).filter(~pl.col("flera"))
    empty = (pl.col("netto") == 0) & pl.col("kostnader").is_null() & pl.col("intäkter").is_null()
    return held.with_columns(netto=pl.when(~empty).then("netto"))


def in_both(rows: Asked) -> pl.DataFrame:
    """A row an area and kind of amount: bok, rad, typ, Verksamhetsområde, kolumn, slag, ramen,
    tabellen (both without sign) and their decimals, ram_noga and tabell_noga. An område has the
    table that is part of none, a varav row the one that is part of its område, or of none if there
    is no such."""
    frame = _ram.cells(rows).filter(
        pl.col("kolumn").is_in(list(KINDS)), pl.col("typ").is_in(["område", "varav"])
    )
    frame = frame.filter(pl.len().over("bok", "kolumn", "typ", "namn", "över") == 1)
    own = _amounts(rows)
    asked = frame.with_columns(
        slag=pl.col("kolumn").replace_strict(KINDS), del_av=pl.col("över").fill_null("")
    )
    found = asked.join(own, on=["bok", "slag", "namn", "del_av"], how="left", maintain_order="left")
    loose = own.filter(pl.col("del_av") == "").drop("del_av")
    found = found.join(
        loose, on=["bok", "slag", "namn"], how="left", maintain_order="left", suffix="_lös"
    )
    found = found.with_columns(
        pl.coalesce("tabellen", "tabellen_lös").abs().alias("tabellen"),
        pl.coalesce("tabell_noga", "tabell_noga_lös").alias("tabell_noga"),
        ramen=pl.col("belopp").abs(),
        ram_noga=pl.col("radnoga"),
    )
    return found.drop_nulls("tabellen").select(
        "bok",
        "rad",
        "typ",
        _ram.NAME,
        "kolumn",
        "slag",
        "ramen",
        "tabellen",
        "ram_noga",
        "tabell_noga",
    )


def _amounts(rows: Asked) -> pl.DataFrame:
    """A row an area's own table and kind of amount: bok, slag, tabellen, del_av, namn and
    tabell_noga."""
    own = tables(rows).unpivot(
        list(KINDS.values()),
        index=[*_omraden.BLOCK, "noga"],
        variable_name="slag",
        value_name="tabellen",
    )
    return own.drop_nulls("tabellen").select(
        "bok", "slag", "tabellen", "del_av", namn="område", tabell_noga="noga"
    )


def same() -> pl.Expr:
    """Whether an area's two amounts may be the same one, each rounded in its own way."""
    return same_amount(
        pl.col("ramen"), pl.col("ram_noga"), pl.col("tabellen"), pl.col("tabell_noga")
    )


def near_names(rows: Asked) -> pl.DataFrame:
    """A row an område that has no table, though a table that no row of the frame has the name of is
    called nearly so: bok, rad, Verksamhetsområde, kolumn, `menat` and `fall` "namn"."""
    from rapidfuzz import fuzz, process  # only where a board's book is checked

    lines = _ram.rows_of(rows).drop_nulls("namn")
    areas = _omraden.rows_of(rows.table("tblOmraden")).unique(
        ["bok", "område"], keep="first", maintain_order=True
    )
    lonely = lines.filter(pl.col("typ") == "område").join(
        areas.select("bok", namn="område"), on=["bok", "namn"], how="anti", maintain_order="left"
    )
    spare = areas.join(
        lines.select("bok", område="namn"), on=["bok", "område"], how="anti", maintain_order="left"
    )
    found = []
    for row in lonely.select("bok", "rad", "namn", _ram.NAME).iter_rows(named=True):
        names = spare.filter(pl.col("bok") == row["bok"])
        best = process.extractOne(
            row["namn"], list(names["område"]), scorer=fuzz.ratio, score_cutoff=NEAR
        )
        if best:
            found.append(
                (
                    row["bok"],
                    row["rad"],
                    row[_ram.NAME],
                    _ram.NAME,
                    names["Område"][best[2]],
                    "namn",
                )
            )
    schema = {"bok": pl.Int64, "rad": pl.Int64} | dict.fromkeys(
        (_ram.NAME, "kolumn", "menat", "fall"), pl.String
    )
    return pl.DataFrame(found, schema=schema, orient="row")
