"""Accepted deviations: the rows of `Undantag`, keyed by rule and the row's own key, never by a row
number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import polars as pl

from xlplan.model import Ending, Finding, Outcome
from xlplan.tables import Frames
from xlplan.tables.placing import near
from xlplan.wording import mask

_ID = re.compile(r"[A-Z]{3}\d{3}")
_PARTS = re.compile(r"\b([A-Z]{3})\W*(\d{1,4})\b")


@dataclass
class Answers:
    """What the rules said about some books: findings and outcomes by `bok`."""

    findings: dict[int, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    outcomes: dict[int, list[Outcome]] = field(default_factory=lambda: defaultdict(list))


def accept(frames: Frames, answers: Answers, today: date) -> set[tuple[int, int]]:
    """Mark the findings that `Undantag` accepts; returns the (bok, rad) of the deviations that met
    one.

    One whose time has passed, or that gives no reason, meets its finding but does not accept it.
    """
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
            if (isinstance(until, date) and until < today) or not _says(deviation["Skäl"]):
                continue
            by = f"({deviation['Beslutat av']})" if deviation["Beslutat av"] else None
            reason = mask(" ".join(filter(None, (deviation["Skäl"], by))))
            found[i] = replace(finding, accepted=True, reason=reason)
    return met


def _says(reason: str | None) -> bool:
    """Whether a reason is given; a dash alone is none."""
    return reason is not None and any(map(str.isalnum, reason))


def _loose(key: str) -> str:
    return " ".join(key.split()).casefold()


def met_or_not(
    frames: Frames, answers: Answers, met: set[tuple[int, int]], today: date, known: Collection[str]
) -> pl.DataFrame:
    """The table `_undantag`: the filled rows of tblUndantag whose rule was asked, with what they
    met.

    Rows whose Regel is the id of no rule are there as well; `known` are the ids that the pack has,
    asked or not. Any other rule that was not asked (not selected, turned off, of another phase)
    leaves its row out: what it would have met is not known. So does an id of a group that the pack
    has none of: it may be of a municipality's own pack.
    """
    asked = {
        (bok, o.rule): o.ending for bok, outcomes in answers.outcomes.items() for o in outcomes
    }
    ids = sorted({rule for _, rule in asked}.union(known))
    groups = {rule[:3] for rule in known}
    rows = []
    schema = frames.tables["_undantag"].schema
    for row in frames.tables["tblUndantag"].drop_nulls(["Regel"]).iter_rows(named=True):
        named = row["Regel"].upper()
        is_id = _ID.fullmatch(named) is not None and (named in known or named[:3] not in groups)
        if is_id and asked.get((row["bok"], named)) is not Ending.RUN:
            continue
        until = row["Gäller till"]
        expired = isinstance(until, date) and until < today
        place = (row["bok"], row["rad"])
        meant = "" if is_id else _meant(named, ids)
        what = (
            row["Regel"],
            row["Nyckel"],
            row["Skäl"],
            until,
            int(place in met),
            expired,
            is_id,
            meant,
        )
        rows.append((*place, "tblUndantag", "Regel", *what))
    return pl.DataFrame(rows, schema=schema, orient="row")


def _meant(named: str, ids: Sequence[str]) -> str:
    """The id that was most likely meant by AKT02, AKT-002 or AKTT002; "" if none is near."""
    if (parts := _PARTS.search(named)) and (whole := f"{parts[1]}{int(parts[2]):03}") in ids:
        return whole
    return near(named, list(ids))
