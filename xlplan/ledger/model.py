"""The ledger as every reader gives it: one year's amounts, and what was noticed on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from xlplan.wording import HARD_BLANK, MINUS

Amounts = Mapping[tuple[str, str, int], int]
"""(kostnadsställe, account, month 1-12) -> öre, debit plus. The kostnadsställe is "" where the
ledger has none."""


class PostLine(NamedTuple):
    """A line of the budget; the same name may stand as income and as cost."""

    post: str
    line_type: str
    """ "intäkt" or "kostnad"."""


def kronor(ore: int) -> str:
    """An amount in öre as kronor: -123456 -> "−1 234,56 kr", exact however large."""
    whole, part = divmod(abs(ore), 100)
    sign = MINUS if ore < 0 else ""
    return f"{sign}{whole:,}".replace(",", HARD_BLANK) + f",{part:02}{HARD_BLANK}kr"


@dataclass(frozen=True)
class LedgerSource:
    """The file that the amounts come from."""

    form: str
    """ "SIE 4", "csv" or "xlsx"."""
    basis: str
    """What was summed: "verifikationer", "periodsaldon" or "tabell"."""
    rows: int
    """Transactions, balances or rows that were summed, also those of other years."""
    encoding: str = ""
    """As a person says it: "CP437", "UTF-8", "Windows-1252"; "" where it does not matter."""
    program: str = ""
    """The program that wrote the file, if it says so."""
    company: str = ""
    generated: str = ""
    """The file's own day, as it is written there."""


@dataclass(frozen=True)
class Ledger:
    """One calendar year of a ledger."""

    path: Path
    year: int
    amounts: Amounts
    source: LedgerSource
    account_names: Mapping[str, str] = field(default_factory=dict)
    cost_centre_names: Mapping[str, str] = field(default_factory=dict)
    budget: Amounts = field(default_factory=dict)
    """The ledger's own budget (#PBUDGET), in the same signs; empty where it has none."""
    warnings: tuple[str, ...] = ()
    """Whole sentences in Swedish: what does not stop the reading but should be known."""

    @property
    def total(self) -> int:
        """Öre over all amounts, debit plus."""
        return sum(self.amounts.values())

    @property
    def months(self) -> tuple[int, ...]:
        """The months that have any amount, in order."""
        return tuple(sorted({month for _, _, month in self.amounts}))
