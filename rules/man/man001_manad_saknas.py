"""Alla månader till och med Avser månad har utfall.

Varför: Saknas en månad ser enheten ut att ha förbrukat mindre än den har, och prognosen blir fel. En rad utan budget för
    månaden får vara tom; på de andra säger en nolla att inget är bokfört. Saknas hela månaden sägs det en gång.
Bryter:
    enhet: Avser månad=3
    | Post              | Radtyp  | jan | feb | mar |
    | Personalkostnader | kostnad | 170 |     | 168 |
    tblBudget:
    | Post              | Radtyp  | Budget |
    | Personalkostnader | kostnad | 2000   |
Klarar:
    enhet: Avser månad=2
    | Post              | Radtyp  | jan | feb | mar |
    | Personalkostnader | kostnad | 170 | 165 |     |
    | Bidrag            | intäkt  |     |     |     |
    tblBudget:
    | Post              | Radtyp  | Budget | jan | jul |
    | Personalkostnader | kostnad | 2000   |     |     |
    | Bidrag            | intäkt  | 300    | 0   | 300 |
"""

from polars import DataFrame, Expr, Int64, col, concat, concat_list, lit, when

from xlplan.rule import ERROR, MONTHS, Asked, rule

from .._month import TABLES, budget_months, lines, listed, month_name, until

NUMBER = {name: i for i, name in enumerate(MONTHS, 1)}


def prepare(rows: Asked) -> DataFrame:
    """The lines with the months that they lack, and one row a book for the months that no line has."""
    there = lines(rows)
    books = until(rows).join(budget_months(rows), on="bok", how="semi", maintain_order="left")
    filled = (
        there.group_by("bok").agg(col(MONTHS).count() > 0).join(books, on="bok", how="right", maintain_order="right")
    )
    none = {name: ~col(name).fill_null(False) & (col("till") >= i) for name, i in NUMBER.items()}
    books = _lacking(filled, none).with_columns(fall=lit("månad"), nyckel=lit("månaden"), månad=month_name(col("till")))
    # a line may be blank in a month without budget, and where all lines are
    due = {name: (col("delad") & (col("budget") != 0)) | (col(f"budget {name}") != 0) for name in MONTHS}
    blank = {name: col(name).is_null() & (col("till") >= i) & due[name] for name, i in NUMBER.items()}
    of_book = books.select("bok", alla="saknas")
    own = _lacking(there, blank).join(of_book, on="bok", how="left", maintain_order="left")
    own = own.with_columns(col("saknas").list.set_difference("alla"), fall=lit("rad"))
    return concat([books.select("bok", "till", "månad", "saknas", "fall", "nyckel"), own], how="diagonal").with_columns(
        månader=listed(col("saknas").list.eval(month_name(col("").replace_strict(NUMBER, return_dtype=Int64)))),
        kolumn=col("saknas").list.first(),
    )


def _lacking(frame: DataFrame, lacks: dict[str, Expr]) -> DataFrame:
    """The frame with `saknas`, the headings of those months that hold."""
    return frame.with_columns(
        saknas=concat_list(when(expr).then(lit(name)) for name, expr in lacks.items()).list.drop_nulls()
    )


@rule(
    table="tblManad",
    marks="jan",
    also=("Post", "Radtyp", *MONTHS),
    facts=("månader", "månad"),
    tables=TABLES,
    scope="book",
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says={
        "rad": "”{Post:kort}” har inget utfall för {månader}, men boken avser utfall till och med {månad}.",
        "månad": "Utfall saknas för {månader} på alla rader, men boken avser utfall till och med {månad}.",
    },
    do={
        "rad": "Skriv utfallet, och 0 om inget är bokfört.",
        "månad": "Fyll i utfallet, eller ändra Avser månad på bladet Enhet.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["saknas"].list.len() == 0
