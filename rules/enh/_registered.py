"""A book's facts beside its unit's row in the register."""

import polars as pl

from xlplan.rule import Asked, same_code

from .._money import same_amount
from .._register import bare

TEXTS = ("Enhet", "Nämnd", "Avdelning")
FACTS = (*TEXTS, "Nettobudget", "Beloppsenhet")

SAME_MONEY = same_amount(
    pl.col("Nettobudget"), pl.col("Beloppsenhet"), pl.col("registrets"), pl.col("registrets_enhet")
).fill_null(True)


def differing(rows: Asked) -> pl.DataFrame:
    """A row a fact that may differ, with `fall` of ENH005 where it does: `här` and `där` for texts,
    `registrets` and `registrets_enhet` for the nettobudget. Of a unit that the register does not
    have, one row that says so."""
    books = registered_as(rows)
    known = books.filter(pl.col("fall").is_null())
    texts = []
    for name in TEXTS:
        here, there = pl.col(name), pl.col(f"{name}_där")
        case = pl.when(bare(here) != bare(there)).then(pl.lit("text"))
        texts.append(known.with_columns(kolumn=pl.lit(name), här=here, där=there, fall=case))
    case = pl.when(~SAME_MONEY).then(pl.lit("nettobudget"))
    money = known.with_columns(kolumn=pl.lit("Nettobudget"), fall=case)
    return pl.concat([books.filter(pl.col("fall").is_not_null()), *texts, money], how="diagonal")


def registered_as(rows: Asked) -> pl.DataFrame:
    """The books with the register's facts (`Enhet_där` …, `registrets` nettobudget in
    `registrets_enhet`), and `fall`, of ENH005, for a book whose unit the register does not have;
    its code `där`, if one has the book's name."""
    units = rows.register("tblEnheter")
    asked = (
        rows.frame if units.height else rows.frame.clear()
    )  # a register without units says nothing of any
    known = units.with_columns(kod=same_code(pl.col("Enhetskod")), namn=bare(pl.col("Enhet")))
    there = known.drop_nulls("kod").unique("kod", keep="first", maintain_order=True)
    there = there.select(
        "kod", finns=pl.lit(True), **{f"{name}_där": pl.col(name) for name in FACTS}
    )
    named = (
        known.drop_nulls("Enhetskod").unique("namn", keep="none").select("namn", där="Enhetskod")
    )
    books = (
        asked.with_columns(kod=same_code(pl.col("Enhetskod")), namn=bare(pl.col("Enhet")))
        .join(there, on="kod", how="left", maintain_order="left")
        .join(named, on="namn", how="left", maintain_order="left")
    )
    coded, found = pl.col("kod").is_not_null(), pl.col("där").is_not_null()
    return books.with_columns(
        registrets="Nettobudget_där",
        registrets_enhet=pl.col("Beloppsenhet_där").fill_null("tkr"),
        fall=pl.when(pl.col("finns").is_not_null())
        .then(None)
        .when(coded & found)
        .then(pl.lit("annan kod"))
        .when(coded)
        .then(pl.lit("okänd"))
        .when(found)
        .then(pl.lit("kod saknas"))
        .when(pl.col("Enhet").is_not_null())
        .then(pl.lit("utan kod")),
    ).filter(pl.col("finns").is_not_null() | pl.col("fall").is_not_null())
