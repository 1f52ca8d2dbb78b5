"""En månads utfall ligger i nivå med radens andra månader.

Varför: En månad långt från de andra är ofta en faktura i fel månad, ett belopp på fel rad eller en
    siffra för mycket. Månaderna jämförs med sin median, efter att budgeten för månaden har räknats
    av om raden har en sådan. Rader med få månader eller ojämna utfall, och sådana som har en
    kommentar, visas inte.
Bryter:
    enhet: Avser månad=6
    | Post           | Radtyp  | jan | feb | mar | apr | maj | jun |
    | Lokalkostnader | kostnad | 200 | 201 | 199 | 912 | 200 | 202 |
    tblBudget:
    | Post           | Radtyp  | Budget |
    | Lokalkostnader | kostnad | 2400   |
Klarar:
    enhet: Avser månad=6
    | Post     | Radtyp | jan | feb | mar | apr | maj | jun |
    | Bidrag   | intäkt | 20  | 21  | 20  | 20  | 20  | 180 |
    | Avgifter | intäkt | 200 | 215 | 190 | 205 | 210 | 240 |
    tblBudget:
    | Post     | Radtyp | Budget | jan | feb | mar | apr | maj | jun | jul |
    | Bidrag   | intäkt | 460    | 20  | 20  | 20  | 20  | 20  | 180 | 180 |
    | Avgifter | intäkt | 2500   |     |     |     |     |     |     |     |
"""

from polars import Expr

from xlplan.rule import MONTHS, NOTE, Asked, fact, optional, rule

from .._month import TABLES
from ._usual import beside_the_usual


@rule(
    table="tblManad",
    marks="jan",
    reads=("Post", "Radtyp", optional(*MONTHS, "Kommentar"), fact("Beloppsenhet")),
    tables=TABLES,
    parameters={"manader": 6, "avstand": 6.0, "procent": 25.0, "tkr": 50.0},
    prepare=beside_the_usual,
    severity=NOTE,
    says="Utfallet för ”{Post:kort}” i {i} är {belopp:belopp}, men brukar vara omkring "
    "{vanligt:belopp}.",
    do="Kontrollera att beloppet hör till raden och månaden. Stämmer det, skriv i Kommentar vad "
    "det är.",
)
def check(rows: Asked) -> Expr:
    return ~rows["långt"]
