"""En indikators rad slutar inte att gälla innan den har börjat.

Varför: En rad med omvända datum gäller aldrig, och enheterna får varken indikatorn eller dess
    årsmål.
Bryter:
    slag: register
    | Mål-ID | Indikator    | Gäller från | Gäller till |
    | 3.2    | Sjukfrånvaro | 2026-07-01  | 2026-01-31  |
Klarar:
    slag: register
    | Mål-ID | Indikator    | Gäller från | Gäller till |
    | 3.2    | Sjukfrånvaro | 2026-07-01  | 2026-07-01  |
    | 3.2    | Index        | 2026-07-01  |             |
"""

from polars import Expr

from xlplan.rule import ERROR, Asked, rule, shown


@rule(
    table="tblIndikatorer",
    marks="Gäller till",
    reads=("Gäller från", "Gäller till", shown("Indikator")),
    related=("Gäller från",),
    kinds=("register",),
    severity=ERROR,
    says="Indikatorn ”{Indikator:kort}” gäller till {Gäller till}, före sin första dag "
    "{Gäller från}.",
    do="Rätta datumen, eller byt plats på dem om de har kastats om.",
)
def check(rows: Asked) -> Expr:
    return rows["Gäller från"] <= rows["Gäller till"]
