"""What the overview page of a month shows, put together and in words, so that its template only
lays out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from xlplan.model import MONTHS, shown_path
from xlplan.month.amounts import added, minus
from xlplan.month.figures import Amount, Changed, Light, MonthRun, Totals, UnitMonth
from xlplan.month.ledger import Unplaced
from xlplan.month.words import (
    SYMBOLS,
    figure,
    month_range,
    other_month,
    signed,
    told,
    told_percent,
)
from xlplan.outputs.check.html_view import book_link
from xlplan.outputs.month.pictures import Heat, board_heat
from xlplan.outputs.month.unit import UnitView, unit_view
from xlplan.outputs.month.written import counted, of_book
from xlplan.wording import HARD_BLANK, MONTH_NAMES, count, series

SHADED = 100
"""So many units may be in a run where every unit's months are shown in shades; in a larger one only
those of units that are not in balance are, for the page's size."""
MOST_UNPLACED = 500
"""Accounts and cost centres that the page lists one by one; the rest are summed."""
KEYS = {
    Light.DEFICIT: "deficit",
    Light.WATCH: "watch",
    Light.UNKNOWN: "unknown",
    Light.BALANCE: "balance",
}


@dataclass(frozen=True)
class LightView:
    key: str
    symbol: str
    word: str
    units: int


@dataclass(frozen=True)
class TotalRow:
    name: str
    cells: tuple[str, ...]
    """Budget of the year, budget and outcome so far, deviation, its per cent, the units' and
    xlplan's forecast of how the year deviates from the budget."""


@dataclass(frozen=True)
class UnplacedRow:
    account: str
    name: str
    cost_centre: str
    months: str
    kronor: str
    why: str


@dataclass(frozen=True)
class LedgerView:
    files: tuple[str, ...]
    sums: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    rows: tuple[UnplacedRow, ...]
    rest: tuple[int, str]
    """How many rows are not listed one by one, and what they come to."""
    total: str


@dataclass(frozen=True)
class WrittenView:
    """What writing the ledger's outcome in the books came to."""

    counts: tuple[str, ...]
    books: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Path, link, and what was exchanged or not written."""


@dataclass(frozen=True)
class Page:
    title: str
    board: str
    day: str
    clock: str
    iso: str
    month: str
    """ "mars 2026"."""
    so_far: str
    """ "januari–mars"."""
    money: str
    summary: tuple[str, ...]
    lights: tuple[LightView, ...]
    totals: tuple[TotalRow, ...]
    heat: Heat | None
    units: tuple[UnitView, ...]
    boards: bool
    """Whether the units belong to several boards."""
    without_shades: bool
    """Whether units in balance have no shades for the page's size."""
    unchecked: tuple[tuple[str, str, str], ...]
    """Path, link and why."""
    ledger: LedgerView | None
    written: WrittenView | None
    version: str


def page(run: MonthRun, links_from: Path | None) -> Page:
    """The whole page. Links to the books start from the folder `links_from`; without it there are
    none."""
    kinds = {unit.money_unit for unit in run.units}
    money = kinds.pop() if len(kinds) == 1 else "tkr"
    start = links_from.resolve() if links_from else None
    few = len(run.units) <= SHADED
    boards = len({unit.board for unit in run.units}) > 1
    counts = Counter(unit.light for unit in run.units)
    month = f"{MONTH_NAMES[run.month - 1]} {run.year}"
    made = run.made.astimezone()
    return Page(
        title=f"Månadsuppföljning {month}",
        board=run.board or ("Flera nämnder" if boards else ""),
        day=f"{made.day} {MONTH_NAMES[made.month - 1]} {made.year}",
        clock=f"{made:%H.%M}",
        iso=made.isoformat("T", "minutes"),
        month=month,
        so_far=month_range(run.month),
        money=money,
        summary=tuple(_summary(run, money, counts)),
        lights=tuple(
            LightView(KEYS[light], SYMBOLS[light], light.value, counts[light]) for light in Light
        ),
        totals=tuple(_totals(run, money)),
        heat=board_heat(run.units, run.month, money),
        units=tuple(
            unit_view(
                number,
                unit,
                run.texts,
                money,
                KEYS[unit.light],
                start,
                boards=boards,
                shaded=few or unit.light is not Light.BALANCE,
            )
            for number, unit in enumerate(run.units, 1)
        ),
        boards=boards,
        without_shades=not few and bool(counts[Light.BALANCE]),
        unchecked=tuple(
            (shown_path(book.path), book_link(book.path, start) if start else "", book.why)
            for book in run.unchecked
        ),
        ledger=_ledger(run),
        written=_written(run, start),
        version=run.version,
    )


# -- the run in sentences --------------------------------------------------------------------------
def _summary(run: MonthRun, money: str, counts: Counter[Light]) -> Iterator[str]:
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


def _share(part: Amount, whole: Amount, gross: Amount = None) -> Amount:
    """In per cent; None of 0, and of a net below a hundredth of the gross cost, of which a per cent
    tells nothing."""
    if part is None or not whole or abs(whole) * 100 < abs(gross or Decimal(0)):
        return None
    return part * 100 / abs(whole)


def _gross(units: Iterable[UnitMonth]) -> Amount:
    return added(unit.cost.budget_so_far for unit in units)


# -- sums ------------------------------------------------------------------------------------------
def _totals(run: MonthRun, money: str) -> Iterator[TotalRow]:
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


# -- the ledger ------------------------------------------------------------------------------------
def _ledger(run: MonthRun) -> LedgerView | None:
    if run.ledger is None and not run.unplaced:
        return None
    groups: dict[tuple[str, str, str, str], list[Unplaced]] = defaultdict(list)
    for row in run.unplaced:
        groups[row.account, row.name, row.cost_centre, row.why].append(row)
    sums = {key: sum(row.ore for row in rows) for key, rows in groups.items()}
    size = {key: sum(abs(row.ore) for row in rows) for key, rows in groups.items()}
    order = sorted(groups, key=lambda key: (-size[key], key))
    rest = order[MOST_UNPLACED:]
    made = run.ledger
    return LedgerView(
        files=made.files if made else (),
        sums=(
            ("Läst ur huvudboken", kronor(made.read)),
            ("Placerat på enheter och rader", kronor(made.placed)),
            ("Inte placerat, listat nedan", kronor(made.listed)),
            ("Balanskonton, som inte hör till någon budget", kronor(made.not_result)),
        )
        if made
        else (),
        warnings=made.warnings if made else (),
        rows=tuple(
            UnplacedRow(
                key[0],
                key[1],
                key[2],
                _months(row.month for row in groups[key]),
                kronor(sums[key]),
                key[3],
            )
            for key in order[:MOST_UNPLACED]
        ),
        rest=(len(rest), kronor(sum(sums[key] for key in rest))),
        total=kronor(sum(sums.values())),
    )


def _written(run: MonthRun, start: Path | None) -> WrittenView | None:
    if not run.written:
        return None
    told_of = ((book, *of_book(book)) for book in run.written)
    books = tuple(
        (shown_path(book.path), book_link(book.path, start) if start else "", (*replaced, *left))
        for book, replaced, left in told_of
        if replaced or left
    )
    return WrittenView(tuple(counted(run.written)), books)


def _months(months: Iterable[int]) -> str:
    """ "jan–mar", "jan, mar"; 0 is the whole year."""
    known = sorted(set(months))
    if not all(1 <= month <= len(MONTHS) for month in known):
        return "hela året"
    names = [MONTHS[month - 1] for month in known]
    in_a_row = len(known) > 1 and known == list(range(known[0], known[-1] + 1))
    return f"{names[0]}–{names[-1]}" if in_a_row else ", ".join(names)


def kronor(ore: int) -> str:
    """123456 öre -> "1 234,56", every öre of it."""
    kr, rest = divmod(abs(ore), 100)
    return f"{'−' if ore < 0 else ''}{kr:,}".replace(",", HARD_BLANK) + f",{rest:02}"
