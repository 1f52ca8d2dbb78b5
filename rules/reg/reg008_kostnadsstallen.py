"""Varje kostnadsställe hör till en enhet, och kostnadsställena går att tolka.

Varför: Utfallet i redovisningen läggs på enheten som har kostnadsstället. Ett som två enheter har
    hamnar hos den ena eller hos ingen. 41 är alla kostnadsställen som börjar på 41, och ett
    undantag ur dem får stå hos en annan enhet. Tomt betyder att Enhetskoden är kostnadsstället.
Bryter:
    slag: register
    | Enhetskod | Enhet   | Kostnadsställen |
    | 4127      | Bryggan | 4127, 4130      |
    | 4131      | Kajen   | 4130-4131       |
    | 4142      | Fyren   | 4130            |
Klarar:
    slag: register
    | Enhetskod | Enhet   | Kostnadsställen |
    | 4127      | Bryggan | 41              |
    | 4131      | Kajen   | 4131, 4135–4139 |
    | F 12      | Fyren   |                 |
"""

from polars import Expr

from xlplan.rule import ERROR, Asked, optional, rule

from ._centres import judged


@rule(
    table="tblEnheter",
    marks="Kostnadsställen",
    reads=(optional("Enhetskod", "Enhet", "Kostnadsställen"),),
    kinds=("register",),
    scope="book",
    prepare=judged,
    severity=ERROR,
    says={
        "otydligt": "Bland kostnadsställena för ”{namn:kort}” står ”{del:kort}”, som inte går att "
        "tolka.",
        "två enheter": "Kostnadsställe {del} står både hos ”{namn:kort}” och hos ”{andra:kort}”.",
    },
    do={
        "otydligt": "Skriv kostnadsställen med kommatecken mellan dem och bindestreck för "
        "från–till: 4127, 41270-41279.",
        "två enheter": "Låt kostnadsstället höra till en av enheterna.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
