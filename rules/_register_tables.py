"""Tables of the register alone."""

from ._choices import MONEY_UNITS, REGISTER, YES_NO
from ._columns import ONCE, amount, choice, table, text

ENHETER = table(
    "tblEnheter",
    "Enheter",
    ("Enhetskod", "Enhet"),
    {
        "Enhetskod": text(12, "Enhetens kod i ekonomisystemet.", example="4127", checks=(ONCE,)),
        "Enhet": text(
            44,
            "Enhetens namn, så som det ska stå på planens framsida.",
            example="Enheten Björkens förskolor",
        ),
        "Nämnd": text(34, "Nämnden som enheten hör till.", example="Stadsdelsnämnden Norrstrand"),
        "Avdelning": text(
            34, "Avdelningen som enheten hör till.", example="Avdelningen för förskola"
        ),
        "Enhetschef": text(26, "Enhetschefens namn.", example="Mina Lind"),
        "E-post": text(34, "E-post till enhetschefen.", example="fornamn.efternamn@kommun.se"),
        "Beloppsenhet": choice(
            MONEY_UNITS,
            14,
            "Enheten för radens belopp och för alla belopp i enhetens bok. Tomt = tkr.",
        ),
        "Nettobudget": amount(
            13, "Kostnader minus intäkter som enheten får. 0 om intäkterna täcker kostnaderna."
        ),
        "Resultatenhet": choice(
            YES_NO, 14, "Ja om enheten för med sig sitt resultat till nästa år."
        ),
        "Ingående resultatfond": amount(
            13, "Resultatfonden vid årets början. Bara för resultatenheter."
        ),
        "Kostnadsställen": text(
            22,
            "Enhetens kostnadsställen i redovisningen: enstaka, eller från–till. Tomt = detsamma "
            "som Enhetskod.",
            example="4127, 41270-41279",
            optional=True,
        ),
    },
    kinds=(REGISTER,),
    rows=60,
    help="Nämndens enheter. Varje enhet får en bok, och böckerna jämförs med raden här.",
)

BUDGETPOSTER = table(
    "tblBudgetposter",
    "Budgetposter",
    ("Post",),
    {
        "Post": text(44, "Budgetradens namn i enheternas böcker.", example="Lokalkostnader"),
        "Radtyp": choice(("intäkt", "kostnad"), 12, "intäkt eller kostnad."),
        "Konton": text(
            26, "Kontona som hör till raden: enstaka, eller från–till.", example="50-57, 6010"
        ),
    },
    kinds=(REGISTER,),
    rows=24,
    help="Budgetraderna i enheternas böcker, och kontona i redovisningen som hör till dem.",
)
