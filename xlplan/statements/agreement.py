"""Whether what a text says of an amount, or of an outcome, can be true of what it was and is.

What cannot be told is not contradicted.
"""

from __future__ import annotations

from typing import NamedTuple

from xlplan.statements.budgets import OWN
from xlplan.statements.values import StatedFigure, Statement

_SAME = 0.02
"""So large a part of what it was is still "oförändrat"."""


class MeasuredOutcome(NamedTuple):
    """A cell with one plain number."""

    value: float
    half: float
    """Half a unit in its last place."""
    unit: str

    def may_be(self, figure: StatedFigure) -> bool:
        return figure.may_be(self.value - self.half, self.value + self.half)


def is_whole_change(statement: Statement) -> bool:
    """Whether a change must be the line's whole change since last year, and not what one thing
    makes of it."""
    if statement.compared or statement.definite:
        return True
    # "vi minskar lokalkostnaderna med 100 tkr" may be one thing among others
    return statement.key == OWN and not statement.cause and not statement.lead.strip()


def change_agrees(
    statement: Statement, last: float, now: float, *, half: float, exact: bool
) -> bool:
    """Whether it may be true of an amount of the budget, in kr, that goes from `last` to `now`.
    They may be off by `half`, but are as written where they are `exact`."""
    change, room = now - last, 2 * half
    if statement.before and not statement.before.may_be(last - half, last + half):
        # from something else than last year's budget: its outcome, perhaps
        return statement.named or statement.before.kind != "kr"
    slack = 0.0 if exact else room
    if (statement.way == "upp" and change <= -slack) or (
        statement.way == "ned" and change >= slack
    ):
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


def outcome_change_agrees(
    statement: Statement, last: MeasuredOutcome, now: MeasuredOutcome
) -> bool:
    """Whether it may be true of outcomes that go from `last` to `now`."""
    change, room = now.value - last.value, now.half + last.half
    if statement.before and not last.may_be(statement.before):
        return True  # since another time than last year
    if statement.way == "oförändrat":
        return abs(change) <= max(room, abs(last.value) * _SAME)
    if (statement.way == "upp" and change <= -room) or (statement.way == "ned" and change >= room):
        return False
    figure = statement.figure
    if figure is None or statement.before or figure.kind == "kr":
        return True
    if figure.may_be(abs(change) - room, abs(change) + room):
        return True
    if figure.kind == "procentenheter":
        return now.unit != "%"
    relative, off = (100 * part / max(abs(last.value), 1e-9) for part in (abs(change), room))
    return figure.kind != "%" or figure.may_be(relative - off, relative + off)
