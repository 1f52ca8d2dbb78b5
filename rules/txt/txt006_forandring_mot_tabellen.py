"""Ökningar och minskningar i texterna stämmer med tabellerna.

Varför: ”En ökning med 0,3 mnkr” blir lätt kvar från en annan rad eller ett tidigare utkast. I planens texter prövas
    budgeten mot förra årets, i verksamhetsberättelsens analyser utfallet mot förra årets utfall. Regeln är tyst om
    delar, om det som en viss orsak ger och om jämförelser med annat än förra året.
Bryter:
    | Post           | Radtyp  | Föregående år | Budget | Kommentar                                     |
    | Lokalkostnader | kostnad | 3600          | 3810   | Ökning med 410 tkr jämfört med föregående år. |
Klarar:
    | Post              | Radtyp  | Föregående år | Budget | Kommentar                                  |
    | Lokalkostnader    | kostnad | 3600          | 3810   | Ökar med 5,8 % jämfört med föregående år.  |
    | Personalkostnader | kostnad | 19900         | 20565  | Ökar med 450 tkr på grund av löneavtalet.  |
"""

from polars import DataFrame, Expr, concat

from xlplan.rule import ERROR, Asked, rule

from .._analysis import changes
from ._compared import found, frame, row
from ._money import WAY, Said, is_whole_change, said

_SAME = 0.02
"""So large a part of last year's amount is still "oförändrat"."""


def contradicted(told: Said) -> dict[str, object] | None:
    """What the line's change is, if no reading of the text can be it; None if one can, or that is not known."""
    statement, unit = told.statement, told.budget.unit
    if statement.says != "change" or not is_whole_change(statement):
        return None
    if any(last is None or now is None or _agrees(told, last, now) for _, last, now in told.readings):
        return None
    _, last, now = told.readings[0]
    if last is None or now is None or min(last, now) < 0:
        return None
    by = abs(now - last)
    fall = "ökat" if now > last else "minskat" if now < last else "oförändrat"
    if fall != "oförändrat" and last and statement.figure and statement.figure.kind == "%":
        fall += " i procent"
    procent = round(100 * by / abs(last), 1) if last else None
    return {"fall": fall, "förra": last / unit, "nu": now / unit, "skillnad": by / unit, "procent": procent}


def _agrees(told: Said, last: float, now: float) -> bool:
    """Whether the statement may be true, or can't be told, if the line goes from `last` to `now` (kr)."""
    statement, half = told.statement, told.budget.half
    change, room = now - last, 2 * half
    if statement.before and not statement.before.may_be(last - half, last + half):
        # from something else than last year's budget: its outcome, perhaps
        return statement.named or statement.before.kind != "kr"
    exact = told.budget.unit < 1e6 and half == told.budget.unit / 2
    slack = 0.0 if exact else room
    if (statement.way == "upp" and change <= -slack) or (statement.way == "ned" and change >= slack):
        return not exact and change == 0
    if statement.way == "oförändrat" and abs(change) > max(room, abs(last) * _SAME):
        return False
    figures = [figure for figure in (statement.figure, statement.also) if figure]
    for figure in figures:
        if figure.kind == "kr" and not figure.may_be(abs(change) - room, abs(change) + room):
            return False
        if figure.kind == "%":
            if not last:
                return True
            percent, off = 100 * abs(change / last), 100 * room / abs(last)
            if not figure.may_be(percent - off, percent + off):
                return False
    return True


def prepare(rows: Asked) -> DataFrame:
    budget = found(said(rows, WAY), contradicted, ["Föregående år", "Budget"])
    outcomes = [
        row(cell, phrase, facts, "tblIndikatorer", cell["rad"], ["Utfall föregående år", "Utfall VB"])
        for cell, phrase, facts in changes(rows)
    ]
    return concat([budget, frame(outcomes)])


_FROM = "Här står ”{fras:kort}”, men ”{post:kort}” går från {förra:belopp} i kolumnen Föregående år till {nu:belopp} i "
_TO = _FROM + "kolumnen Budget"


@rule(
    table="_texter",
    also=("text",),
    facts=("fras", "post", "förra", "nu", "skillnad", "procent", "förra_utfall", "utfall"),
    unit=("Beloppsenhet",),
    tables=("tblBudget", "tblEnhet", "tblMal", "tblTexter", "tblIndikatorer"),
    tables_if_there=("_celler",),
    prepare=prepare,
    severity=ERROR,
    says={
        "ökat": _TO + ": en ökning med {skillnad:belopp}.",
        "minskat": _TO + ": en minskning med {skillnad:belopp}.",
        "ökat i procent": _TO + ": en ökning med {procent}\u00a0%.",
        "minskat i procent": _TO + ": en minskning med {procent}\u00a0%.",
        "oförändrat": _TO + ": ingen förändring.",
        "utfall": "Här står ”{fras:kort}”, men indikatorns utfall går från {förra_utfall} (Utfall föregående år) till "
        "{utfall} (Utfall VB).",
    },
    do={
        "": "Rätta förändringen i texten, eller beloppen om det är de som har blivit fel. Gäller texten bara en del av "
        "förändringen, skriv det.",
        "utfall": "Rätta analysen, eller utfallen om det är de som har blivit fel.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fras"].is_null()
