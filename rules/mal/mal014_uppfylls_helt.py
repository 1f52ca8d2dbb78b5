"""Ett mål som uppfylls helt har indikatorer som når sina årsmål, och i verksamhetsberättelsen en
analys.

Varför: Bedömningen ”Uppfylls helt” ovanför en indikator som inte når sitt årsmål får läsaren att
    undra vad som gäller. Det kan vara rätt ändå: då behöver analysen säga varför, och controllern
    kan godta det.
Bryter:
    enhet: Skede=VB
    | Mål-ID | Nivå      | Mål                 | Bedömning VB  | Analys VB          |
    | E1     | Enhetsmål | Barnen är delaktiga | Uppfylls helt | Barnråd varje vecka |
    tblIndikatorer:
    | Mål-ID | Indikator              | Årsmål | Utfall VB |
    | E1     | Andel delaktiga barn   | 90 %   | 81 %      |
Klarar:
    enhet: Skede=VB
    | Mål-ID | Nivå      | Mål                 | Bedömning VB  | Analys VB           |
    | E1     | Enhetsmål | Barnen är delaktiga | Uppfylls helt | Barnråd varje vecka |
    tblIndikatorer:
    | Mål-ID | Indikator              | Årsmål | Utfall VB |
    | E1     | Andel delaktiga barn   | 90 %   | 92 %      |
"""

from polars import DataFrame, Expr, col, format, len, lit, when

from xlplan.rule import WARNING, Asked, folded, optional, register, rule

from .._skede import FOLLOWED, heading_of_phase, headings, is_text, of_phase
from ..ind._better import REGISTER
from ..ind._outcome import judged


def prepare(rows: Asked) -> DataFrame:
    """Adds `vad`: what does not go with the judgement; null if all does."""
    goals = rows.frame.with_columns(id=folded(col("Mål-ID")), kolumn=heading_of_phase("Bedömning"))
    goals = goals.join(_missed(rows), on=["bok", "id"], how="left", maintain_order="left")
    one = format(
        "indikatorn ”{}” har utfallet {} mot {} {}{}",
        "Indikator",
        "utfall",
        "målet",
        "mål",
        "riktning",
    )
    more = format("{}, och {} till under målet når inte heller fram", one, col("antal") - 1)
    untold = (col("skede") == "VB") & ~is_text(of_phase("Analys"))
    return goals.with_columns(
        bedömning=of_phase("Bedömning"),
        vad=when(col("antal") == 1)
        .then(one)
        .when(col("antal") > 1)
        .then(more)
        .when(untold)
        .then(lit("Analys VB har ingen text")),
    )


def _missed(rows: Asked) -> DataFrame:
    """The first indicator under each goal that misses its target, and `antal`, how many do."""
    indicators = (
        rows.table("tblIndikatorer")
        .join(rows.books.select("bok", "skede"), on="bok")
        .drop_nulls("Indikator")
    )
    indicators = indicators.with_columns(id=folded(col("Mål-ID")))
    missed = judged(indicators, rows.register(REGISTER)).filter(~col("nått"))
    told = ("Indikator", "utfall", "målet", "mål", "riktning")
    return missed.group_by("bok", "id", maintain_order=True).agg(col(told).first(), antal=len())


@rule(
    table="tblMal",
    marks="Bedömning VB",
    reads=("Mål", optional("Mål-ID", *headings("Bedömning", "Analys"))),
    tables=("tblIndikatorer", optional(register(REGISTER))),
    phases=FOLLOWED,
    prepare=prepare,
    severity=WARNING,
    says="Målet ”{Mål:kort}” har bedömningen Uppfylls helt, men {vad}.",
    do="Ändra bedömningen, eller skriv i analysen varför målet ändå är uppfyllt, så kan "
    "controllern godta det.",
)
def check(rows: Asked) -> Expr:
    return (rows["bedömning"] != "Uppfylls helt") | rows["vad"].is_null()
