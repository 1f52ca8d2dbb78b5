"""A month's outcome beside what is usual for its line: the median of the line's months, less their
own budget.

Robust: half the months may be odd without moving the median, or the median of the distances from
    it.
"""

from polars import DataFrame, Float64, col, lit, max_horizontal

from xlplan.rule import MONTHS, Asked

from .._month import EXACT, NUMBER, judged, lines, month_name, rounded, tkr
from .._skede import is_text

MAD = 1.4826
"""What makes the median of the distances a standard deviation, where they are spread as most
are."""
FEW = 2
"""More months than this that are far away are a pattern, and none of them stands out."""


def beside_the_usual(rows: Asked) -> DataFrame:
    """The months of lines with enough of them, one a row, each with how far it is from the usual:
    `långt` or not."""
    line, keep = ["bok", "rad"], ["bok", "rad", "Post", "till", "noga", "enhet.Beloppsenhet"]
    own = judged(lines(rows)).filter(~is_text(col("Kommentar")))
    planned = own.unpivot(
        [f"budget {m}" for m in MONTHS], index=line, variable_name="kolumn", value_name="plan"
    )
    planned = planned.with_columns(col("kolumn").str.strip_prefix("budget "))
    cells = own.unpivot(MONTHS, index=keep, variable_name="kolumn", value_name="belopp")
    cells = cells.join(planned, on=[*line, "kolumn"], how="left", maintain_order="left").drop_nulls(
        "belopp"
    )
    cells = cells.with_columns(
        col("plan").fill_null(0), nr=col("kolumn").replace_strict(NUMBER)
    ).with_columns(rest=col("belopp") - col("plan"))
    usual, level = col("rest").median().over(line), col("belopp").median().over(line)
    cells = cells.filter(col("nr") <= col("till")).with_columns(usual=usual, nivå=level)
    off = (col("rest") - col("usual")).abs()
    spread = off.median().over(line) * MAD * lit(rows.number("avstand"))
    share = col("nivå") * lit(rows.number("procent")) / 100
    # a figure and the median of the others may each be half a unit off
    far = (off - lit(10.0).pow(-col("noga").cast(Float64))) * EXACT > max_horizontal(
        spread, share, tkr(rows)
    )
    cells = cells.with_columns(långt=far)
    even = ((col("belopp") > 0).sum() * 3 >= col("belopp").len() * 2).over(line)
    enough = (col("belopp").len() >= lit(rows.number("manader"))).over(line)
    return cells.filter(even & enough & (col("långt").sum().over(line) <= FEW)).with_columns(
        i=month_name(col("nr")), vanligt=rounded(col("usual") + col("plan"), col("noga"))
    )
