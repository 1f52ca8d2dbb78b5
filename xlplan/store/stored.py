"""Values as a database holds them: kronor (Decimal) as öre (int), rounded half away from zero, and
texts."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from xlplan.month.figures import Amount
from xlplan.wording import mask

_MOST = 2**63 - 1
"""What a BIGINT holds: 92 thousand billion kronor."""


def ore(kronor: Amount) -> int | None:
    """Öre of an amount; None for what is not known, and for what no database can hold as an
    amount."""
    if kronor is None or not kronor.is_finite():
        return None
    whole = int(kronor.scaleb(2).to_integral_value(ROUND_HALF_UP))
    return whole if abs(whole) <= _MOST else None


def ores(months: Iterable[Amount]) -> list[int | None]:
    """Öre of several amounts."""
    return [ore(month) for month in months]


def kronor(ore: int | None) -> Amount:
    """Kronor of öre, exact, with two decimals."""
    return None if ore is None else Decimal(ore).scaleb(-2)


def text(value: str) -> str:
    """A text as it is stored: personal numbers masked, and nothing that PostgreSQL refuses: NUL,
    and halves of a character."""
    return mask(value).replace("\0", "").encode("utf-8", "replace").decode("utf-8").strip()
