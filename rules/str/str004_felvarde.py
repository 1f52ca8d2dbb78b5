"""Inga celler visar ett av Excels felvärden.

Varför: Ett felvärde säger ingenting om planen, och det följer med in i alla summor som läser cellen.
Bryter:
    tblBudget:
    | Post           | Radtyp  | Budget |
    | Lokalkostnader | kostnad | #REF!  |
Klarar:
    tblBudget:
    | Post           | Radtyp  | Budget    |
    | Lokalkostnader | kostnad | =B1+B2→20 |
"""

from polars import DataFrame, Expr

from xlplan.rule import ERROR, Asked, rule

MEANINGS = {
    "#REF!": "formeln pekar på en cell som inte finns kvar (#REFERENS!)",
    "#N/A": "formeln hittar inte det den letar efter (#SAKNAS!)",
    "#DIV/0!": "formeln delar med noll eller med en tom cell (#DIVISION/0!)",
    "#NAME?": "formeln har ett namn som Excel inte känner igen (#NAMN?)",
    "#VALUE!": "formeln räknar med något som inte är ett tal (#VÄRDEFEL!)",
    "#NUM!": "formelns tal går inte att räkna ut (#OGILTIGT!)",
    "#NULL!": "formelns områden möts inte (#SKÄRNING!)",
    "#SPILL!": "det finns inte plats för formelns svar (#SPILL!)",
}
"""What each value means to a person, with its name in a Swedish Excel."""


def prepare(rows: Asked) -> DataFrame:
    return rows.frame.with_columns(
        betyder=rows["visas"].str.to_uppercase().replace_strict(MEANINGS, default="formeln ger inget värde")
    )


@rule(
    table="_celler",
    also=("slag", "visas"),
    facts=("betyder",),
    prepare=prepare,
    severity=ERROR,
    says="Här står {visas}: {betyder}.",
    do="Rätta formeln, eller skriv värdet i stället för den.",
)
def check(rows: Asked) -> Expr:
    return rows["slag"] != "excelfel"
