"""`month --format json`: one object for the run. Keys are only ever added.

Amounts are numbers in kronor with at most two decimals, exact to the öre as they are written; the
ledger's are whole öre. What is not known is null.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import IO, Any

from xlplan.model import Finding, Ref, Severity, shown_path
from xlplan.month.amounts import as_number
from xlplan.month.figures import (
    Amount,
    Fund,
    Hit,
    Light,
    Line,
    MonthChange,
    MonthRun,
    Reason,
    Totals,
    UnitMonth,
    count,
)
from xlplan.month.words import change, forecast_reason, reason
from xlplan.outputs.month.written import as_data as written
from xlplan.outputs.occasion import Occasion
from xlplan.wording import mask, told

FORMAT = 1


def write(run: MonthRun, to: IO[str], _: Occasion) -> None:
    json.dump(as_data(run), to, ensure_ascii=False, indent=2)
    to.write("\n")


def as_data(run: MonthRun) -> dict[str, Any]:
    """The run as plain dicts and lists."""
    lights = {light.name.lower(): sum(unit.light is light for unit in run.units) for light in Light}
    return {
        "format": FORMAT,
        "xlplan": run.version,
        "made": run.made.isoformat(),
        "year": run.year,
        "month": run.month,
        "board": run.board,
        "summary": {
            "units": len(run.units),
            "unchecked": len(run.unchecked),
            **lights,
            **{severity.value: count(run, severity) for severity in Severity},
        },
        "units": [_unit(unit, run) for unit in run.units],
        "unchecked": [{"path": shown_path(each.path), "why": each.why} for each in run.unchecked],
        "ledger": _ledger(run),
        "unplaced": [
            {
                "account": row.account,
                "name": row.name,
                "cost_centre": row.cost_centre,
                "month": row.month or None,
                "ore": row.ore,
                "why": row.why,
            }
            for row in run.unplaced
        ],
        "written": written(run.written),
    }


def _unit(unit: UnitMonth, run: MonthRun) -> dict[str, Any]:
    return {
        "path": shown_path(unit.path),
        "code": unit.code,
        "unit": unit.unit,
        "department": unit.department,
        "board": unit.board,
        "money_unit": unit.money_unit,
        "net_budget": _amount(unit.net_budget),
        "light": unit.light.name.lower(),
        "why": {"code": unit.why.code, "text": reason(unit), "facts": _facts(unit.why)},
        "deficit": _amount(unit.deficit),
        "since": unit.since,
        "explained": unit.explained,
        "explanations": [
            {"post": post, "comment": mask(comment)} for post, comment in unit.explanations
        ],
        "book_month": unit.book_month,
        "from_ledger": unit.from_ledger,
        "paragraph": unit.paragraph,
        "income": _totals(unit.income),
        "cost": _totals(unit.cost),
        "net": _totals(unit.net),
        "lines": [_line(line) for line in unit.lines],
        "changes": None if unit.changes is None else [_change(each, unit) for each in unit.changes],
        "changes_from": unit.changes_from,
        "fund": None if unit.fund is None else _fund(unit.fund),
        "accuracy": [_hit(hit) for hit in unit.accuracy],
        "findings": [_finding(found, unit, run) for found in unit.findings],
    }


def _totals(totals: Totals) -> dict[str, Any]:
    made = totals.forecasts
    return {
        "budget_year": _amount(totals.budget_year),
        "budget": [_amount(month) for month in totals.budget],
        "outcome": [_amount(month) for month in totals.outcome],
        "budget_so_far": _amount(totals.budget_so_far),
        "outcome_so_far": _amount(totals.outcome_so_far),
        "deviation": _amount(totals.deviation),
        "percent": _amount(totals.percent),
        "forecasts": {
            "own": _amount(made.own),
            "xlplan": _amount(made.chosen),
            "method": made.method.value,
            "why": {
                "code": made.why.code,
                "text": forecast_reason(made),
                "facts": _facts(made.why),
            },
            "remaining": _amount(made.remaining),
            "run_rate": _amount(made.run_rate),
            "seasonal": _amount(made.seasonal),
        },
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "post": line.post,
        "line_type": line.line_type,
        **_totals(line),
        "forecast_t1": _amount(line.forecast_t1),
        "forecast_t2": _amount(line.forecast_t2),
        "comment": mask(line.comment),
        "spread": line.spread,
        "budget_row": _row(line.budget_ref),
        "month_row": _row(line.month_ref),
    }


def _row(ref: Ref | None) -> int | None:
    return None if ref is None else ref.row


def _change(each: MonthChange, unit: UnitMonth) -> dict[str, Any]:
    return {
        "kind": each.kind.value,
        "text": change(each, unit.money_unit),
        "post": each.post,
        "month": each.month or None,
        "was": each.was_word or _amount(each.was),
        "now": each.now_word or _amount(each.now),
    }


def _fund(fund: Fund) -> dict[str, Any]:
    names = (
        "incoming",
        "gross_budget",
        "carry_limit",
        "fund_limit",
        "result_so_far",
        "result",
        "carried",
        "fund",
        "fund_so_far",
        "above_carry",
        "above_fund",
    )
    return {name: _amount(getattr(fund, name)) for name in names}


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "year": hit.year,
        "forecast": hit.forecast,
        "amount": _amount(hit.amount),
        "outcome": _amount(hit.outcome),
        "missed": _amount(hit.missed),
        "percent": _amount(hit.percent),
        "within": hit.within,
        "of": "net" if hit.of_net else "cost",
    }


def _finding(found: Finding, unit: UnitMonth, run: MonthRun) -> dict[str, Any]:
    message, action = told(run.texts[found.rule], found, unit.money_unit)
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "sheet": found.ref.sheet if found.ref else "",
        "cell": found.ref.a1 if found.ref else "",
        "column": found.column,
        "key": found.key,
        "message": message,
        "action": action,
        "fingerprint": found.fingerprint,
        "accepted": found.accepted,
    }


def _ledger(run: MonthRun) -> dict[str, Any] | None:
    if (ledger := run.ledger) is None:
        return None
    return {
        "files": list(ledger.files),
        "read_ore": ledger.read,
        "placed_ore": ledger.placed,
        "listed_ore": ledger.listed,
        "not_result_ore": ledger.not_result,
        "warnings": list(ledger.warnings),
    }


def _facts(why: Reason) -> dict[str, Any]:
    return {
        name: _amount(value) if isinstance(value, Decimal) else value
        for name, value in why.facts.items()
    }


def _amount(amount: Amount) -> int | float | None:
    return None if amount is None else as_number(amount)
