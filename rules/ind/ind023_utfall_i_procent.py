"""Utfallet är skrivet i procent när årsmålet är det, och bara då.

Varför: 82 bredvid årsmålet 80 % kan vara ett antal, och då går det inte att säga om målet nås.
    Regeln prövar skedets utfall, i verksamhetsberättelsen också kvinnors och mäns. Den tiger om
    årsmål utan enhet, om trender och om antal som är skrivna med eller utan sitt ord (11 och 11
    dagar).
Bryter:
    enhet: Skede=VB
    | Mål-ID | Indikator   | Årsmål | Utfall VB |
    | 1.1    | Andel nöjda | 80 %   | 82        |
Klarar:
    enhet: Skede=VB
    | Mål-ID | Indikator    | Årsmål       | Utfall VB |
    | 1.1    | Andel nöjda  | 80 %         | 82 %      |
    | 1.2    | Väntetid     | Max 10 dagar | 11        |
    | 3.2    | Index        | 82           | 83        |
"""

from collections.abc import Mapping

from polars import Boolean, DataFrame, Expr, struct

from xlplan.rule import WARNING, Asked, is_figure, optional, parsed, rule

from .._skede import FOLLOWED
from ._cells import OUTCOMES, outcomes


def _same(row: Mapping[str, str | None]) -> bool | None:
    own, outcome = parsed(row["Årsmål"]), parsed(row["skrivet"])
    if own is None or outcome is None or own.kind != "value" or not is_figure(outcome):
        return None
    # a target without a unit may mean any, and words after a number may turn it into something else
    if not own.unit or own.note or outcome.note or "procentenheter" in (own.unit, outcome.unit):
        return None
    return (own.unit == "%") == (outcome.unit == "%")


def prepare(rows: Asked) -> DataFrame:
    """A row an outcome, with `lika`: whether both it and the target are shares, or neither."""
    cells = outcomes(rows, "Årsmål")
    return cells.with_columns(
        lika=struct("Årsmål", "skrivet").map_elements(_same, return_dtype=Boolean)
    )


@rule(
    table="tblIndikatorer",
    marks="Utfall VB",
    reads=("Indikator", "Årsmål", optional(*OUTCOMES)),
    related=("Årsmål",),
    phases=FOLLOWED,
    prepare=prepare,
    severity=WARNING,
    says="Indikatorn ”{Indikator:kort}” har ”{skrivet:kort}” i kolumnen {kolumn}, men årsmålet är "
    "”{Årsmål:kort}”.",
    do="Skriv utfallet på samma sätt som årsmålet, i procent eller som antal, så går det att se om "
    "målet nås.",
)
def check(rows: Asked) -> Expr:
    return rows["lika"]
