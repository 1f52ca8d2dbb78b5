"""Alla månader till och med Avser månad har utfall.

Varför: Saknas en månad ser enheten ut att ha förbrukat mindre än den har, och prognosen blir fel.
    En rad utan budget för månaden får vara tom; på de andra säger en nolla att inget är bokfört.
    Saknas hela månaden sägs det en gång.
Bryter:
    enhet: Avser månad=3
    | Post              | Radtyp  | jan | feb | mar |
    | Personalkostnader | kostnad | 170 |     | 168 |
    tblBudget:
    | Post              | Radtyp  | Budget |
    | Personalkostnader | kostnad | 2000   |
Klarar:
    enhet: Avser månad=2
    | Post              | Radtyp  | jan | feb | mar |
    | Personalkostnader | kostnad | 170 | 165 |     |
    | Bidrag            | intäkt  |     |     |     |
    tblBudget:
    | Post              | Radtyp  | Budget | jan | jul |
    | Personalkostnader | kostnad | 2000   |     |     |
    | Bidrag            | intäkt  | 300    | 0   | 300 |
"""

from polars import Expr

from xlplan.rule import ERROR, MONTHS, Asked, optional, rule

from .._month import TABLES
from ._blank import blank_months


@rule(
    table="tblManad",
    marks="jan",
    reads=(optional("Post", "Radtyp", *MONTHS),),
    tables=TABLES,
    scope="book",
    prepare=blank_months,
    about_blank=True,
    severity=ERROR,
    says={
        "rad": "”{Post:kort}” har inget utfall för {månader}, men boken avser utfall till och med "
        "{månad}.",
        "månad": "Utfall saknas för {månader} på alla rader, men boken avser utfall till och med "
        "{månad}.",
    },
    do={
        "rad": "Skriv utfallet, och 0 om inget är bokfört.",
        "månad": "Fyll i utfallet, eller ändra Avser månad på bladet Enhet.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["saknas"].list.len() == 0
