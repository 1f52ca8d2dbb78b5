"""Amounts: kronor with whole öre, exact as Decimal."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from xlplan.model import Value
from xlplan.month.figures import Amount, Months

ORE = Decimal("0.01")
NOTHING = Decimal("0.00")
FACTORS = {"kr": Decimal(1), "tkr": Decimal(1_000), "mnkr": Decimal(1_000_000)}
"""Kronor to one of each Beloppsenhet."""


def kronor(value: Value, factor: Decimal) -> Amount:
    """A cell's amount in whole öre; None for anything but a number. Excel's fractions (a year
    divided by twelve) are rounded here, once, so that whatever tells or remembers an amount has the
    same one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return whole_ore(Decimal(repr(value)) * factor)


def whole_ore(amount: Decimal) -> Decimal:
    """An amount in whole öre, half rounded away from zero, as in Excel; never −0."""
    return amount.quantize(ORE, ROUND_HALF_UP) + NOTHING


def from_ore(ore: int) -> Decimal:
    """Kronor of an amount in öre."""
    return Decimal(ore).scaleb(-2)


def as_number(amount: Decimal) -> int | float:
    """The shortest number that reads back the same: a float has fifteen digits, and no budget needs
    as many."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def added(amounts: Iterable[Amount]) -> Amount:
    """The sum of what is known; None if nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, NOTHING) if known else None


def all_added(amounts: Iterable[Amount]) -> Amount:
    """The sum; None if one is not known. Of none it is 0."""
    total = NOTHING
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def minus(amount: Amount, less: Amount) -> Amount:
    """The difference; None if either is not known."""
    return None if amount is None or less is None else amount - less


def spread(year: Decimal) -> Months:
    """A year's amount in twelve even months, in whole öre; the last one takes the rest."""
    one = whole_ore(year / 12)
    return (*(one,) * 11, year - one * 11)


def per_cent(part: Decimal, whole: Decimal, decimals: int = 1) -> Amount:
    """The part in per cent of the whole's size; None of 0."""
    return (
        None
        if not whole
        else (part * 100 / abs(whole)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    )
