"""Varje bilaga som nämns står på bladet Bilagor, en gång.

Varför: Den som läser en hänvisning ska hitta bilagan, och två bilagor med samma nummer går inte att
    skilja åt. Bilagor till andra handlingar (bilaga 2 till stadens budget) prövas inte, och en
    bilaga behöver inte nämnas i texten.
Bryter:
    tblBilagor:
    | Nr | Namn           |
    | 1  | Internkontroll |
    tblTexter:
    | Kapitel   | Text                           |
    | Inledning | Planerna står i bilaga 1 och 2. |
Klarar:
    tblBilagor:
    | Nr | Namn           |
    | 1  | Internkontroll |
    | 2  | Lokalplan      |
    tblTexter:
    | Kapitel   | Text                                               |
    | Inledning | Se bilaga 1, och bilaga 7 till kommunens lokalplan. |
"""

import polars as pl

from xlplan.rule import WARNING, Asked, folded, optional, rule

from ._bilagor import named

_LISTED = r"(?i)^(?:bilaga )?(\d{1,3})\b"


def prepare(rows: Asked) -> pl.DataFrame:
    """A row an appendix that is referred to and not listed, and a row an appendix that is listed
    before."""
    listed = rows.table("tblBilagor").filter(~pl.all_horizontal(pl.col("Nr", "Namn").is_null()))
    number = pl.coalesce(
        pl.col("Nr").str.extract(_LISTED), pl.col("Namn").str.extract(r"(?i)^bilaga (\d{1,3})\b")
    )
    listed = listed.with_columns(
        nr=number, namn=folded(pl.col("Namn")), tabell=pl.lit("tblBilagor")
    )
    found = [
        (row["bok"], row["rad"], row["tabell"], row["kolumn"], nr)
        for row in rows.frame.filter(pl.col("tabell") != "tblBilagor").iter_rows(named=True)
        if "bilag" in (row["text"] + row["kolumn"]).lower()
        for nr in named(row["tabell"], row["kolumn"], row["text"])
    ]
    schema = {
        "bok": pl.Int64,
        "rad": pl.Int64,
        "tabell": pl.String,
        "kolumn": pl.String,
        "nr": pl.String,
    }
    lacking = pl.DataFrame(found, schema=schema, orient="row").join(
        listed.select("bok", "nr"), on=["bok", "nr"], how="anti"
    )
    again = [
        listed.drop_nulls(by)
        .filter(pl.col("rad") > pl.col("rad").min().over("bok", by))
        .select("bok", "rad", "tabell", kolumn=pl.lit(column), nr=pl.col(column), fall=pl.lit(case))
        for by, column, case in (("nr", "Nr", "nummer"), ("namn", "Namn", "namn"))
    ]
    return pl.concat([lacking.with_columns(fall=pl.lit("saknas")), *again])


@rule(
    table="_texter",
    reads=(optional("text"),),
    tables=("tblBilagor",),
    kinds=("board",),
    phases=("VP",),
    prepare=prepare,
    severity=WARNING,
    says={
        "saknas": "Här nämns bilaga {nr}, som inte står på bladet Bilagor.",
        "nummer": "Bilaga {nr} står redan längre upp på bladet.",
        "namn": "Bilagan ”{nr:kort}” står redan längre upp på bladet, med ett annat nummer.",
    },
    do={
        "saknas": "Lägg till bilagan på bladet Bilagor, eller rätta numret.",
        "": "Ta bort den ena raden, eller ge bilagan ett eget nummer.",
    },
)
def check(rows: Asked) -> pl.Expr:
    return rows["nr"].is_null()
