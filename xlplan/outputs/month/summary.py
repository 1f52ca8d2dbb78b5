"""A run of the month in sentences, and summed up: what the overview page begins with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlplan.month.amounts import added, minus
from xlplan.month.figures import Amount, Changed, Light, MonthRun, Totals, UnitMonth
from xlplan.month.words import (
    figure,
    month_range,
    other_month,
    signed,
    told,
    told_percent,
)
from xlplan.wording import MONTH_NAMES, count, series


@dataclass(frozen=True)
class TotalRow:
    name: str
    cells: tuple[str, ...]
    """Budget of the year, budget and outcome so far, deviation, its per cent, the units' and
    xlplan's forecast of how the year deviates from the budget."""


def summary(run: MonthRun, money: str, counts: Counter[Light]) -> Iterator[str]:
    if not run.units:
        yield "Ingen enhets månad gick att räkna fram."
        return
    yield from _outcome(run, money)
    verb = "slutade med" if run.month == len(MONTH_NAMES) else "väntas få"
    if deficits := [unit for unit in run.units if unit.light is Light.DEFICIT]:
        amount = added(unit.deficit for unit in deficits)
        together = f", tillsammans {told(amount, money)}" if amount else ""
        yield f"{_units(len(deficits))} {verb} underskott{together}."
    else:
        yield (
            "Ingen enhet väntas få underskott."
            if run.month < len(MONTH_NAMES)
            else "Ingen enhet slutade med underskott."
        )
    if watched := counts[Light.WATCH]:
        yield f"{_units(watched)} behöver bevakas."
    if missing := sum(unit.explained is False for unit in run.units):
        yield f"För {_units(missing)} finns ännu ingen förklaring."
    if unknown := counts[Light.UNKNOWN]:
        yield f"För {_units(unknown)} går det inte att bedöma om året går ihop."
    yield from _moved(run)
    if others := sum(bool(other_month(unit)) for unit in run.units):
        yield (
            f"{count(others, 'bok', 'böcker')} avser en annan månad än "
            f"{MONTH_NAMES[run.month - 1]}."
        )
    within = [hit.within for unit in run.units for hit in unit.accuracy if hit.within is not None]
    if within:
        yield (
            f"Av {count(len(within), 'prognos', 'prognoser')} vid T2 träffade {sum(within)} inom "
            f"gränsen."
        )


def _outcome(run: MonthRun, money: str) -> Iterator[str]:
    known = [
        unit
        for unit in run.units
        if unit.net.outcome_so_far is not None and unit.net.deviation is not None
    ]
    if not known:
        yield f"Utfallet för {month_range(run.month)} är inte ifyllt för någon enhet."
        return
    outcome, deviation = (
        added(getattr(unit.net, what) for unit in known) for what in ("outcome_so_far", "deviation")
    )
    percent = _share(deviation, added(unit.net.budget_so_far for unit in known), _gross(known))
    came, apart = outcome or Decimal(0), deviation or Decimal(0)
    name = "nettokostnad" if came >= 0 else "nettointäkt"
    shown = told(abs(apart), money) + (
        f" ({told_percent(percent).lstrip('+−')})" if percent else ""
    )
    compared = (
        f"{shown} {'bättre' if apart > 0 else 'sämre'} än budget" if apart else "som budgeten"
    )
    until = f"har till och med {MONTH_NAMES[run.month - 1]}"
    yield f"{_units(len(known))} {until} en {name} på {told(abs(came), money)}, {compared}."
    if left := len(run.units) - len(known):
        yield f"{_units(left)} är inte med i det, för att utfall saknas eller inte går att läsa."


def _moved(run: MonthRun) -> Iterator[str]:
    """How many units have another light than the last time."""
    since = {unit.changes_from for unit in run.units if unit.changes is not None}
    before = since.pop() if len(since) == 1 else None
    told_since = MONTH_NAMES[before - 1] if before else "förra gången"
    words = {light.value: light.risk for light in Light}
    moved = [
        words[change.now_word] - words[change.was_word]
        for unit in run.units
        for change in unit.changes or ()
        if change.kind is Changed.LIGHT and {change.now_word, change.was_word} <= set(words)
    ]
    parts = [
        (sum(step < 0 for step in moved), "sämre"),
        (sum(step > 0 for step in moved), "bättre"),
    ]
    if said := [f"{_units(amount)} fått ett {word} läge" for amount, word in parts if amount]:
        yield f"Sedan {told_since} har {series(said)}."


def _units(amount: int) -> str:
    return count(amount, "enhet", "enheter")


def total_rows(run: MonthRun, money: str) -> Iterator[TotalRow]:
    for name, what in (("Intäkter", "income"), ("Kostnader", "cost"), ("Netto", "net")):
        parts: list[Totals] = [getattr(unit, what) for unit in run.units]
        better = 1 if what == "income" else -1
        # a unit without an outcome has a budget all the same: only like is compared with like
        deviation = added(part.deviation for part in parts)
        planned = added(part.budget_so_far for part in parts if part.deviation is not None)
        own, ours = (
            added(
                _better(minus(getattr(part.forecasts, which), part.budget_year), better)
                for part in parts
            )
            for which in ("own", "chosen")
        )
        yield TotalRow(
            name,
            (
                figure(added(part.budget_year for part in parts), money),
                figure(added(part.budget_so_far for part in parts), money),
                figure(added(part.outcome_so_far for part in parts), money),
                signed(deviation, money),
                told_percent(
                    _share(deviation, planned, _gross(run.units) if what == "net" else None)
                ),
                signed(own, money),
                signed(ours, money),
            ),
        )


def _better(amount: Amount, sign: int) -> Amount:
    return None if amount is None else amount * sign


def _share(part: Amount, whole: Amount, gross: Amount = None) -> Amount:
    """In per cent; None of 0, and of a net below a hundredth of the gross cost, of which a per cent
    tells nothing."""
    if part is None or not whole or abs(whole) * 100 < abs(gross or Decimal(0)):
        return None
    return part * 100 / abs(whole)


def _gross(units: Iterable[UnitMonth]) -> Amount:
    return added(unit.cost.budget_so_far for unit in units)
