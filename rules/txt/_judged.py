"""Whether what a text says of the budget can be true: of levels and shares (TXT005), and of changes
(TXT006)."""

from xlplan.rule import change_agrees, is_whole_change

from ._money import Said


def level_contradicted(told: Said) -> dict[str, object] | None:
    """The budget's amount, if what the text says can't be it in any reading; None if it can, or
    that is not known."""
    figure, half = told.statement.figure, told.budget.half
    if told.statement.says == "share":
        return _share_contradicted(told)
    amounts = [now for _, _, now in told.readings if now is not None]
    if (
        told.statement.says != "level"
        or figure is None
        or figure.kind != "kr"
        or len(amounts) < len(told.readings)
    ):
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
    if any(
        figure.may_be(100 * (p - half) / (w + half), 100 * (p + half) / (w - half))
        for p, w in shares
    ):
        return None
    part, whole = shares[0]
    summed = told.budget.readings(told.statement.of)[0][0].name
    return {"fall": "andel", "procent": round(100 * part / whole, 1), "summan": summed}


def change_contradicted(told: Said) -> dict[str, object] | None:
    """What the line's change is, if no reading of the text can be it; None if one can, or that is
    not known."""
    statement, unit = told.statement, told.budget.unit
    if statement.says != "change" or not is_whole_change(statement):
        return None
    if any(
        last is None or now is None or _agrees(told, last, now) for _, last, now in told.readings
    ):
        return None
    _, last, now = told.readings[0]
    if last is None or now is None or min(last, now) < 0:
        return None
    by = abs(now - last)
    fall = "ökat" if now > last else "minskat" if now < last else "oförändrat"
    if fall != "oförändrat" and last and statement.figure and statement.figure.kind == "%":
        fall += " i procent"
    procent = round(100 * by / abs(last), 1) if last else None
    return {
        "fall": fall,
        "förra": last / unit,
        "nu": now / unit,
        "skillnad": by / unit,
        "procent": procent,
    }


def _agrees(told: Said, last: float, now: float) -> bool:
    """Whether the statement may be true, or can't be told, if the line goes from `last` to `now`
    (kr)."""
    unit, half = told.budget.unit, told.budget.half
    exact = unit < 1e6 and half == unit / 2
    return change_agrees(told.statement, last, now, half=half, exact=exact)
