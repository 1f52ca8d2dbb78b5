"""Tables of the board's own book."""

from ._choices import BOARD, FRAME_LINES
from ._columns import amount, choice, prose, table, text

RAM = table(
    "tblRam",
    "Ram",
    ("Verksamhetsområde",),
    {
        "Verksamhetsområde": text(
            42, "Verksamhetsområdet, så som det heter i hela boken.", example="Förskola"
        ),
        "Radtyp": choice(
            FRAME_LINES, 11, "område räknas i summan · varav är en del av raden ovanför · summa."
        ),
        "RAM netto": amount(
            12,
            "Netto enligt KF:s budget: kostnader minus intäkter.",
            calculated=("+RAM kostnader", "-RAM intäkter"),
        ),
        "RAM intäkter": amount(12, "Intäkter enligt KF:s budget."),
        "RAM kostnader": amount(12, "Kostnader enligt KF:s budget."),
        "Omf. ": amount(
            12,
            "Omfördelning mellan områden; raderna blir noll tillsammans. Byt siffran i rubriken "
            "mot vad den gäller.",
            repeated=True,
            given=("Omf. 1", "Omf. 2", "Omf. 3"),
        ),
        "VP kostnader": amount(
            12,
            "Kostnader i nämndens verksamhetsplan: KF:s budget och omfördelningarna.",
            calculated=("+RAM kostnader", "+Omf. "),
        ),
        "VP intäkter": amount(12, "Intäkter i nämndens verksamhetsplan."),
        "VP netto": amount(
            12,
            "Netto i nämndens verksamhetsplan: kostnader minus intäkter.",
            calculated=("+VP kostnader", "-VP intäkter"),
        ),
    },
    kinds=(BOARD,),
    prefilled=("Radtyp",),
    start=(*({"Radtyp": "område"},) * 14, {"Verksamhetsområde": "Summa", "Radtyp": "summa"}),
    totals={"by": "Radtyp", "of": {"summa": ("+område",)}, "each": ""},
    help="Nämndens ram från KF, omfördelningar och verksamhetsplanens budget, ett "
    "verksamhetsområde på varje rad.",
)

OMRADEN = table(
    "tblOmraden",
    "Områden",
    ("Område", "Rad"),
    {
        "Område": text(
            42, "Verksamhetsområdet, så som det heter på bladet Ram.", example="Förskola"
        ),
        "Överordnat": text(
            26,
            "Området som det här är en del av. Tomt = ett eget område på bladet Ram.",
            example="Äldreomsorg",
        ),
        "Rad": text(
            24, "Intäkter, Kostnader, Netto, eller varav och vad det gäller.", example="Kostnader"
        ),
        "Budget föregående år": amount(13, "Förra årets budget."),
        "Budget": amount(12, "Årets budget."),
        "Förändring": amount(
            12,
            "Budget minus Budget föregående år.",
            calculated=("+Budget", "-Budget föregående år"),
        ),
        "Prognos föregående år": amount(13, "Prognosen för förra året."),
        "Bokslut året före": amount(12, "Bokslutet för året dessförinnan."),
    },
    kinds=(BOARD,),
    rows=45,
    prefilled=("Rad",),
    start=({"Rad": "Intäkter"}, {"Rad": "Kostnader"}, {"Rad": "Netto"}) * 14,
    totals={"by": "Rad", "of": {"Netto": ("+Kostnader", "-Intäkter")}, "each": "Område"},
    help="En tabell för varje verksamhetsområde: intäkter, kostnader, varav-rader och netto.",
)

OMSLUTNING = table(
    "tblOmslutning",
    "Omslutning",
    ("Område",),
    {
        "Område": text(38, "Verksamhetsområdet.", example="Förskola"),
        "Kostnader": amount(13, "Så mycket som kostnaderna ökar. Minskar de: med minustecken."),
        "Intäkter": amount(13, "Så mycket som intäkterna ökar. Lika mycket som kostnaderna."),
        "Avser": prose(70, "Vad förändringen beror på."),
    },
    kinds=(BOARD,),
    rows=12,
    help="Omslutningsförändringar: kostnader och intäkter ökar lika mycket, och netto ändras inte.",
)

INVESTERINGAR = table(
    "tblInvesteringar",
    "Investeringar",
    ("Avser",),
    {
        "Avser": text(70, "Vad investeringen gäller.", example="Inventarier i nya förskolor"),
        "Belopp": amount(13, "Årets utgift."),
    },
    kinds=(BOARD,),
    rows=12,
    help="Nämndens investeringsplan.",
)

BUDGETJUSTERINGAR = table(
    "tblBudgetjusteringar",
    "Budgetjusteringar",
    ("Avser",),
    {
        "Avser": text(
            70,
            "Vad nämnden söker budgetjustering för.",
            example="Hyreskompensation för förskolan Eken",
        ),
        "Belopp": amount(13, "Beloppet som söks."),
        "Bilaga": text(12, "Numret på bilagan som visar underlaget.", example="4"),
    },
    kinds=(BOARD,),
    rows=12,
    help="Budgetjusteringar som nämnden begär.",
)

BILAGOR = table(
    "tblBilagor",
    "Bilagor",
    ("Nr", "Namn"),
    {
        "Nr": text(8, "Bilagans nummer.", example="4"),
        "Namn": text(70, "Bilagans namn.", example="Underhållsplan"),
    },
    kinds=(BOARD,),
    rows=12,
    help="Bilagor till nämndens verksamhetsplan.",
)

BESLUT = table(
    "tblBeslut",
    "Beslut",
    ("Nr",),
    {
        "Nr": text(8, "Punktens nummer.", example="1"),
        "Förslag": prose(100, "Vad nämnden föreslås besluta."),
    },
    kinds=(BOARD,),
    rows=12,
    help="Förslag till beslut, en punkt på varje rad.",
)

RESULTATENHETER = table(
    "tblResultatenheter",
    "Resultatenheter",
    ("Område", "Enhet"),
    {
        "Område": text(38, "Verksamhetsområdet.", example="Förskola"),
        "Enhet": text(60, "Resultatenhetens namn.", example="Enheten Björkens förskolor"),
    },
    kinds=(BOARD,),
    rows=12,
    help="Nämndens resultatenheter.",
)
