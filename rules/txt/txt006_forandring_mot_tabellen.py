"""Ökningar och minskningar i texterna stämmer med tabellerna.

Varför: ”En ökning med 0,3 mnkr” blir lätt kvar från en annan rad eller ett tidigare utkast. I
    planens texter prövas budgeten mot förra årets, i verksamhetsberättelsens analyser utfallet mot
    förra årets utfall. Regeln är tyst om delar, om det som en viss orsak ger och om jämförelser med
    annat än förra året.
Bryter:
    tblBudget:
    | Post           | Radtyp  | Föregående år | Budget | Kommentar                                     |
    | Lokalkostnader | kostnad | 3600          | 3810   | Ökning med 410 tkr jämfört med föregående år. |
Klarar:
    tblBudget:
    | Post              | Radtyp  | Föregående år | Budget | Kommentar                                  |
    | Lokalkostnader    | kostnad | 3600          | 3810   | Ökar med 5,8 % jämfört med föregående år.  |
    | Personalkostnader | kostnad | 19900         | 20565  | Ökar med 450 tkr på grund av löneavtalet.  |
"""  # noqa: E501 - a workbook is drawn

from polars import DataFrame, Expr, concat

from xlplan.rule import ERROR, Asked, fact, optional, rule

from .._analysis import changes
from ._compared import found, frame, row
from ._judged import change_contradicted
from ._money import CHANGED, said


def prepare(rows: Asked) -> DataFrame:
    budget = found(said(rows, CHANGED), change_contradicted, ["Föregående år", "Budget"])
    outcomes = [
        row(
            cell,
            phrase,
            facts,
            "tblIndikatorer",
            cell["rad"],
            ["Utfall föregående år", "Utfall VB"],
        )
        for cell, phrase, facts in changes(rows)
    ]
    return concat([budget, frame(outcomes)])


_TO = (
    "Här står ”{fras:kort}”, men ”{post:kort}” går från {förra:belopp} i kolumnen Föregående år "
    "till {nu:belopp} i kolumnen Budget"
)


@rule(
    table="_texter",
    reads=(optional("text"), fact("Beloppsenhet")),
    tables=("tblBudget", "tblEnhet", "tblMal", "tblTexter", "tblIndikatorer", optional("_celler")),
    prepare=prepare,
    severity=ERROR,
    says={
        "ökat": _TO + ": en ökning med {skillnad:belopp}.",
        "minskat": _TO + ": en minskning med {skillnad:belopp}.",
        "ökat i procent": _TO + ": en ökning med {procent}\u00a0%.",
        "minskat i procent": _TO + ": en minskning med {procent}\u00a0%.",
        "oförändrat": _TO + ": ingen förändring.",
        "utfall": "Här står ”{fras:kort}”, men indikatorns utfall går från {förra_utfall} (Utfall "
        "föregående år) till {utfall} (Utfall VB).",
    },
    do={
        "": "Rätta förändringen i texten, eller beloppen om det är de som har blivit fel. Gäller "
        "texten bara en del av förändringen, skriv det.",
        "utfall": "Rätta analysen, eller utfallen om det är de som har blivit fel.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fras"].is_null()
