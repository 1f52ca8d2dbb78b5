"""The light of a unit: whether its year balances, in words, with the reason.

- underskott: the unit's own forecast ends above its Nettobudget, or, where it has none, xlplan's
  does.
- bevaka: the unit says that the year balances and xlplan's forecast does not, or so far it has cost
  more than planned, or the unit itself forecasts a deficit within the limit.
- går inte att bedöma: no budget, or months whose outcome is not filled in.
- i balans: none of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlplan.month.amounts import NOTHING, minus
from xlplan.month.figures import COST, Amount, Light, Line, Method, Reason, Totals
from xlplan.month.limits import Limits
from xlplan.month.totals import gross

_HUNDRED = Decimal(100)
_MOST_LINES = 4
"""A line that is a quarter or more of what is worse counts, however small a part of its own budget
that is."""


Facts = dict[str, Decimal | int | str | None]
"""What a reason's sentence names."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A unit's light, and why."""

    light: Light
    why: Reason
    deficit: Amount
    """By the worse forecast; plus is a deficit."""


def judged(
    net: Totals,
    cost: Totals,
    lines: Sequence[Line],
    net_budget: Amount,
    month: int,
    limits: Limits,
    *,
    rounding: Decimal = NOTHING,
    missing: Sequence[int] = (),
) -> Verdict:
    """The verdict after that month. `rounding` is what rounded amounts may amount to in the net,
    `missing` are the months without any outcome."""
    target = net.budget_year if net_budget is None else net_budget
    own, ours = minus(net.forecasts.own, target), minus(net.forecasts.chosen, target)
    limit = max(limits.underskott_kr, gross(cost) * limits.underskott_procent / _HUNDRED)
    worst = max((deficit for deficit in (own, ours) if deficit is not None), default=None)
    if month == 12 and ours is not None:
        return Verdict(*_year_over(ours, limit, rounding), ours)
    facts: Facts = {"egen": own, "xlplan": ours, "gräns": limit}
    if target is None:
        return Verdict(Light.UNKNOWN, Reason("no_budget"), None)
    absent: Facts = {"månader": ",".join(map(str, missing))} if missing else {}
    if own is not None and own > limit:
        code = _own_deficit(ours, limit, missing)
        return Verdict(Light.DEFICIT, Reason(code, {**facts, **absent}), worst)
    if missing:
        return Verdict(Light.UNKNOWN, Reason("months_missing", absent), worst)
    if ours is None:
        return Verdict(Light.UNKNOWN, Reason("unread"), worst)
    if ours > limit:
        return Verdict(*_ours_alone(own, month, limits, facts), worst)
    return Verdict(*_balances(own, ours, limit, rounding, net, cost, lines, limits), worst)


def _own_deficit(ours: Amount, limit: Decimal, missing: Sequence[int]) -> str:
    """The reason where the unit itself says a deficit: whether xlplan's forecast says so too."""
    if missing:
        return "own_missing"
    if ours is None:
        return "own_only"
    return "both" if ours > limit else "own"


def _year_over(deficit: Decimal, limit: Decimal, rounding: Decimal) -> tuple[Light, Reason]:
    facts = {"xlplan": deficit, "gräns": limit}
    if deficit > limit:
        return Light.DEFICIT, Reason("year_deficit", facts)
    if deficit > rounding:
        return Light.BALANCE, Reason("year_small_deficit", facts)
    return Light.BALANCE, Reason("year_surplus" if -deficit > rounding else "year_even", facts)


def _ours_alone(own: Amount, month: int, limits: Limits, facts: Facts) -> tuple[Light, Reason]:
    """xlplan's forecast alone says a deficit; early in the year without a forecast of the unit's
    own that is a sign."""
    if own is not None:
        return Light.WATCH, Reason("ours", facts)
    if month < limits.takt_fran_manad:
        return Light.WATCH, Reason("ours_early", facts)
    return Light.DEFICIT, Reason("ours_alone", facts)


def _balances(
    own: Amount,
    ours: Decimal,
    limit: Decimal,
    rounding: Decimal,
    net: Totals,
    cost: Totals,
    lines: Sequence[Line],
    limits: Limits,
) -> tuple[Light, Reason]:
    facts = {"egen": own, "xlplan": ours, "gräns": limit, "avvikelse": net.deviation}
    if own is not None and own > rounding:
        return Light.WATCH, Reason("own_small", facts)
    behind = max(
        limits.avvikelse_kr,
        abs(cost.budget_so_far or NOTHING) * limits.avvikelse_procent / _HUNDRED,
    )
    by_season = any(line.forecasts.method is Method.SEASONAL for line in lines)
    if net.deviation is not None and net.deviation < -behind and not by_season:
        return Light.WATCH, Reason("behind", facts)
    surplus = -(own if own is not None else ours)
    if surplus > limit:
        return Light.BALANCE, Reason("surplus" if own is None else "own_surplus", facts)
    return Light.BALANCE, Reason(
        "small_deficit" if ours > rounding and own is None else "balance", facts
    )


def worse_lines(lines: Sequence[Line], limits: Limits, *, own: bool) -> list[Line]:
    """The lines that make the year worse than the budget, the worst first: those above the limit of
    a deviation, or else the worst one. By the unit's own forecasts, or by xlplan's."""
    worse = sorted(
        (
            (amount, place, line)
            for place, line in enumerate(lines)
            if (amount := worse_by(line, own=own)) > 0
        ),
        key=lambda each: (-each[0], each[1]),
    )
    whole = sum((amount for amount, _, _ in worse), NOTHING)
    above = [
        line
        for amount, _, line in worse
        if amount > limits.avvikelse_kr
        and (
            amount * _MOST_LINES >= whole
            or amount * _HUNDRED > abs(line.budget_year or NOTHING) * limits.avvikelse_procent
        )
    ]
    return above or [line for _, _, line in worse[:1]]


def own_decides(net: Totals) -> bool:
    """Whether the unit's own forecast is the worse of the two."""
    own, ours = net.forecasts.own, net.forecasts.chosen
    return (
        net.forecasts.method is not Method.ACTUAL
        and own is not None
        and (ours is None or own >= ours)
    )


def worse_by(line: Line, *, own: bool) -> Decimal:
    """How much worse than its budget the line ends the year; 0 where it is better or not known."""
    ends = (
        line.forecasts.own
        if own and line.forecasts.method is not Method.ACTUAL
        else line.forecasts.chosen
    )
    if ends is None:
        return NOTHING
    more = ends - (line.budget_year or NOTHING)
    return max(NOTHING, more if line.line_type == COST else -more)
