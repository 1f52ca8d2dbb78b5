"""What a SIE file holds, summed record by record: the amounts of one year, its registers and its
facts.

What is summed:

    #TRANS     by its own day's month, or by its voucher's (#VER); #BTRANS, a removed row, is not.
               #RTRANS, an added row, is followed by the same row as #TRANS and is counted with that
    #PSALDO    a month's change of an account: `sie_balances` says how; used where the file has no
               transactions
    #PBUDGET   the same of the ledger's budget

Source: SIE filformat, utgåva 4B (2008-09-30).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from xlplan.ledger.problems import Problems
from xlplan.ledger.sie_sum import Checksum

CENTRE_DIMENSION = 1
"""Kostnadsställe / resultatenhet, by the specification."""

Key = tuple[bytes, bytes, int]
"""Kostnadsställe, account and month; month 0 is every month of another year."""
CentreAccount = tuple[bytes, bytes]
"""Kostnadsställe and account."""
BalanceKey = tuple[tuple[int, ...], bytes, bytes, int]
"""The dimensions that a balance is told for, and the above."""


@dataclass
class Records:
    """What a file says, in its own bytes: names are not decoded before all of it has been seen."""

    year: int
    dimension: int = CENTRE_DIMENSION
    transactions: defaultdict[CentreAccount, list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0] * 13)
    )
    """Öre by month; the first of the thirteen is every month of another year."""
    transaction_rows: int = 0
    balances: defaultdict[BalanceKey, int] = field(default_factory=lambda: defaultdict(int))
    balance_rows: int = 0
    budget: defaultdict[BalanceKey, int] = field(default_factory=lambda: defaultdict(int))
    results: dict[tuple[int, bytes], int] = field(default_factory=dict)
    """#RES by (the file's year number, account)."""
    years: dict[int, tuple[str, str]] = field(default_factory=dict)
    """#RAR: year number -> first and last day as YYYYMMDD."""
    accounts: dict[bytes, bytes] = field(default_factory=dict)
    centres: dict[bytes, bytes] = field(default_factory=dict)
    dimensions: dict[int, bytes] = field(default_factory=dict)
    facts: dict[str, bytes] = field(default_factory=dict)
    """By label: FORMAT, PROGRAM, GEN, FNAMN, SIETYP, VALUTA."""
    seen_years: set[int] = field(default_factory=set)
    """Calendar years that any amount is of."""
    late_periods: set[int] = field(default_factory=set)
    """Periods after the twelfth, which programs use for the closing of the year."""
    lone_added: int = 0
    broken_end: bool = False
    """Whether the last line has no line break: the file may have been cut off there."""
    commas: int = 0
    sample: bytearray = field(default_factory=bytearray)
    checksum: Checksum = field(default_factory=Checksum)
    problems: Problems = field(default_factory=Problems)
