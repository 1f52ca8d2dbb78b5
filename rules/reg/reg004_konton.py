"""Varje konto hör till en budgetrad, och kontona går att tolka.

Varför: Utfallet i redovisningen läggs på budgetraden som har kontot. Hör ett konto till två rader
    hamnar utfallet på den som har färst konton, och ett som inte går att tolka räknas inte alls. 50
    är alla konton som börjar på 50, och 50-57 alla från 50 till och med 57.
Bryter:
    slag: register
    | Post              | Radtyp  | Konton      |
    | Personalkostnader | kostnad | 50-57       |
    | Utbildning        | kostnad | 5530, 74    |
Klarar:
    slag: register
    | Post              | Radtyp  | Konton        |
    | Personalkostnader | kostnad | 50–54, 56, 57 |
    | Utbildning        | kostnad | 5530;74       |
    | Övrigt            | kostnad |               |
"""

from polars import Expr

from xlplan.rule import ERROR, Asked, rule, shown

from ._accounts import judged


@rule(
    table="tblBudgetposter",
    marks="Konton",
    reads=("Konton", shown("Post")),
    kinds=("register",),
    scope="book",
    prepare=judged,
    severity=ERROR,
    says={
        "otydligt": "Bland kontona för ”{Post:kort}” står ”{del:kort}”, som inte går att tolka.",
        "två rader": "Kontona {del} hör till både ”{Post:kort}” och ”{andra:kort}”.",
    },
    do={
        "otydligt": "Skriv konton med siffror, kommatecken mellan dem och bindestreck för "
        "från–till: 50-57, 6010.",
        "två rader": "Låt kontona höra till en av raderna.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
