"""Lines and their sums: budget, outcome, deviation and forecasts of a month."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from xlplan.month.amounts import NOTHING, added, all_added, minus, per_cent
from xlplan.month.entries import Entry, Year, plain
from xlplan.month.figures import (
    COST,
    INCOME,
    Amount,
    Forecasts,
    Line,
    LineKey,
    Method,
    Months,
    Reason,
    Totals,
)
from xlplan.month.forecasts import forecasts, own_heading, prudent, so_far
from xlplan.month.limits import Limits

Seasons = Mapping[LineKey, Sequence[Months]]


def lines_of(year: Year, month: int, limits: Limits, seasons: Seasons) -> tuple[Line, ...]:
    """The lines as they stood after that month."""
    own, known = own_heading(year, month), not year.missing(month)
    earlier = {(plain(post), kind): years for (post, kind), years in seasons.items()}
    made = [
        forecasts(
            entry,
            month,
            own,
            limits,
            known=known,
            half=year.half,
            seasons=earlier.get((plain(entry.post), entry.line_type), ()),
        )
        for entry in year.entries
    ]
    chosen = prudent(year.entries, made, month, limits)
    return tuple(
        _line(entry, month, each, known) for entry, each in zip(year.entries, chosen, strict=True)
    )


def _line(entry: Entry, month: int, made: Forecasts, known: bool) -> Line:
    planned = added(entry.budget[:month])
    came = so_far(entry, month)
    # some months' outcome is nothing to hold against all months' budget
    compared = came if known else None
    deviation = minus(planned, compared) if entry.line_type == COST else minus(compared, planned)
    said = entry.forecasts or {}
    return Line(
        post=entry.post,
        line_type=entry.line_type,
        budget_year=entry.budget_year,
        budget=entry.budget,
        outcome=_until(entry.outcome, month),
        budget_so_far=planned,
        outcome_so_far=came,
        deviation=deviation,
        percent=_percent(deviation, planned),
        forecasts=made,
        forecast=made.own,
        forecast_t1=said.get("Prognos T1"),
        forecast_t2=said.get("Prognos T2"),
        comment=entry.comment,
        spread=entry.spread,
        budget_ref=entry.budget_ref,
        month_ref=entry.month_ref,
    )


def totals_of(year: Year, lines: Sequence[Line], month: int) -> tuple[Totals, Totals, Totals]:
    """The totals of income, of cost, and of the net."""
    missing = year.missing(month)
    unread = {m for entry in year.entries for m in entry.unread if m <= month}
    own = bool(own_heading(year, month))
    income, cost = (
        _total(
            [line for line in lines if line.line_type == kind],
            kind,
            month,
            (*missing, *unread),
            own,
        )
        for kind in (INCOME, COST)
    )
    return income, cost, _net(income, cost)


def _total(
    lines: Sequence[Line], kind: str, month: int, unknown: Sequence[int], own: bool
) -> Totals:
    planned = added(line.budget_so_far for line in lines)
    outcome = tuple(
        None
        if m > month or m in unknown
        else added(line.outcome[m - 1] for line in lines) or NOTHING
        for m in range(1, 13)
    )
    came = all_added(outcome[:month])
    deviation = minus(planned, came) if kind == COST else minus(came, planned)
    return Totals(
        budget_year=added(line.budget_year for line in lines),
        budget=_each_month(lines, lambda line: line.budget),
        outcome=outcome,
        budget_so_far=planned,
        outcome_so_far=came,
        deviation=deviation,
        percent=_percent(deviation, planned),
        forecasts=_summed(lines, month, own),
    )


def _each_month(lines: Sequence[Line], months: Callable[[Line], Months]) -> Months:
    return tuple(added(months(line)[m] for line in lines) for m in range(12))


def _summed(lines: Sequence[Line], month: int, own: bool) -> Forecasts:
    chosen = all_added(line.forecasts.chosen for line in lines)
    method = Method.NONE if chosen is None else Method.ACTUAL if month == 12 else Method.SUM
    unknown = next((line.forecasts.why for line in lines if line.forecasts.chosen is None), None)
    why = unknown or Reason("year_over" if month == 12 else "sum_of_lines")
    return Forecasts(
        own=all_added(_own(line) for line in lines) if own else None,
        remaining=all_added(line.forecasts.remaining for line in lines),
        run_rate=all_added(line.forecasts.run_rate for line in lines),
        seasonal=all_added(_seasonal(line) for line in lines)
        if not lines or any(map(_has_season, lines))
        else None,
        method=method,
        why=why,
        chosen=chosen,
    )


def _own(line: Line) -> Amount:
    """A line that nobody plans or uses needs no forecast."""
    unused = not line.budget_year and not line.outcome_so_far
    return NOTHING if line.forecasts.own is None and unused else line.forecasts.own


def _has_season(line: Line) -> bool:
    return line.forecasts.seasonal is not None


def _seasonal(line: Line) -> Amount:
    unused = not line.budget_year and not line.outcome_so_far
    return NOTHING if line.forecasts.seasonal is None and unused else line.forecasts.seasonal


def _net(income: Totals, cost: Totals) -> Totals:
    """Cost minus income; a unit that has no lines of one kind has 0 of it. Of a net below a
    hundredth of the cost a per cent tells nothing."""
    planned, came = (
        _less(cost.budget_so_far, income.budget_so_far),
        minus(cost.outcome_so_far, income.outcome_so_far),
    )
    deviation = minus(planned, came)
    tells = planned is not None and abs(planned) >= abs(cost.budget_so_far or NOTHING) / 100
    one, other = cost.forecasts, income.forecasts
    return Totals(
        budget_year=_less(cost.budget_year, income.budget_year),
        budget=tuple(_less(c, i) for c, i in zip(cost.budget, income.budget, strict=True)),
        outcome=tuple(minus(c, i) for c, i in zip(cost.outcome, income.outcome, strict=True)),
        budget_so_far=planned,
        outcome_so_far=came,
        deviation=deviation,
        percent=_percent(deviation, planned) if tells else None,
        forecasts=Forecasts(
            own=minus(one.own, other.own),
            remaining=minus(one.remaining, other.remaining),
            run_rate=minus(one.run_rate, other.run_rate),
            seasonal=minus(one.seasonal, other.seasonal),
            method=one.method if other.method is not Method.NONE else other.method,
            why=one.why if one.chosen is None or other.chosen is not None else other.why,
            chosen=minus(one.chosen, other.chosen),
        ),
    )


def _less(amount: Amount, less: Amount) -> Amount:
    return None if amount is None and less is None else (amount or NOTHING) - (less or NOTHING)


def _until(months: Months, month: int) -> Months:
    return tuple(amount if m <= month else None for m, amount in enumerate(months, 1))


def _percent(deviation: Amount, planned: Amount) -> Amount:
    return per_cent(deviation, planned) if deviation is not None and planned else None


def gross(cost: Totals) -> Decimal:
    """What limits in per cent are parts of: the year's cost budget, or what has been spent where
    there is none."""
    return abs(cost.budget_year or cost.outcome_so_far or NOTHING)
