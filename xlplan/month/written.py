"""The record of writing the ledger's outcome in the books, book by book."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from xlplan.model import Ref

PERIOD = "Avser månad"


class UnwrittenReason(StrEnum):
    """The reason why an amount was not written, as users read it."""

    NO_LINE = "boken har ingen sådan rad"
    SEVERAL_LINES = "boken har raden flera gånger"
    NO_COLUMN = "boken har ingen kolumn för månaden"
    FORMULA = "i cellen står en formel"
    NO_AMOUNT = "i cellen står något annat än ett belopp"
    MERGED = "cellen är sammanfogad med andra"
    NO_CELL = "cellens format visar inte belopp"


@dataclass(frozen=True, slots=True)
class OutcomeCell:
    """One cell that got a new value, in the book's Beloppsenhet."""

    ref: Ref
    post: str
    """As the book spells it; PERIOD for the month that the book's outcome goes to."""
    line_type: str
    month: int
    was: Decimal | str | None
    """A text is a number typed as text."""
    became: Decimal


@dataclass(frozen=True, slots=True)
class NotWritten:
    """An outcome that has no cell in the book."""

    post: str
    line_type: str
    month: int | None
    """None where it is the whole line."""
    kronor: Decimal | None
    """The outcome, of the line up to the month; None for PERIOD, which is no amount."""
    why: UnwrittenReason
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """The record of one book. With `why` nothing was written in it."""

    path: Path
    backup: Path | None = None
    """The copy of the book as it was; None where nothing was written."""
    changed: tuple[OutcomeCell, ...] = ()
    """Empty where every cell held its outcome already."""
    left: tuple[NotWritten, ...] = ()
    money_unit: str = ""
    why: str = ""
    """A Swedish clause without full stop."""
