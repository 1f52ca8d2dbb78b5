"""How well a unit's forecasts of its net hit the year's outcome: T1's, T2's, and those that earlier runs remember.

The forecast of T2 is to hit within one per cent. A net of some thousands is no measure of what was missed, so the
per cent are of the year's gross cost, as the outcome had it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlplan.month.amounts import NOTHING, all_added, per_cent
from xlplan.month.figures import COST, INCOME, Amount, Before, Hit, Line, Totals
from xlplan.month.limits import Limits

_DECIMALS = 2


def hits_of_year(
    year: int, lines: Sequence[Line], net: Totals, cost: Totals, remembered: Sequence[Before], limits: Limits
) -> tuple[Hit, ...]:
    """Of a year that is over, from the book's own columns and the months remembered; none before."""
    if net.outcome[11] is None or net.outcome_so_far is None:
        return ()
    said: dict[str, Amount] = {
        f"{before.month:02}": before.forecast_own
        for before in remembered
        if before.forecast_own is not None and before.month < 12
    }
    said |= {"T1": _net(lines, "forecast_t1"), "T2": _net(lines, "forecast_t2")}
    return tuple(_hits(year, said, net.outcome_so_far, cost.outcome_so_far, limits))


def hits_before(year: int, remembered: Sequence[Before], limits: Limits) -> tuple[Hit, ...]:
    """Of an earlier year, from what its runs remember: April's own forecast is T1's, August's T2's."""
    end = next((before for before in remembered if before.month == 12), None)
    if end is None:
        return ()
    net, cost = NOTHING, NOTHING
    for (_, kind), line in end.lines.items():
        came = sum((month or NOTHING for month in line.outcome), NOTHING)
        net += came if kind == COST else -came
        cost += came if kind == COST else NOTHING
    names = {4: "T1", 8: "T2"}
    said = {names.get(b.month, f"{b.month:02}"): b.forecast_own for b in remembered if b.month < 12}
    return tuple(_hits(year, said, net, cost, limits))


def _hits(year: int, said: dict[str, Amount], outcome: Decimal, cost: Amount, limits: Limits) -> Iterator[Hit]:
    for name in sorted(said, key=_order):
        if (forecast := said[name]) is None:
            continue
        missed = outcome - forecast
        percent = per_cent(missed, cost, _DECIMALS) if cost else None
        within = None if name != "T2" or not cost else abs(missed) * 100 <= abs(cost) * limits.prognos_procent
        yield Hit(year, name, forecast, outcome, missed, percent, within)


def _order(name: str) -> float:
    """The months in order, T1 and T2 after the month that they are made of."""
    return {"T1": 4.5, "T2": 8.5}[name] if name.startswith("T") else float(name)


def _net(lines: Sequence[Line], which: str) -> Amount:
    """The net of a tertial's forecast; None if nobody has made it, or a line that is used lacks it."""
    said = [(line, getattr(line, which)) for line in lines]
    if all(amount is None for _, amount in said):
        return None
    signs = {COST: 1, INCOME: -1}
    return all_added(
        NOTHING if amount is None and not line.budget_year and not line.outcome_so_far
        else None if amount is None else amount * signs[line.line_type]
        for line, amount in said
    )  # fmt: skip
