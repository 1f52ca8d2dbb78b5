"""The contract of the workbooks: every sheet, table and column, declared once.

Its tables stand beside: `_plan_tables.py` those that a unit's book and the board's share,
`_goal_tables.py` goals, indicators and activities, `_board_tables.py` and `_register_tables.py`
what only those books have. Their columns are made by the functions of `_columns.py`, and
`_choices.py` holds the values of drop-downs.

From these pandera schemas come the template (`xlplan new`) with its drop-downs and input messages,
the reader's types, the checks of kinds, and `xlplan.schema`. Sheet, table and column names are
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
                is no finding (tests/contract_1.yaml has those that all books have)
    given       the headings that the template gives of a repeated column
    calculated  the columns of the row that the template reckons this one from, each with its sign;
                () = typed
    choices     the drop-down's values
    example     how a value may look
    checked_by  the rule that explains a value outside `choices`; "" = STR008 does
"""

import pandera.polars as pa

from ._board_tables import (
    BESLUT,
    BILAGOR,
    BUDGETJUSTERINGAR,
    INVESTERINGAR,
    OMRADEN,
    OMSLUTNING,
    RAM,
    RESULTATENHETER,
)
from ._choices import BOARD, MONTHS, PHASES, UNIT
from ._goal_tables import AKTIVITETER, INDIKATORER, MAL
from ._plan_tables import BUDGET, ENHET, GRANSKNING, MANAD, TEXTER, UNDANTAG
from ._register_tables import BUDGETPOSTER, ENHETER

__all__ = [
    "CHAPTERS",
    "COST_LINES",
    "FACT_COLUMNS",
    "INCOME_LINES",
    "MONTHS",
    "PHASES",
    "TABLES",
    "VERSION",
]

VERSION = "1"

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
