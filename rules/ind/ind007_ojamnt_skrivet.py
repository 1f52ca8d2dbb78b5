"""Årsmål och utfall skrivs på samma sätt i hela planen, med blanksteg före % och decimalkomma.

Varför: I rapportens tabeller ser 90% bredvid 90 % ut som två olika saker, fast det betyder
    detsamma. Utfallen prövas i det skede som de hör till.
Bryter:
    | Mål-ID | Indikator   | Årsmål | KF:s årsmål |
    | 1.1    | Andel nöjda | 90%    | 90 %        |
Klarar:
    | Mål-ID | Indikator   | Årsmål     | KF:s årsmål |
    | 1.1    | Andel nöjda | 90 %       | 90 %        |
    | 2.1    | Elenergi    | 1945 GWh   | 1 945 GWh   |
    | 3.2    | Index       | Högst 82,5 | max 82,5    |
Källa: Svenska skrivregler (Språkrådet): blanksteg mellan tal och procenttecken, komma som
    decimaltecken.
"""

from polars import DataFrame, Expr, String, col, concat

from xlplan.rule import NOTE, Asked, evenly_written, optional, parse_target, rule, written

from ._arsmal import targets
from ._cells import OUTCOMES, outcomes


def prepare(rows: Asked) -> DataFrame:
    """A row a cell, with `jamnt`: the even notation where the cell has another, else blank."""
    cells = concat([targets(rows), outcomes(rows)], how="diagonal")
    return cells.with_columns(jamnt=col("skrivet").map_elements(_even, return_dtype=String))


def _even(text: str) -> str:
    target = parse_target(text)
    return "" if target is None or evenly_written(target) else written(target)


@rule(
    table="tblIndikatorer",
    marks="Årsmål",
    reads=(optional("Årsmål", "KF:s årsmål", *OUTCOMES),),
    prepare=prepare,
    severity=NOTE,
    says="I kolumnen {kolumn} står ”{skrivet:kort}”, som i rapporten hellre skrivs ”{jamnt}”.",
    do="Skriv ”{jamnt}”, så ser alla mål och utfall likadana ut.",
)
def check(rows: Asked) -> Expr:
    return rows["jamnt"] == ""
