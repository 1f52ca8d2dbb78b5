"""Månadens utfall är huvudbokens.

Varför: Utfallet i boken ska vara det som är bokfört. Skiljer de sig kan ett belopp vara flyttat
    eller felskrivet, eller bokfört efter att boken fylldes i. Ett belopp i boken får vara avrundat:
    26 tkr stämmer med 26 412 kr. Jämförs görs månaderna till och med Avser månad som finns i
    huvudboken, för enheter och rader som finns där.
Bryter:
    enhet: Enhetskod=4127; Avser månad=2
    | Post           | Radtyp  | jan | feb |
    | Lokalkostnader | kostnad | 26  | 27  |
    huvudbok:
    | Enhetskod | Post           | Radtyp  | jan      | feb      |
    | 4127      | Lokalkostnader | kostnad | 26412.37 | 26412.37 |
Klarar:
    enhet: Enhetskod=4127; Avser månad=2
    | Post           | Radtyp  | jan | feb |
    | Lokalkostnader | kostnad | 26  | 26  |
    huvudbok:
    | Enhetskod | Post           | Radtyp  | jan      | feb      | mar      |
    | 4127      | Lokalkostnader | kostnad | 26412.37 | 26499.00 | 26412.37 |
"""

from polars import Expr

from xlplan.rule import ERROR, MONTHS, Asked, fact, ledger, optional, rule

from ._ledger import compared

IN = (
    "”{Post:kort}” har {bok_belopp:belopp} i boken {när}, men {huvudbok_belopp:belopp} i "
    "huvudboken."
)


@rule(
    table="tblManad",
    marks="jan",
    reads=(optional("Post", "Radtyp", *MONTHS), fact("Beloppsenhet")),
    tables=("tblEnhet", ledger("huvudbok")),
    kinds=("unit",),
    scope="book",
    prepare=compared,
    severity=ERROR,
    says={
        "en månad": IN,
        "flera månader": "”{Post:kort}” skiljer sig från huvudboken {när}: tillsammans "
        "{bok_belopp:belopp} i boken och {huvudbok_belopp:belopp} i huvudboken.",
        "raden saknas": "”{Post:kort}” har {huvudbok_belopp:belopp} i huvudboken {när}, men raden "
        "finns inte i boken.",
    },
    do={
        "raden saknas": "Lägg till raden på bladen Budget och Månad, eller fråga controllern "
        "vilken rad som är menad.",
        "": "Hämta utfallet ur huvudboken på nytt (xlplan month --actuals --write), eller rätta "
        "bokföringen.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["lika"]
