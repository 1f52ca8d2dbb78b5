"""The ledgers of a run: their sums, and the rows that have no place in any unit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A row of the ledger that belongs to no unit or no line."""

    account: str
    name: str
    cost_centre: str
    month: int
    """1–12; 0 for the whole year."""
    ore: int
    """Debit +, credit −, as in the ledger."""
    why: str
    """Swedish."""


@dataclass(frozen=True, slots=True)
class LedgerSummary:
    """The ledgers of a run, in öre as they came: read = placed + listed + not_result."""

    files: tuple[str, ...]
    read: int
    placed: int
    listed: int
    not_result: int = 0
    """Balance accounts: no part of any budget."""
    warnings: tuple[str, ...] = ()
