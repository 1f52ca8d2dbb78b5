"""Runs of the month made by hand, for what only takes them in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlplan.model import Finding, Ref, RuleText, Severity
from xlplan.month.figures import (
    COST,
    INCOME,
    Forecasts,
    Light,
    Line,
    Method,
    MonthRun,
    Months,
    Reason,
    Totals,
    UnitMonth,
)

MADE = datetime(2026, 4, 9, 7, 31, 5, tzinfo=UTC)


def months(*amounts: object) -> Months:
    """Twelve months: those given, and None for the rest."""
    return tuple(
        None if amount is None else Decimal(str(amount)) for amount in (*amounts, *[None] * 12)[:12]
    )


def line(post: str, line_type: str, outcome: Months, month: int = 3, **more: Any) -> Line:
    """A line with 1 000 kr a month in its budget."""
    so_far = sum((amount for amount in outcome[:month] if amount is not None), Decimal())
    return replace(
        Line(
            post=post,
            line_type=line_type,
            budget_year=Decimal(12_000),
            budget=months(*[1_000] * 12),
            outcome=outcome,
            budget_so_far=Decimal(1_000 * month),
            outcome_so_far=so_far,
            deviation=1_000 * month - so_far,
            forecast=Decimal("12345.67"),
            forecast_t1=Decimal(12_100),
            forecasts=Forecasts(
                own=Decimal("12345.67"),
                remaining=so_far + 1_000 * (12 - month),
                run_rate=so_far / 3 * 12,
                method=Method.REMAINING,
                chosen=so_far + 1_000 * (12 - month),
            ),
        ),
        **more,
    )


def unit(
    code: str = "4127", name: str = "Enheten Granen", month: int = 3, year: int = 2026, **more: Any
) -> UnitMonth:
    """A unit with one line of cost and one of income; its cost of the first months is 1 000,10 kr,
    999,95 kr, …"""
    cost = line("Personalkostnader", COST, months(*["1000.10", "999.95", "1200"][:month]), month)
    income = line("Taxor och avgifter", INCOME, months(*[1_000] * month), month)
    made = UnitMonth(
        path=Path(f"{code}.xlsx"),
        code=code,
        unit=name,
        department="Omsorg",
        board="Norrstrands nämnd",
        year=year,
        month=month,
        money_unit="tkr",
        result_unit=False,
        net_budget=Decimal(0),
        lines=(income, cost),
        income=_total(income),
        cost=_total(cost),
        net=Totals(
            budget_year=Decimal(0),
            budget_so_far=Decimal(0),
            outcome_so_far=Decimal("200.05"),
            deviation=Decimal("-200.05"),
            forecasts=Forecasts(own=Decimal("345.67"), method=Method.SUM, chosen=Decimal("200.05")),
        ),
        light=Light.WATCH,
        why=Reason("own_forecast"),
    )
    return replace(made, **more)


def _total(line: Line) -> Totals:
    return Totals(
        budget_year=line.budget_year,
        budget=line.budget,
        outcome=line.outcome,
        budget_so_far=line.budget_so_far,
        outcome_so_far=line.outcome_so_far,
        deviation=line.deviation,
        forecasts=line.forecasts,
    )


def finding(rule: str = "MAN003", key: str = "Personalkostnader") -> Finding:
    return Finding(
        rule, Severity.WARNING, Ref("Månad", 7, 6), "mar", key, {"Post": key}, fingerprint="f" * 16
    )


TEXTS = {
    "MAN003": RuleText("Över budget", {"": "{Post} är över budget."}, {"": "Förklara varför."})
}


def month_run(*units: UnitMonth, **more: Any) -> MonthRun:
    """A run of the units' month."""
    first = units[0] if units else unit()
    run = MonthRun(
        year=first.year,
        month=first.month,
        units=units,
        made=MADE,
        version="0.1.0",
        board=first.board,
        texts=TEXTS,
    )
    return replace(run, **more)
