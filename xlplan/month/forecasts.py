"""Forecasts of the year: of each line by three methods, which of them is xlplan's, and why.

- remaining: what has come and the budget of the months to come. Right when the budget's months tell
  when money comes, and when what has deviated so far was a single event.
- run rate: as if every month to come were like those that have been. Right when an even line keeps
  deviating.
- seasonal: what has come, by the part of the year that these months were in earlier years. Right
  when years are alike.

The choice is written down in docs/developers/month.md and in the handbook; its limits stand in
`limits`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from xlplan.month.amounts import NOTHING, added, per_cent, whole_ore
from xlplan.month.entries import FORECASTS, Entry, Year
from xlplan.month.figures import COST, Amount, Forecasts, Method, Months, Reason
from xlplan.month.limits import Limits

_HUNDRED = Decimal(100)
_SMALLEST_SHARE = Decimal("0.05")
"""A season in which less of the year has come tells nothing: what has come would be multiplied
twentyfold."""
_MOST_YEARS = 3
_EVEN = Decimal("0.25")
"""A budget's month differs at most by this part from the mean month in a year that counts as
even."""


def own_heading(year: Year, month: int) -> str:
    """The heading of the unit's own forecast as it was in that month: the latest, or for a month
    that the book has left behind the latest tertial report's. "" where there was none."""
    given = [
        name
        for name in FORECASTS
        if any((e.forecasts or {}).get(name) is not None for e in year.entries)
    ]
    if month < year.last:
        there = (
            ("Prognos T2", "Prognos T1") if month >= 8 else ("Prognos T1",) if month >= 4 else ()
        )
        given = [name for name in given if name in there]
    return given[0] if given else ""


def so_far(entry: Entry, month: int) -> Amount:
    """The outcome of the months up to that one; None if none is filled in or one cannot be read.

    A blank among filled months is an amount of which nothing came.
    """
    if any(m <= month for m in entry.unread):
        return None
    return added(entry.outcome[:month])


def forecasts(
    entry: Entry,
    month: int,
    own: str,
    limits: Limits,
    *,
    known: bool = True,
    seasons: Sequence[Months] = (),
    half: Decimal = NOTHING,
) -> Forecasts:
    """The line's forecasts after that month. `known` is False where months before it have no
    outcome at all, and then there is only the unit's own (by its heading, `own`). `seasons` are
    earlier years' outcomes, the latest first, and `half` is how far a month's outcome may be off
    because it is rounded."""
    said = (entry.forecasts or {}).get(own)
    if not known or any(m <= month for m in entry.unread):
        return Forecasts(own=said, why=Reason("months_missing" if not known else "unread"))
    came = so_far(entry, month) or NOTHING
    if month == len(entry.outcome):
        return Forecasts(said, came, came, came, Method.ACTUAL, Reason("year_over"), came)
    shares = _shares(seasons, month)
    mean = _mean_share(seasons, month) if shares else None
    made = {
        Method.REMAINING: came + (added(entry.budget[month:]) or NOTHING),
        Method.RUN_RATE: whole_ore(came * 12 / month),
        Method.SEASONAL: whole_ore(came / mean) if mean else None,
        Method.BUDGET: entry.budget_year or NOTHING,
    }
    method, why = _chosen(entry, came, month, shares, limits, half)
    if method is Method.SEASONAL and mean:
        why = Reason(why.code, {"år": len(shares), "andel": per_cent(mean, Decimal(1))})
    return Forecasts(
        own=said,
        remaining=made[Method.REMAINING],
        run_rate=made[Method.RUN_RATE],
        seasonal=made[Method.SEASONAL],
        method=method,
        why=why,
        chosen=made[method],
    )


def prudent(
    entries: Sequence[Entry], made: Sequence[Forecasts], month: int, limits: Limits
) -> list[Forecasts]:
    """The lines' forecasts, in their order, without run rates that together make the year's net
    better, as long as it is early: much comes late in a year. Run rates that make it worse stay,
    those for the better among them, for a unit that pays from another line than it planned has the
    same net."""
    by_rate = [place for place, each in enumerate(made) if each.method is Method.RUN_RATE]
    better = sum(
        ((each.remaining or NOTHING) - (each.run_rate or NOTHING))
        * (1 if entries[place].line_type == COST else -1)
        for place, each in enumerate(made)
        if place in by_rate
    )
    if better <= 0 or month > limits.forsiktig_till_manad:
        return list(made)
    return [
        replace(
            each,
            method=Method.REMAINING,
            why=Reason("prudent", each.why.facts),
            chosen=each.remaining,
        )
        if place in by_rate
        else each
        for place, each in enumerate(made)
    ]


def _chosen(
    entry: Entry,
    came: Decimal,
    month: int,
    shares: Sequence[Decimal],
    limits: Limits,
    half: Decimal,
) -> tuple[Method, Reason]:
    """The first that holds: earlier years that agree, nothing come yet, the unit's own months, a
    lasting deviation."""
    if month >= limits.sasong_fran_manad and len(shares) >= limits.sasong_ar:
        apart = (max(shares) - min(shares)) * _HUNDRED
        if came and apart <= limits.sasong_skillnad:
            return Method.SEASONAL, Reason("seasonal")
    planned = added(entry.budget[:month]) or NOTHING
    if entry.spread and not came and planned and month <= limits.vantar_till_manad:
        return Method.BUDGET, Reason("nothing_yet")
    if not entry.budget_year:
        return _unplanned(entry, came, month, limits)
    if not entry.spread and not _even(entry.budget):
        return Method.REMAINING, Reason("own_months")
    apart = abs(came - planned)
    if apart <= half * month or apart * _HUNDRED <= limits.foljer_procent * abs(planned):
        return Method.REMAINING, Reason("follows")
    facts = {"avvikelse": came - planned, "procent": per_cent(came - planned, planned)}
    if month < limits.takt_fran_manad:
        return Method.REMAINING, Reason("early", facts)
    if _lasting(entry, month, came - planned):
        return Method.RUN_RATE, Reason("lasting", facts)
    return Method.REMAINING, Reason("one_off", facts)


def _unplanned(entry: Entry, came: Decimal, month: int, limits: Limits) -> tuple[Method, Reason]:
    """A line without a budget: only what comes again and again goes on."""
    if (
        came
        and month >= limits.takt_fran_manad
        and _most(sum(bool(amount) for amount in entry.outcome[:month]), month)
    ):
        return Method.RUN_RATE, Reason("no_budget_again")
    return Method.REMAINING, Reason("no_budget")


def _lasting(entry: Entry, month: int, deviation: Decimal) -> bool:
    """Whether most months deviate the same way as their sum."""
    months = zip(entry.outcome[:month], entry.budget[:month], strict=True)
    return _most(
        sum(((came or NOTHING) - (planned or NOTHING)) * deviation > 0 for came, planned in months),
        month,
    )


def _most(count: int, month: int) -> bool:
    return count * 4 >= month * 3


def _even(budget: Months) -> bool:
    amounts = [month or NOTHING for month in budget]
    mean = sum(amounts, NOTHING) / len(amounts)
    return all(abs(amount - mean) <= _EVEN * abs(mean) for amount in amounts)


def _whole_years(seasons: Sequence[Months]) -> list[tuple[Decimal, ...]]:
    """The latest years with all twelve months and something in them."""
    whole = [tuple(m for m in year if m is not None) for year in seasons]
    return [year for year in whole if len(year) == 12 and sum(year, NOTHING) > 0][:_MOST_YEARS]


def _shares(seasons: Sequence[Months], month: int) -> list[Decimal]:
    """How much of each earlier year had come after that month; none if a year's share is too small
    to go by."""
    shares = [sum(year[:month], NOTHING) / sum(year, NOTHING) for year in _whole_years(seasons)]
    return shares if all(share >= _SMALLEST_SHARE for share in shares) else []


def _mean_share(seasons: Sequence[Months], month: int) -> Decimal:
    """Of all those years' money, not of the years: a large year tells more."""
    years = _whole_years(seasons)
    return sum((sum(year[:month], NOTHING) for year in years), NOTHING) / sum(
        (sum(y, NOTHING) for y in years), NOTHING
    )
