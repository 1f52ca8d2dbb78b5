"""Planen har enhetsmål.

Varför: I verksamhetsplanen säger enheten vad den själv ska nå under året. En plan utan enhetsmål
    går inte att följa upp. Nämndens egen bok har inga enhetsmål, och ett mål vars nivå saknas eller
    är okänd kan vara ett.
Bryter:
    | Mål-ID | Nivå     | Överordnat | Mål                |
    | N1     | Nämndmål | 1.1        | Förskolan är trygg |
Klarar:
    | Mål-ID | Nivå      | Överordnat | Mål                 |
    | N1     | Nämndmål  | 1.1        | Förskolan är trygg  |
    | E1     | Enhetsmål | N1         | Barnen är delaktiga |
"""

from polars import DataFrame, Expr, Int64, String, col, lit

from xlplan.rule import ERROR, Asked, optional, rule

from ._tree import A_GOAL


def prepare(rows: Asked) -> DataFrame:
    """A row a book, on the heading of the goals."""
    above = col("Nivå").is_in(set(A_GOAL) - {"Enhetsmål"}).fill_null(False)
    may_be = rows.frame.filter(~above).select("bok", finns=lit(True)).unique()
    books = rows.books.join(may_be, on="bok", how="left", maintain_order="left")
    return books.with_columns(rad=lit(None, Int64), **{"Mål-ID": lit(None, String)})


@rule(
    table="tblMal",
    marks="Mål",
    reads=(optional("Nivå"),),
    kinds=("unit",),
    phases=("VP",),
    scope="book",
    prepare=prepare,
    severity=ERROR,
    says="Planen har inget enhetsmål.",
    do="Skriv minst ett enhetsmål, under det nämndmål som det hör till.",
)
def check(rows: Asked) -> Expr:
    return rows["finns"].fill_null(False)
