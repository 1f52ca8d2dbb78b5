"""The overview page's pictures: a sparkline a unit, and deviations by line and month in shades that
tell how much.

A picture is numbers and words here; the template draws it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlplan.model import MONTHS
from xlplan.month.amounts import FACTORS, NOTHING
from xlplan.month.figures import INCOME, Amount, Line, Months, Totals, UnitMonth
from xlplan.month.words import figure, signed

WIDTH, HEIGHT, _EDGE = 96, 26, 3
MOST_ROWS = 40
"""Lines of the board's own table of shades; the rest are one row."""
_SHARE = Decimal("0.0025")
"""The first shade begins at about this part of a mean month's cost."""
_STEPS = (1, 5, 20)
"""Where the shades begin, in so many times the first."""


@dataclass(frozen=True)
class Spark:
    """The net a month: budget and outcome as paths of an svg, and in words."""

    budget: str
    outcome: str
    end: tuple[int, int]
    """Where the outcome's last dot is."""
    told: str


@dataclass(frozen=True)
class HeatCell:
    shade: str
    """ "w1"–"w3" worse, "b1"–"b3" better than the budget, "" for next to nothing."""
    text: str


@dataclass(frozen=True)
class HeatRow:
    name: str
    cells: tuple[HeatCell, ...]
    so_far: str
    total: bool = False


@dataclass(frozen=True)
class Heat:
    months: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    legend: tuple[tuple[str, str], ...]
    """Shade and what it stands for."""
    scale: str
    """The same in a sentence."""


def spark(unit: UnitMonth, money: str) -> Spark | None:
    """None where nothing has been filled in."""
    budget, outcome = unit.net.budget, unit.net.outcome[: unit.month]
    known = [amount for amount in (*budget, *outcome) if amount is not None]
    if not any(amount is not None for amount in outcome):
        return None
    low, high = min(known), max(known)
    dots = _dots(outcome, low, high)
    told = "; ".join(
        f"{name} {figure(came, money)} mot {figure(planned, money)}"
        for name, came, planned in zip(MONTHS, outcome, budget, strict=False)
        if came is not None
    )
    return Spark(
        _path(_dots(budget, low, high)), _path(dots), [dot for dot in dots if dot][-1], told
    )


def _dots(amounts: Months, low: Decimal, high: Decimal) -> list[tuple[int, int] | None]:
    span, room = high - low, HEIGHT - 2 * _EDGE
    step = Decimal(WIDTH - 2 * _EDGE) / (len(MONTHS) - 1)
    return [
        None
        if amount is None
        else (
            _EDGE + round(place * step),
            _EDGE + (round((high - amount) * room / span) if span else room // 2),
        )
        for place, amount in enumerate(amounts)
    ]


def _path(dots: Iterable[tuple[int, int] | None]) -> str:
    """ "M3 20 11 18M27 9": a line that is broken where a month is not known."""
    path, drawing = "", False
    for dot in dots:
        if dot:
            path += f"{' ' if drawing else 'M'}{dot[0]} {dot[1]}"
        drawing = bool(dot)
    return path


# -- shades ----------------------------------------------------------------------------------------
def used(line: Line) -> bool:
    """Whether any amount of the line is other than 0."""
    amounts: Months = (line.budget_year, *line.budget, *line.outcome, line.forecasts.own)
    return any(amounts)


def unit_heat(unit: UnitMonth, money: str) -> Heat | None:
    """A unit's deviations by line and month, and of its net."""
    rows = [
        (line.post, _deviations(line, line.line_type == INCOME), line.deviation, False)
        for line in unit.lines
        if used(line)
    ]
    rows.append(("Netto", _deviations(unit.net, False), unit.net.deviation, True))
    return _heat(rows, unit.month, _month_of(unit), money)


def board_heat(units: Sequence[UnitMonth], month: int, money: str) -> Heat | None:
    """All units' deviations by line and month: lines of the same Post and Radtyp are one."""
    posts: dict[tuple[str, str], list[Line]] = {}
    for unit in units:
        for line in filter(used, unit.lines):
            posts.setdefault((" ".join(line.post.split()).casefold(), line.line_type), []).append(
                line
            )
    groups = sorted(posts.values(), key=lambda lines: lines[0].line_type != INCOME)
    size = {id(lines): sum(abs(line.budget_year or NOTHING) for line in lines) for lines in groups}
    shown = sorted(groups, key=lambda lines: -size[id(lines)])[:MOST_ROWS]
    kept = {id(lines) for lines in shown}
    rows = [(lines[0].post, *_together(lines), False) for lines in groups if id(lines) in kept]
    if rest := [line for lines in groups if id(lines) not in kept for line in lines]:
        rows.append((f"Övriga rader ({len(groups) - len(kept)})", *_together(rest), False))
    net = [_deviations(unit.net, False) for unit in units]
    rows.append(("Netto", _added(net), _sum(unit.net.deviation for unit in units), True))
    return _heat(rows, month, sum((_month_of(unit) for unit in units), Decimal(0)), money)


def _together(lines: Sequence[Line]) -> tuple[Months, Amount]:
    return _added([_deviations(line, line.line_type == INCOME) for line in lines]), _sum(
        line.deviation for line in lines
    )


def _deviations(totals: Totals, income: bool) -> Months:
    """A deviation a month, plus is better; an unplanned amount deviates with all of it."""
    if totals.deviation is None:
        return (None,) * len(MONTHS)
    return tuple(
        None if came is None else (came - (planned or 0) if income else (planned or 0) - came)
        for planned, came in zip(totals.budget, totals.outcome, strict=True)
    )


def _added(rows: Sequence[Months]) -> Months:
    return (
        tuple(_sum(month) for month in zip(*rows, strict=True)) if rows else (None,) * len(MONTHS)
    )


def _sum(amounts: Iterable[Amount]) -> Amount:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _month_of(unit: UnitMonth) -> Decimal:
    """The unit's mean month, gross."""
    return abs(unit.cost.budget_year or unit.income.budget_year or Decimal(0)) / len(MONTHS)


def _heat(
    rows: Sequence[tuple[str, Months, Amount, bool]], month: int, mean_month: Decimal, money: str
) -> Heat | None:
    if all(amount is None for _, months, _, _ in rows for amount in months):
        return None
    first = max(_round_amount(mean_month * _SHARE), _least(money))
    limits = [first * step for step in _STEPS]
    told = [figure(limit, money) for limit in limits]
    return Heat(
        MONTHS[:month],
        tuple(
            HeatRow(
                name,
                tuple(
                    HeatCell(_shade(amount, limits), signed(amount, money))
                    for amount in months[:month]
                ),
                signed(so_far, money),
                total,
            )
            for name, months, so_far, total in rows
        ),
        (
            ("w3", f"minst {told[2]} {money} sämre än budget"),
            ("w2", f"{told[1]}–{told[2]} sämre"),
            ("w1", f"{told[0]}–{told[1]} sämre"),
            ("", f"mindre än {told[0]} {money} från budget"),
            ("b1", f"{told[0]}–{told[1]} bättre"),
            ("b2", f"{told[1]}–{told[2]} bättre"),
            ("b3", f"minst {told[2]} {money} bättre än budget"),
        ),
        f"Orange är sämre och blått bättre än budget: ljusast från {told[0]}, mörkare från "
        f"{told[1]} och mörkast från "
        f"{told[2]} {money}.",
    )


def _least(money: str) -> Decimal:
    """The least amount that is worth a shade: one in the unit, of mnkr a tenth."""
    return FACTORS[money] / 10 if money == "mnkr" else FACTORS[money]


def _shade(deviation: Amount, limits: Sequence[Decimal]) -> str:
    if deviation is None or abs(deviation) < limits[0]:
        return ""
    level = sum(abs(deviation) >= limit for limit in limits)
    return f"{'b' if deviation > 0 else 'w'}{level}"


def _round_amount(amount: Decimal) -> Decimal:
    """The nearest 1, 2 or 5 times a power of ten, from below: 4 170 -> 2 000."""
    if amount <= 0:
        return Decimal(0)
    power = Decimal(1).scaleb(amount.adjusted())
    return next(power * step for step in (5, 2, 1) if power * step <= amount)
