"""Budgetens rader finns på bladet Månad.

Varför: Utfallet jämförs med budgeten rad för rad, efter radens namn. En rad som saknas eller heter
    något annat på bladet Månad får inget utfall, och månadens summor blir för små.
Bryter:
    enhet: Avser månad=1
    | Post           | Radtyp  | jan |
    | Lokalkostnad   | kostnad | 58  |
    tblBudget:
    | Post           | Radtyp  | Budget |
    | Lokalkostnader | kostnad | 700    |
Klarar:
    enhet: Avser månad=1
    | Post           | Radtyp  | jan |
    | lokalkostnader | kostnad | 58  |
    tblBudget:
    | Post           | Radtyp  | Budget |
    | Lokalkostnader | kostnad | 700    |
"""

from polars import DataFrame, Expr, Int64, Series, String, col, lit, when

from xlplan.rule import WARNING, Asked, folded, optional, rule

from .._month import LINE, LINES, TABLES, budget_months, until
from .._register import nearest_name


def prepare(rows: Asked) -> DataFrame:
    """The budget's lines with money that a book with outcome lacks, each on the line that was most
    likely meant."""
    books = until(rows)
    rows.only_if(books.height > 0)
    there = (
        rows.frame.filter(col("Radtyp").is_in(LINES))
        .with_columns(namn=folded(col("Post")))
        .drop_nulls("namn")
    )
    due = (
        budget_months(rows)
        .filter(col("budget") != 0)
        .join(books, on="bok", how="semi", maintain_order="left")
    )
    due = due.join(there, on="bok", how="semi", maintain_order="left")
    lacking = due.join(there, on=LINE, how="anti", maintain_order="left").rename(
        {"budgetpost": "post"}
    )
    spare = there.join(budget_months(rows), on=LINE, how="anti", maintain_order="left")
    meant = [_meant(line, spare) for line in lacking.select(LINE).iter_rows(named=True)]
    near = (
        Series("rad", [row for row, _ in meant], Int64),
        Series("menat", [name for _, name in meant], String),
    )
    fall = when(col("menat").is_null()).then(lit("saknas")).otherwise(lit("nästan"))
    return lacking.with_columns(near).with_columns(nyckel="post", fall=fall)


def _meant(line: dict[str, object], spare: DataFrame) -> tuple[int | None, str | None]:
    """The row and name of the book's line that the budget does not have, and that is most like
    it."""
    ours = spare.filter(bok=line["bok"], Radtyp=line["Radtyp"])
    name = nearest_name(str(line["namn"]), ours["namn"].to_list(), ours["Post"].to_list())
    return (None, None) if name is None else (ours.filter(Post=name)["rad"][0], name)


@rule(
    table="tblManad",
    marks="Post",
    reads=(optional("Post", "Radtyp"),),
    tables=TABLES,
    scope="book",
    prepare=prepare,
    replaces=("MAN003", "MAN011"),
    severity=WARNING,
    says={
        "saknas": "Budgetraden ”{post:kort}” finns inte på bladet Månad.",
        "nästan": "Raden ”{menat:kort}” finns inte på bladet Budget, och raden ”{post:kort}” där "
        "inte på bladet Månad.",
    },
    do={
        "saknas": "Lägg till raden på bladet Månad, med samma namn och Radtyp som på bladet "
        "Budget.",
        "nästan": "Är det samma rad, skriv den som på bladet Budget: ”{post}”.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["post"].is_null()
