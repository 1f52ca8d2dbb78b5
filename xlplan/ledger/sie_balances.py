"""Balances of months (`#PSALDO`), which tell the same money several times over.

An account's change of a month may stand once without objects (its total) and again for each
kostnadsställe, each project and each pair of them. Here it is counted once: by kostnadsställe where
the file has it so, and what the total has besides is without kostnadsställe. Where an account
stands both by kostnadsställe alone and by kostnadsställe with something more, its total says
whether the second is a part of the first or comes besides; without a total nobody can know, and the
file is refused. So is an account without kostnadsställe that is told by several kinds of objects
with different sums.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from xlplan.ledger.sie_records import BalanceKey, Key
from xlplan.model import LedgerError

Told = dict[tuple[int, ...], dict[bytes, int]]
"""Of an account in a month: the dimensions told for -> kostnadsställe -> öre."""


def counted_once(balances: Mapping[BalanceKey, int], dimension: int) -> dict[Key, int]:
    """Öre by kostnadsställe, account and month. Raises LedgerError for an account that can be read
    in two ways."""
    told: dict[tuple[bytes, int], Told] = defaultdict(lambda: defaultdict(dict))
    for (dimensions, centre, account, month), amount in balances.items():
        told[account, month][dimensions][centre] = amount
    amounts: dict[Key, int] = {}
    for (account, month), ways in told.items():
        for centre, amount in _once(account, month, ways, dimension).items():
            amounts[centre, account, month] = amount
    return amounts


def besides(balances: Mapping[BalanceKey, int], dimension: int) -> list[tuple[bytes, int, int]]:
    """The accounts that come to more by project or the like than by kostnadsställe, and have no
    total that says so: account, öre by kostnadsställe (which is what counts) and by the other. Less
    is what has a project of it."""
    without_total = {key[2:] for key in balances} - {key[2:] for key in balances if not key[0]}
    by_centre: dict[tuple[bytes, int], int] = defaultdict(int)
    by_other: dict[tuple[bytes, int], dict[tuple[int, ...], int]] = defaultdict(
        lambda: defaultdict(int)
    )
    for (dimensions, _, account, month), amount in balances.items():
        if (account, month) in without_total:
            if dimension in dimensions:
                by_centre[account, month] += amount
            else:
                by_other[account, month][dimensions] += amount
    return [
        (key[0], by_centre[key], most)
        for key, others in by_other.items()
        if key in by_centre and abs(most := max(others.values(), key=abs)) > abs(by_centre[key])
    ]


def _once(account: bytes, month: int, ways: Told, dimension: int) -> dict[bytes, int]:
    total = ways[()][b""] if () in ways else None
    by_centre = {dimensions: rows for dimensions, rows in ways.items() if dimension in dimensions}
    if not by_centre:
        if total is None:  # only by project or the like: any one of these tells all of it
            sums = {sum(rows.values()) for rows in ways.values()}
            if len(sums) > 1:
                raise _two_ways(account, month, "för flera slags objekt med olika summor")
            (total,) = sums
        return {b"": total}
    alone = by_centre.get((dimension,))
    every = _together(by_centre)
    if len(by_centre) == 1:
        chosen = every
    elif total is not None and alone is not None:
        chosen = every if sum(every.values()) == total else alone
    elif total is not None:
        # by kostnadsställe and project, and by kostnadsställe and something else
        whole = [rows for rows in by_centre.values() if sum(rows.values()) == total]
        chosen = whole[0] if whole and sum(every.values()) != total else every
    else:
        raise _two_ways(
            account,
            month,
            "både för kostnadsställe och för kostnadsställe tillsammans med något annat",
        )
    rest = 0 if total is None else total - sum(chosen.values())
    return {**chosen, b"": chosen.get(b"", 0) + rest} if rest else chosen


def _two_ways(account: bytes, month: int, how: str) -> LedgerError:
    return LedgerError(
        f"konto {account.decode('cp437')} har periodsaldon för månad {month} {how}, men ingen "
        "summa (#PSALDO utan objekt). Det går inte att veta om beloppen är desamma. Exportera med "
        "verifikationer (typ 4), eller med kontots summa"
    )


def _together(ways: Mapping[tuple[int, ...], Mapping[bytes, int]]) -> dict[bytes, int]:
    summed: dict[bytes, int] = {}
    for rows in ways.values():
        for centre, amount in rows.items():
            summed[centre] = summed.get(centre, 0) + amount
    return summed
