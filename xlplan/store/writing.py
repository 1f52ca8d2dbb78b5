"""A run of the month as rows of the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from xlplan.model import Finding
from xlplan.month.figures import Line, MonthRun, Totals, UnitMonth
from xlplan.store import schema
from xlplan.store.stored import ore, ores, text
from xlplan.wording import told

Row = dict[str, Any]
CHUNK = 500
"""Units written at a time, so that memory does not grow with the run."""


@dataclass(frozen=True, slots=True)
class StoredRun:
    """What storing a run came to."""

    run: int
    """The run's number."""
    replaced: int
    """Units whose month another run had told before."""


def codes_once(units: Sequence[UnitMonth]) -> tuple[list[UnitMonth], list[UnitMonth]]:
    """The units that can be remembered, in the order of their codes, and those that cannot.

    A unit without Enhetskod is not known again next month; of two books with the same code nobody
    knows which is the unit's.
    """
    held = Counter((text(unit.code), unit.year, unit.month) for unit in units)
    kept: list[UnitMonth] = []
    left: list[UnitMonth] = []
    for unit in units:
        code = text(unit.code)
        (kept if code and held[code, unit.year, unit.month] == 1 else left).append(unit)
    return sorted(kept, key=lambda unit: unit.code), left


def write(
    connection: Connection, run: MonthRun, units: Sequence[UnitMonth], who: str, token: str
) -> StoredRun:
    """Write the run, in the connection's transaction. `units` as `codes_once` gives them.

    A run with the same token is written once: when a connection is lost in the middle of COMMIT
    nobody knows whether it went through, and the transaction is tried again.
    """
    done = connection.execute(select(schema.run.c.id).where(schema.run.c.token == token)).scalar()
    if done is not None:
        return StoredRun(done, _count_replaced(connection, done))
    number = connection.execute(
        insert(schema.run).returning(schema.run.c.id), _run_row(run, who, token)
    ).scalar_one()
    for start in range(0, len(units), CHUNK):
        _write_units(connection, number, units[start : start + CHUNK], run)
    return StoredRun(number, _count_replaced(connection, number))


def _count_replaced(connection: Connection, number: int) -> int:
    ids = select(schema.unit_month.c.id).where(schema.unit_month.c.superseded_by == number)
    return len(connection.execute(ids).all())


def _write_units(
    connection: Connection, number: int, units: Sequence[UnitMonth], run: MonthRun
) -> None:
    table = schema.unit_month
    for year, month in sorted({(unit.year, unit.month) for unit in units}):
        codes = [text(unit.code) for unit in units if (unit.year, unit.month) == (year, month)]
        same = table.c.code.in_(codes) & (table.c.year == year) & (table.c.month == month)
        connection.execute(update(table).where(same, schema.current).values(superseded_by=number))
    inserted = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    ids = connection.execute(inserted, [_unit_row(unit, number) for unit in units]).scalars().all()
    of_units = list(zip(ids, units, strict=True))
    _insert(connection, schema.line, [row for id, unit in of_units for row in _lines(id, unit)])
    _insert(
        connection,
        schema.finding,
        [row for id, unit in of_units for row in _findings(id, unit, run)],
    )
    _insert(
        connection, schema.fund, [_fund(id, unit) for id, unit in of_units if unit.fund is not None]
    )


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _run_row(run: MonthRun, who: str, token: str) -> Row:
    ledger = run.ledger
    # a bare time is the machine's own
    made = run.made if run.made.tzinfo else run.made.astimezone()
    return {
        "token": token,
        "year": run.year,
        "month": run.month,
        "made_at": made.astimezone(UTC),
        "made_by": text(who),
        "version": run.version,
        "ledger_read": ledger and ledger.read,
        "ledger_placed": ledger and ledger.placed,
        "ledger_listed": ledger and ledger.listed,
        "ledger_not_result": ledger and ledger.not_result,
    }


def _unit_row(unit: UnitMonth, number: int) -> Row:
    return {
        "run_id": number,
        "code": text(unit.code),
        "unit": text(unit.unit),
        "department": text(unit.department),
        "board": text(unit.board),
        "year": unit.year,
        "month": unit.month,
        "money_unit": text(unit.money_unit),
        "result_unit": unit.result_unit,
        "from_ledger": unit.from_ledger,
        "net_budget": ore(unit.net_budget),
        "deficit": ore(unit.deficit),
        "light": unit.light.name.casefold(),
        "why": unit.why.code,
        "explained": unit.explained,
        "since": unit.since,
    }


def _lines(id: int, unit: UnitMonth) -> Iterator[Row]:
    totals = (("intäkt", unit.income), ("kostnad", unit.cost), ("netto", unit.net))
    for place, (line_type, total) in enumerate(totals):
        yield _figures(id, place, total) | {"total": True, "post": "", "line_type": line_type}
    for place, line in enumerate(unit.lines, start=len(totals)):
        yield _figures(id, place, line) | _named(line)


def _named(line: Line) -> Row:
    return {
        "total": False,
        "post": text(line.post),
        "line_type": text(line.line_type),
        "forecast_t1": ore(line.forecast_t1),
        "forecast_t2": ore(line.forecast_t2),
    }


def _figures(id: int, place: int, of: Totals) -> Row:
    forecasts = of.forecasts
    return {
        "unit_month_id": id,
        "place": place,
        "budget_year": ore(of.budget_year),
        "budget_so_far": ore(of.budget_so_far),
        "outcome_so_far": ore(of.outcome_so_far),
        "deviation": ore(of.deviation),
        "forecast_own": ore(forecasts.own),
        "forecast_t1": None,
        "forecast_t2": None,
        "forecast_remaining": ore(forecasts.remaining),
        "forecast_run_rate": ore(forecasts.run_rate),
        "forecast_seasonal": ore(forecasts.seasonal),
        "forecast": ore(forecasts.chosen),
        "method": forecasts.method.value,
        **dict(zip(schema.BUDGET_MONTHS, ores(of.budget), strict=True)),
        **dict(zip(schema.OUTCOME_MONTHS, ores(of.outcome), strict=True)),
    }


def _findings(id: int, unit: UnitMonth, run: MonthRun) -> Iterator[Row]:
    for place, finding in enumerate(unit.findings):
        yield {
            "unit_month_id": id,
            "place": place,
            "rule": finding.rule,
            "severity": finding.severity.value,
            "sheet": text(finding.ref.sheet) if finding.ref else "",
            "cell": finding.ref.a1 if finding.ref else "",
            "key": text(finding.key),
            "fingerprint": finding.fingerprint,
            "accepted": finding.accepted,
            "sentence": text(_sentence(finding, run, unit.money_unit)),
        }


def _sentence(finding: Finding, run: MonthRun, money_unit: str) -> str:
    """As it was told then: a later version may say it otherwise."""
    sentences = run.texts.get(finding.rule)
    return told(sentences, finding, money_unit)[0] if sentences else ""


def _fund(id: int, unit: UnitMonth) -> Row:
    amounts: Mapping[str, int | None] = {
        name: ore(getattr(unit.fund, name)) for name in schema.FUND_AMOUNTS
    }
    return {"unit_month_id": id, **amounts}
