"""En enhet som köper av en annan enhet finns bland den enhetens köpare.

Varför: Köper en enhet för mer än den andra säljer för går nämndens budget inte ihop när böckerna
    läggs samman. Bara köp där raden eller kommentaren nämner en annan enhet i registret vid namn
    eller kod prövas. Har säljaren en intäkt som kan vara försäljningen, fast det inte står till
    vem, sägs inget.
Bryter:
    bok:
    enhet: Enhetskod=4127; Enhet=Bryggan
    | Post                    | Radtyp  | Budget |
    | Köp av mat från Köket Linden | kostnad | 300 |
    bok:
    enhet: Enhetskod=4131; Enhet=Köket Linden
    | Post                   | Radtyp  | Budget |
    | Försäljning till Kajen | intäkt  | 300    |
    register:
    tblEnheter:
    | Enhetskod | Enhet        |
    | 4127      | Bryggan      |
    | 4131      | Köket Linden |
    | 4140      | Kajen        |
Klarar:
    bok:
    enhet: Enhetskod=4127; Enhet=Bryggan
    | Post                    | Radtyp  | Budget |
    | Köp av mat från Köket Linden | kostnad | 300 |
    bok:
    enhet: Enhetskod=4131; Enhet=Köket Linden
    | Post        | Radtyp  | Budget |
    | Försäljning | intäkt  | 300    |
    register:
    tblEnheter:
    | Enhetskod | Enhet        |
    | 4127      | Bryggan      |
    | 4131      | Köket Linden |
"""

from polars import Expr

from xlplan.rule import WARNING, Asked, optional, rule

from .._register import UNITS_READ
from ._trade import unanswered


@rule(
    table="tblBudget",
    marks="Post",
    reads=(optional("Post", "Radtyp", "Budget", "Kommentar"),),
    tables=UNITS_READ,
    kinds=("unit",),
    scope="batch",
    prepare=unanswered,
    severity=WARNING,
    says="”{Post:kort}” ({Budget:belopp}) är köp av {säljare:kort}, som inte har en försäljning "
    "till {köpare:kort} i sin budget.",
    do="Stäm av med {säljare:kort}: antingen ska försäljningen stå i deras budget, eller köpet tas "
    "bort ur den här.",
)
def check(rows: Asked) -> Expr:
    return rows["svarar"]
