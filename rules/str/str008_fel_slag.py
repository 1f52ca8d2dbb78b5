"""I varje cell står det slag av uppgift som kolumnen är till för.

Varför: Excel räknar inte med tal som står som text, och ett datum som text går inte att jämföra med andra datum.
Bryter:
    tblBudget:
    | Post           | Radtyp  | Budget      |
    | Lokalkostnader | kostnad | 'cirka 2000 |
Klarar:
    tblBudget:
    | Post           | Radtyp  | Budget |
    | Lokalkostnader | kostnad | 2000   |
"""

from polars import DataFrame, Expr, concat_str, lit, when

from xlplan.rule import ERROR, Asked, rule

NUMBER = r"^[-−–+]?\s*\d[\d\s.,]*(kr|tkr|mnkr|mkr|kronor|:-|%)?$"
DASHES = r"^[-−–—]+$"


def prepare(rows: Asked) -> DataFrame:
    shown, money, day = rows["visas"].str.strip_chars(), rows["väntat"] == "ett belopp", rows["väntat"] == "ett datum"
    made_a_date = ~money & ~day & shown.str.contains(r"^\d{4}-\d\d-\d\d")
    return rows.frame.with_columns(
        följd=when(money & shown.str.contains(NUMBER)).then(lit(" som text, och det räknar Excel inte med"))
        .when(made_a_date).then(lit(", som Excel har gjort till ett datum"))
        .otherwise(lit("")),
        hur=when(money & shown.str.contains(DASHES)).then(lit("Lämna cellen tom, eller skriv ett belopp"))
        .when(money).then(lit("Välj cellformatet Tal och skriv beloppet med bara siffror"))
        .when(day).then(lit("Skriv år, månad och dag med siffror"))
        .when(made_a_date).then(lit("Välj cellformatet Text och skriv på nytt"))
        .when(rows["väntat"].str.starts_with("något av")).then(lit("Välj i cellens lista"))
        .otherwise(concat_str(lit("Skriv "), "väntat")),
    )  # fmt: skip


@rule(
    table="_celler",
    also=("slag", "visas", "väntat", "exempel"),
    facts=("följd", "hur"),
    prepare=prepare,
    severity=ERROR,
    says="Här ska stå {väntat}, men det står ”{visas:kort}”{följd}.",
    do="{hur}, till exempel {exempel}.",
)
def check(rows: Asked) -> Expr:
    return rows["slag"] != "fel slag"
