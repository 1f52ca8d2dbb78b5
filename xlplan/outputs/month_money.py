"""Amounts of a month as the overview page writes them: in the page's own money unit, with signs that tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from xlplan.month.figures import Amount, UnitMonth
from xlplan.wording import HARD_BLANK, number

NOTHING = "–"
"""What is written where an amount is not known."""
_WHOLE = Decimal(1)
_MANY = 100
"""Per cents from here on are told without decimals."""


@dataclass(frozen=True)
class Money:
    """Writes kronor in one unit, rounded to whole ones, each amount by itself."""

    name: str
    """ "kr" or "tkr"."""
    factor: Decimal

    def __call__(self, amount: Amount) -> str:
        """20565000 -> "20 565" in tkr; None -> "–"."""
        return NOTHING if amount is None else number(float(self.rounded(amount)))

    def signed(self, amount: Amount) -> str:
        """-320000 -> "−320", 12000 -> "+12", 300 -> "0" in tkr."""
        if amount is None:
            return NOTHING
        shown = self.rounded(amount)
        return f"{'+' if shown > 0 else ''}{number(float(shown))}"

    def named(self, amount: Decimal) -> str:
        """320000 -> "320 tkr"."""
        return f"{self(amount)}{HARD_BLANK}{self.name}"

    def rounded(self, amount: Decimal) -> Decimal:
        return (amount / self.factor).quantize(_WHOLE, ROUND_HALF_UP)


def money_of(units: Iterable[UnitMonth]) -> Money:
    """tkr, in which boards are told of their money, unless every book is in kr."""
    return Money("kr", _WHOLE) if {unit.money_unit for unit in units} == {"kr"} else Money("tkr", Decimal(1000))


def signed_percent(percent: Amount) -> str:
    """-1.25 -> "−1,3 %", 250.5 -> "+251 %"; None -> "–"."""
    if percent is None:
        return NOTHING
    shown = percent.quantize(_WHOLE if abs(percent) >= _MANY else Decimal("0.1"), ROUND_HALF_UP)
    return f"{'+' if shown > 0 else ''}{number(float(shown))}{HARD_BLANK}%"


def share(part: Amount, whole: Amount) -> Amount:
    """How many per cent `part` is of the size of `whole`; None of nothing."""
    return part * 100 / abs(whole) if part is not None and whole else None


def kronor(ore: int) -> str:
    """123456 öre -> "1 234,56", every öre of it."""
    whole, rest = divmod(abs(ore), 100)
    return f"{'−' if ore < 0 else ''}{whole:,}".replace(",", HARD_BLANK) + f",{rest:02}"
