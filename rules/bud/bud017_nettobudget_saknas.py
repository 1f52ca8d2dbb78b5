"""Enhetens nettobudget är ifylld när det finns en budget.

Varför: Utan nettobudget går det inte att pröva om budgeten går ihop (BUD001). En enhet vars
    intäkter täcker kostnaderna har nettobudgeten 0, och det ska stå där.
Bryter:
    | Post          | Radtyp | Budget |
    | Hyresintäkter | intäkt | 500    |
Klarar:
    enhet: Nettobudget=0
    | Post          | Radtyp | Budget |
    | Hyresintäkter | intäkt | 500    |
"""

from polars import DataFrame, Expr, col, lit

from xlplan.rule import WARNING, Asked, rule


def prepare(rows: Asked) -> DataFrame:
    """The books that have a budget; the finding stands on the unit's own sheet."""
    books = (
        rows.frame.filter(col("Radtyp").is_in(["intäkt", "kostnad"]))
        .select("bok")
        .unique(maintain_order=True)
    )
    units = rows.table("tblEnhet").select("bok", "rad", "Nettobudget")
    unread = rows.table("_celler").filter(col("kolumn") == "Nettobudget").select("bok")
    units = units.join(unread, on="bok", how="anti")
    return units.join(books, on="bok").with_columns(
        tabell=lit("tblEnhet"), kolumn=lit("Nettobudget")
    )


@rule(
    table="tblBudget",
    marks="Budget",
    reads=("Radtyp", "Budget"),
    tables=("tblEnhet", "_celler"),
    kinds=("unit",),
    prepare=prepare,
    severity=WARNING,
    says="Enheten har en budget, men Nettobudget är inte ifylld, så det går inte att pröva om "
    "budgeten går ihop.",
    do="Skriv enhetens nettobudget på bladet Enhet. Täcker intäkterna kostnaderna är den 0.",
)
def check(rows: Asked) -> Expr:
    return rows["Nettobudget"].is_not_null()
