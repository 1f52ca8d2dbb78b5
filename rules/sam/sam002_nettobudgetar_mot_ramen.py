"""Enheternas nettobudgetar är tillsammans nämndens ram.

Varför: Det som nämnden får av KF ska vara fördelat på enheterna, varken mer eller mindre. Frågas
    när en hel mapp med nämndens egen bok granskas med --register, och bara om alla enheter i
    registret har en bok med nettobudget. Belopp i kr, tkr och mnkr räknas om, och avrundning är
    ingen skillnad. Det som är gemensamt för nämnden står i registret som en enhet.
Bryter:
    bok:
    slag: board
    mapp: ja
    enhet: Enhet=Norrstrand
    | Verksamhetsområde | Radtyp | VP netto |
    | Summa             | summa  | 2000     |
    bok:
    enhet: Enhetskod=4127; Nettobudget=1500
    register:
    tblEnheter:
    | Enhetskod | Enhet   |
    | 4127      | Bryggan |
Klarar:
    bok:
    slag: board
    mapp: ja
    enhet: Enhet=Norrstrand; Beloppsenhet=mnkr
    | Verksamhetsområde | Radtyp | VP netto |
    | Summa             | summa  | 1.5      |
    bok:
    enhet: Enhetskod=4127; Nettobudget=1480
    register:
    tblEnheter:
    | Enhetskod | Enhet   |
    | 4127      | Bryggan |
"""

from polars import Expr, lit

from xlplan.rule import ERROR, Asked, fact, register, rule, shown

from ._frame import against_frame

SAYS = (
    "Enheternas nettobudgetar är tillsammans {enheternas:belopp}, {skillnad:belopp} ÅT än nämndens "
    "ram {ramen:belopp} (VP netto)."
)


@rule(
    table="tblRam",
    marks="VP netto",
    reads=("Radtyp", "VP netto", shown("Verksamhetsområde"), fact("Beloppsenhet")),
    tables=("tblEnhet", register("tblEnheter", "Enhetskod", "Nämnd")),
    kinds=("board",),
    scope="folder",
    prepare=against_frame,
    severity=ERROR,
    says={fall: SAYS.replace("ÅT", fall) for fall in ("mer", "mindre")},
    do="Jämför enheternas nettobudgetar med registret, och se efter om någon del av ramen inte är "
    "fördelad.",
)
def check(rows: Asked) -> Expr:
    return rows["skillnad_kr"] <= lit(1.0) + rows["rum_kr"]
