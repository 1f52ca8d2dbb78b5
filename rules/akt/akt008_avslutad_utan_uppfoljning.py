"""En aktivitet som skulle vara klar är uppföljd i tertialrapporten.

Varför: Läsaren vill veta om det blev gjort. Tertialrapport 1 gäller till och med april,
    tertialrapport 2 till och med augusti. Den som är uppföljd i tertialrapport 1 behöver inte
    följas upp igen.
Bryter:
    enhet: År=2026; Skede=T1
    | Mål-ID | Aktivitet    | Startdatum | Slutdatum  | Analys T1 |
    | E1     | Nytt barnråd | 2026-01-15 | 2026-04-30 |           |
Klarar:
    enhet: År=2026; Skede=T1
    | Mål-ID | Aktivitet    | Startdatum | Slutdatum  | Analys T1     |
    | E1     | Nytt barnråd | 2026-01-15 | 2026-04-30 | Är på plats   |
    | E1     | Matråd       | 2026-01-15 | 2026-05-01 |               |
"""

from polars import DataFrame, Expr, col, date, lit, when

from xlplan.rule import WARNING, Asked, fact, optional, rule

from .._skede import heading_of_phase, headings, of_phase


def prepare(rows: Asked) -> DataFrame:
    """Adds `avslutad`, whether its end lies in the year's part that the report is about, and
    `uppföljd`."""
    year = rows.fact("År").clip(2000, 2100).cast(int)  # an impossible year is said by ENH004
    last = when(col("skede") == "T1").then(date(year, 4, 30)).otherwise(date(year, 8, 31))
    reported = (of_phase("Analys"), of_phase("Avvikelse"), col("Analys T1"), col("Avvikelse T1"))
    return rows.frame.with_columns(
        kolumn=heading_of_phase("Analys"),
        avvikelse=heading_of_phase("Avvikelse"),
        avslutad=col("Slutdatum").is_between(date(year, 1, 1), last),
        uppföljd=lit(False).or_(*(cell.is_not_null() for cell in reported)),
    )


@rule(
    table="tblAktiviteter",
    marks="Analys T2",
    reads=("Aktivitet", "Slutdatum", optional(*headings("Analys", "Avvikelse")), fact("År")),
    phases=("T1", "T2"),
    prepare=prepare,
    about_blank=True,
    severity=WARNING,
    says="Aktiviteten ”{Aktivitet:kort}” skulle vara klar {Slutdatum}, men är inte uppföljd.",
    do="Skriv i {kolumn} vad som blev gjort, eller i {avvikelse} varför det dröjer.",
)
def check(rows: Asked) -> Expr:
    return ~rows["avslutad"] | rows["uppföljd"]
