"""Varje undantag godtar en avvikelse som finns.

Varför: Ett undantag som inte möter någon avvikelse, eller vars tid har gått ut, står kvar utan verkan och
    förvirrar nästa år. Står det ingen regels kod i Regel godtar undantaget ingenting, hur rätt nyckeln än är.
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
    no_rule, expired, keyless = ~rows["finns"], rows["utgånget"], rows["Nyckel"].is_null()
    return rows.frame.with_columns(
        läge=when(no_rule).then(lit("godtar ingenting, för ingen regel har den koden"))
        .when(expired).then(concat_str(lit("gällde till "), until, lit(" och har ingen verkan längre")))
        .when(keyless).then(lit("har ingen nyckel, så det är inte klart vilken rad som avses"))
        .otherwise(concat_str(lit("har inget att godta: ingen avvikelse har nyckeln ”"), "Nyckel", lit("”"))),
        kolumn=when(no_rule).then(lit("Regel")).when(expired).then(lit("Gäller till")).otherwise(lit("Nyckel")),
        rätta=when(no_rule).then(lit("Regel, till exempel IND004")).otherwise(lit("Nyckel eller Gäller till")),
        fråga=when(rows["liknar"] != "").then(concat_str(lit("Menade du "), "liknar", lit("? "))).otherwise(lit("")),
    )  # fmt: skip


@rule(
    table="_undantag",
    also=("Regel", "Nyckel", "Gäller till", "träffar", "utgånget", "finns", "liknar"),
    facts=("läge", "rätta", "fråga"),
    prepare=prepare,
    severity=NOTE,
    says="Undantaget från {Regel} {läge}.",
    do="{fråga}Ta bort raden om undantaget inte behövs, annars rätta {rätta}.",
)
def check(rows: Asked) -> Expr:
    return rows["finns"] & (rows["träffar"] > 0) & ~rows["utgånget"]
