"""What the areas' own tables come to together: the parts of an area, and all areas against the
frame."""

import polars as pl

from xlplan.rule import Asked, agrees

from . import _omraden, _ram
from ._areas import KINDS, in_both, near_names, same, tables
from ._parts import with_whole

_OFF = ["bok", "rad", "tabell", "kolumn", "hela_namn", "slag", "delar", "hela", "fall"]


def of_parts(rows: Asked) -> pl.DataFrame:
    """A row a column where the tables of an area's parts are not what the area's own table has (see
    `_parts`)."""
    every = _omraden.cells(rows.table("tblOmraden"), rows.table("_celler"))
    every = every.filter(pl.col("slag").is_in(list(KINDS.values())))
    part = pl.col("del_av") != ""
    cells = every.with_columns(
        del_=part,
        helt=pl.when(part).then("del_av").otherwise("område"),
        tabell=pl.lit("tblOmraden"),
    )
    # an area that stands twice has no one table
    alone = ~part & (pl.len().over("bok", "område", "del_av", "slag", "kolumn") > 1)
    found = with_whole(cells.filter(~alone), ["bok", "helt", "slag"])
    # a netto that differs because costs or incomes do is no fault of its own
    follows = (pl.col("slag") == "netto") & (pl.col("slag") != "netto").any().over(
        "bok", "helt", "kolumn"
    )
    names = (
        every.filter(~part)
        .select("bok", helt="område", namn="Område")
        .unique(["bok", "helt"], keep="first")
    )
    found = (
        found.drop_nulls("fall")
        .filter(~follows)
        .join(names, on=["bok", "helt"], how="left", maintain_order="left")
    )
    return found.with_columns(hela_namn=pl.col("namn"), fall=pl.lit("delar")).select(_OFF)


def outside_frame(rows: Asked) -> pl.DataFrame:
    """A row an area and kind of amount that the frame does not have, in books whose frame holds
    together otherwise: every område has its table with the same amount, and the total row is their
    sum."""
    together = pl.col("hela") + pl.col("belopp").sum().over("bok", "slag")
    first = pl.col("slag") == pl.col("slag").first().over("bok", "område")
    return (
        _without_row(rows)
        .join(_whole_frames(rows), on=["bok", "slag"], maintain_order="left")
        .with_columns(
            hela_namn="Område", delar=together, kolumn=pl.lit("Budget"), tabell=pl.lit("tblOmraden")
        )
        .filter(first)
        .with_columns(fall=pl.lit("utanför"))
        .select(_OFF)
    )


def _whole_frames(rows: Asked) -> pl.DataFrame:
    """A row a frame that holds together and kind of amount: bok, kolumn_ram, hela (its total row)
    and slag."""
    frame = _ram.cells(rows).filter(pl.col("kolumn").is_in(list(KINDS)))
    areas = frame.filter(pl.col("typ") == "område")
    total = frame.filter(pl.col("typ") == "summa").filter(
        pl.col("rad") == pl.col("rad").max().over("bok")
    )
    sums = areas.group_by("bok", "kolumn").agg(
        ramen=pl.col("belopp").sum(), antal=pl.len(), noga=pl.col("noga").max(), områden=pl.len()
    )
    matched = (
        in_both(rows)
        .filter((pl.col("typ") == "område") & same())
        .group_by("bok", "kolumn")
        .agg(funna=pl.len())
    )
    whole = total.join(sums, on=["bok", "kolumn"], suffix="_område").join(
        matched, on=["bok", "kolumn"]
    )
    right = agrees(
        pl.col("belopp"), pl.col("ramen"), pl.col("antal"), pl.col("noga_område"), pl.col("radnoga")
    )
    whole = whole.filter(right & (pl.col("funna") == pl.col("områden")))
    return whole.select(
        "bok", kolumn_ram="kolumn", hela="belopp", slag=pl.col("kolumn").replace_strict(KINDS)
    )


def _without_row(rows: Asked) -> pl.DataFrame:
    """A row an area and kind of amount that no row of the frame has the name of, or nearly so: bok,
    rad, område, Område, slag and belopp."""
    spare = (
        tables(rows)
        .filter(pl.col("del_av") == "")
        .unpivot(
            list(KINDS.values()),
            index=["bok", "rad", "område", "Område"],
            variable_name="slag",
            value_name="belopp",
        )
    )
    known = _ram.rows_of(rows).select("bok", område="namn").drop_nulls()
    meant = near_names(rows).select("bok", Område="menat")
    spare = spare.join(known, on=["bok", "område"], how="anti", maintain_order="left")
    spare = spare.join(meant, on=["bok", "Område"], how="anti", maintain_order="left")
    return spare.filter(pl.col("belopp") != 0)
