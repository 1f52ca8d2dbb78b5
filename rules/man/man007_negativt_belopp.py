"""Utfall och prognos skrivs som positiva tal.

Varför: Netto räknas som kostnader minus intäkter. I redovisningen står intäkter med minus; förs de
    över så, vänds de och underskottet växer. En enstaka månad kan ha en rättelse: den visas bara om
    de flesta av radens månader är negativa, eller om beloppet är ungefär som de andra månadernas,
    och om ingen kommentar finns.
Bryter:
    | Post          | Radtyp | jan  | feb  | mar  |
    | Hyresintäkter | intäkt | -120 | -118 | -121 |
Klarar:
    | Post             | Radtyp  | jan | feb | mar | apr |
    | Hyresintäkter    | intäkt  | 120 | 118 | 121 | 119 |
    | Övriga kostnader | kostnad | 200 | 210 | -15 | 205 |
    | Summa netto      | netto   | 80  | 92  |     | 86  |
"""

from polars import DataFrame, Expr, col, lit, when

from xlplan.rule import ERROR, MONTHS, Asked, optional, rule

from .._month import FORECASTS, LINES, filled
from .._skede import is_text

KEPT = ["bok", "rad", "Post", "Radtyp", "Kommentar"]
STANDS = "”{Post:kort}” ({Radtyp}) har {belopp:belopp} i kolumnen {kolumn}"


def prepare(rows: Asked) -> DataFrame:
    """The lines' filled amounts, one a row; of the months of a line that is negative as a whole
    only the first."""
    rows.only_if(filled(rows).height > 0)
    amount, line = col("belopp"), ["bok", "rad"]
    in_month = col("kolumn").is_in(MONTHS)
    negative, months = (amount < 0) & in_month, (amount != 0) & in_month
    told = is_text(col("Kommentar"))
    whole = (negative.sum() * 2 > months.sum()).over(line) & (
        ~told | (negative.sum() > 2).over(line)
    )
    usual = amount.filter(in_month & (amount > 0)).median().over(line)
    alike = (-amount).is_between(usual / 2, usual * 2) & ~told
    lines = rows.frame.filter(col("Radtyp").is_in(LINES))
    cells = lines.unpivot(
        [*MONTHS, *FORECASTS], index=KEPT, variable_name="kolumn", value_name="belopp"
    )
    cells = cells.drop_nulls("belopp").with_columns(
        först=negative & (negative.cum_sum().over(line) == 1)
    )
    return cells.with_columns(hela=whole, liknar=alike).with_columns(
        fall=when(amount >= 0)
        .then(lit(None))
        .when(~in_month | (col("först") & col("hela")))
        .then(lit("minus"))
        .when("liknar", ~col("hela"))
        .then(lit("månad"))
    )


@rule(
    table="tblManad",
    marks="jan",
    reads=("Post", "Radtyp", optional(*MONTHS, *FORECASTS, "Kommentar")),
    prepare=prepare,
    replaces=("MAN003", "MAN005", "MAN008"),
    severity=ERROR,
    says={
        "minus": STANDS + ". Intäkter och kostnader skrivs båda som positiva tal.",
        "månad": STANDS + ", ungefär lika mycket som andra månader men med minus.",
    },
    do={
        "månad": "Ta bort minustecknet. Är det en rättelse av en annan månad, skriv det i "
        "Kommentar.",
        "": "Ta bort minustecknen på raden. Är det en intäkt som står som kostnad, eller tvärtom, "
        "byt Radtyp.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
