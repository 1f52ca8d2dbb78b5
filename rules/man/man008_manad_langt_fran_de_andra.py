"""En månads utfall ligger i nivå med radens andra månader.

Varför: En månad långt från de andra är ofta en faktura i fel månad, ett belopp på fel rad eller en siffra för mycket.
    Månaderna jämförs med sin median, efter att budgeten för månaden har räknats av om raden har en sådan. Rader med
    få månader eller ojämna utfall, och sådana som har en kommentar, visas inte.
Bryter:
    enhet: Avser månad=6
    | Post           | Radtyp  | jan | feb | mar | apr | maj | jun |
    | Lokalkostnader | kostnad | 200 | 201 | 199 | 912 | 200 | 202 |
    tblBudget:
    | Post           | Radtyp  | Budget |
    | Lokalkostnader | kostnad | 2400   |
Klarar:
    enhet: Avser månad=6
    | Post     | Radtyp | jan | feb | mar | apr | maj | jun |
    | Bidrag   | intäkt | 20  | 21  | 20  | 20  | 20  | 180 |
    | Avgifter | intäkt | 200 | 215 | 190 | 205 | 210 | 240 |
    tblBudget:
    | Post     | Radtyp | Budget | jan | feb | mar | apr | maj | jun | jul |
    | Bidrag   | intäkt | 460    | 20  | 20  | 20  | 20  | 20  | 180 | 180 |
    | Avgifter | intäkt | 2500   |     |     |     |     |     |     |     |
"""

from polars import DataFrame, Expr, Float64, col, lit, max_horizontal

from xlplan.rule import MONTHS, NOTE, Asked, rule

from .._month import EXACT, TABLES, judged, lines, month_name, rounded, tkr
from .._skede import is_text

NUMBER = {name: i for i, name in enumerate(MONTHS, 1)}
MAD = 1.4826
"""What makes the median of the distances a standard deviation, where they are spread as most are."""
FEW = 2
"""More months than this that are far away are a pattern, and none of them stands out."""


def prepare(rows: Asked) -> DataFrame:
    """The months of lines with enough of them, one a row, each with how far it is from the usual: `långt` or not."""
    line, keep = ["bok", "rad"], ["bok", "rad", "Post", "till", "noga", "enhet.Beloppsenhet"]
    own = judged(lines(rows)).filter(~is_text(col("Kommentar")))
    planned = own.unpivot([f"budget {m}" for m in MONTHS], index=line, variable_name="kolumn", value_name="plan")
    planned = planned.with_columns(col("kolumn").str.strip_prefix("budget "))
    cells = own.unpivot(MONTHS, index=keep, variable_name="kolumn", value_name="belopp")
    cells = cells.join(planned, on=[*line, "kolumn"], how="left", maintain_order="left").drop_nulls("belopp")
    cells = cells.with_columns(col("plan").fill_null(0), nr=col("kolumn").replace_strict(NUMBER)).with_columns(
        rest=col("belopp") - col("plan")
    )
    usual, level = col("rest").median().over(line), col("belopp").median().over(line)
    cells = cells.filter(col("nr") <= col("till")).with_columns(usual=usual, nivå=level)
    off = (col("rest") - col("usual")).abs()
    spread = off.median().over(line) * MAD * lit(rows.parameter("avstand"))
    share = col("nivå") * lit(rows.parameter("procent")) / 100
    # a figure and the median of the others may each be half a unit off
    far = (off - lit(10.0).pow(-col("noga").cast(Float64))) * EXACT > max_horizontal(spread, share, tkr(rows))
    cells = cells.with_columns(långt=far)
    even = ((col("belopp") > 0).sum() * 3 >= col("belopp").len() * 2).over(line)
    enough = (col("belopp").len() >= lit(rows.parameter("manader"))).over(line)
    return cells.filter(even & enough & (col("långt").sum().over(line) <= FEW)).with_columns(
        i=month_name(col("nr")), vanligt=rounded(col("usual") + col("plan"), col("noga"))
    )


@rule(
    table="tblManad",
    marks="jan",
    reads=("Post", "Radtyp"),
    also=(*MONTHS, "Kommentar"),
    facts=("i", "belopp", "vanligt"),
    unit=("Beloppsenhet",),
    tables=TABLES,
    parameters={"manader": 6, "avstand": 6.0, "procent": 25.0, "tkr": 50.0},
    prepare=prepare,
    severity=NOTE,
    says="Utfallet för ”{Post:kort}” i {i} är {belopp:belopp}, men brukar vara omkring {vanligt:belopp}.",
    do="Kontrollera att beloppet hör till raden och månaden. Stämmer det, skriv i Kommentar vad det är.",
)
def check(rows: Asked) -> Expr:
    return ~rows["långt"]
