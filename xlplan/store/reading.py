"""Reading back: what the next month is compared with (`Remembered`), and what people ask for
(`history`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, Table, select

from xlplan.model import Severity
from xlplan.month.figures import Light, LineKey, Months
from xlplan.month.memory import Before, FindingBefore, LineBefore
from xlplan.store import schema
from xlplan.store.past import Figures, PastFinding, PastMonth, PastRun, UnitName, UnknownUnitError
from xlplan.store.stored import kronor, text

CHUNK = 400
"""Values in one IN (…): SQLite of older makes takes 999."""

T = TypeVar("T")
Rows = Mapping[int, Sequence[Row[Any]]]


class Remembered:
    """The months and years of many units, read at once. A `Memory` of xlplan.month."""

    def __init__(
        self,
        months: Mapping[tuple[str, int], tuple[Before, ...]],
        seasons: Mapping[str, Mapping[int, Mapping[LineKey, Months]]],
    ) -> None:
        self._months = months
        self._seasons = seasons

    def months(self, code: str, year: int) -> tuple[Before, ...]:
        """The unit's months of the year that have been run, the current run of each, January
        first."""
        return self._months.get((text(code), year), ())

    def seasons(self, code: str, before_year: int) -> Mapping[LineKey, tuple[Months, ...]]:
        """The outcome by line of earlier whole years, the latest year first."""
        years = self._seasons.get(text(code), {})
        found: dict[LineKey, list[Months]] = defaultdict(list)
        for year in sorted((year for year in years if year < before_year), reverse=True):
            for key, months in years[year].items():
                found[key].append(months)
        return {key: tuple(months) for key, months in found.items()}


def remembered(
    connection: Connection, codes: Iterable[str], years: Sequence[int], before_year: int
) -> Remembered:
    """All months of `years`, and the whole years before `before_year`, of the units."""
    asked = sorted({text(code) for code in codes})
    months: dict[tuple[str, int], list[Before]] = defaultdict(list)
    seasons: dict[str, dict[int, dict[LineKey, Months]]] = defaultdict(dict)
    for some in _chunks(asked):
        of_years = _units(some).where(schema.unit_month.c.year.in_(years))
        for before_code, before in _before(connection, of_years):
            months[before_code, before.year].append(before)
        for code, year, lines in _whole_years(connection, some, before_year):
            seasons[code][year] = lines
    return Remembered({key: tuple(befores) for key, befores in months.items()}, seasons)


def _units(codes: Sequence[str]) -> Select[Any]:
    table = schema.unit_month
    return (
        select(table)
        .where(table.c.code.in_(codes), schema.current)
        .order_by(table.c.code, table.c.year, table.c.month)
    )


def _before(connection: Connection, units: Select[Any]) -> Iterator[tuple[str, Before]]:
    rows = connection.execute(units).all()
    ids = [row.id for row in rows]
    lines, findings = _parts(connection, schema.line, ids), _parts(connection, schema.finding, ids)
    for row in rows:
        net = next(
            (line for line in lines[row.id] if line.total and line.line_type == "netto"), None
        )
        yield (
            row.code,
            Before(
                year=row.year,
                month=row.month,
                light=_light(row.light),
                forecast_own=kronor(net.forecast_own) if net else None,
                forecast=kronor(net.forecast) if net else None,
                explained=row.explained,
                lines={
                    (line.post, line.line_type): LineBefore(
                        kronor(line.budget_year), _outcome(line), kronor(line.forecast_own)
                    )
                    for line in lines[row.id]
                    if not line.total
                },
                findings=tuple(
                    FindingBefore(found.rule, found.key, found.fingerprint)
                    for found in findings[row.id]
                ),
            ),
        )


def _whole_years(
    connection: Connection, codes: Sequence[str], before_year: int
) -> Iterator[tuple[str, int, dict[LineKey, Months]]]:
    """The years that have been run for December, and their lines that have an outcome in every
    month."""
    table = schema.unit_month
    rows = connection.execute(
        _units(codes).where(table.c.month == 12, table.c.year < before_year)
    ).all()
    lines = _parts(connection, schema.line, [row.id for row in rows])
    for row in rows:
        whole = {
            (line.post, line.line_type): months
            for line in lines[row.id]
            if not line.total and None not in (months := _outcome(line))
        }
        yield row.code, row.year, whole


def _outcome(line: Row[Any]) -> Months:
    return tuple(kronor(line._mapping[name]) for name in schema.OUTCOME_MONTHS)


def _light(stored: str) -> Light:
    return Light.__members__.get(stored.upper(), Light.UNKNOWN)


def _parts(connection: Connection, table: Table, ids: Sequence[int]) -> Rows:
    """The rows of a part by unit_month, in order."""
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for some in _chunks(ids):
        chosen = (
            select(table)
            .where(table.c.unit_month_id.in_(some))
            .order_by(table.c.unit_month_id, table.c.place)
        )
        for row in connection.execute(chosen):
            found[row.unit_month_id].append(row)
    return found


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[i : i + CHUNK] for i in range(0, len(values), CHUNK))


def history(connection: Connection, asked: str) -> tuple[PastMonth, ...]:
    """Every run of every month of the unit with that code, or else that name (last known): the
    oldest month first, and in a month the current run first, then those that it replaced, the
    latest first. Raises UnknownUnitError.
    """
    code = _found(_names(connection), asked.strip())
    table = schema.unit_month
    rows = connection.execute(
        select(table)
        .where(table.c.code == code)
        .order_by(table.c.year, table.c.month, table.c.run_id.desc())
    ).all()
    ids = [row.id for row in rows]
    lines, findings = _parts(connection, schema.line, ids), _parts(connection, schema.finding, ids)
    runs = _runs(
        connection, {row.run_id for row in rows} | {row.superseded_by for row in rows} - {None}
    )
    return tuple(_past(row, lines[row.id], findings[row.id], runs) for row in rows)


def _names(connection: Connection) -> list[UnitName]:
    """Every unit with the name of its latest month."""
    table = schema.unit_month
    rows = connection.execute(
        select(table.c.code, table.c.unit).order_by(table.c.year, table.c.month, table.c.run_id)
    )
    return [
        UnitName(code, unit) for code, unit in sorted({code: unit for code, unit in rows}.items())
    ]


def _found(units: Sequence[UnitName], asked: str) -> str:
    wanted = asked.casefold()
    by_code = [unit for unit in units if unit.code.casefold() == wanted]
    by_name = [unit for unit in units if unit.unit.casefold() == wanted]
    for same in (by_code, by_name):
        if len(same) == 1:
            return same[0].code
        if same:  # two units of that name
            raise UnknownUnitError(asked, tuple(same))
    raise UnknownUnitError(asked, _near(units, wanted))


def _near(units: Sequence[UnitName], wanted: str) -> tuple[UnitName, ...]:
    from rapidfuzz import fuzz

    scored = [
        (
            max(
                fuzz.ratio(wanted, unit.code.casefold()), fuzz.WRatio(wanted, unit.unit.casefold())
            ),
            unit,
        )
        for unit in units
    ]
    return tuple(
        unit for score, unit in sorted(scored, key=lambda pair: -pair[0])[:3] if score >= 60
    )


def _runs(connection: Connection, ids: Iterable[int]) -> Mapping[int, PastRun]:
    table = schema.run
    found = {}
    for some in _chunks(sorted(ids)):
        for row in connection.execute(select(table).where(table.c.id.in_(some))):
            found[row.id] = PastRun(row.id, _utc(row.made_at), row.made_by, row.version)
    return found


def _utc(stored: datetime) -> datetime:
    """SQLite keeps no zone: what it has is UTC."""
    return stored.astimezone(UTC) if stored.tzinfo else stored.replace(tzinfo=UTC)


def _past(
    row: Row[Any],
    lines: Sequence[Row[Any]],
    findings: Sequence[Row[Any]],
    runs: Mapping[int, PastRun],
) -> PastMonth:
    return PastMonth(
        code=row.code,
        unit=row.unit,
        department=row.department,
        board=row.board,
        year=row.year,
        month=row.month,
        money_unit=row.money_unit,
        from_ledger=row.from_ledger,
        light=_light(row.light),
        explained=row.explained,
        since=row.since,
        run=runs[row.run_id],
        replaced_by=runs.get(row.superseded_by),
        totals=tuple(_figures(line) for line in lines if line.total),
        lines=tuple(_figures(line) for line in lines if not line.total),
        findings=tuple(
            PastFinding(
                found.rule,
                Severity(found.severity),
                found.sheet,
                found.cell,
                found.key,
                found.accepted,
                found.sentence,
            )
            for found in findings
        ),
    )


def _figures(line: Row[Any]) -> Figures:
    return Figures(
        post=line.post,
        line_type=line.line_type,
        budget_year=kronor(line.budget_year),
        budget_so_far=kronor(line.budget_so_far),
        outcome_so_far=kronor(line.outcome_so_far),
        deviation=kronor(line.deviation),
        forecast_own=kronor(line.forecast_own),
        forecast=kronor(line.forecast),
        method=line.method,
    )
