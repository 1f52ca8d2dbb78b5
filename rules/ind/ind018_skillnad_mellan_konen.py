"""En tydlig skillnad mellan kvinnors och mäns utfall nämns i analysen.

Varför: Siffrorna delas upp på kön för att skillnader ska synas och förklaras. Bara utfall i procent
    prövas.
Bryter:
    enhet: Skede=VB
    | Mål-ID | Indikator   | Utfall män/pojkar | Utfall kvinnor/flickor | Analys VB             |
    | 1.1    | Andel nöjda | 72 %              | 84 %                   | Fler är nöjda än i fjol |
Klarar:
    enhet: Skede=VB
    | Mål-ID | Indikator    | Utfall män/pojkar | Utfall kvinnor/flickor | Analys VB                   |
    | 1.1    | Andel nöjda  | 80 %              | 84 %                   | Fler är nöjda än i fjol     |
    | 1.1    | Andel trygga | 72 %              | 84 %                   | Männen saknar egen mötesplats |
"""  # noqa: E501 - a workbook is drawn

from collections.abc import Mapping

from polars import DataFrame, Expr, Float64, struct

from xlplan.rule import WARNING, Asked, is_figure, optional, parsed, rule

from ._people import MEN, WOMEN, mentions_gender


def _gap(row: Mapping[str, str | None]) -> float | None:
    men, women = parsed(row[MEN]), parsed(row[WOMEN])
    if (
        men is None
        or women is None
        or not (is_figure(men) and is_figure(women))
        or not men.unit == women.unit == "%"
    ):
        return None
    assert men.value is not None and women.value is not None
    return float(abs(men.value - women.value))


def prepare(rows: Asked) -> DataFrame:
    """Adds `skillnad`, in procentenheter."""
    gap = struct(MEN, WOMEN).map_elements(_gap, return_dtype=Float64)
    return rows.frame.with_columns(skillnad=gap, män=MEN, kvinnor=WOMEN)


@rule(
    table="tblIndikatorer",
    marks="Analys VB",
    reads=("Indikator", MEN, WOMEN, optional("Analys VB")),
    related=(MEN, WOMEN),
    phases=("VB",),
    parameters={"procentenheter": 5.0},
    prepare=prepare,
    severity=WARNING,
    says="Indikatorn ”{Indikator:kort}” skiljer {skillnad} procentenheter mellan kvinnor/flickor "
    "({kvinnor}) och män/pojkar ({män}), men analysen nämner inte skillnaden.",
    do="Skriv i Analys VB vad skillnaden kan bero på, och vad som görs åt den.",
)
def check(rows: Asked) -> Expr:
    return (rows["skillnad"] <= rows.number("procentenheter")) | mentions_gender(rows["Analys VB"])
