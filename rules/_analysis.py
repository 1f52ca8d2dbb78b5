"""What an indicator's analysis says of its outcome: for the rules that hold the text against the
cells of its row."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import polars as pl

from xlplan.rule import (
    Asked,
    MeasuredOutcome,
    Statement,
    Target,
    outcome_change_agrees,
    parse_target,
)

_NUMBERED = r"[0-9]|\b(?:procent|hälften|tredjedel|fjärdedel|var[a-zåäö]* (?:tredje|fjärde|femte))"
_CHANGED = (
    r"ök|minsk|sjunk|sjönk|steg|stig|höj|sänk|oföränd|samma|lägre|högre|förbättr|nedgång|uppgång"
)


def levels(rows: Asked, phase: str) -> Iterator[tuple[dict[str, Any], Statement]]:
    """(the row, what its Analys of the phase says) for each percentage that is surely said of the
    outcome."""
    for row, statement in _said(rows, f"Analys {phase}", _NUMBERED):
        if statement.says == "level" and statement.figure and statement.figure.kind == "%":
            yield row, statement


def _said(rows: Asked, heading: str, likely: str) -> Iterator[tuple[dict[str, Any], Statement]]:
    """`rows` holds tblIndikatorer as its frame, or as a further table."""
    table = rows.frame if "Indikator" in rows.frame.columns else rows.table("tblIndikatorer")
    asked = table.filter(rows.may_hold(likely, heading), pl.col("Indikator").is_not_null())
    if asked.is_empty():
        return
    facts = (
        rows.table("tblEnhet")
        .select("bok", "Enhet")
        .join(rows.books.select("bok", "år", fas="skede"), on="bok")
    )
    names = _names(table)
    for row in asked.join(facts, on="bok", maintain_order="left").iter_rows(named=True):
        year = int(row["år"]) if row["år"] is not None else None
        for statement in rows.texts.of_outcome(
            row[heading], row["Indikator"], names[row["bok"]], row["Enhet"] or "", year
        ):
            yield row, statement


def _names(indicators: pl.DataFrame) -> dict[int, list[str]]:
    """The names of each book's indicators."""
    names: dict[int, list[str]] = {}
    for bok, name in indicators.select("bok", "Indikator").drop_nulls().iter_rows():
        names.setdefault(bok, []).append(name)
    return names


def outcome(text: str | None) -> MeasuredOutcome | None:
    """What a cell with one plain number says; None for anything else."""
    target = parse_target(text) if text else None
    if target is None or not _is_plain(target) or target.value is None:
        return None
    exponent = target.value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return MeasuredOutcome(float(target.value), float(Decimal(5).scaleb(-places - 1)), target.unit)


def _is_plain(target: Target) -> bool:
    return target.kind == "value" and not (
        target.high is not None or target.direction or target.about or target.trend
    )


def changes(rows: Asked) -> Iterator[tuple[dict[str, Any], str, dict[str, object] | None]]:
    """(the cell, the words, what the outcomes are if they contradict them) for each change since
    last year that an annual report's analysis states."""
    for row, statement in _said(rows, "Analys VB", _CHANGED):
        last, now = outcome(row["Utfall föregående år"]), outcome(row["Utfall VB"])
        if row["fas"] != "VB" or last is None or now is None or last.unit != now.unit:
            continue
        cell = {
            "bok": row["bok"],
            "rad": row["rad"],
            "tabell": "tblIndikatorer",
            "kolumn": "Analys VB",
        }
        told = {
            "fall": "utfall",
            "förra_utfall": row["Utfall föregående år"],
            "utfall": row["Utfall VB"],
        }
        if statement.says == "change" and statement.compared:
            agrees = outcome_change_agrees(statement, last, now)
        elif statement.says == "level" and statement.way and now.unit != "%" and statement.figure:
            agrees = now.may_be(statement.figure)
        else:
            continue
        yield cell, statement.phrase, None if agrees else told
