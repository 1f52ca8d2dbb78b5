"""A ledger's amounts on the units' budget lines, and beside them everything that has no place
there.

Nothing is dropped: everything read = everything placed + everything listed + what is no result
(balance accounts), to the öre, and `place` refuses to answer where that does not hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from xlplan.ledger.accounts import INCOME, AccountPlan
from xlplan.ledger.model import Ledger, PostLine

BALANCE_CLASSES = ("1", "2")
"""Assets and debts: no part of a unit's result, in every chart of accounts."""


class UnplacedReason(StrEnum):
    """The reason why an amount is on no line."""

    ACCOUNT = "konto"
    COST_CENTRE = "kostnadsställe"
    NO_COST_CENTRE = "utan kostnadsställe"
    BOTH = "konto och kostnadsställe"


WHY_TOLD = {
    UnplacedReason.ACCOUNT: "kontot hör inte till någon budgetrad",
    UnplacedReason.COST_CENTRE: "kostnadsstället hör inte till någon enhet",
    UnplacedReason.NO_COST_CENTRE: "beloppet har inget kostnadsställe",
    UnplacedReason.BOTH: "varken kontot eller kostnadsstället finns i registret",
}


class Units(Protocol):
    """Kostnadsställe -> Enhetskod: `CostCentres`, or a dict."""

    def get(self, cost_centre: str, /) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Listed:
    """An amount that has no place."""

    account: str
    account_name: str
    cost_centre: str
    cost_centre_name: str
    unit: str
    """The unit's code, where the kostnadsställe is known; else ""."""
    month: int
    ore: int
    """As in the ledger: debit plus."""
    why: UnplacedReason


@dataclass(frozen=True)
class Placed:
    """A ledger's year on the units' budget lines, and what has no place there."""

    units: Mapping[str, Mapping[PostLine, tuple[int, ...]]]
    """Enhetskod -> line -> twelve months' öre with the book's signs: income and cost both plus. A
    month of a line that has no amount is 0."""
    listed: tuple[Listed, ...]
    """The largest first."""
    not_result: Mapping[str, int]
    """Balance accounts -> öre, debit plus: no fault, and no result."""
    read: int
    """Öre of the whole year as read, debit plus; so are the three below."""
    placed: int
    listed_total: int
    not_result_total: int

    @property
    def result(self) -> int:
        """Öre of the result accounts, debit plus: what can be placed. Of whole vouchers all
        accounts come to 0."""
        return self.read - self.not_result_total

    def months(self, unit: str, post: str, line_type: str) -> tuple[int, ...] | None:
        """A line's twelve months; None where the ledger has nothing for it."""
        return self.units.get(unit, {}).get(PostLine(post, line_type))


def place(ledger: Ledger, units: Units, accounts: AccountPlan) -> Placed:
    """Each amount on the line of its account, in the unit of its kostnadsställe."""
    placed: dict[str, dict[PostLine, list[int]]] = {}
    listed: list[Listed] = []
    balance: dict[str, int] = {}
    total = 0
    centres = {centre for centre, _, _ in ledger.amounts if centre}
    known = {centre: units.get(centre) for centre in centres}
    for (centre, account, month), ore in ledger.amounts.items():
        line, unit = accounts.line_of(account), known.get(centre)
        if line is None and account.startswith(BALANCE_CLASSES):
            balance[account] = balance.get(account, 0) + ore
        elif line is None or unit is None:
            why = _why(line is None, unit, centre)
            listed.append(_listed(ledger, centre, account, unit or "", month, ore, why))
        else:
            months = placed.setdefault(unit, {}).setdefault(line, [0] * 12)
            months[month - 1] += -ore if line.line_type == INCOME else ore
            total += ore
    listed.sort(key=lambda row: (-abs(row.ore), row.account, row.cost_centre, row.month))
    outcome = Placed(
        units={
            unit: {line: tuple(months) for line, months in sorted(lines.items())}
            for unit, lines in sorted(placed.items())
        },
        listed=tuple(listed),
        not_result=dict(sorted(balance.items())),
        read=ledger.total,
        placed=total,
        listed_total=sum(row.ore for row in listed),
        not_result_total=sum(balance.values()),
    )
    _reconcile(outcome)
    return outcome


def _listed(
    ledger: Ledger,
    centre: str,
    account: str,
    unit: str,
    month: int,
    ore: int,
    why: UnplacedReason,
) -> Listed:
    return Listed(
        account,
        ledger.account_names.get(account, ""),
        centre,
        ledger.cost_centre_names.get(centre, ""),
        unit,
        month,
        ore,
        why,
    )


def _why(no_line: bool, unit: str | None, centre: str) -> UnplacedReason:
    if not centre:
        return UnplacedReason.NO_COST_CENTRE
    if unit is None:
        return UnplacedReason.BOTH if no_line else UnplacedReason.COST_CENTRE
    return UnplacedReason.ACCOUNT


def _reconcile(outcome: Placed) -> None:
    """What stands on the lines, counted again from the outcome itself, and what does not: together
    it is all read."""
    on_lines = sum(
        -sum(months) if line.line_type == INCOME else sum(months)
        for lines in outcome.units.values()
        for line, months in lines.items()
    )
    if (
        on_lines != outcome.placed
        or outcome.read != on_lines + outcome.listed_total + outcome.not_result_total
    ):
        raise AssertionError("the ledger's amounts are not all placed or listed")
