"""`history --format json`: every run of every month of a unit. Keys are only ever added.

Amounts are numbers in kronor with at most two decimals, times are UTC. What is not known is null.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import IO, Any

from xlplan.month.amounts import as_number
from xlplan.month.figures import Amount
from xlplan.outputs.occasion import Occasion
from xlplan.store import Figures, PastMonth, PastRun

FORMAT = 1


def write(past: Sequence[PastMonth], to: IO[str], _: Occasion) -> None:
    """`past` as `Store.history` gives it: at least one month."""
    last = past[-1]
    data = {
        "format": FORMAT,
        "code": last.code,
        "unit": last.unit,
        "months": [_month(month) for month in past],
    }
    json.dump(data, to, ensure_ascii=False, indent=2)
    to.write("\n")


def _month(month: PastMonth) -> dict[str, Any]:
    income, cost, net = map(_figures, month.totals)
    return {
        "year": month.year,
        "month": month.month,
        "unit": month.unit,
        "department": month.department,
        "board": month.board,
        "money_unit": month.money_unit,
        "from_ledger": month.from_ledger,
        "light": month.light.name.lower(),
        "explained": month.explained,
        "since": month.since,
        "run": _run(month.run),
        "replaced_by": None if month.replaced_by is None else _run(month.replaced_by),
        "income": income,
        "cost": cost,
        "net": net,
        "lines": [
            {"post": line.post, "line_type": line.line_type, **_figures(line)}
            for line in month.lines
        ],
        "findings": [
            {
                "rule": found.rule,
                "severity": found.severity.value,
                "sheet": found.sheet,
                "cell": found.cell,
                "key": found.key,
                "message": found.sentence,
                "accepted": found.accepted,
            }
            for found in month.findings
        ],
    }


def _run(run: PastRun) -> dict[str, Any]:
    return {
        "number": run.number,
        "made": run.made.isoformat(),
        "by": run.made_by,
        "xlplan": run.version,
    }


def _figures(of: Figures) -> dict[str, Any]:
    return {
        "budget_year": _amount(of.budget_year),
        "budget_so_far": _amount(of.budget_so_far),
        "outcome_so_far": _amount(of.outcome_so_far),
        "deviation": _amount(of.deviation),
        "forecast_own": _amount(of.forecast_own),
        "forecast_xlplan": _amount(of.forecast),
        "method": of.method,
    }


def _amount(amount: Amount) -> int | float | None:
    return None if amount is None else as_number(amount)
