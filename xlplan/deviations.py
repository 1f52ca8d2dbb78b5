"""Accepted deviations: the rows of `Undantag`, keyed by rule and the row's own key, never by a row number."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import polars as pl

from xlplan.model import Ending, Finding, Outcome
from xlplan.tables import Frames
from xlplan.wording import mask


@dataclass
class Answers:
    """What the rules said about some books: findings and outcomes by `bok`."""

    findings: dict[int, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    outcomes: dict[int, list[Outcome]] = field(default_factory=lambda: defaultdict(list))


def accept(frames: Frames, answers: Answers, today: date) -> set[tuple[int, int]]:
    """Mark the findings that `Undantag` accepts; returns the (bok, rad) of the deviations that met one."""
    met: set[tuple[int, int]] = set()
    accepted: dict[tuple[int, str, str], dict[str, Any]] = {}
    table = frames.tables.get("tblUndantag")
    if table is None or table.is_empty():
        return met
    for row in table.drop_nulls(["Regel", "Nyckel"]).iter_rows(named=True):
        accepted[row["bok"], row["Regel"].upper(), _loose(row["Nyckel"])] = row
    for bok, found in answers.findings.items():
        for i, finding in enumerate(found):
            deviation = accepted.get((bok, finding.rule, _loose(finding.key)))
            if deviation is None:
                continue
            met.add((bok, deviation["rad"]))
            until = deviation["Gäller till"]
            if isinstance(until, date) and until < today:
                continue
            by = f"({deviation['Beslutat av']})" if deviation["Beslutat av"] else None
            reason = mask(" ".join(filter(None, (deviation["Skäl"], by))))
            found[i] = replace(finding, accepted=True, reason=reason)
    return met


def _loose(key: str) -> str:
    return " ".join(key.split()).casefold()


def met_or_not(frames: Frames, answers: Answers, met: set[tuple[int, int]], today: date) -> pl.DataFrame:
    """The table `_undantag`: the filled rows of tblUndantag whose rule was asked, with what they met."""
    run = {(bok, o.rule) for bok, outcomes in answers.outcomes.items() for o in outcomes if o.ending is Ending.RUN}
    rows = []
    schema = frames.tables["_undantag"].schema
    for row in frames.tables["tblUndantag"].drop_nulls(["Regel"]).iter_rows(named=True):
        if (row["bok"], row["Regel"].upper()) in run:
            until = row["Gäller till"]
            expired = isinstance(until, date) and until < today
            place = (row["bok"], row["rad"])
            rows.append(
                (*place, "tblUndantag", "Regel", row["Regel"], row["Nyckel"], until, int(place in met), expired)
            )
    return pl.DataFrame(rows, schema=schema, orient="row")
