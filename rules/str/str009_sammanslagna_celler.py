"""Tabellernas celler är inte sammanslagna.

Varför: I sammanslagna celler har bara den första ett värde, och de andra läses som tomma. Då ser
    uppgifter ut att saknas, och sortering och inklistring går inte.
Bryter:
    sammanslaget: Aktiviteter!B2:B3
    tblAktiviteter:
    | Mål-ID | Aktivitet    |
    | E1     | Nytt barnråd |
    | E2     |              |
Klarar:
    tblAktiviteter:
    | Mål-ID | Aktivitet    |
    | E1     | Nytt barnråd |
    | E2     | Nytt barnråd |
"""

from polars import Expr

from xlplan.rule import WARNING, Asked, optional, rule


@rule(
    table="_sammanslagna",
    reads=(optional("tabell", "antal"),),
    severity=WARNING,
    says="Här är {antal} celler i tabellen {tabell} sammanslagna till en, och bara den första "
    "läses.",
    do="Dela cellerna igen med knappen för sammanslagna celler på fliken Start, och fyll i var och "
    "en av dem.",
)
def check(rows: Asked) -> Expr:
    return rows["antal"] < 2
