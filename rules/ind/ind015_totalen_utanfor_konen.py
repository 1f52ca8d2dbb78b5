"""Utfallet ligger mellan kvinnornas och männens, och ett antal är deras summa.

Varför: Ett medelvärde av två grupper kan inte vara högre eller lägre än båda. Oftast har två celler
    bytt plats, eller kommer siffrorna från olika mätningar. Avrundning räknas av, och ett antal som
    kan vara ett medelvärde får vara endera.
Bryter:
    enhet: Skede=VB
    | Mål-ID | Indikator   | Utfall VB | Utfall män/pojkar | Utfall kvinnor/flickor |
    | 1.1    | Andel nöjda | 90 %      | 80 %              | 84 %                   |
Klarar:
    enhet: Skede=VB
    | Mål-ID | Indikator           | Utfall VB | Utfall män/pojkar | Utfall kvinnor/flickor |
    | 1.1    | Andel nöjda         | 84 %      | 80,1 %            | 83,6 %                 |
    | 1.1    | Antal feriejobb     | 19 st     | 8 st              | 11 st                  |
"""

from collections.abc import Mapping

from polars import Boolean, DataFrame, Expr, String, Struct, struct

from xlplan.rule import ERROR, Asked, is_figure, parsed, rule

from ._parts import goes_with
from ._people import MEN, WOMEN


def _compare(row: Mapping[str, str | None]) -> Mapping[str, bool | str | None]:
    total, men, women = (parsed(row[heading]) for heading in ("Utfall VB", MEN, WOMEN))
    if (
        total is None
        or men is None
        or women is None
        or not all(map(is_figure, (total, men, women)))
    ):
        return {"rimligt": None, "hur": None}
    if not total.unit == men.unit == women.unit:
        return {"rimligt": None, "hur": None}
    fits, how = goes_with(row["Indikator"] or "", total, men, women)
    return {"rimligt": fits, "hur": how}


def prepare(rows: Asked) -> DataFrame:
    """Adds `rimligt`, whether the three go together, and `hur`, the words for how they do not."""
    compared = struct("Indikator", "Utfall VB", MEN, WOMEN).map_elements(
        _compare, return_dtype=Struct({"rimligt": Boolean, "hur": String})
    )
    return rows.frame.with_columns(jämfört=compared, män=MEN, kvinnor=WOMEN).unnest("jämfört")


@rule(
    table="tblIndikatorer",
    marks="Utfall VB",
    reads=("Indikator", "Utfall VB", MEN, WOMEN),
    related=(MEN, WOMEN),
    phases=("VB",),
    prepare=prepare,
    severity=ERROR,
    says="Indikatorn ”{Indikator:kort}” har utfallet {Utfall VB}, som {hur} mäns/pojkars {män} och "
    "kvinnors/flickors {kvinnor}.",
    do="Kontrollera de tre cellerna mot mätningen: ett av talen hör till en annan rad eller "
    "mätning.",
)
def check(rows: Asked) -> Expr:
    return rows["rimligt"]
