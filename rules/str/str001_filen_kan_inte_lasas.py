"""Varje fil kan läsas.

Varför: En fil som inte kan läsas är inte granskad. Den nämns därför för sig, och de andra filerna
    granskas som vanligt.
Bryter:
    oläsbar: den är skyddad med lösenord
Klarar:
    enhet: Enhet=Enheten Eken
"""

from polars import Expr

from xlplan.rule import ERROR, Asked, optional, rule


@rule(
    table="_filer",
    reads=(optional("orsak"),),
    severity=ERROR,
    says="Filen kunde inte läsas: {orsak}.",
    do="Granska filen igen när det är åtgärdat.",
)
def check(rows: Asked) -> Expr:
    return rows["orsak"].is_null()
