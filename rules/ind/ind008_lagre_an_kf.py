"""Ett årsmål som inte når lika långt som KF:s har en motivering.

Varför: Nämnden får ha ett annat årsmål än KF, men den som läser ska få veta varför. Åt vilket håll
    som är bättre säger registret eller årsmålen. Annars avgör indikatorns namn, och går det inte
    heller sägs inget.
Bryter:
    | Mål-ID | Indikator    | Årsmål | KF:s årsmål | Motivering |
    | 1.1    | Andel nöjda  | 75 %   | 80 %        |            |
Klarar:
    | Mål-ID | Indikator    | Årsmål | KF:s årsmål | Motivering               |
    | 1.1    | Andel nöjda  | 75 %   | 80 %        | Enheten öppnade i augusti |
    | 1.1    | Andel trygga | 85 %   | 80 %        |                          |
    | 3.2    | Sjukfrånvaro | 5,0 %  | 6,0 %       |                          |
"""

from collections.abc import Mapping

from polars import Boolean, DataFrame, Expr, String, Struct, struct

from xlplan.rule import (
    WARNING,
    Asked,
    better_direction,
    optional,
    parsed,
    register,
    rule,
    spoken_direction,
    stated_direction,
)

from .._skede import is_text
from ._ambition import as_high
from ._better import REGISTER, with_better


def _compare(row: Mapping[str, str | None]) -> Mapping[str, bool | str | None]:
    own, kf, name = parsed(row["Årsmål"]), parsed(row["KF:s årsmål"]), row["Indikator"] or ""
    if own is None or kf is None:
        return {"når": None, "riktning": ""}
    way = better_direction(name, kf, own, registered=row["bättre"])
    told = stated_direction(own) or stated_direction(kf)
    return {
        "når": as_high(name, own, kf, parsed(row["Utfall föregående år"]), way),
        "riktning": "" if told else spoken_direction(way, row["bättre"]),
    }


def prepare(rows: Asked) -> DataFrame:
    """Adds `når`, whether the ambition is at least KF's, and `riktning`, which way is better if no
    target says so."""
    asked = struct("Indikator", "Årsmål", "KF:s årsmål", "Utfall föregående år", "bättre")
    compared = asked.map_elements(
        _compare, return_dtype=Struct({"når": Boolean, "riktning": String})
    )
    indicators = with_better(rows.frame, rows.register(REGISTER))
    return (
        indicators.with_columns(jämfört=compared)
        .unnest("jämfört")
        .with_columns(kf_arsmal="KF:s årsmål")
    )


@rule(
    table="tblIndikatorer",
    marks="Årsmål",
    reads=("Indikator", "Årsmål", "KF:s årsmål", optional("Motivering", "Utfall föregående år")),
    related=("Motivering",),
    tables=(optional(register(REGISTER)),),
    prepare=prepare,
    severity=WARNING,
    says="Indikatorn ”{Indikator:kort}” har årsmålet ”{Årsmål:kort}”, som inte når lika långt som "
    "KF:s ”{kf_arsmal:kort}”{riktning}, och Motivering är tom.",
    do="Skriv i kolumnen Motivering varför årsmålet är ett annat än KF:s, eller ändra årsmålet.",
)
def check(rows: Asked) -> Expr:
    return rows["når"] | is_text(rows["Motivering"])
