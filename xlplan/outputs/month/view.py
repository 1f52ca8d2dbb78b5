"""The overview page of a month, put together and in words, so that its template only lays out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from xlplan.model import shown_path
from xlplan.month.figures import Light, MonthRun
from xlplan.month.words import SYMBOLS, month_range
from xlplan.outputs.check.book_view import book_link
from xlplan.outputs.month.ledger_view import LedgerView, WrittenView, ledger_view, written_view
from xlplan.outputs.month.pictures import Heat, board_heat
from xlplan.outputs.month.summary import TotalRow, summary, total_rows
from xlplan.outputs.month.unit import KEYS, UnitView, unit_views
from xlplan.wording import MONTH_NAMES

SHADED = 100
"""So many units may be in a run where every unit's months are shown in shades; in a larger one only
those of units that are not in balance are, for the page's size."""


@dataclass(frozen=True)
class LightView:
    key: str
    symbol: str
    word: str
    units: int


@dataclass(frozen=True)
class MonthPage:
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


def page(run: MonthRun, links_from: Path | None) -> MonthPage:
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
    return MonthPage(
        title=f"Månadsuppföljning {month}",
        board=run.board or ("Flera nämnder" if boards else ""),
        day=f"{made.day} {MONTH_NAMES[made.month - 1]} {made.year}",
        clock=f"{made:%H.%M}",
        iso=made.isoformat("T", "minutes"),
        month=month,
        so_far=month_range(run.month),
        money=money,
        summary=tuple(summary(run, money, counts)),
        lights=tuple(_light(light, counts[light]) for light in Light),
        totals=tuple(total_rows(run, money)),
        heat=board_heat(run.units, run.month, money),
        units=unit_views(run, money, start, boards=boards, all_shaded=few),
        boards=boards,
        without_shades=not few and bool(counts[Light.BALANCE]),
        unchecked=tuple(
            (shown_path(book.path), book_link(book.path, start) if start else "", book.why)
            for book in run.unchecked
        ),
        ledger=ledger_view(run),
        written=written_view(run, start),
        version=run.version,
    )


def _light(light: Light, units: int) -> LightView:
    return LightView(KEYS[light], SYMBOLS[light], light.value, units)
