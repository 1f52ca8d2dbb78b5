"""Forecast accuracy: how well a unit's forecasts of the year hit its outcome: T1's, T2's, and those
that earlier runs remember.

The forecast of T2 is to hit within one per cent. It is measured as the rule MAN009 does: the net,
or the cost for a unit whose net is so small a part of its cost that it says nothing of how large
the unit is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from xlplan.month.amounts import NOTHING, per_cent
from xlplan.month.figures import COST, Amount, Hit, Line, Totals
from xlplan.month.limits import Limits
from xlplan.month.memory import Before

_DECIMALS = 2
_SMALL = Decimal("0.1")
"""The part of the cost below which a net says nothing of how large a unit is."""
_OF_TERTIALS = {4: "T1", 8: "T2"}

Said = tuple[str, Amount, bool]
"""Radtyp, a line's forecast, and whether the line is used: one that nobody plans or uses needs no
forecast."""


def hits_of_year(
    year: int,
    lines: Sequence[Line],
    net: Totals,
    cost: Totals,
    net_budget: Amount,
    remembered: Sequence[Before],
    limits: Limits,
) -> tuple[Hit, ...]:
    """The hits of a year that is over, from the book's own columns and the months remembered; none
    before."""
    if net.outcome[11] is None or net.outcome_so_far is None or cost.outcome_so_far is None:
        return ()
    of_net = _tells(net.budget_year if net_budget is None else net_budget, cost.outcome_so_far)
    said = _remembered(remembered, of_net, {})
    for name, amounts in (
        ("T1", [each.forecast_t1 for each in lines]),
        ("T2", [each.forecast_t2 for each in lines]),
    ):
        used = [bool(each.budget_year or each.outcome_so_far) for each in lines]
        said[name] = _sum(
            zip([each.line_type for each in lines], amounts, used, strict=True), of_net
        )
    return tuple(
        _hits(year, said, net.outcome_so_far if of_net else cost.outcome_so_far, of_net, limits)
    )


def hits_before(year: int, remembered: Sequence[Before], limits: Limits) -> tuple[Hit, ...]:
    """The hits of an earlier year, from what its runs remember: April's own forecast is T1's,
    August's T2's."""
    end = next((before for before in remembered if before.month == 12), None)
    if end is None:
        return ()
    net, cost, planned = NOTHING, NOTHING, NOTHING
    for (_, kind), line in end.lines.items():
        came = sum((month or NOTHING for month in line.outcome), NOTHING)
        net += came if kind == COST else -came
        cost += came if kind == COST else NOTHING
        planned += (line.budget_year or NOTHING) * (1 if kind == COST else -1)
    of_net = _tells(planned, cost)
    return tuple(
        _hits(
            year,
            _remembered(remembered, of_net, _OF_TERTIALS),
            net if of_net else cost,
            of_net,
            limits,
        )
    )


def _tells(net: Amount, cost: Decimal) -> bool:
    return abs(net or NOTHING) >= abs(cost) * _SMALL


def _remembered(
    remembered: Sequence[Before], of_net: bool, names: Mapping[int, str]
) -> dict[str, Amount]:
    """The unit's own forecasts by the month that they were made in, or the tertial's name."""
    return {
        names.get(before.month, f"{before.month:02}"): before.forecast_own
        if of_net
        else _sum(
            (
                (kind, line.forecast, bool(line.budget_year or any(line.outcome)))
                for (_, kind), line in before.lines.items()
            ),
            of_net,
        )
        for before in remembered
        if before.month < 12
    }


def _sum(lines: Iterable[Said], of_net: bool) -> Amount:
    """The forecast of the net or of the cost; None if nobody has made it, or a line that is used
    lacks it."""
    total, made = NOTHING, False
    for kind, amount, used in lines:
        if kind != COST and not of_net:
            continue
        if amount is None and used:
            return None
        made = made or amount is not None
        total += (amount or NOTHING) * (1 if kind == COST else -1)
    return total if made else None


def _hits(
    year: int, said: Mapping[str, Amount], outcome: Decimal, of_net: bool, limits: Limits
) -> Iterator[Hit]:
    for name in sorted(said, key=_order):
        if (forecast := said[name]) is None:
            continue
        missed = outcome - forecast
        within = (
            abs(missed) * 100 <= abs(forecast) * limits.prognos_procent if name == "T2" else None
        )
        yield Hit(
            year,
            name,
            forecast,
            outcome,
            missed,
            per_cent(missed, forecast, _DECIMALS),
            within,
            of_net,
        )


def _order(name: str) -> float:
    """The months in order, T1 and T2 after the month that they are made of."""
    return {"T1": 4.5, "T2": 8.5}[name] if name.startswith("T") else float(name)
