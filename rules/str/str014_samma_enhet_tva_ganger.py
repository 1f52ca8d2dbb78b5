"""Varje enhet har en bok i varje skede.

Varför: När böckerna räknas ihop räknas en enhet med två böcker två gånger, och ingen vet vilken av
    dem som gäller.
Bryter:
    bok:
    enhet: Enhetskod=4127; Enhet=Enheten Eken
    bok:
    enhet: Enhetskod=4127; Enhet=Enheten Eken
Klarar:
    bok:
    enhet: Enhetskod=4127; Enhet=Enheten Eken
    bok:
    enhet: Enhetskod=4128; Enhet=Enheten Björken
"""

from polars import DataFrame, Expr, Int64, coalesce, col, concat_str, len, lit, when

from xlplan.rule import ERROR, Asked, optional, rule, shown

SAME = ("kod", "Skede", "År")
"""Last year's book of the same unit is another plan."""
TWICE = "Enhetskoden {Enhetskod} i skede {Skede} finns också i {annan}"


def prepare(rows: Asked) -> DataFrame:
    rows.only_if(rows.frame.height > 1)
    unit = coalesce(concat_str(lit(" ("), "Enhet", lit(")")), lit(""))
    # where many books are called plan.xlsx, their folders tell them apart
    folder = (
        when(col("fil").is_duplicated() & (col("mapp") != ""))
        .then(col("mapp") + "/")
        .otherwise(lit(""))
    )
    code = rows["Enhetskod"].str.strip_chars().str.to_lowercase()
    books = (
        rows.frame.join(
            rows.table("_filer").select("bok", "mapp", "fil"),
            on="bok",
            how="left",
            maintain_order="left",
        )
        .with_columns(kod=code, namn=concat_str(lit("”"), folder, "fil", lit("”"), unit))
        # a dash says that there is no code
        .filter(col("kod").str.contains(r"[\p{L}\d]"))
    )
    first = (col("bok") == col("bok").first()).over(SAME)
    other = (
        when(first)
        .then(col("namn").slice(1, 1).first().over(SAME))
        .otherwise(col("namn").first().over(SAME))
    )
    books = books.with_columns(annan=other, fler=len().over(SAME).cast(Int64) - 2)
    more = (
        when(col("fler") > 1)
        .then(lit("flera böcker"))
        .when(col("fler") == 1)
        .then(lit("tre böcker"))
    )
    return books.with_columns(fall=more.otherwise(lit("två böcker")))


@rule(
    table="tblEnhet",
    marks="Enhetskod",
    reads=("Enhetskod", "Skede", optional("År"), shown("Enhet")),
    tables=("_filer",),
    prepare=prepare,
    scope="batch",
    severity=ERROR,
    says={
        "två böcker": TWICE + ".",
        "tre böcker": TWICE + " och i en bok till.",
        "flera böcker": TWICE + " och i {fler} böcker till.",
    },
    do="Behåll den bok som gäller. Är det två enheter: ge dem var sin Enhetskod på bladet Enhet.",
)
def check(rows: Asked) -> Expr:
    return rows["fler"] < 0
