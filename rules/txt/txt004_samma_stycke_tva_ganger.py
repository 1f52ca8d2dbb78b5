"""Samma långa stycke står bara en gång i boken.

Varför: Ett stycke som står två gånger är oftast inklistrat av misstag, och den som läser rapporten
    undrar vad som skiljer. Texter för olika skeden jämförs inte, för de kommer i olika rapporter.
    Skiftläge och blanksteg räknas inte.
Bryter:
    tblMal:
    | Mål-ID | Beskrivning                                 |
    | N1     | {Barnen får vara med och bestämma. ×240}    |
    | N2     | {Barnen får vara med och bestämma. ×240}    |
Klarar:
    tblMal:
    | Mål-ID | Beskrivning                                 |
    | N1     | {Barnen får vara med och bestämma. ×120}    |
    | N2     | {Barnen får vara med och bestämma. ×120}    |
"""

from polars import DataFrame, Expr, String, col, concat_str, lit, min_horizontal, struct, when

from xlplan.rule import WARNING, Asked, folded, optional, rule

from ._phase import with_phase

SAME = ("bok", "nyckel")


def prepare(rows: Asked) -> DataFrame:
    """The cells with a paragraph that stands before, with the first such paragraph and where it
    stood."""
    twice = _twice(rows)
    if twice.is_empty():
        return twice
    first, of_every = col("nr").min(), col("nr").filter(col("fas") == "").min().over(SAME)
    same_phase = min_horizontal(first.over(*SAME, "fas"), of_every)
    twice = twice.with_columns(
        före=when(col("fas") == "").then(first.over(SAME)).otherwise(same_phase)
    )
    sheets = rows.table("_tabeller").select("bok", "tabell", "blad")
    where = twice.join(sheets, on=["bok", "tabell"], how="left", maintain_order="left")
    where = where.select(
        före="nr", kolumn_före="kolumn", tabell_före="tabell", blad_före="blad", cell_före="cell"
    )
    again = twice.filter(col("före") < col("nr")).join(where, on="före", maintain_order="left")
    more = (col("nr").len() - 1).cast(String)
    return again.group_by("bok", "rad", "tabell", "kolumn", maintain_order=True).agg(
        col("stycke").first(),
        var=_place().first(),
        fler=when(more == "0")
        .then(lit(""))
        .otherwise(concat_str(lit(" och "), more, lit(" stycken till"))),
    )


def _twice(rows: Asked) -> DataFrame:
    """The long paragraphs that stand more than once in their book, numbered as they stand (nr)."""
    limit = lit(rows.number("tecken"))
    long_prose = (
        (col("slag") == "prose")
        & (col("text").str.len_chars() >= limit)
        & (col("tabell") != "tblUndantag")
    )
    prose = with_phase(rows).lazy().filter(long_prose).with_row_index("cell")
    paragraphs = prose.with_columns(stycke=col("text").str.split("\n")).explode("stycke")
    paragraphs = paragraphs.filter(col("stycke").str.len_chars() >= limit)
    long = paragraphs.with_columns(nyckel=folded(col("stycke"))).filter(
        col("nyckel").str.len_chars() >= limit
    )
    return long.filter(struct(SAME).is_duplicated()).with_row_index("nr").collect()


def _place() -> Expr:
    """Where the first paragraph stood, in words."""
    same_column = (col("kolumn") == col("kolumn_före")) & (col("tabell") == col("tabell_före"))
    return (
        when(col("cell") == col("cell_före"))
        .then(lit("längre upp i samma text"))
        .when(same_column)
        .then(lit("på en rad längre upp i samma kolumn"))
        .otherwise(concat_str(lit("i kolumnen "), "kolumn_före", lit(" på bladet "), "blad_före"))
    )


@rule(
    table="_texter",
    reads=(optional("text"),),
    tables=("tblTexter", "_tabeller"),
    parameters={"tecken": 200},
    prepare=prepare,
    severity=WARNING,
    says="Stycket ”{stycke:kort}”{fler} står redan {var}.",
    do="Behåll det där det hör hemma och ta bort det här, eller skriv vad som är annorlunda här.",
)
def check(rows: Asked) -> Expr:
    return rows["stycke"].is_null()
