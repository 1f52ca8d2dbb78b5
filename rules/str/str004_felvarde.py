"""Inga celler visar ett av Excels felvärden.

Varför: Ett felvärde säger ingenting om planen, och det följer med in i alla summor som läser
    cellen.
Bryter:
    tblBudget:
    | Post           | Radtyp  | Budget |
    | Lokalkostnader | kostnad | #REF!  |
Klarar:
    tblBudget:
    | Post           | Radtyp  | Budget    |
    | Lokalkostnader | kostnad | =B1+B2→20 |
"""

from polars import DataFrame, Expr, String, lit, when

from xlplan.rule import ERROR, Asked, optional, rule

MEANINGS = {
    "#REF!": "formeln pekar på en cell som inte finns kvar",
    "#N/A": "formeln hittar inte det den letar efter",
    "#DIV/0!": "formeln delar med noll eller med en tom cell",
    "#NAME?": "formeln har ett namn som Excel inte känner igen",
    "#VALUE!": "formeln räknar med något som inte är ett tal",
    "#NUM!": "formelns tal går inte att räkna ut",
    "#NULL!": "formelns områden möts inte",
    "#SPILL!": "det finns inte plats för formelns svar",
}
SWEDISH = dict(
    zip(
        MEANINGS,
        (
            "#REFERENS!",
            "#SAKNAS!",
            "#DIVISION/0!",
            "#NAMN?",
            "#VÄRDEFEL!",
            "#OGILTIGT!",
            "#SKÄRNING!",
            "#SPILL!",
        ),
        strict=True,
    )
)
"""What each value is called in a Swedish Excel."""


def prepare(rows: Asked) -> DataFrame:
    shown = rows["visas"].str.to_uppercase()
    return rows.frame.with_columns(
        svenskt=shown.replace_strict(SWEDISH, default=None, return_dtype=String),
        fall=when(shown.is_in(list(MEANINGS))).then(shown).otherwise(lit("annat")),
    )


@rule(
    table="_celler",
    reads=(optional("slag", "visas"),),
    prepare=prepare,
    severity=ERROR,
    says={
        **{
            shown: f"Här står {{visas}}: {meaning} ({{svenskt}})."
            for shown, meaning in MEANINGS.items()
        },
        "annat": "Här står {visas}: formeln ger inget värde.",
    },
    do="Rätta formeln, eller skriv värdet i stället för den.",
)
def check(rows: Asked) -> Expr:
    return rows["slag"] != "excelfel"
