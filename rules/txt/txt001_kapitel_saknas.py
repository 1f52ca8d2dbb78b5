"""Bladet Texter har de kapitel som skedet kräver.

Varför: Rapporten har fasta kapitel, och nämnden väntar sig att hitta dem i varje enhets rapport. Nämndens egen plan har
    andra kapitel än enheternas.
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

from xlplan.rule import ERROR, PHASES, Asked, blank, rule

PREFIX = {"unit": "kapitel", "board": "kapitel_namnd"}
"""What the parameters' names begin with, by kind of book."""
FOLLOW_UP = ("Sammanfattande analys", "Analys av resultaträkning")


def prepare(rows: Asked) -> DataFrame:
    """One row a book and required chapter; the finding stands on its empty Text, or on the heading Kapitel."""
    chapters = [
        (kind, phase, name)
        for kind, prefix in PREFIX.items()
        for phase in PHASES
        for name in rows.words(f"{prefix}_{phase.lower()}")
    ]
    required = DataFrame(chapters, schema=["bokslag", "skede", "kapitel"], orient="row").with_columns(
        början=col("kapitel").str.to_lowercase()
    )
    due = rows.books.select("bok", "bokslag", "skede").join(
        required, on=["bokslag", "skede"], maintain_order="left_right"
    )
    # case, blanks, a number before the name and words after it do not make another chapter
    name = col("Kapitel").str.to_lowercase().str.replace_all(r"\s+", " ").str.replace(r"^[\d.]+ ", "")
    own = rows.frame.filter(col("Skede").is_null() | (col("Skede") == col("skede")))
    texts = own.select("bok", "rad", "Text", namn=name.fill_null(""))
    held = due.join(texts, on="bok", maintain_order="left_right").filter(col("namn").str.starts_with(col("början")))
    found = held.group_by("bok", "kapitel").agg(col("rad").first(), ifyllt=(~blank(col("Text"))).any())
    there = col("ifyllt").is_not_null()
    return due.join(found, on=["bok", "kapitel"], how="left", maintain_order="left").with_columns(
        kolumn=when(there).then(lit("Text")).otherwise(lit("Kapitel")),
        nyckel="kapitel",
        fall=when(there).then(lit("tomt")).otherwise(lit("saknas")),
    )


@rule(
    table="tblTexter",
    marks="Text",
    also=("Kapitel", "Text"),
    facts=("kapitel",),
    parameters={
        "kapitel_vp": ("Inledning", "Resursanvändning", "Systematiskt kvalitetsarbete"),
        "kapitel_t1": FOLLOW_UP,
        "kapitel_t2": FOLLOW_UP,
        "kapitel_vb": ("Förslag till beslut", *FOLLOW_UP, "Systematiskt kvalitetsarbete"),
        "kapitel_namnd_vp": (
            "Sammanfattning",
            "Ärendets beredning",
            "Inledning",
            "Nämndens ekonomiska förutsättningar",
            "Systematiskt kvalitetsarbete",
        ),
        "kapitel_namnd_t1": FOLLOW_UP,
        "kapitel_namnd_t2": FOLLOW_UP,
        "kapitel_namnd_vb": (*FOLLOW_UP, "Systematiskt kvalitetsarbete"),
    },
    prepare=prepare,
    scope="book",
    about_blank=True,
    severity=ERROR,
    says={"tomt": "Kapitlet ”{kapitel}” är tomt.", "saknas": "Kapitlet ”{kapitel}” saknas."},
    do="Skriv kapitlets text på en rad som har ”{kapitel}” i kolumnen Kapitel.",
)
def check(rows: Asked) -> Expr:
    return rows["ifyllt"].fill_null(False)
