"""Två indikatorer under samma mål skiljer sig åt på annat än stavning och böjning.

Varför: ”Andel nöjda brukare” och ”Andel nöjda brukarna” är troligen samma indikator, som då
    redovisas två gånger. Andra ord, andra tal och en parentes som bara den ena har är en skillnad.
Bryter:
    | Mål-ID | Indikator                    |
    | 1.1    | Andel brukare som är nöjd    |
    | 1.1    | Andel brukare som är nöjda   |
Klarar:
    | Mål-ID | Indikator                    |
    | 3.2    | Sjukfrånvaro                 |
    | 3.2    | Sjukfrånvaro dag 1–14        |
    | 3.2    | Andel trygga barn            |
    | 3.2    | Andel otrygga barn           |
"""

from collections import defaultdict

from polars import DataFrame, Expr, Series, String, col

from xlplan.rule import NOTE, Asked, folded, rule

from ._near import same_but_for_spelling


def prepare(rows: Asked) -> DataFrame:
    """Adds `liknar`: the first indicator above it, under the same goal, that is nearly the same."""
    above: dict[tuple[int, str], list[str]] = defaultdict(list)
    alike: list[str | None] = []
    for bok, goal, name in rows.frame.select("bok", folded(col("Mål-ID")), "Indikator").iter_rows():
        names = above[bok, goal]
        alike.append(next((other for other in names if same_but_for_spelling(other, name)), None))
        names.append(name)
    return rows.frame.with_columns(Series("liknar", alike, dtype=String))


@rule(
    table="tblIndikatorer",
    marks="Indikator",
    reads=("Mål-ID", "Indikator"),
    kinds=("unit", "board", "register"),
    scope="book",
    prepare=prepare,
    severity=NOTE,
    says="Indikatorn ”{Indikator:kort}” liknar ”{liknar:kort}”, som står under samma mål.",
    do="Är det samma indikator, ta bort den ena raden. Annars skriv i namnet vad som skiljer dem "
    "åt.",
)
def check(rows: Asked) -> Expr:
    return rows["liknar"].is_null()
