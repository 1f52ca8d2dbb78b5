"""Ett utfall i procent som analysen nämner är det som står i utfallets cell.

Varför: Nämnden läser cellen, och rapporten räknar på den. Bara meningar som säkert gäller
    indikatorns utfall i samma skede prövas, inte årsmål, grupper, andra mätningar eller andra år.
Bryter:
    enhet: Skede=VB
    | Mål-ID | Indikator    | Utfall VB | Analys VB                                   |
    | 1.1    | Andel nöjda  | 84 %      | Utfallet är 92 %, och det är vi glada över. |
    | 1.1    | Sjukfrånvaro |           | Sjukfrånvaron är 7,1 %.                     |
Klarar:
    enhet: Skede=VB
    | Mål-ID | Indikator    | Utfall VB | Analys VB                                         |
    | 1.1    | Andel nöjda  | 84 %      | Utfallet är drygt 83 %. Bland de nya är det 92 %. |
    | 1.1    | Sjukfrånvaro | 7,1 %     | Sjukfrånvaron är 7,14 %.                          |
"""

from polars import Expr

from xlplan.rule import WARNING, Asked, optional, rule

from .._skede import FOLLOWED, headings
from ._stated import stated


@rule(
    table="tblIndikatorer",
    marks="Analys VB",
    reads=(
        "Indikator",
        optional(
            "Årsmål",
            "KF:s årsmål",
            *headings("Utfall", "Analys"),
            "Utfall män/pojkar",
            "Utfall kvinnor/flickor",
        ),
    ),
    tables=("tblEnhet",),
    phases=FOLLOWED,
    prepare=stated,
    severity=WARNING,
    says={
        "annat": "Här står ”{fras:kort}”, men {rubrik_utfall} är {utfall}.",
        "bara där": "Här står ”{fras:kort}”, men {rubrik_utfall} är tomt.",
    },
    do={
        "annat": "Rätta siffran i analysen, eller utfallet om det är det som har blivit fel.",
        "bara där": "Skriv utfallet i {rubrik_utfall} också. Gäller siffran en annan mätning, "
        "skriv vilken.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
