"""What the charts of a report show: figures out of the workbook's rows. `xlplan.report.charts`
draws them.

A chart is made where people would rather look than read: at least two indicators in the same unit,
two months, three judged goals. Its description holds every figure in words. Figures that are not
certain are left out, and so is a chart that would be made of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlplan.judging.outcomes import is_figure, parsed
from xlplan.judging.targets import Target
from xlplan.model import MONTHS, Row
from xlplan.report.blocks import Bar, Bars, Figure, Months, Shares
from xlplan.report.notation import one_line
from xlplan.report.outline.names import JUDGEMENT, SYMBOLS, same
from xlplan.report.texts.goals_told import own_goals
from xlplan.report.texts.swedish import counted, month, numeral, upper_first
from xlplan.wording import HARD_BLANK, amount, number, render, series, short

FEWEST_BARS, MOST_BARS = 2, 12
FEWEST_MONTHS = 2
FEWEST_GOALS = 3
_SAID = {**{word: word for word in SYMBOLS}, "ingen": "utan bedömning"}
_COST_LINE, _COST_SUM = "kostnad", "summa kostnader"


def bars(indicators: Sequence[Row], phase: str, of: str) -> list[Figure]:
    """The phase's outcomes against targets and last year, one chart a unit of measure; `of` is what
    they measure.

    Numbers without a unit may be of any kind and are not drawn beside each other.
    """
    by_unit: dict[str, list[Bar]] = {}
    for row in indicators:
        name, outcome = one_line(row.text("Indikator")), parsed(row.text(f"Utfall {phase}"))
        if name and outcome is not None and is_figure(outcome) and outcome.unit:
            own = parsed(row.text("Årsmål"))
            target = (
                parsed(row.text("KF:s årsmål")) if own is None or own.kind == "deferred" else own
            )
            last = parsed(row.text("Utfall föregående år"))
            bar = Bar(
                name,
                _value(outcome, outcome) or 0.0,
                _value(target, outcome),
                _value(last, outcome),
            )
            by_unit.setdefault(outcome.unit, []).append(bar)
    return [
        _bars_figure(unit, part, of)
        for unit, found in by_unit.items()
        if len(found) >= FEWEST_BARS
        for part in _parts(found)
    ]


def months(budget: Sequence[Row], outcome: Sequence[Row], until: int, unit: str) -> list[Figure]:
    """The costs' budget and outcome, summed month by month up to `until`; none where the months are
    not filled."""
    planned, spent = _costs(budget), _costs(outcome)
    last = next((place for place in range(until, 0, -1) if spent[place - 1]), 0)
    if last < FEWEST_MONTHS or None in planned or None in spent[:last]:
        return []
    plan, so_far = _running(planned), _running(spent[:last])
    measure = f", {unit}" if unit else ""
    told = (
        f"{upper_first(month(place))}: budget {amount(plan[place - 1], unit)}, utfall "
        f"{amount(came, unit)}"
        for place, came in enumerate(so_far, 1)
    )
    description = (
        f"Linjediagram över kostnaderna, summerade från januari. {'. '.join(told)}. "
        f"Budgeten för hela året är {amount(plan[-1], unit)}."
    )
    chart = Months(unit, MONTHS, plan, so_far)
    return [
        Figure(f"Kostnader: budget och utfall, summerade från januari{measure}", description, chart)
    ]


def shares(goals: Sequence[Row], phase: str) -> list[Figure]:
    """How many of the unit's goals there are of each Bedömning; none if fewer than three are
    judged."""
    level, own = own_goals(goals)
    given = [same(row.text(render(JUDGEMENT, {"Skede": phase}))) for row in own]
    counts = [(upper_first(word), symbol, given.count(word)) for word, symbol in SYMBOLS.items()]
    parts = tuple(part for part in counts if part[2] or same(part[0]) != "ingen")
    if sum(count for word, _, count in parts if same(word) != "ingen") < FEWEST_GOALS:
        return []
    noun = level.casefold()
    told = series(
        f"{numeral(count, noun)} {_SAID[same(word)]}" for word, _, count in parts if count
    )
    caption = f"Bedömning av {'enhetens' if level == 'Enhetsmål' else 'nämndens'} mål"
    total = counted(sum(count for _, _, count in parts), noun)
    return [Figure(caption, f"Stapeldiagram över bedömningen av {total}: {told}.", Shares(parts))]


def _value(target: Target | None, like: Target) -> float | None:
    """The number of a plain or bounded figure in the same unit; None for all that one mark cannot
    show."""
    if target is None or target.kind != "value" or target.high is not None or target.about:
        return None
    if target.direction == "within" or target.unit != like.unit or target.note != like.note:
        return None
    return None if target.value is None else float(target.value)


def _parts(found: Sequence[Bar]) -> Iterator[tuple[Bar, ...]]:
    """Charts of at most MOST_BARS, as even as can be."""
    charts = -(-len(found) // MOST_BARS)
    for chart in range(charts):
        yield tuple(found[len(found) * chart // charts : len(found) * (chart + 1) // charts])


def _bars_figure(unit: str, found: tuple[Bar, ...], of: str) -> Figure:
    has_target = any(bar.target is not None for bar in found)
    has_last = any(bar.last_year is not None for bar in found)
    beside = series(
        filter(None, ("årsmål" if has_target else "", "förra årets utfall" if has_last else ""))
    )
    told = (
        f"{short(bar.name)}: utfall {measured(bar.outcome, unit)}"
        + (f", årsmål {measured(bar.target, unit)}" if bar.target is not None else "")
        + (f", förra året {measured(bar.last_year, unit)}" if bar.last_year is not None else "")
        for bar in found
    )
    what = f" för {of}" if of else ""
    caption = (
        f"Indikatorernas utfall{f' mot {beside}' if beside else ''}, "
        f"{'procent' if unit == '%' else unit}"
    )
    return Figure(
        caption,
        f"Stapeldiagram över indikatorernas utfall{what}. {'. '.join(told)}.",
        Bars(unit, found),
    )


def measured(value: float, unit: str) -> str:
    """84.5, "%" -> "84,5 %", joined by hard blanks; "av 5" and the like are left out."""
    return (
        f"{number(value)}{HARD_BLANK}{unit}"
        if unit and not unit.startswith("av ")
        else number(value)
    )


def _costs(rows: Sequence[Row]) -> list[float | None]:
    """The costs of each month; None where a cell cannot be read, nothing is filled in, or the sum
    is not that of its lines."""
    lines = [row for row in rows if same(row.text("Radtyp")) == _COST_LINE]
    sums = [row for row in rows if same(row.text("Radtyp")) == _COST_SUM]
    found: list[float | None] = []
    for name in MONTHS:
        amounts = _amounts(lines, name)
        total = sum(amounts, Decimal())
        stated = _amounts(sums, name)
        unread = any(name in row.unread for row in (*lines, *sums))
        # a sum of rounded lines may be half a unit off for each of them
        wrong = any(abs(value - total) > len(amounts) for value in stated)
        found.append(
            None if unread or wrong or not amounts else float(stated[0] if stated else total)
        )
    return found


def _amounts(rows: Sequence[Row], column: str) -> list[Decimal]:
    found = (row.values.get(column) for row in rows)
    return [
        Decimal(repr(value))
        for value in found
        if isinstance(value, float | int) and not isinstance(value, bool)
    ]


def _running(amounts: Sequence[float | None]) -> tuple[float, ...]:
    so_far, total = [], Decimal()
    for value in amounts:
        total += Decimal(repr(value or 0.0))
        so_far.append(float(total))
    return tuple(so_far)
