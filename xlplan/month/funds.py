"""A result unit's result, what of it is carried over, and its fund against the limits.

At most 5 % of the gross budget is carried over from a year, the fund holds at most 10 %, and a
deficit is covered next year: the municipality's own rules for result units, whose limits its pack
may set.
"""

from __future__ import annotations

from decimal import Decimal

from xlplan.month.amounts import NOTHING, minus, whole_ore
from xlplan.month.figures import Amount, Fund, Totals
from xlplan.month.limits import Limits

_HUNDRED = Decimal(100)


def fund_of(
    incoming: Amount, net: Totals, cost: Totals, net_budget: Amount, limits: Limits
) -> Fund:
    """The fund of a result unit, by its own forecast, else by xlplan's; of a year that is over by
    its outcome."""
    target = net.budget_year if net_budget is None else net_budget
    made = net.forecasts
    ends = made.chosen if made.own is None or net.outcome[11] is not None else made.own
    base = cost.budget_year
    carry, most = _part(base, limits.overforing_procent), _part(base, limits.fond_procent)
    result = minus(target, ends)
    carried = result if result is None or carry is None else min(result, carry)
    fund = None if carried is None else (incoming or NOTHING) + carried
    so_far = minus(net.budget_so_far, net.outcome_so_far)
    return Fund(
        incoming=incoming,
        gross_budget=base,
        carry_limit=carry,
        fund_limit=most,
        result_so_far=so_far,
        result=result,
        carried=carried,
        fund=fund,
        fund_so_far=None if so_far is None else (incoming or NOTHING) + so_far,
        above_carry=_above(result, carry),
        above_fund=_above(fund, most),
    )


def _part(base: Amount, percent: Decimal) -> Amount:
    return None if base is None else whole_ore(base * percent / _HUNDRED)


def _above(amount: Amount, limit: Amount) -> Amount:
    return None if amount is None or limit is None else max(NOTHING, amount - limit)
