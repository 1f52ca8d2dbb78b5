"""Enheten finns i registret, med samma namn, nämnd, avdelning och nettobudget.

Varför: Registret är nämndens beslut om vilka enheter som finns och vad de får. En bok med en annan
    kod, ett annat namn eller en annan nettobudget räknas fel i nämndens summor. Nettobudgeten
    jämförs mellan kr, tkr och mnkr, och ett avrundat belopp är ingen skillnad. Det som registret
    inte säger prövas inte.
Bryter:
    enhet: Enhetskod=4127; Enhet=Bryggan; Nettobudget=1500
    register:
    tblEnheter:
    | Enhetskod | Enhet   | Nettobudget |
    | 4127      | Bryggan | 1600        |
Klarar:
    enhet: Enhetskod=4127; Enhet=bryggan; Beloppsenhet=mnkr; Nettobudget=1.5
    register:
    tblEnheter:
    | Enhetskod | Enhet   | Nettobudget |
    | 4127      | Bryggan | 1500        |
"""

from polars import Expr

from xlplan.rule import WARNING, Asked, optional, register, rule

from ._registered import FACTS, differing


@rule(
    table="tblEnhet",
    marks="Enhetskod",
    reads=(optional("Enhetskod", *FACTS),),
    tables=(register("tblEnheter", "Enhetskod", *FACTS),),
    kinds=("unit",),
    prepare=differing,
    severity=WARNING,
    says={
        "okänd": "Enhetskoden {Enhetskod} finns inte i registret.",
        "annan kod": "Enhetskoden är {Enhetskod}, men i registret har ”{Enhet:kort}” koden {där}.",
        "kod saknas": "Enhetskod är inte ifylld. I registret har ”{Enhet:kort}” koden {där}.",
        "utan kod": "Enhetskod är inte ifylld, och ingen enhet i registret heter ”{Enhet:kort}”.",
        "text": "{kolumn} är ”{här:kort}”, men i registret ”{där:kort}”.",
        "nettobudget": "Nettobudget är {Nettobudget:belopp}, men i registret {registrets} "
        "{registrets_enhet}.",
    },
    do={
        **dict.fromkeys(("annan kod", "kod saknas"), "Skriv {där} på raden Enhetskod."),
        **dict.fromkeys(
            ("okänd", "utan kod"),
            "Skriv enhetens kod så som den står i registret, eller be controllern lägga till "
            "enheten där.",
        ),
        "": "Rätta uppgiften i boken, eller be controllern ändra i registret om det är boken som "
        "stämmer.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
