"""Det står en punkt efter varje mening och ett blanksteg mellan orden.

Varför: Dubbla punkter och blanksteg trycks i rapporten så som de står, och stör den som läser. Tre
    punkter är ett uteslutningstecken, och blanksteg i början av en rad, efter en punktlistas tecken
    och i kolumner räknas inte.
Bryter:
    tblTexter:
    | Kapitel   | Text                                   |
    | Inledning | Vi har tre avdelningar..  De är lika stora. |
Klarar:
    tblTexter:
    | Kapitel   | Text                                          |
    | Inledning | Vi har frukt, bröd m.m.\\n-   Barnen väljer själva... |
"""

from polars import DataFrame, Expr, Series, String, col, concat_str, lit, when

from xlplan.rule import NOTE, Asked, optional, rule

AROUND = r"\S*(?: \S+){0,2}"
STOPS = rf"({AROUND}[\p{{L}}\p{{N}}%)”\"»]\.\.)(?:[\s)”\"»]|$)"
ABBREVIATED = (
    r"(?:\b\p{L}{1,3}\.\s?\p{L}{1,4}|\b(?i:etc|osv|kl|mm|dvs|resp|exkl|inkl|kap|nr|st|tel))\.\.$"
)
ITEM = r"(?m)^\s*(?:[^\s\p{L}]{1,4}|\p{L}[.)])\s+"
BLANKS, COLUMNS = r"[^\s|] {2,3}[^\s|]", r"\S(?:\t| {4,})\S"


def _stops(dotted: Series) -> Expr:
    """What stands before two full stops in a row, where no abbreviation ends the sentence."""
    found = when(dotted).then("text").str.extract(STOPS)
    return when(~found.str.contains(ABBREVIATED)).then(found)


def _blanks(wide: Series) -> Expr:
    """Whether there are two blanks between words, but for what stands in columns."""
    text = when(wide).then("text").str.replace_all(ITEM, "")
    return (text.str.contains(BLANKS) & ~text.str.contains(COLUMNS)).fill_null(False)


def prepare(rows: Asked) -> DataFrame:
    """The texts with what stands twice; blanks without an excerpt, so that equal findings of a
    column are one."""
    texts = rows.frame.filter(rows["slag"] != "target")
    # most have neither, and are not searched further
    dotted = texts["text"].str.contains("..", literal=True)
    wide = texts["text"].str.contains("  ", literal=True)
    texts = texts.with_columns(
        stopp=_stops(dotted) if dotted.any() else lit(None, String),
        bred=_blanks(wide) if wide.any() else lit(False),
    )
    stops, blanks = col("stopp"), col("bred")
    two = concat_str(lit("två punkter i rad: ”…"), stops.str.strip_chars(), lit("”"))
    return texts.with_columns(
        vad=when(stops.is_not_null() & blanks)
        .then(concat_str(two, lit(", och dubbla blanksteg mellan ord")))
        .when(stops.is_not_null())
        .then(two)
        .when(blanks)
        .then(lit("dubbla blanksteg mellan ord")),
        tecken=when(stops.is_null())
        .then(lit("två blanksteg i rad"))
        .when(blanks)
        .then(lit("två punkter eller blanksteg i rad"))
        .otherwise(lit("två punkter i rad")),
    )


@rule(
    table="_texter",
    reads=(optional("text"),),
    prepare=prepare,
    severity=NOTE,
    says="I texten står {vad}.",
    do="Sök efter {tecken} i kolumnen och ta bort det ena.",
)
def check(rows: Asked) -> Expr:
    return rows["vad"].is_null()
