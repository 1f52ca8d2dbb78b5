"""Belopp i texterna stämmer med budgeten.

Varför: Nämnden läser texten och tabellen bredvid varandra. Beloppen jämförs som avrundade: 20,6
    mnkr stämmer med 20 565 tkr. Bara meningar som säkert gäller enhetens egen budget prövas, inte
    delar, prognoser, utfall eller andra år.
Bryter:
    tblBudget:
    | Post              | Radtyp  | Föregående år | Budget |
    | Personalkostnader | kostnad | 19900         | 20565  |
    tblTexter:
    | Skede | Kapitel         | Text                                         |
    | VP    | Budgetkommentar | Personalkostnaderna uppgår till 21 565 tkr.  |
Klarar:
    tblBudget:
    | Post              | Radtyp  | Föregående år | Budget |
    | Personalkostnader | kostnad | 19900         | 20565  |
    tblTexter:
    | Skede | Kapitel         | Text                                                                                |
    | VP    | Budgetkommentar | Personalkostnaderna uppgår till 20,6 mnkr. Personalkostnaderna för vikarier är 1 mnkr. |
"""  # noqa: E501 - a workbook is drawn

from polars import DataFrame, Expr

from xlplan.rule import ERROR, Asked, fact, optional, rule

from ._compared import found
from ._judged import level_contradicted
from ._money import SIZED, said


def prepare(rows: Asked) -> DataFrame:
    return found(said(rows, SIZED), level_contradicted, ["Budget"])


@rule(
    table="_texter",
    reads=(optional("text"), fact("Beloppsenhet")),
    tables=("tblBudget", "tblEnhet", "tblMal", "tblTexter", optional("_celler")),
    prepare=prepare,
    severity=ERROR,
    says={
        "belopp": "Här står ”{fras:kort}”, men ”{post:kort}” är {belopp:belopp} i kolumnen Budget.",
        "andel": "Här står ”{fras:kort}”, men ”{post:kort}” är {procent}\u00a0% av ”{summan:kort}” "
        "i kolumnen Budget.",
    },
    do="Rätta beloppet i texten, eller i budgeten om det är den som har blivit fel. Gäller texten "
    "en del av beloppet eller ett annat år, skriv det.",
)
def check(rows: Asked) -> Expr:
    return rows["fras"].is_null()
