"""The units' nettobudgetar beside the board's frame."""

import polars as pl

from xlplan.rule import Asked, same_code

from .._money import factor, step
from .._register import bare

AMOUNT, UNIT = pl.col("Nettobudget"), pl.col("Beloppsenhet")


def against_frame(rows: Asked) -> pl.DataFrame:
    """The sum row of each board's frame, where every unit of the board has one known nettobudget:
    `enheternas`, `ramen` and `skillnad` in the book's unit, `skillnad_kr`, `rum_kr` (what rounding
    may come to) and `fall`."""
    frame_steps = step(pl.col("VP netto"), pl.col("enhet.Beloppsenhet"))
    sums = (
        # a column is written with as many decimals in its sum as in its rows, and Excel keeps no
        # trailing zeros
        rows.frame.with_columns(steg=frame_steps.min().over("bok"))
        .filter(pl.col("Radtyp") == "summa")
        .filter(pl.col("rad") == pl.col("rad").max().over("bok"))
    )
    told = sums.join(_of_units(rows), on="bok").with_columns(
        kr=factor(pl.col("enhet.Beloppsenhet"))
    )
    off = pl.col("summa") - pl.col("VP netto") * pl.col("kr")
    exact = (pl.col("minsta_steg") == pl.col("steg")) & (pl.col("största_steg") == pl.col("steg"))
    room = pl.when(exact).then(0.0).otherwise(pl.col("steg") / 2 + pl.col("halva_steg"))
    return told.with_columns(
        enheternas=pl.col("summa") / pl.col("kr"),
        ramen="VP netto",
        skillnad=off.abs() / pl.col("kr"),
        skillnad_kr=off.abs(),
        rum_kr=room,
        fall=pl.when(off > 0).then(pl.lit("mer")).otherwise(pl.lit("mindre")),
    )


def _of_units(rows: Asked) -> pl.DataFrame:
    """A row a board's book whose units all have one nettobudget: bok, summa in kronor, and how
    exact its parts are."""
    units = _units_of_boards(rows)
    books = rows.table("tblEnhet").select(
        "År",
        kod=same_code(pl.col("Enhetskod")),
        kr=AMOUNT * factor(UNIT),
        steg_enhet=step(AMOUNT, UNIT),
    )
    books = books.drop_nulls("kod").unique()
    has = units.join(books, on=["kod", "År"], how="left")
    whole = has.group_by("bok").agg(
        summa=pl.col("kr").sum(),
        minsta_steg=pl.col("steg_enhet").min(),
        största_steg=pl.col("steg_enhet").max(),
        halva_steg=pl.col("steg_enhet").sum() / 2,
        # two books of one unit that say different things, or none that says anything
        känt=pl.col("kr").is_not_null().all() & pl.col("kod").is_unique().all(),
    )
    return whole.filter("känt")


def _units_of_boards(rows: Asked) -> pl.DataFrame:
    """bok (a board's book), År and kod of each of its units: those of its name in a register of
    several boards."""
    units = (
        rows.register("tblEnheter")
        .select(kod=same_code(pl.col("Enhetskod")), nämnd=bare(pl.col("Nämnd")))
        .unique()
    )
    boards = rows.table("tblEnhet").join(rows.books.select("bok"), on="bok", how="semi")
    boards = boards.select("bok", "År", ett=bare(pl.col("Nämnd")), annat=bare(pl.col("Enhet")))
    crossed = boards.join(units, how="cross")
    if units["nämnd"].drop_nulls().n_unique() > 1:
        crossed = crossed.filter(
            (pl.col("nämnd") == pl.col("ett")) | (pl.col("nämnd") == pl.col("annat"))
        )
    return crossed.select("bok", "År", "kod")
