"""En enhets budget ligger i närheten av de andra enheternas i avdelningen.

Varför: En enhet vars andel personalkostnader, eller vars förändring mot förra året, ligger långt
    från de andras har ofta ett belopp på fel rad eller i fel enhet. Bara enheter i samma avdelning
    jämförs, och bara om de är tillräckligt många: enheter av olika slag säger inget om varandra.
    Långt ifrån är flera gånger det vanliga avståndet till mitten, och fler procentenheter än
    gränsen.
Bryter:
    bok:
    enhet: Enhetskod=1; Avdelning=Förskola
    | Post              | Radtyp  | Föregående år | Budget |
    | Personalkostnader | kostnad | 800           | 100    |
    | Övriga kostnader  | kostnad | 200           | 900    |
    bok:
    enhet: Enhetskod=2; Avdelning=Förskola
    antal: 7
    | Post              | Radtyp  | Föregående år | Budget |
    | Personalkostnader | kostnad | 800           | 800    |
    | Övriga kostnader  | kostnad | 200           | 200    |
Klarar:
    bok:
    enhet: Enhetskod=1; Avdelning=Förskola
    | Post              | Radtyp  | Föregående år | Budget |
    | Personalkostnader | kostnad | 800           | 750    |
    | Övriga kostnader  | kostnad | 200           | 250    |
    bok:
    enhet: Enhetskod=2; Avdelning=Förskola
    antal: 7
    | Post              | Radtyp  | Föregående år | Budget |
    | Personalkostnader | kostnad | 800           | 800    |
    | Övriga kostnader  | kostnad | 200           | 200    |
"""

from polars import Expr

from xlplan.rule import NOTE, Asked, optional, rule, shown

from ._peers import beside_peers

PEERS = "i mitten av {antal} enheter i avdelningen"


@rule(
    table="tblBudget",
    marks="Budget",
    reads=(optional("Radtyp", "Föregående år", "Budget"), shown("Post")),
    tables=("tblEnhet",),
    kinds=("unit",),
    parameters={"minst_enheter": 8, "gånger": 5.0, "procentenheter": 15.0},
    scope="batch",
    prepare=beside_peers,
    severity=NOTE,
    says={
        "personal": f"Personalkostnaderna är {{värde}}\u00a0% av kostnaderna, mot {{mitt}}\u00a0% "
        f"{PEERS}.",
        "förändring": f"Kostnaderna är {{värde}}\u00a0% av förra årets, mot {{mitt}}\u00a0% "
        f"{PEERS}.",
    },
    do="Kontrollera att beloppen står på rätt rad. Stämmer de, skriv gärna i Kommentar vad som "
    "skiljer enheten från de andra.",
)
def check(rows: Asked) -> Expr:
    return ~rows["långt"]
