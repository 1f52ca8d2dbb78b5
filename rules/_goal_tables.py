"""Tables of goals, indicators and activities, in plans and in the register."""

from ._choices import BETTER, JUDGEMENTS, KINDS, LEVELS, PERIODS, PLANS, REGISTER
from ._columns import ONCE, choice, day, identity, only, prose, table, target, text, units_column

MAL = table(
    "tblMal",
    "Mål",
    ("Mål-ID",),
    {
        "Mål-ID": identity(
            9,
            "Målets eget nummer i boken. Ett nummer får bara finnas en gång.",
            checks=(ONCE,),
            nullable=False,
        ),
        "Nivå": choice(LEVELS, 20, "Vem som har satt målet.", checked_by="MAL001"),
        "Överordnat": identity(12, "Mål-ID för målet som står närmast över."),
        "Nr": text(7, "Numret som trycks framför målet, om det har ett.", example="1.4"),
        "Mål": text(
            45, "Målet, så som det ska stå i planen.", example="Barnen har inflytande över sin dag"
        ),
        "Beskrivning": prose(50, "Beskrivning av målet (KF:s mål och nämndmål)."),
        "Förväntat resultat": prose(
            50, "Vad som är annorlunda när målet är nått. Krävs för enhetsmål."
        ),
        **only(
            PLANS,
            {
                "Arbetssätt": prose(
                    50, "Hur enheten arbetar för att nå målet. Krävs för enhetsmål."
                ),
                "Resursanvändning": prose(
                    40, "Hur personal, lokaler och pengar används för målet."
                ),
                "Uppföljning": prose(
                    40, "Hur och när enheten följer upp målet. Krävs för enhetsmål."
                ),
                "Utveckling": prose(40, "Vad enheten utvecklar under året."),
                "Bedömning T1": choice(JUDGEMENTS, 15, "Bedömning per 30 april.", phases=("T1",)),
                "Analys T1": prose(50, "Analys per 30 april.", phases=("T1",)),
                "Bedömning T2": choice(JUDGEMENTS, 15, "Bedömning per 31 augusti.", phases=("T2",)),
                "Analys T2": prose(50, "Analys per 31 augusti.", phases=("T2",)),
                "Bedömning VB": choice(JUDGEMENTS, 15, "Bedömning för hela året.", phases=("VB",)),
                "Analys VB": prose(50, "Analys för hela året.", phases=("VB",)),
            },
        ),
        **only(REGISTER, {"Enheter": units_column()}),
    },
    kinds=KINDS,
    rows=24,
    help="Målen uppifrån och ned: KF:s inriktningsmål, KF:s mål för verksamhetsområdet, nämndmål, "
    "enhetsmål.",
)

INDIKATORER = table(
    "tblIndikatorer",
    "Indikatorer",
    ("Mål-ID", "Indikator"),
    {
        "Mål-ID": identity(9, "Mål-ID för målet som indikatorn hör till."),
        "Indikator": text(50, "Indikatorns namn.", example="Andel nöjda vårdnadshavare"),
        **only(
            PLANS,
            {
                "Årsmål": target(
                    16, "Enhetens mål för året, till exempel 80 %, öka eller Max 10 personer."
                )
            },
        ),
        "KF:s årsmål": target(
            18, "Kommunfullmäktiges mål. ”Tas fram av nämnd” om nämnden sätter det."
        ),
        "Periodicitet": choice(PERIODS, 12, "Hur ofta utfallet mäts.", checked_by="IND011"),
        **only(
            PLANS,
            {
                "Motivering": prose(40, "Skälet om årsmålet är lägre satt än KF:s."),
                "Utfall föregående år": target(14, "Förra årets utfall."),
                "Utfall T1": target(12, "Utfall per 30 april.", phases=("T1",)),
                "Analys T1": prose(40, "Analys per 30 april.", phases=("T1",)),
                "Utfall T2": target(12, "Utfall per 31 augusti.", phases=("T2",)),
                "Analys T2": prose(40, "Analys per 31 augusti.", phases=("T2",)),
                "Utfall VB": target(12, "Årets utfall.", phases=("VB",)),
                "Utfall män/pojkar": target(12, "Årets utfall för män och pojkar.", phases=("VB",)),
                "Utfall kvinnor/flickor": target(
                    12, "Årets utfall för kvinnor och flickor.", phases=("VB",)
                ),
                "Analys VB": prose(40, "Analys för hela året.", phases=("VB",)),
            },
        ),
        **only(
            REGISTER,
            {
                "Bättre": choice(
                    BETTER,
                    10,
                    "Om ett högre eller ett lägre utfall är bättre. Tomt = det som namnet och "
                    "målet säger.",
                ),
                "Enheter": units_column(),
                "Gäller från": day(14, "Första dagen som raden gäller. Tomt = från årets början."),
                "Gäller till": day(14, "Sista dagen som raden gäller. Tomt = till årets slut."),
            },
        ),
    },
    kinds=KINDS,
    rows=24,
    help="Indikatorer med årsmål och utfall. Skriv mål så som de ska stå i planen: 80 %, öka, 1,8 "
    "kg CO₂ per kg.",
)

AKTIVITETER = table(
    "tblAktiviteter",
    "Aktiviteter",
    ("Mål-ID", "Aktivitet"),
    {
        "Mål-ID": identity(9, "Mål-ID för målet som aktiviteten hör till."),
        "Aktivitet": text(
            60, "Vad som ska göras.", example="Införa veckovis barnråd på alla avdelningar"
        ),
        "Startdatum": day(help="Dagen då aktiviteten börjar."),
        "Slutdatum": day(help="Dagen då aktiviteten är klar."),
        **only(
            PLANS,
            {
                "Ansvarig": text(
                    22, "Den som ser till att det blir gjort.", example="Biträdande enhetschef"
                ),
                "Avvikelse T1": text(18, "Avvikelse från planen per 30 april.", phases=("T1",)),
                "Analys T1": prose(40, "Analys per 30 april.", phases=("T1",)),
                "Avvikelse T2": text(18, "Avvikelse från planen per 31 augusti.", phases=("T2",)),
                "Analys T2": prose(40, "Analys per 31 augusti.", phases=("T2",)),
                "Avvikelse VB": text(18, "Avvikelse från planen för hela året.", phases=("VB",)),
                "Analys VB": prose(40, "Analys för hela året.", phases=("VB",)),
            },
        ),
        **only(REGISTER, {"Enheter": units_column()}),
    },
    kinds=KINDS,
    help="Aktiviteter under målen, med datum.",
)
