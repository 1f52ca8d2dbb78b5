"""Ingen text fyller hela cellen.

Varför: En cell i Excel rymmer 32 767 tecken. Det som klistras in därutöver försvinner utan att
    Excel säger något, så en text av den längden är troligen avklippt.
Bryter:
    tblTexter:
    | Kapitel   | Text                         |
    | Inledning | {Vi leker och lär. ×32767}   |
Klarar:
    tblTexter:
    | Kapitel   | Text                         |
    | Inledning | {Vi leker och lär. ×30000}   |
Källa: Microsoft, Specifikationer och begränsningar för Excel (antal tecken i en cell).
"""

from polars import DataFrame, Expr

from xlplan.rule import WARNING, Asked, optional, rule

LIMIT = 32_767
CUT_AT_A_BLANK = 10
"""Blanks and line breaks at the end are gone when a rule sees the text."""


def prepare(rows: Asked) -> DataFrame:
    return rows.frame.with_columns(längd=rows["text"].str.len_chars().cast(int))


@rule(
    table="_texter",
    reads=(optional("text"),),
    prepare=prepare,
    severity=WARNING,
    says="Texten är {längd} tecken lång, så mycket som en cell i Excel rymmer, och slutet är "
    "troligen borta.",
    do="Jämför slutet med originalet, och dela texten på flera rader.",
)
def check(rows: Asked) -> Expr:
    return rows["längd"] < LIMIT - CUT_AT_A_BLANK
