"""Utfall och prognos skrivs som positiva tal.

Varför: Netto räknas som kostnader minus intäkter. I redovisningen står intäkter med minus; förs de över så, vänds de och
    underskottet växer. En enstaka månad kan ha en rättelse och få minus: den visas bara om raden är negativ i sin
    helhet, eller om beloppet är så stort som de andra månadernas och ingen kommentar finns.
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

from xlplan.rule import ERROR, MONTHS, Asked, rule

from .._month import FORECASTS, LINES
from .._skede import is_text


def prepare(rows: Asked) -> DataFrame:
    """The lines' filled amounts, one a row; of the months of a line that is negative as a whole only the first."""
    amount, line = col("belopp"), ["bok", "rad"]
    in_month = col("kolumn").is_in(MONTHS)
    negative, months = (amount < 0) & in_month, (amount != 0) & in_month
    whole = (negative.sum() * 2 > months.sum()).over(line)
    usual = amount.filter(in_month & (amount > 0)).median().over(line)
    alike = (-amount).is_between(usual / 2, usual * 2) & ~is_text(col("Kommentar"))
    return (
        rows.frame.filter(col("Radtyp").is_in(LINES))
        .unpivot(
            on=[*MONTHS, *FORECASTS],
            index=["bok", "rad", "Post", "Radtyp", "Kommentar"],
            variable_name="kolumn",
            value_name="belopp",
        )
        .drop_nulls("belopp")
        .with_columns(först=negative & (negative.cum_sum().over(line) == 1), hela=whole, liknar=alike)
        .with_columns(
            fall=when(amount >= 0).then(lit(None))
            .when(~in_month).then(lit("prognos"))
            .when("först", "hela").then(lit("raden"))
            .when("liknar", ~col("hela")).then(lit("månad"))
        )
    )  # fmt: skip


STANDS = "”{Post:kort}” ({Radtyp}) har {belopp:belopp} i kolumnen {kolumn}"


@rule(
    table="tblManad",
    marks="jan",
    reads=("Post", "Radtyp"),
    also=(*MONTHS, *FORECASTS, "Kommentar"),
    facts=("kolumn", "belopp"),
    prepare=prepare,
    severity=ERROR,
    says={
        "raden": STANDS + ", och raden är mest negativ. Intäkter och kostnader skrivs båda som positiva tal.",
        "månad": STANDS + ", ungefär lika mycket som andra månader men med minus.",
        "prognos": STANDS + ". Intäkter och kostnader skrivs båda som positiva tal.",
    },
    do={
        "månad": "Ta bort minustecknet. Är det en rättelse av en annan månad, skriv det i Kommentar.",
        "": "Ta bort minustecknen på raden. Är det en intäkt som står som kostnad, eller tvärtom, byt Radtyp.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
