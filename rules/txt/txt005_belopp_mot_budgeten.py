"""Belopp i texterna stämmer med budgeten.

Varför: Nämnden läser texten och tabellen bredvid varandra. Beloppen jämförs som avrundade: 20,6 mnkr stämmer med 20 565
    tkr. Bara meningar som säkert gäller enhetens egen budget prövas, inte delar, prognoser, utfall eller andra år.
Bryter:
    | Post              | Radtyp  | Föregående år | Budget |
    | Personalkostnader | kostnad | 19900         | 20565  |
    tblTexter:
    | Skede | Kapitel         | Text                                         |
    | VP    | Budgetkommentar | Personalkostnaderna uppgår till 21 565 tkr.  |
Klarar:
    | Post              | Radtyp  | Föregående år | Budget |
    | Personalkostnader | kostnad | 19900         | 20565  |
    tblTexter:
    | Skede | Kapitel         | Text                                                                                |
    | VP    | Budgetkommentar | Personalkostnaderna uppgår till 20,6 mnkr. Personalkostnaderna för vikarier är 1 mnkr. |
"""

from polars import DataFrame, Expr

from xlplan.rule import ERROR, Asked, rule

from ._compared import found
from ._money import NUMBER, Said, said


def contradicted(told: Said) -> dict[str, object] | None:
    """The budget's amount, if what the text says can't be it in any reading; None if it can, or that is not known."""
    figure, half = told.statement.figure, told.budget.half
    if told.statement.says == "share":
        return _share_contradicted(told)
    amounts = [now for _, _, now in told.readings if now is not None]
    if told.statement.says != "level" or figure is None or figure.kind != "kr" or len(amounts) < len(told.readings):
        return None
    if any(figure.may_be(abs(now) - half, abs(now) + half) for now in amounts):
        return None
    return {"fall": "belopp", "belopp": amounts[0] / told.budget.unit}


def _share_contradicted(told: Said) -> dict[str, object] | None:
    """ "Lokalkostnaderna är 14 % av kostnaderna": what they are, if they can't be that."""
    figure, half = told.statement.figure, told.budget.half
    wholes = [now for _, _, now in told.budget.readings(told.statement.of)]
    parts = [now for _, _, now in told.readings]
    if figure is None or not wholes or None in wholes or None in parts:
        return None
    shares = [(part, whole) for part in parts for whole in wholes if part is not None and whole]
    if any(figure.may_be(100 * (p - half) / (w + half), 100 * (p + half) / (w - half)) for p, w in shares):
        return None
    part, whole = shares[0]
    summed = told.budget.readings(told.statement.of)[0][0].name
    return {"fall": "andel", "procent": round(100 * part / whole, 1), "summan": summed}


def prepare(rows: Asked) -> DataFrame:
    return found(said(rows, NUMBER), contradicted, ["Budget"])


@rule(
    table="_texter",
    also=("text",),
    facts=("fras", "post", "belopp", "procent", "summan"),
    unit=("Beloppsenhet",),
    tables=("tblBudget", "tblEnhet", "tblMal", "tblTexter"),
    tables_if_there=("_celler",),
    prepare=prepare,
    severity=ERROR,
    says={
        "belopp": "Här står ”{fras:kort}”, men ”{post:kort}” är {belopp:belopp} i kolumnen Budget.",
        "andel": "Här står ”{fras:kort}”, men ”{post:kort}” är {procent}\u00a0% av ”{summan:kort}” i kolumnen Budget.",
    },
    do="Rätta beloppet i texten, eller i budgeten om det är den som har blivit fel. Gäller texten en del av beloppet "
    "eller ett annat år, skriv det.",
)
def check(rows: Asked) -> Expr:
    return rows["fras"].is_null()
