"""Inget utfall står efter Avser månad.

Varför: Utfall i en månad som boken inte avser räknas inte in i uppföljningen, och är ofta ett
    belopp i fel kolumn eller en månad som ännu inte är stängd. En nolla är inget utfall.
Bryter:
    enhet: Avser månad=2
    | Post              | Radtyp  | jan | feb | mar |
    | Personalkostnader | kostnad | 170 | 165 | 168 |
Klarar:
    enhet: Avser månad=3
    | Post              | Radtyp  | jan | feb | mar | apr |
    | Personalkostnader | kostnad | 170 | 165 | 168 | 0   |
"""

from polars import DataFrame, Expr, col

from xlplan.rule import ERROR, MONTHS, Asked, rule, shown

from .._month import NUMBER, month_name, until


def prepare(rows: Asked) -> DataFrame:
    """The lines' months, one a row. The sentence names no line: those of a month share one
    finding."""
    books = until(rows)
    rows.only_if(books.height > 0)
    return (
        rows.frame.filter(col("Radtyp").is_in(["intäkt", "kostnad", "varav"]))
        .unpivot(
            on=MONTHS, index=["bok", "rad", "Post"], variable_name="kolumn", value_name="belopp"
        )
        .join(books, on="bok", maintain_order="left")
        .with_columns(nr=col("kolumn").replace_strict(NUMBER))
        .filter(col("nr") > col("till"))
        .with_columns(i=month_name(col("nr")), månad=month_name(col("till")))
    )


@rule(
    table="tblManad",
    marks="jan",
    reads=("Radtyp", shown("Post")),
    tables=("tblEnhet",),
    prepare=prepare,
    severity=ERROR,
    says="Här står utfall för {i}, men boken avser utfall till och med {månad}.",
    do="Är månaden klar, ändra Avser månad på bladet Enhet. Annars: flytta beloppet till sin "
    "månad, eller ta bort det.",
)
def check(rows: Asked) -> Expr:
    return rows["belopp"].fill_null(0) == 0
