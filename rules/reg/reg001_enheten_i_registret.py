"""Varje enhet i registret har en egen kod och ett namn.

Varför: Enhetens bok görs av raden och känns igen på koden. Utan kod eller namn, eller med en kod
    som två enheter delar, går det inte att veta vilken bok som är vilken.
Bryter:
    slag: register
    | Enhetskod | Enhet        |
    | 4127      | Bryggan      |
    | 4127      | Kajen        |
Klarar:
    slag: register
    | Enhetskod | Enhet   |
    | 4127      | Bryggan |
    | 4131      | Bryggan |
"""

from polars import DataFrame, Expr, col, len, lit, when

from xlplan.rule import ERROR, Asked, optional, rule, same_code


def prepare(rows: Asked) -> DataFrame:
    units = rows.frame.with_columns(kod=same_code(col("Enhetskod")))
    first = col("Enhet").first().over("bok", "kod")
    code, name = col("Enhetskod"), col("Enhet")
    taken = (
        (col("rad") != col("rad").min().over("bok", "kod"))
        & (len().over("bok", "kod") > 1)
        & code.is_not_null()
    )
    return units.with_columns(
        annan=first.fill_null("…"),
        kolumn=when(code.is_not_null() & name.is_null())
        .then(lit("Enhet"))
        .otherwise(lit("Enhetskod")),
        fall=when(code.is_null() & name.is_null())
        .then(lit("varken"))
        .when(code.is_null())
        .then(lit("utan kod"))
        .when(name.is_null())
        .then(lit("utan namn"))
        .when(taken)
        .then(lit("två gånger")),
    )


@rule(
    table="tblEnheter",
    marks="Enhetskod",
    reads=(optional("Enhetskod", "Enhet"),),
    kinds=("register",),
    scope="book",
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says={
        "varken": "En ifylld rad har varken Enhetskod eller Enhet.",
        "utan kod": "Enheten ”{Enhet:kort}” har ingen Enhetskod.",
        "utan namn": "Enheten med koden {Enhetskod} har inget namn.",
        "två gånger": "”{Enhet:kort}” har Enhetskod {Enhetskod}, som redan är tagen av "
        "”{annan:kort}”.",
    },
    do={
        "varken": "Fyll i enhetens kod och namn. Används inte raden, töm den.",
        "utan kod": "Skriv enhetens kod i ekonomisystemet.",
        "utan namn": "Skriv enhetens namn så som det ska stå på planens framsida.",
        "två gånger": "Ge enheten sin egen kod. Står samma enhet på två rader, ta bort den ena.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
