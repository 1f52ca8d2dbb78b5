"""The contract of the workbooks: every sheet, table and column, declared once.

From these pandera schemas come the template (`xlplan new`), the reader's types, the drop-downs and
input messages, the checks of kinds, and the manual's tables. Sheet, table and column names are
fixed: units, controllers and other programs rely on them.

Three kinds of book share them: a unit's, the board's own, and the register. Each table is
a `DataFrameSchema`; its metadata says

    sheet       the sheet's name
    kinds       the kinds of book that have the table: "unit", "board" (nämndens bok), "register"
    key         the columns that name a row to a person (a finding's key)
    prefilled   columns that the template fills; a row where only these are filled counts as empty
    rows        empty rows that the template gives
    start       rows that a new book begins with, heading -> value
    totals      how the template reckons total rows: {"by": the column that says what a row is,
                "of": {a kind of total: the kinds it takes in, each with its sign}, "each": the
                column whose value a block of rows shares, or "" for one total over the whole
                table}; {} = none
    transposed  True for a table of one fact a row (`Uppgift`, `Värde`), which is read as one record
                a book
    help        what the sheet is for, shown to the person who fills it in

and each `Column` its `dtype` (String, Float64, Date), whether it may be blank, the checks that hold
for it whatever the phase (its choices; that it names one row only) and, in its metadata,

    kind        "text" one line · "prose" paragraphs · "id" · "choice" · "target" a target or
                outcome as people write it · "amount" money in the book's Beloppsenhet · "number" ·
                "date"
    width       in characters
    help        the input message
    phases      the phases that ask for the column; () = all
    kinds       the kinds of book that have the column; () = all that have the table
    repeated    True for a column that stands for any number of columns whose headings begin with
                its name
    optional    True for a column that books made before it was added may lack: that it is missing
                is no finding
    given       the headings that the template gives of a repeated column
    calculated  the columns of the row that the template reckons this one from, each with its sign;
                () = typed
    choices     the drop-down's values
    example     how a value may look
    checked_by  the rule that explains a value outside `choices`; "" = STR008 does
"""

from __future__ import annotations

from typing import Any

import pandera.polars as pa
import polars as pl

VERSION = "1"

UNIT, BOARD, REGISTER = "unit", "board", "register"
KINDS = (UNIT, BOARD, REGISTER)
"""Whose book it is: a unit's, the board's own, or the register that unit books are made from and
compared with."""
PLANS = (UNIT, BOARD)

PHASES = ("VP", "T1", "T2", "VB")
LEVELS = ("KF:s inriktningsmål", "KF:s mål för verksamhetsområdet", "Nämndmål", "Enhetsmål")
JUDGEMENTS = ("Uppfylls helt", "Uppfylls delvis", "Uppfylls ej", "Ingen")
PERIODS = ("År", "Tertial", "Månad", "Halvår")
BETTER = ("Högre", "Lägre")
MONEY_UNITS = ("kr", "tkr", "mnkr")
YES_NO = ("Ja", "Nej")
LINE_TYPES = ("intäkt", "kostnad", "varav", "summa intäkter", "summa kostnader", "netto")
FRAME_LINES = ("område", "varav", "summa")
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
SEVERITIES = ("Fel", "Varning", "Notis")

INCOME_LINES = (
    "Taxor och avgifter",
    "Hyresintäkter",
    "Bidrag",
    "Försäljning",
    "Övriga externa intäkter",
)
COST_LINES = (
    "Personalkostnader",
    "Övriga personalkostnader",
    "Lokalkostnader",
    "Entreprenader och köp av verksamhet",
    "Övriga kostnader",
)

CHAPTERS = {
    UNIT: {
        "VP": (
            "Inledning",
            "Resursanvändning",
            "Budgetkommentar",
            "Övrigt",
            "Systematiskt kvalitetsarbete",
            "Agenda 2030",
        ),
        **dict.fromkeys(
            ("T1", "T2", "VB"),
            (
                "Förslag till beslut",
                "Sammanfattande analys",
                "Analys av resultaträkning",
                "Investeringar",
                "Medel för lokaländamål",
                "Övrigt",
                "Systematiskt kvalitetsarbete",
            ),
        ),
    },
    BOARD: {
        "VP": (
            "Sammanfattning",
            "Bakgrund",
            "Ärendets beredning",
            "Inledning",
            "Nämndens ekonomiska förutsättningar",
            "Investeringar",
            "Försäljningar av anläggningstillgångar",
            "Resultatenheter",
            "Verksamhetsprojekt",
            "Budgetjusteringar",
            "Omslutningsförändringar",
            "Medel för lokaländamål",
            "Övriga ekonomiska redovisningar",
            "Agenda 2030",
            "Systematiskt kvalitetsarbete",
        ),
        **dict.fromkeys(
            ("T1", "T2", "VB"),
            (
                "Förslag till beslut",
                "Sammanfattande analys",
                "Analys av resultaträkning",
                "Investeringar",
                "Budgetjusteringar",
                "Medel för lokaländamål",
                "Övrigt",
                "Systematiskt kvalitetsarbete",
            ),
        ),
    },
}
"""The standard chapters by kind of book and phase, in the order of the report."""


def _column(
    dtype: Any,
    kind: str,
    width: int,
    help: str = "",
    *,
    checks: tuple[pa.Check, ...] = (),
    nullable: bool = True,
    **more: Any,
) -> pa.Column:
    return pa.Column(
        dtype,
        checks=list(checks),
        nullable=nullable,
        required=True,
        metadata={
            "kind": kind,
            "width": width,
            "help": help,
            "phases": (),
            "kinds": (),
            "repeated": False,
            "optional": False,
            "given": (),
            "calculated": (),
            "choices": (),
            "example": "",
            "checked_by": "",
            **more,
        },
    )


def text(width: int, help: str = "", **more: Any) -> pa.Column:
    return _column(pl.String, "text", width, help, **more)


def prose(width: int, help: str = "", **more: Any) -> pa.Column:
    return _column(pl.String, "prose", width, help, **more)


def identity(width: int, help: str = "", **more: Any) -> pa.Column:
    return _column(pl.String, "id", width, help, example="1.4", **more)


def choice(choices: tuple[str, ...], width: int, help: str = "", **more: Any) -> pa.Column:
    explained = more.get("checked_by")  # a rule of its own says what is wrong, and keeps the text
    return _column(
        pl.String,
        "choice",
        width,
        help,
        checks=() if explained else (pa.Check.isin(choices),),
        choices=choices,
        example=choices[0],
        **more,
    )


def _once(data: pa.PolarsData) -> pl.LazyFrame:
    name = pl.col(data.key)
    return data.lazyframe.select(name.is_null() | ~name.is_duplicated())


ONCE = pa.Check(_once, name="en gång", error="samma värde står på flera rader")
"""A column that names a row: no two rows have the same."""


def target(width: int, help: str = "", **more: Any) -> pa.Column:
    return _column(pl.String, "target", width, help, example="80 %", **more)


def amount(width: int = 11, help: str = "", **more: Any) -> pa.Column:
    return _column(pl.Float64, "amount", width, help, example="20\u00a0565", **more)


def number(width: int, help: str = "", **more: Any) -> pa.Column:
    return _column(pl.Float64, "number", width, help, **{"example": "2026", **more})


def day(width: int = 12, help: str = "", **more: Any) -> pa.Column:
    return _column(pl.Date, "date", width, help, example="2026-03-01", **more)


def units_column() -> pa.Column:
    return text(
        22,
        "Koderna för de enheter som raden gäller, med kommatecken mellan. Tomt = alla.",
        example="4127, 4131",
    )


def _only(kind: str | tuple[str, ...], columns: dict[str, pa.Column]) -> dict[str, pa.Column]:
    """The columns, for these kinds of book alone."""
    for column in columns.values():
        column.metadata["kinds"] = (kind,) if isinstance(kind, str) else kind
    return columns


def _table(
    name: str,
    sheet: str,
    key: tuple[str, ...],
    columns: dict[str, pa.Column],
    *,
    kinds: tuple[str, ...] = PLANS,
    rows: int = 20,
    help: str = "",
    prefilled: tuple[str, ...] = (),
    start: tuple[dict[str, str], ...] = (),
    totals: dict[str, Any] | None = None,
    transposed: bool = False,
) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        columns,
        name=name,
        metadata={
            "sheet": sheet,
            "kinds": kinds,
            "key": key,
            "rows": rows,
            "help": help,
            "prefilled": prefilled,
            "start": start,
            "totals": totals or {},
            "transposed": transposed,
        },
    )


ENHET = _table(
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
        "Nettobudget": _column(
            pl.Float64,
            "amount",
            40,
            "Kostnader minus intäkter som enheten har fått. 0 om intäkterna täcker kostnaderna.",
            example="0",
        ),
        "Resultatenhet": choice(
            YES_NO, 40, "Ja om enheten för med sig sitt resultat till nästa år."
        ),
        "Ingående resultatfond": _column(
            pl.Float64,
            "amount",
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

TEXTER = _table(
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

MAL = _table(
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
        **_only(
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
        **_only(REGISTER, {"Enheter": units_column()}),
    },
    kinds=KINDS,
    rows=24,
    help="Målen uppifrån och ned: KF:s inriktningsmål, KF:s mål för verksamhetsområdet, nämndmål, "
    "enhetsmål.",
)

INDIKATORER = _table(
    "tblIndikatorer",
    "Indikatorer",
    ("Mål-ID", "Indikator"),
    {
        "Mål-ID": identity(9, "Mål-ID för målet som indikatorn hör till."),
        "Indikator": text(50, "Indikatorns namn.", example="Andel nöjda vårdnadshavare"),
        **_only(
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
        **_only(
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
        **_only(
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

AKTIVITETER = _table(
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
        **_only(
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
        **_only(REGISTER, {"Enheter": units_column()}),
    },
    kinds=KINDS,
    help="Aktiviteter under målen, med datum.",
)

BUDGET = _table(
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

MANAD = _table(
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

UNDANTAG = _table(
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

GRANSKNING = _table(
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

RAM = _table(
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

OMRADEN = _table(
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

OMSLUTNING = _table(
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

INVESTERINGAR = _table(
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

BUDGETJUSTERINGAR = _table(
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

BILAGOR = _table(
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

BESLUT = _table(
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

RESULTATENHETER = _table(
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

ENHETER = _table(
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

BUDGETPOSTER = _table(
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


TABLES: dict[str, pa.DataFrameSchema] = {
    schema.name: schema
    for schema in (
        ENHET,
        ENHETER,
        TEXTER,
        MAL,
        INDIKATORER,
        AKTIVITETER,
        BUDGET,
        BUDGETPOSTER,
        RAM,
        OMRADEN,
        OMSLUTNING,
        INVESTERINGAR,
        BUDGETJUSTERINGAR,
        BILAGOR,
        BESLUT,
        RESULTATENHETER,
        MANAD,
        UNDANTAG,
        GRANSKNING,
    )
}
"""The tables of all kinds of book, in the order of their sheets."""

FACT_COLUMNS = ("Uppgift", "Värde", "Anvisning")
"""The headings of a transposed table in the sheet."""
