"""Telefonnumret är skrivet som ett telefonnummer, med riktnummer.

Varför: Numret står på planens framsida, och den som läser planen ska kunna ringa.
Bryter:
    enhet: Telefon=508 00 000
Klarar:
    enhet: Telefon=08-508 00 000
"""

from polars import Expr, element

from xlplan.rule import WARNING, Asked, rule

WRITTEN = r"(?:\+|\(0|[0-9])[0-9\s()./\-‑–]*[0-9]"
"""A run of digits with what people put between them."""
DIGITS = r"^(?:(?:\+|00)[0-9]{8,14}|(?:0[0-9]{7,9})+)$"
"""One or several numbers with their area code, or one with its country code."""


@rule(
    table="tblEnhet",
    marks="Telefon",
    reads=("Telefon",),
    severity=WARNING,
    says="”{Telefon}” ser inte ut som ett telefonnummer med riktnummer.",
    do="Skriv numret med riktnummer, till exempel 08-508 00 000. Försvinner nollan: välj först "
    "cellformatet Text.",
)
def check(rows: Asked) -> Expr:
    # words around the number (växel, ett namn) and a second number are fine
    digits = element().str.replace_all(r"[^0-9+]", "")
    parts = rows["Telefon"].str.replace_all(r"\s*/\s*", "/").str.extract_all(WRITTEN)
    return parts.list.eval(digits.str.contains(DIGITS)).list.any()
