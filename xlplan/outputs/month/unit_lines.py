"""The budget lines of one unit of the overview page, and how their forecasts are made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from xlplan.month.figures import INCOME, Line, Totals, UnitMonth
from xlplan.month.words import METHOD_WORDS, figure, forecast_reason, signed, told_percent
from xlplan.outputs.month.pictures import used
from xlplan.wording import series


@dataclass(frozen=True)
class LineRow:
    name: str
    cells: tuple[str, ...]
    """Budget of the year, budget and outcome so far, deviation, its per cent, the unit's own and
    xlplan's forecast."""
    total: bool = False


def line_rows(unit: UnitMonth) -> tuple[LineRow, ...]:
    """Income, its sum, cost, its sum, and the net."""
    money = unit.money_unit
    rows = []
    for kind_is_income, name, totals in (
        (True, "Summa intäkter", unit.income),
        (False, "Summa kostnader", unit.cost),
    ):
        lines = [
            line
            for line in unit.lines
            if (line.line_type == INCOME) is kind_is_income and used(line)
        ]
        rows += [LineRow(line.post, _figures(line, money)) for line in lines]
        if lines:
            rows.append(LineRow(name, _figures(totals, money), total=True))
    return (*rows, LineRow("Netto", _figures(unit.net, money), total=True))


def _figures(totals: Totals, money: str) -> tuple[str, ...]:
    return (
        figure(totals.budget_year, money),
        figure(totals.budget_so_far, money),
        figure(totals.outcome_so_far, money),
        signed(totals.deviation, money),
        told_percent(totals.percent),
        figure(totals.forecasts.own, money),
        figure(totals.forecasts.chosen, money),
    )


def methods(unit: UnitMonth) -> list[tuple[str, str]]:
    """Lines whose forecast is made alike and for the same reason are told together, most lines last
    and unnamed."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in filter(used, unit.lines):
        groups[f"{METHOD_WORDS[line.forecasts.method]}: {forecast_reason(line.forecasts)}"].append(
            line
        )
    order = sorted(groups.items(), key=lambda group: len(group[1]))
    return [
        (
            sentence(how),
            series(line.post for line in alike)
            if how != order[-1][0] or len(alike) == 1
            else "Alla rader"
            if len(order) == 1
            else "Övriga rader",
        )
        for how, alike in order
    ]


def sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
