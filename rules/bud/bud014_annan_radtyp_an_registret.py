"""En budgetrad har samma Radtyp som i registret.

Varför: En kostnad som står bland intäkterna vänder på budgetens netto och på nämndens summor. Finns
    raden i registret både som intäkt och som kostnad får den vara vilken som helst av dem.
Bryter:
    | Post          | Radtyp  | Budget |
    | Hyresintäkter | kostnad | 300    |
    register:
    tblBudgetposter:
    | Post          | Radtyp |
    | Hyresintäkter | intäkt |
Klarar:
    | Post          | Radtyp  | Budget |
    | Hyresintäkter | intäkt  | 300    |
    | Övrigt        | kostnad | 20     |
    register:
    tblBudgetposter:
    | Post          | Radtyp  |
    | Hyresintäkter | intäkt  |
    | Övrigt        | intäkt  |
    | Övrigt        | kostnad |
"""

from polars import DataFrame, Expr, col

from xlplan.rule import WARNING, Asked, register, rule

from .._register import bare

KINDS = ("intäkt", "kostnad")


def prepare(rows: Asked) -> DataFrame:
    """The lines of income and cost that are in the register, with its Radtyp `rätt`; null for one
    that is both."""
    known = rows.register("tblBudgetposter").filter(col("Radtyp").is_in(KINDS))
    known = known.select(namn=bare(col("Post")), rätt="Radtyp").unique().unique("namn", keep="none")
    return (
        rows.frame.filter(col("Radtyp").is_in(KINDS))
        .with_columns(namn=bare(col("Post")))
        .join(known, on="namn", maintain_order="left")
    )


@rule(
    table="tblBudget",
    marks="Radtyp",
    reads=("Post", "Radtyp"),
    tables=(register("tblBudgetposter", "Post", "Radtyp"),),
    kinds=("unit",),
    prepare=prepare,
    severity=WARNING,
    says="Budgetraden ”{Post:kort}” har Radtyp {Radtyp}, men i registret är den {rätt}.",
    do="Välj {rätt} i kolumnen Radtyp, och flytta raden till blocket med rader av det slaget.",
)
def check(rows: Asked) -> Expr:
    return rows["Radtyp"] == rows["rätt"]
