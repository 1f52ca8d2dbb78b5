"""Inga personnummer eller samordningsnummer står i boken.

Varför: Planen är en allmän handling som publiceras. Ett personnummer pekar ut en person, och xlplan
    visar det aldrig.
Bryter:
    tblTexter:
    | Kapitel   | Text                                      |
    | Inledning | Ärendet gäller brukaren 850709-9805.      |
Klarar:
    tblTexter:
    | Kapitel   | Text                                      |
    | Inledning | Ring 08-508 00 000 om ärende 850709-9806. |
Källa: Skatteverket, SKV 704 och SKV 707 (numrens form och kontrollsiffra); dataskyddslagen
    (2018:218) 3 kap. 10 §.
"""

from polars import DataFrame, Expr, String, col, concat, when

from xlplan.rule import ERROR, Asked, mask, optional, personal_numbers, rule

BETWEEN = r"\s?[-+\x{2010}-\x{2015}\x{2212}]\s?"
"""A hyphen as people and Word write it, with blanks around it."""
DIGITS = rf"\d{{6}}(?:{BETWEEN}|\s?\s?)\d{{4}}"
AROUND = 25


def prepare(rows: Asked) -> DataFrame:
    """All cells with text, in tables and beside them, with the words around the first personal
    number."""
    cells = concat(
        [rows.frame, rows.table("_celler").rename({"visas": "text"}), rows.table("_utanfor")],
        how="diagonal",
    )
    cells = cells.with_columns(misstänkt=when(col("text").str.contains(DIGITS)).then("text"))
    # ten digits in a row in the telephone cell are a telephone number
    phone = (col("kolumn") == "Telefon") & ~col("misstänkt").str.contains(rf"\d{BETWEEN}\d{{4}}")
    found = (
        when(~phone.fill_null(False)).then("misstänkt").map_elements(excerpt, return_dtype=String)
    )
    return cells.with_columns(utdrag=found)


def excerpt(text: str) -> str | None:
    """The first personal number, masked, with some words around it; None without one."""
    if not (found := personal_numbers(text)):
        return None
    start, end = max(found[0].start() - AROUND, 0), found[0].end() + AROUND
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return before + mask(text)[start:end].strip() + after


@rule(
    table="_texter",
    reads=(optional("text"),),
    tables=("_celler", "_utanfor"),
    prepare=prepare,
    severity=ERROR,
    says="Här står något som ser ut som ett personnummer: ”{utdrag}”.",
    do="Ta bort numret, och läs igenom texten så att ingen person kan kännas igen.",
)
def check(rows: Asked) -> Expr:
    return rows["utdrag"].is_null()
