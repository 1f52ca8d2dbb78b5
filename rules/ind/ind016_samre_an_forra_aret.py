"""Ett utfall som är klart sämre än förra årets har en analys.

Varför: En tydlig försämring behöver en förklaring, också när årsmålet nås. Bara utfall i procent
    prövas, och bara där det går att veta åt vilket håll som är bättre.
Bryter:
    enhet: Skede=VB
    | Mål-ID | Indikator   | Årsmål | Utfall föregående år | Utfall VB | Analys VB |
    | 1.1    | Andel nöjda | 80 %   | 91 %                 | 84 %      |           |
Klarar:
    enhet: Skede=VB
    | Mål-ID | Indikator    | Årsmål | Utfall föregående år | Utfall VB | Analys VB        |
    | 1.1    | Andel nöjda  | 80 %   | 86 %                 | 84 %      |                  |
    | 1.1    | Andel trygga | 80 %   | 91 %                 | 84 %      | Vi bytte lokaler |
    | 3.2    | Sjukfrånvaro | 8 %    | 9,1 %                | 6,0 %     |                  |
"""

from collections.abc import Mapping

from polars import DataFrame, Expr, Float64, String, Struct, struct

from xlplan.rule import (
    WARNING,
    Asked,
    better_direction,
    is_figure,
    optional,
    parsed,
    register,
    rule,
    spoken_direction,
    stated_direction,
)

from .._skede import FOLLOWED, heading_of_phase, headings, is_text, of_phase
from ._better import REGISTER, with_better
from ._outcome import READ


def _worse(row: Mapping[str, str | None]) -> Mapping[str, float | str | None]:
    """How many procentenheter worse the outcome is; negative if it is better."""
    outcome, last = parsed(row["utfall"]), parsed(row["Utfall föregående år"])
    own, kf = parsed(row["Årsmål"]), parsed(row["KF:s årsmål"])
    way = better_direction(row["Indikator"] or "", own, kf, registered=row["bättre"])
    if (
        outcome is None
        or last is None
        or way is None
        or not (is_figure(outcome) and is_figure(last))
    ):
        return {"sämre": None, "riktning": ""}
    if not outcome.unit == last.unit == "%" or outcome.value is None or last.value is None:
        return {"sämre": None, "riktning": ""}
    if way == "within":
        return {"sämre": float(abs(outcome.value) - abs(last.value)), "riktning": ""}
    change = outcome.value - last.value
    told = (
        ""
        if stated_direction(own) or stated_direction(kf)
        else spoken_direction(way, row["bättre"])
    )
    return {"sämre": float(change if way == "at_most" else -change), "riktning": told}


def prepare(rows: Asked) -> DataFrame:
    indicators = with_better(rows.frame, rows.register(REGISTER)).with_columns(
        utfall=of_phase("Utfall")
    )
    asked = struct("Indikator", "Årsmål", "KF:s årsmål", "Utfall föregående år", "utfall", "bättre")
    worse = asked.map_elements(_worse, return_dtype=Struct({"sämre": Float64, "riktning": String}))
    told = indicators.with_columns(dom=worse).unnest("dom")
    return told.with_columns(
        förra="Utfall föregående år", analys=of_phase("Analys"), kolumn=heading_of_phase("Analys")
    )


@rule(
    table="tblIndikatorer",
    marks="Analys VB",
    reads=("Indikator", "Utfall föregående år", optional(*READ, *headings("Analys"))),
    tables=(optional(register(REGISTER)),),
    phases=FOLLOWED,
    parameters={"procentenheter": 2.0},
    prepare=prepare,
    severity=WARNING,
    says="Indikatorn ”{Indikator:kort}” har utfallet {utfall}, sämre än förra årets "
    "{förra}{riktning}, men {kolumn} har ingen text.",
    do="Skriv vad försämringen beror på.",
)
def check(rows: Asked) -> Expr:
    return (rows["sämre"] <= rows.number("procentenheter")) | is_text(rows["analys"])
