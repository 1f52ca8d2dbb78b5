"""Tables of both kinds of plan, a unit's and the board's, that are no goals."""

from ._choices import KINDS, LINE_TYPES, MONEY_UNITS, MONTHS, PHASES, SEVERITIES, YES_NO
from ._columns import amount, choice, day, number, prose, table, text

ENHET = table(
    "tblEnhet",
    "Enhet",
    ("Uppgift",),
    {
        "Enhetskod": text(40, "Enhetens kod i ekonomisystemet.", example="4127"),
        "Enhet": text(
            40,
            "Enhetens namn, så som det ska stå på planens framsida.",
            example="Enheten Björkens förskolor",
        ),
        "Nämnd": text(40, "Nämnden som enheten hör till.", example="Stadsdelsnämnden Norrstrand"),
        "Avdelning": text(
            40, "Avdelningen som enheten hör till.", example="Avdelningen för förskola"
        ),
        "År": number(40, "Året som planen gäller, med fyra siffror.", example="2026"),
        "Skede": choice(
            PHASES,
            40,
            "VP verksamhetsplan · T1 och T2 tertialrapporter · VB verksamhetsberättelse.",
            checked_by="ENH004",
        ),
        "Enhetschef": text(
            40,
            "Enhetschefens namn. Är ni flera: ett namn och kommatecken mellan.",
            example="Mina Lind",
        ),
        "Handläggare": text(40, "Den som svarar på frågor om planen.", example="Mina Lind"),
        "Telefon": text(40, "Telefon till handläggaren, med riktnummer.", example="08-508 00 000"),
        "E-post": text(40, "E-post till handläggaren.", example="fornamn.efternamn@kommun.se"),
        "Adress": text(40, "Enhetens besöksadress.", example="Storgatan 1, 123 45 Staden"),
        "Webbplats": text(40, "Enhetens sida på webben.", example="kommun.se/enheten"),
        "Diarienummer": text(40, "Ärendets diarienummer, om det finns.", example="2026/123"),
        "Beloppsenhet": choice(
            MONEY_UNITS, 40, "Enheten för alla belopp i boken: kr, tkr eller mnkr."
        ),
        "Nettobudget": amount(
            40,
            "Kostnader minus intäkter som enheten har fått. 0 om intäkterna täcker kostnaderna.",
            example="0",
        ),
        "Resultatenhet": choice(
            YES_NO, 40, "Ja om enheten för med sig sitt resultat till nästa år."
        ),
        "Ingående resultatfond": amount(
            40,
            "Resultatfonden vid årets början. Bara för resultatenheter.",
            example="250",
        ),
        "Avser månad": number(
            40,
            "Sista månaden med utfall på bladet Månad, 1–12. Tomt tills året har börjat.",
            example="3",
        ),
    },
    transposed=True,
    help="Uppgifter om enheten. Kolumnen Anvisning säger vad som ska stå på varje rad.",
)

TEXTER = table(
    "tblTexter",
    "Texter",
    ("Kapitel", "Rubrik"),
    {
        "Skede": choice(PHASES, 9, "Skedet som texten hör till. Tomt = alla skeden."),
        "Kapitel": text(
            30,
            "Kapitlets namn. Flera rader med samma kapitel blir underrubriker.",
            example="Inledning",
        ),
        "Rubrik": text(30, "Underrubrik i kapitlet. Får vara tom.", example="Vårt uppdrag"),
        "Text": prose(
            100,
            "Texten. Tom rad mellan stycken (Alt+Retur två gånger). Punktlista: börja raden med ”- "
            "”.",
        ),
    },
    rows=24,
    prefilled=("Skede",),
    help="Planens fria texter, ett kapitel eller en underrubrik på varje rad.",
)

BUDGET = table(
    "tblBudget",
    "Budget",
    ("Post",),
    {
        "Post": text(
            38,
            "Budgetradens namn. Lägg egna rader på de tomma raderna i blocket.",
            example="Lokalkostnader",
        ),
        "Radtyp": choice(LINE_TYPES, 17, "Intäkter och kostnader skrivs båda som positiva tal."),
        "Föregående år": amount(13, "Förra årets budget."),
        "Budget": amount(13, "Årets budget i bokens beloppsenhet."),
        **{
            month: amount(
                8, f"Budget för {month}. Får vara tom; annars ska månaderna bli årets budget."
            )
            for month in MONTHS
        },
        "Kommentar": prose(40, "Förklara större förändringar mot förra året."),
    },
    rows=2,
    prefilled=("Radtyp",),
    help="Enhetens budget. Summaraderna räknas fram; skriv bara på de ljusa raderna.",
)

MANAD = table(
    "tblManad",
    "Månad",
    ("Post",),
    {
        "Post": text(38, "Samma rader som på bladet Budget.", example="Lokalkostnader"),
        "Radtyp": choice(LINE_TYPES, 17, "Samma radtyp som på bladet Budget."),
        **{month: amount(8, f"Utfall för {month}.") for month in MONTHS},
        "Prognos T1": amount(11, "Prognos för helåret, lämnad i tertialrapport 1.", phases=("T1",)),
        "Prognos T2": amount(11, "Prognos för helåret, lämnad i tertialrapport 2.", phases=("T2",)),
        "Prognos": amount(11, "Den senaste prognosen för helåret."),
        "Kommentar": prose(40, "Förklara avvikelser mot budgeten och vad ni gör åt dem."),
    },
    rows=2,
    prefilled=("Radtyp",),
    help="Utfall månad för månad och prognos för helåret.",
)

UNDANTAG = table(
    "tblUndantag",
    "Undantag",
    ("Regel", "Nyckel"),
    {
        "Regel": text(10, "Regelns kod, så som den står i granskningen.", example="IND004"),
        "Nyckel": text(
            45, "Radens nyckel, så som den står i granskningen.", example="1.4 · Andel nöjda"
        ),
        "Skäl": prose(50, "Varför avvikelsen är i sin ordning."),
        "Beslutat av": text(24, "Den som har godtagit avvikelsen."),
        "Gäller till": day(help="Sista dagen som undantaget gäller. Tomt = hela året."),
    },
    kinds=KINDS,
    rows=6,
    help="Avvikelser som controllern har godtagit. De räknas inte som fel.",
)

GRANSKNING = table(
    "tblGranskning",
    "Granskning",
    (),
    {
        "Regel": text(10),
        "Allvar": choice(SEVERITIES, 10),
        "Blad": text(14),
        "Cell": text(8),
        "Vad": prose(70),
        "Åtgärd": prose(60),
    },
    rows=1,
    help="Här skriver xlplans knapp i Excel vad som behöver rättas. Kommandot xlplan check skriver "
    "aldrig i boken.",
)
