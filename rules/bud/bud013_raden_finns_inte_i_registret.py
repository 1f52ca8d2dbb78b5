"""Budgetens rader finns bland registrets budgetrader.

Varför: Registret säger vilka konton som hör till varje rad. En rad som inte finns där får inget
    utfall ur redovisningen, och nämnden kan inte lägga ihop den över enheterna. En egen rad utan
    belopp stör ingen, och rader med Radtyp varav är en del av raden ovanför. Har controllern
    godtagit raden kan den stå i Undantag.
Bryter:
    | Post           | Radtyp  | Budget |
    | Lokalkostnad   | kostnad | 300    |
    register:
    tblBudgetposter:
    | Post           | Radtyp  |
    | Lokalkostnader | kostnad |
Klarar:
    | Post           | Radtyp  | Budget |
    | lokalkostnader | kostnad | 300    |
    | Städning       | varav   | 100    |
    | Resor          | kostnad |        |
    register:
    tblBudgetposter:
    | Post           | Radtyp  |
    | Lokalkostnader | kostnad |
"""

from polars import DataFrame, Expr, Series, String, col, lit, when

from xlplan.rule import WARNING, Asked, optional, register, rule

from .._register import bare, nearest_name


def prepare(rows: Asked) -> DataFrame:
    """The book's own lines of income and cost with money in them, and the register's line that each
    is most like."""
    known = (
        rows.register("tblBudgetposter").drop_nulls("Post").select("Post", namn=bare(col("Post")))
    )
    lines = rows.frame.filter(
        not known.is_empty(), col("Radtyp").is_in(["intäkt", "kostnad"])
    ).filter((col("Budget") != 0).fill_null(False) | (col("Föregående år") != 0).fill_null(False))
    own = lines.with_columns(namn=bare(col("Post"))).join(
        known, on="namn", how="anti", maintain_order="left"
    )
    alike = [
        nearest_name(name, known["namn"].to_list(), known["Post"].to_list()) for name in own["namn"]
    ]
    return own.with_columns(Series("menat", alike, String)).with_columns(
        fall=when(col("menat").is_null()).then(lit("egen")).otherwise(lit("nästan"))
    )


@rule(
    table="tblBudget",
    marks="Post",
    reads=("Post", "Radtyp", optional("Budget", "Föregående år")),
    tables=(register("tblBudgetposter", "Post"),),
    kinds=("unit",),
    prepare=prepare,
    severity=WARNING,
    says=dict.fromkeys(
        ("nästan", "egen"), "Budgetraden ”{Post:kort}” finns inte bland registrets budgetrader."
    ),
    do={
        "nästan": "Menade du ”{menat}”? Skriv då raden så, också på bladet Månad.",
        "egen": "Lägg beloppet på en av registrets rader, eller fråga controllern om raden kan "
        "läggas till där.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
