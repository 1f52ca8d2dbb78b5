"""Antal mål, indikatorer och aktiviteter som texterna nämner är de som finns i tabellerna.

Varför: Ett mål som har tillkommit eller strukits sent märks ofta bara i att inledningens antal inte
    stämmer. Regeln är tyst om antal som gäller en del (”två av målen”, ”tre aktiviteter i höst”)
    och om tomma tabeller.
Bryter:
    tblMal:
    | Mål-ID | Nivå      | Mål         |
    | E1     | Enhetsmål | Vi lyssnar  |
    | E2     | Enhetsmål | Vi är ute   |
    tblTexter:
    | Skede | Kapitel   | Text                     |
    | VP    | Inledning | Enheten har tre enhetsmål. |
Klarar:
    tblMal:
    | Mål-ID | Nivå      | Mål         |
    | E1     | Enhetsmål | Vi lyssnar  |
    | E2     | Enhetsmål | Vi är ute   |
    tblTexter:
    | Skede | Kapitel   | Text                                                             |
    | VP    | Inledning | Enheten har två enhetsmål. Vi har tre aktiviteter per avdelning. |
"""

from polars import Expr

from xlplan.rule import WARNING, Asked, optional, rule

from ._counted import counted


@rule(
    table="_texter",
    reads=(optional("text"),),
    tables=("tblMal", "tblIndikatorer", "tblAktiviteter", "tblEnhet"),
    prepare=counted,
    severity=WARNING,
    says="Här står ”{fras:kort}”, men på bladet {flik} finns {antal} {vad}.",
    do="Rätta antalet i texten, eller lägg till eller stryk det som skiljer. Gäller antalet bara "
    "en del, skriv vilken.",
)
def check(rows: Asked) -> Expr:
    return rows["fras"].is_null()
