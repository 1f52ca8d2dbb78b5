"""Whether an indicator's outcome in the phase reaches its target, for the rows of many books."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from xlplan.rule import judge, spoken_direction

from .._skede import headings, of_phase
from ._better import with_better

READ = ("Årsmål", "KF:s årsmål", "Utfall föregående år", *headings("Utfall"))
"""The columns that `judged` reads."""

_VERDICT = pl.Struct(
    {"mål": pl.String, "målet": pl.String, "nått": pl.Boolean, "riktning": pl.String}
)
_UNTOLD = dict.fromkeys(("mål", "målet", "nått", "riktning"))


def judged(indicators: pl.DataFrame, registered: pl.DataFrame) -> pl.DataFrame:
    """Adds `utfall`, the phase's outcome; `mål`, the target that it is held against, and `målet`,
    whose it is; `nått`, whether it is reached (null where that is not known); and `riktning`, which
    way is better if no target says so.

    `registered` are the register's indicators, whose Bättre is heard first.
    """
    rows = with_better(indicators, registered).with_columns(utfall=of_phase("Utfall"))
    asked = pl.struct(
        "Indikator", "Årsmål", "KF:s årsmål", "Utfall föregående år", "utfall", "skede", "bättre"
    )
    return rows.with_columns(dom=asked.map_elements(_judge, return_dtype=_VERDICT)).unnest("dom")


def _judge(row: Mapping[str, Any]) -> Mapping[str, Any]:
    own, kf, last = row["Årsmål"], row["KF:s årsmål"], row["Utfall föregående år"]
    verdict = judge(
        row["Indikator"] or "", own, kf, last, row["utfall"], row["skede"], row["bättre"]
    )
    if verdict is None:
        return _UNTOLD
    whose = "årsmålet" if verdict.heading == "Årsmål" else verdict.heading
    told = spoken_direction(verdict.inferred, row["bättre"])
    return {"mål": row[verdict.heading], "målet": whose, "nått": verdict.reached, "riktning": told}
