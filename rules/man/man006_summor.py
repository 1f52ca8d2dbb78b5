"""Månadens summor är summan av sina rader.

Varför: Nämnden läser summorna och nettot. Räknas de fel ser enheten ut att gå bättre eller sämre än
    den gör. Summaraderna jämförs med raderna i varje månad och prognos, och nettot med summorna så
    som de står. Rader med Radtyp varav ingår i raden ovanför; avrundningar godtas.
Bryter:
    | Post              | Radtyp          | jan |
    | Personalkostnader | kostnad         | 170 |
    | Lokalkostnader    | kostnad         | 25  |
    | Summa kostnader   | summa kostnader | 170 |
Klarar:
    | Post              | Radtyp          | jan | feb |
    | Hyresintäkter     | intäkt          | 40  |     |
    | Summa intäkter    | summa intäkter  | 40  | 0   |
    | Personalkostnader | kostnad         | 170 |     |
    | varav vikarier    | varav           | 20  |     |
    | Summa kostnader   | summa kostnader | 170 | 0   |
    | Summa netto       | netto           | 130 | 0   |
"""

from polars import DataFrame, Expr, col, concat, lit

from xlplan.rule import ERROR, MONTHS, Asked, agrees, optional, rule

from .._month import FORECASTS, filled
from .._sums import COLUMN, amounts, held_against_lines, is_the_sum, last_of, nets

MONEY = (*MONTHS, *FORECASTS)
PARTS = (
    " blir tillsammans {rader:belopp} i kolumnen {kolumn}, men på raden SUMMA står {belopp:belopp}."
)
SUMS = {"intäkt": "summa intäkter", "kostnad": "summa kostnader"}


def prepare(rows: Asked) -> DataFrame:
    """The cells of the sum rows with `rätt`, whether each is the sum; `rader` is what it should
    be."""
    rows.only_if(filled(rows).height > 0)
    cells = amounts(rows, MONEY, MONEY)
    parts = []
    for line, total in SUMS.items():
        sums = held_against_lines(cells, line, total)
        parts.append(sums.with_columns(rätt=is_the_sum(), fall=lit(line)))
    net = (
        last_of(cells.lazy(), "netto").join(nets(cells.lazy(), sum_rows=True), on=COLUMN).collect()
    )
    right = agrees(
        col("belopp"), col("ska"), col("antal"), col("decimaler"), own_decimals=col("noga")
    )
    parts.append(net.with_columns(rätt=right, fall=lit("netto"), rader=col("ska")))
    return concat(parts, how="diagonal")


@rule(
    table="tblManad",
    marks="jan",
    reads=(optional("Radtyp"),),
    tables=("_celler",),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says={
        "intäkt": "Intäktsraderna" + PARTS.replace("SUMMA", "Summa intäkter"),
        "kostnad": "Kostnadsraderna" + PARTS.replace("SUMMA", "Summa kostnader"),
        "netto": "Netto är {belopp:belopp} i kolumnen {kolumn}, men kostnaderna {kostnader:belopp} "
        "minus intäkterna {intäkter:belopp} blir {rader:belopp}.",
    },
    do={
        "netto": "Lägg tillbaka mallens formel i cellen: kostnader minus intäkter.",
        "": "Lägg tillbaka mallens formel i cellen, så att alla rader räknas med.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["rätt"]
