"""Varje undantag godtar en avvikelse som finns.

Varför: Ett undantag som inte möter någon avvikelse, eller vars tid har gått ut, står kvar utan verkan och
    förvirrar nästa år.
Bryter:
    med: AKT002
    tblUndantag:
    | Regel  | Nyckel          | Skäl                 | Beslutat av |
    | AKT002 | E1 · Barnrådet  | Två terminer i taget | Controller  |
Klarar:
    med: AKT002
    tblAktiviteter:
    | Mål-ID | Aktivitet    | Startdatum | Slutdatum  |
    | E1     | Nytt barnråd | 2026-04-01 | 2026-03-01 |
    tblUndantag:
    | Regel  | Nyckel            | Skäl                 | Beslutat av |
    | AKT002 | E1 · Nytt barnråd | Två terminer i taget | Controller  |
"""

from polars import DataFrame, Expr, String, concat_str, lit, when

from xlplan.rule import NOTE, Asked, rule


def prepare(rows: Asked) -> DataFrame:
    until = rows["Gäller till"].cast(String)
    return rows.frame.with_columns(
        läge=when(rows["utgånget"]).then(concat_str(lit("gällde till "), until, lit(" och har ingen verkan längre")))
        .when(rows["Nyckel"].is_null()).then(lit("har ingen nyckel, så det är inte klart vilken rad som avses"))
        .otherwise(concat_str(lit("har inget att godta: ingen avvikelse har nyckeln ”"), "Nyckel", lit("”"))),
        kolumn=when(rows["utgånget"]).then(lit("Gäller till")).otherwise(lit("Nyckel")),
    )  # fmt: skip


@rule(
    table="_undantag",
    also=("Regel", "Nyckel", "Gäller till", "träffar", "utgånget"),
    facts=("läge",),
    prepare=prepare,
    severity=NOTE,
    says="Undantaget från {Regel} {läge}.",
    do="Ta bort raden om undantaget inte behövs, annars rätta Nyckel eller Gäller till.",
)
def check(rows: Asked) -> Expr:
    return (rows["träffar"] > 0) & ~rows["utgånget"]
