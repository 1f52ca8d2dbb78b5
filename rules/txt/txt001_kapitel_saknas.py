"""Bladet Texter har de kapitel som skedet kräver.

Varför: Rapporten har fasta kapitel, och nämnden väntar sig att hitta dem i varje enhets rapport.
    Nämndens egen plan har andra kapitel än enheternas.
Bryter:
    | Skede | Kapitel          | Rubrik | Text                     |
    | VP    | Inledning        |        |                          |
    | VP    | Resursanvändning |        | Vi har tolv medarbetare. |
Klarar:
    | Skede | Kapitel                      | Rubrik         | Text                          |
    | VP    | Inledning                    |                |                               |
    | VP    | Inledning                    | Vårt uppdrag   | Vi driver tre förskolor.      |
    |       | Resursanvändning             |                | Vi har tolv medarbetare.      |
    | VP    | Systematiskt kvalitetsarbete | Egenkontroller | Maten följs upp varje vecka.  |
"""

from polars import DataFrame, Expr, col, lit, when

from xlplan.rule import ERROR, Asked, blank, optional, rule

from ._chapters import PARAMETERS, required


def prepare(rows: Asked) -> DataFrame:
    """One row a book and required chapter; the finding stands on its empty Text, or on the heading
    Kapitel."""
    chapters = required(rows).with_columns(början=col("kapitel").str.to_lowercase())
    due = rows.books.select("bok", "bokslag", "skede")
    due = due.join(chapters, on=["bokslag", "skede"], maintain_order="left_right")
    # case, blanks, a number before the name and words after it do not make another chapter
    name = (
        col("Kapitel").str.to_lowercase().str.replace_all(r"\s+", " ").str.replace(r"^[\d.]+ ", "")
    )
    own = rows.frame.filter(col("Skede").is_null() | (col("Skede") == col("skede")))
    texts = own.select("bok", "rad", "Text", namn=name.fill_null(""))
    held = due.join(texts, on="bok", maintain_order="left_right").filter(
        col("namn").str.starts_with(col("början"))
    )
    found = held.group_by("bok", "kapitel").agg(
        col("rad").first(), ifyllt=(~blank(col("Text"))).any()
    )
    there = col("ifyllt").is_not_null()
    return due.join(found, on=["bok", "kapitel"], how="left", maintain_order="left").with_columns(
        kolumn=when(there).then(lit("Text")).otherwise(lit("Kapitel")),
        nyckel="kapitel",
        fall=when(there).then(lit("tomt")).otherwise(lit("saknas")),
    )


@rule(
    table="tblTexter",
    marks="Text",
    reads=(optional("Kapitel", "Text"),),
    parameters=PARAMETERS,
    prepare=prepare,
    scope="book",
    about_blank=True,
    severity=ERROR,
    says={"tomt": "Kapitlet ”{kapitel}” är tomt.", "saknas": "Kapitlet ”{kapitel}” saknas."},
    do="Skriv kapitlets text på en rad som har ”{kapitel}” i kolumnen Kapitel.",
)
def check(rows: Asked) -> Expr:
    return rows["ifyllt"].fill_null(False)
