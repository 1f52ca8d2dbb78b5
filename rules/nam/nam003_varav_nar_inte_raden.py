"""Varav-rader räcker till raden som de är delar av, och är inte större än den.

Varför: En rad som heter varav visar en del av raden ovanför. Delar av kostnader eller intäkter kan
    inte bli mer än det hela. De behöver inte räcka till det, så det prövas bara där minst två delar
    är det hela i de flesta av tabellens kolumner: då är det en kolumn som sticker ut. Avrundade
    belopp räknas med den marginal som avrundningen ger.
Bryter:
    | Verksamhetsområde | Radtyp | RAM intäkter | RAM kostnader | VP kostnader |
    | Äldreomsorg       | område | 10           | 100           | 105          |
    | varav hemtjänst   | varav  | 4            | 60            | 60           |
    | varav boende      | varav  | 6            | 40            | 35           |
Klarar:
    | Verksamhetsområde | Radtyp | RAM intäkter | RAM kostnader | VP kostnader |
    | Äldreomsorg       | område | 10           | 100           | 105          |
    | varav hemtjänst   | varav  | 4            | 60            | 60           |
    | varav boende      | varav  | 5            | 30            | 35           |
Källa: XBRL Calculations 1.1 (jämförelse av avrundade belopp).
"""

import polars as pl

from xlplan.rule import ERROR, Asked, optional, rule

from . import _omraden, _ram
from ._parts import with_whole

HAS = "Varav-raderna under ”{hela_namn:kort}” är {delar:belopp} i kolumnen {kolumn}, "


def prepare(rows: Asked) -> pl.DataFrame:
    """A row a block of parts and column, of the frame and of the areas' tables; it stands on the
    first part."""
    frame = _ram.cells(rows).with_columns(
        Rad=pl.col(_ram.NAME), del_=pl.col("typ") == "varav", tabell=pl.lit("tblRam")
    )
    tables = _omraden.cells(rows.table("tblOmraden"), rows.table("_celler"))
    tables = tables.with_columns(del_=pl.col("slag") == "varav", tabell=pl.lit("tblOmraden"))
    return pl.concat(
        [
            with_whole(frame, ["bok"]),
            with_whole(tables.with_columns(över=pl.lit("")), _omraden.BLOCK),
        ],
        how="diagonal_relaxed",
    )


@rule(
    table="tblRam",
    marks="RAM netto",
    reads=(optional("Verksamhetsområde", "Radtyp"),),
    tables=("_upprepade", "_celler", optional("tblOmraden")),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says={
        "mer": HAS + "mer än hela raden, som är {hela:belopp}.",
        "mindre": HAS
        + "men raden är {hela:belopp}. Det fattas {skillnad:belopp}, fast de är hela raden i andra "
        "kolumner.",
    },
    do="Rätta det belopp som är fel. Hör en varav-rad till en annan rad, flytta den dit.",
)
def check(rows: Asked) -> pl.Expr:
    return rows["fall"].is_null()
