"""The follow-up of the economy: the lines of the budget with what they have come to and what they
will."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlplan.model import MONTHS, Row, Value
from xlplan.report.blocks import Source, Table
from xlplan.report.outline.names import same
from xlplan.report.outline.outline import FollowUpPart, OutlineTable
from xlplan.report.tables import BUDGET_TABLE, lines_table

MONTHS_TABLE = "tblManad"
OUTCOME, SO_FAR, FORECAST, DEVIATION = "Utfall", "Budget hittills", "Prognos", "Avvikelse"
"""Columns that are worked out: the months' sums up to the report's month, the phase's forecast, and
the deviation: what is left of the budget. For an income it is what comes in above the budget, so
that minus is always the worse."""


def follow_up_table(
    spec: OutlineTable,
    part: FollowUpPart,
    budget: Sequence[Row],
    months: Sequence[Row],
    until: int,
    phase: str,
) -> Table | None:
    """The budget's lines with the outcome of the months 1 to `until`; None if nothing has been
    followed up.

    A figure that cannot be read leaves what is worked out of it blank.
    """
    outcomes = {
        _name(row): row for row in reversed(months)
    }  # of two rows with the same name the first counts
    if not any(
        _outcome(row, until) is not None or _forecast(row, phase) is not None for row in months
    ):
        return None
    rows = [_followed(row, outcomes.get(_name(row)), until, phase) for row in budget]
    made_of = {
        (row.row, column): parts
        for row in budget
        for column, parts in _made_of(row, outcomes.get(_name(row)), until, phase).items()
    }
    return lines_table(spec, part, rows, spec.caption, BUDGET_TABLE, made_of)


def _name(row: Row) -> tuple[str, str]:
    return same(row.text("Radtyp")), same(row.text("Post"))


def _followed(row: Row, months: Row | None, until: int, phase: str) -> Row:
    budget, values = _number(row.values.get("Budget")), dict(row.values)
    outcome = _outcome(months, until) if months else None
    forecast = _forecast(months, phase) if months else None
    ends = outcome if until == len(MONTHS) else forecast
    sign = 1 if same(row.text("Radtyp")) in ("intäkt", "summa intäkter") else -1
    worked_out: Mapping[str, Value] = {
        OUTCOME: outcome,
        SO_FAR: _sum_of(row, until),
        FORECAST: forecast,
        DEVIATION: None if ends is None or budget is None else sign * (ends - budget),
    }
    unknown = {name for name, value in worked_out.items() if value is None}
    return Row(row.row, {**values, **worked_out}, row.unread | unknown)


def _made_of(row: Row, months: Row | None, until: int, phase: str) -> dict[str, tuple[Source, ...]]:
    """The cells that each of the worked-out columns of a budget line is made of."""

    def cells(table: str, at: Row | None, columns: Sequence[str]) -> tuple[Source, ...]:
        return tuple(Source(table, at.row, column) for column in columns) if at else ()

    outcome = cells(MONTHS_TABLE, months, MONTHS[:until])
    forecast = cells(MONTHS_TABLE, months, _forecast_columns(months, phase) if months else ())
    ends = outcome if until == len(MONTHS) else forecast
    return {
        OUTCOME: outcome,
        SO_FAR: cells(BUDGET_TABLE, row, MONTHS[:until]),
        FORECAST: forecast,
        DEVIATION: (*ends, *cells(BUDGET_TABLE, row, ("Budget",))) if ends else (),
    }


def _sum_of(row: Row, until: int) -> float | None:
    """The sum of the first months; None if one of them cannot be read or none has an amount."""
    wanted = MONTHS[:until]
    amounts = [_number(row.values.get(month)) for month in wanted]
    if row.unread.intersection(wanted) or all(amount is None for amount in amounts):
        return None
    return round(sum(amount for amount in amounts if amount is not None), 6)


def _outcome(row: Row, until: int) -> float | None:
    return _sum_of(row, until)


def _forecast(row: Row, phase: str) -> float | None:
    """The phase's own forecast, or the latest one."""
    return next((_number(row.values.get(name)) for name in _forecast_columns(row, phase)), None)


def _forecast_columns(row: Row, phase: str) -> list[str]:
    """The column that the forecast stands in; none without one."""
    there = (
        name
        for name in (f"Prognos {phase}", "Prognos")
        if _number(row.values.get(name)) is not None
    )
    return list(there)[:1]


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
