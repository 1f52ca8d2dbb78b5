"""A unit's month, worked out of its book, the ledger's months and what earlier runs remember."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from xlplan.model import Content, Finding
from xlplan.month.accuracy import hits_before, hits_of_year
from xlplan.month.amounts import FACTORS, kronor
from xlplan.month.changes import changes_since
from xlplan.month.entries import (
    AMOUNTS,
    BUDGET_SHEET,
    BUDGET_TABLE,
    MONTHS_SHEET,
    MONTHS_TABLE,
    Booked,
    Year,
    year_of,
)
from xlplan.month.figures import Amount, Light, Line, Totals, UnitMonth
from xlplan.month.funds import fund_of
from xlplan.month.lights import Verdict, judged, own_decides, worse_lines
from xlplan.month.limits import Limits
from xlplan.month.memory import Before
from xlplan.month.totals import Seasons, lines_of, totals_of

NET = "Summa netto"
_TOO_LARGE = Decimal(10) ** 13
"""Kronor: more than Sweden produces in a year."""
_OUT = (Light.DEFICIT, Light.WATCH)


class NoMonthError(Exception):
    """A book that no month can be made of; the text says why in Swedish, as the end of a sentence
    about the book."""


@dataclass(frozen=True)
class Known:
    """What is known of a unit besides its book."""

    ledger: Booked | None = None
    this_year: Sequence[Before] = ()
    """The months of the year that earlier runs remember, January first."""
    last_year: Sequence[Before] = ()
    seasons: Seasons = field(default_factory=dict)
    findings: Sequence[Finding] = ()


@dataclass(frozen=True, slots=True)
class _At:
    """The unit as it stood after a month."""

    lines: tuple[Line, ...]
    income: Totals
    cost: Totals
    net: Totals
    verdict: Verdict


def unit_month(path: Path, content: Content, month: int, limits: Limits, known: Known) -> UnitMonth:
    """A unit's month. Raises NoMonthError for a book that says no year, no Beloppsenhet, or has no
    lines."""
    said, money_unit = _year_and_unit(content)
    year = year_of(content, money_unit, known.ledger)
    if not year.entries:
        raise NoMonthError("det finns inga rader på bladen Budget och Månad")
    net_budget = _net_budget(content, money_unit, year)
    now = _at(year, month, net_budget, limits, known.seasons)
    unit = UnitMonth(
        path=path,
        code=_text(content, "Enhetskod"),
        unit=_text(content, "Enhet"),
        department=_text(content, "Avdelning"),
        board=_text(content, "Nämnd"),
        year=said,
        month=month,
        money_unit=money_unit,
        result_unit=content.facts.get("Resultatenhet") == "Ja",
        net_budget=net_budget,
        lines=now.lines,
        income=now.income,
        cost=now.cost,
        net=now.net,
        light=now.verdict.light,
        why=now.verdict.why,
        findings=tuple(known.findings),
        from_ledger=year.booked is not None,
        deficit=now.verdict.deficit,
        book_month=_book_month(content),
    )
    unit = _with_fund(unit, content, limits)
    unit = _with_accuracy(unit, limits, known)
    return _with_changes(_with_explanations(unit, year, limits, known), limits, known)


def _year_and_unit(content: Content) -> tuple[int, str]:
    """År and Beloppsenhet. Raises NoMonthError where either is lacking, or an amount too large."""
    year, money_unit = content.facts.get("År"), str(content.facts.get("Beloppsenhet") or "")
    if not isinstance(year, float):
        raise NoMonthError("År är inte ifyllt på bladet Enhet")
    if money_unit not in FACTORS:
        raise NoMonthError(
            "Beloppsenhet är inte ifylld på bladet Enhet, och då går beloppen inte att tyda"
        )
    if too_large := _too_large(content, FACTORS[money_unit]):
        raise NoMonthError(f"{too_large} är ett orimligt stort belopp. Rätta det och kör igen")
    return int(year), money_unit


def _net_budget(content: Content, money_unit: str, year: Year) -> Amount:
    """Nettobudget of the sheet Enhet; a 0 beside a budget that is blank is no budget that can be
    kept."""
    net_budget = kronor(content.facts.get("Nettobudget"), FACTORS[money_unit])
    if not net_budget and all(entry.budget_year is None for entry in year.entries):
        return None
    return net_budget


def _with_fund(unit: UnitMonth, content: Content, limits: Limits) -> UnitMonth:
    if not unit.result_unit:
        return unit
    incoming = kronor(content.facts.get("Ingående resultatfond"), FACTORS[unit.money_unit])
    return replace(unit, fund=fund_of(incoming, unit.net, unit.cost, unit.net_budget, limits))


def _with_accuracy(unit: UnitMonth, limits: Limits, known: Known) -> UnitMonth:
    of_year = hits_of_year(
        unit.year, unit.lines, unit.net, unit.cost, unit.net_budget, known.this_year, limits
    )
    before = hits_before(unit.year - 1, known.last_year, limits)
    return replace(unit, accuracy=(*before, *of_year))


def _with_explanations(unit: UnitMonth, year: Year, limits: Limits, known: Known) -> UnitMonth:
    """Of a unit that does not balance: since when, and who has explained it. It is explained where
    every line that the deficit is made of has a Kommentar, or the net itself."""
    if unit.light not in _OUT:
        return unit
    worse = worse_lines(unit.lines, limits, own=own_decides(unit.net))
    of_net = [(NET, year.comment)] if year.comment else []
    return replace(
        unit,
        explained=bool(of_net) or (bool(worse) and all(line.comment for line in worse)),
        explanations=(*((line.post, line.comment) for line in worse), *of_net),
        since=_since(year, unit.month, unit.net_budget, limits, known),
    )


def _with_changes(unit: UnitMonth, limits: Limits, known: Known) -> UnitMonth:
    """What has changed since the latest earlier month of the year that is remembered."""
    before = next((b for b in reversed(known.this_year) if b.month < unit.month), None)
    if before is None:
        return unit
    changes = changes_since(
        before, unit.light, unit.lines, unit.net, unit.explained, known.findings, limits
    )
    return replace(unit, changes=changes, changes_from=before.month)


def _at(year: Year, month: int, net_budget: Amount, limits: Limits, seasons: Seasons) -> _At:
    lines = lines_of(year, month, limits, seasons)
    income, cost, net = totals_of(year, lines, month)
    found = judged(
        net,
        cost,
        lines,
        net_budget,
        month,
        limits,
        rounding=year.half * len(year.entries),
        missing=year.missing(month),
    )
    return _At(lines, income, cost, net, found)


def _since(year: Year, month: int, net_budget: Amount, limits: Limits, known: Known) -> int:
    """The first of the months in a row, up to this one, in which the year has not balanced: as
    earlier runs found, or else as this book would have been found then."""
    told = {before.month: before.light for before in known.this_year}
    # a book that does not say how far it has come has come here
    year = replace(year, last=year.last or month)
    first = month
    while first > 1:
        light = (
            told.get(first - 1)
            or _at(year, first - 1, net_budget, limits, known.seasons).verdict.light
        )
        if light not in _OUT:
            break
        first -= 1
    return first


def _too_large(content: Content, factor: Decimal) -> str:
    """Where an amount stands that no municipality has; "" if there is none. What is smaller is
    exact to the öre."""
    for table, sheet in ((BUDGET_TABLE, BUDGET_SHEET), (MONTHS_TABLE, MONTHS_SHEET)):
        for row in content.tables.get(table, ()):
            for heading, value in row.values.items():
                if (
                    heading in AMOUNTS
                    and isinstance(value, float)
                    and abs(value) >= float(_TOO_LARGE / factor)
                ):
                    return (
                        f"{row.text('Post') or f'rad {row.row}'} på bladet {sheet}, kolumnen "
                        f"{heading},"
                    )
    for name in ("Nettobudget", "Ingående resultatfond"):
        value = content.facts.get(name)
        if isinstance(value, float) and abs(value) >= float(_TOO_LARGE / factor):
            return f"{name} på bladet Enhet"
    return ""


def _book_month(content: Content) -> int | None:
    said = content.facts.get("Avser månad")
    return int(said) if isinstance(said, float) and said in range(1, 13) else None


def _text(content: Content, name: str) -> str:
    value = content.facts.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""
