"""En indikator har högst en rad som gäller samma dag för samma enhet.

Varför: Enheterna jämförs med raden som gäller. Gäller två samma dag går det inte att veta vilket
    årsmål som är KF:s. När KF ändrar ett årsmål slutar den gamla raden gälla dagen innan den nya
    börjar.
Bryter:
    slag: register
    | Mål-ID | Indikator    | KF:s årsmål | Gäller från | Gäller till |
    | 3.2    | Sjukfrånvaro | 6,0 %       |             |             |
    | 3.2    | Sjukfrånvaro | 5,5 %       | 2026-07-01  |             |
Klarar:
    slag: register
    | Mål-ID | Indikator    | KF:s årsmål | Gäller från | Gäller till | Enheter |
    | 3.2    | Sjukfrånvaro | 6,0 %       |             | 2026-06-30  |         |
    | 3.2    | Sjukfrånvaro | 5,5 %       | 2026-07-01  |             |         |
    | 3.2    | Index        | 80          |             |             | 4127    |
    | 3.2    | Index        | 70          |             |             | 4131    |
"""

from datetime import date

from polars import DataFrame, Expr, col, lit

from xlplan.rule import ERROR, Asked, optional, rule, same_code, unit_codes

from .._register import bare

FIRST, LAST = date(1900, 1, 1), date(9999, 12, 31)


def prepare(rows: Asked) -> DataFrame:
    """Pairs of rows of one indicator that hold on the same day for the same unit; each stands on
    the later row."""
    dated = rows.frame.drop_nulls("Indikator").with_columns(
        id=same_code(col("Mål-ID")),
        namn=bare(col("Indikator")),
        från=col("Gäller från").fill_null(lit(FIRST)),
        till=col("Gäller till").fill_null(lit(LAST)),
    )
    own = dated.select("bok", "id", "namn", "rad", "från", "till", "Enheter")
    pairs = dated.join(own, on=["bok", "id", "namn"], suffix="_före").filter(
        col("rad_före") < col("rad")
    )
    pairs = pairs.filter(col("från") <= col("till_före"), col("från_före") <= col("till"))
    both = [_common(*units) for units in pairs.select("Enheter", "Enheter_före").iter_rows()]
    met = (
        pairs.filter(both)
        .sort("rad_före")
        .unique(["bok", "rad"], keep="first", maintain_order=True)
    )
    return met.with_columns(förra=col("rad_före")).sort("bok", "rad")


def _common(one: str | None, other: str | None) -> bool:
    """Whether some unit is in both; blank is all of them."""
    sets = [
        {" ".join(code.split()).lower() for code in unit_codes(text or "")} for text in (one, other)
    ]
    return not all(sets) or not sets[0].isdisjoint(sets[1])


@rule(
    table="tblIndikatorer",
    marks="Gäller från",
    reads=("Mål-ID", "Indikator", optional("Gäller från", "Gäller till", "Enheter")),
    kinds=("register",),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says="Indikatorn ”{Indikator:kort}” står på två rader som gäller samma dag: här och på rad "
    "{förra}.",
    do="Skriv i Gäller till på den äldre raden den sista dag som den gäller, eller ta bort den ena "
    "raden.",
)
def check(rows: Asked) -> Expr:
    return lit(False) & rows["förra"].is_not_null()
