"""Percentages that analyses state of the outcome, and whether the outcome's cell says the same."""

from typing import Any

from polars import DataFrame, Int64, List, String

from xlplan.rule import OUTCOME, Asked, StatedFigure, Statement, pattern

from .._analysis import levels, outcome
from .._skede import FOLLOWED

_SCHEMA: dict[str, Any] = {
    "bok": Int64,
    "rad": Int64,
    "kolumn": String,
    "Mål-ID": String,
    "Indikator": String,
    "fall": String,
    "fras": String,
    "utfall": String,
    "rubrik_utfall": String,
    "jämförd_tabell": String,
    "jämförd_rad": Int64,
    "jämförda": List(String),
}
_NOT_YET = pattern(
    r"(?i)\b(?:inte|inget|ingen|ej|saknas|ännu|kommer|först)\b|(?:19|20)\d\d|förra|föregående"
)
"""What may say why the cell is empty: the year's outcome is not there yet, or the figure is another
year's."""
_GENDERS = ("Utfall män/pojkar", "Utfall kvinnor/flickor")
_OTHERS = ("Årsmål", "KF:s årsmål", *_GENDERS)


def _case(row: dict[str, Any], statement: Statement, phase: str) -> str | None:
    """What is wrong with the outcome that the text states; None if nothing is, or that can't be
    told."""
    figure, cell = statement.figure, row[f"Utfall {phase}"]
    if figure is None or figure.bound:
        return None
    if cell is None:
        told = row[f"Analys {phase}"].replace(f"{row['år']:.0f}" if row["år"] else "-", "")
        alone = phase == row["fas"] and not _NOT_YET.search(told)
        return "bara där" if alone and not any(_is(figure, row[name]) for name in _OTHERS) else None
    there = outcome(cell)
    if there is None or there.unit not in ("%", "") or there.may_be(figure):
        return None
    sure = statement.key == OUTCOME
    others = _GENDERS if statement.named or statement.names else _OTHERS
    return None if not sure and any(_is(figure, row[name]) for name in others) else "annat"


def _is(figure: StatedFigure, cell: str | None) -> bool:
    other = outcome(cell)
    return other is not None and other.may_be(figure)


def stated(rows: Asked) -> DataFrame:
    """A row a stated percentage: `fall` is null where the cell agrees."""
    told = []
    for phase in FOLLOWED:
        for row, statement in levels(rows, phase):
            case, heading = _case(row, statement, phase), f"Utfall {phase}"
            told.append(
                {name: row[name] for name in ("bok", "rad", "Mål-ID", "Indikator")}
                | {
                    "kolumn": f"Analys {phase}",
                    "fall": case,
                    "fras": statement.phrase,
                    "utfall": row[heading],
                }
                | {
                    "rubrik_utfall": heading,
                    "jämförd_tabell": "tblIndikatorer",
                    "jämförd_rad": row["rad"],
                }
                | {"jämförda": [heading]}
            )
    return DataFrame(told, schema=_SCHEMA, orient="row").unique(
        ["bok", "rad", "fras"], maintain_order=True
    )
