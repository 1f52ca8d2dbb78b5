"""`history --format text`: a unit's months as they were run, and under each what it replaced."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import IO

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from xlplan.month.amounts import FACTORS
from xlplan.month.words import SYMBOLS, figure, signed
from xlplan.outputs.console import printed, unbroken
from xlplan.outputs.occasion import Occasion
from xlplan.store import PastMonth, PastRun
from xlplan.wording import MONTH_NAMES, count

HEADINGS = (
    "Årsbudget",
    "Budget\nhittills",
    "Utfall\nhittills",
    "Avvikelse\nhittills",
    "Enhetens\nprognos",
    "xlplans\nprognos",
)


def write(past: Sequence[PastMonth], to: IO[str], _: Occasion) -> None:
    """`past` as `Store.history` gives it: at least one month."""
    printed(to, lambda console: _print(past, console))


def _print(past: Sequence[PastMonth], console: Console) -> None:
    last = past[-1]
    console.print(unbroken(" · ".join(filter(None, (last.unit, last.code, last.board))), "bold"))
    for year, months in groupby(past, key=lambda month: month.year):
        console.print(_year(year, list(months)))


def _year(year: int, months: Sequence[PastMonth]) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column(str(year), no_wrap=True)
    table.add_column("Läge", no_wrap=True)
    for heading in HEADINGS:
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Körd")
    unit = _unit(months[-1])
    newer: PastMonth | None = None
    for month in months:
        replaced = month.replaced_by is not None
        name = "  ersatt" if replaced else MONTH_NAMES[month.month - 1]
        same = replaced and newer is not None and _figures(newer) == _figures(month)
        light = "samma siffror" if same else f"{SYMBOLS[month.light]} {month.light.value}"
        row = [""] * len(HEADINGS) if same else _columns(month, unit)
        table.add_row(
            name, light, *map(unbroken, row), _run(month.run), style="dim" if replaced else ""
        )
        newer = month
    note = f"Netto i {unit}. Plus i avvikelsen är bättre än budgeten."
    if found := sum(
        not finding.accepted for finding in months[-1].findings if months[-1].replaced_by is None
    ):
        note += (
            f" {count(found, 'anmärkning', 'anmärkningar')} på bladen i "
            f"{MONTH_NAMES[months[-1].month - 1]}."
        )
    return Group(Text(""), table, unbroken(note, "dim"))


def _unit(month: PastMonth) -> str:
    return month.money_unit if month.money_unit in FACTORS else "kr"


def _figures(month: PastMonth) -> tuple[object, ...]:
    return month.light, month.explained, month.since, month.totals, month.lines, month.findings


def _columns(month: PastMonth, unit: str) -> list[str]:
    net = month.net
    return [
        figure(net.budget_year, unit),
        figure(net.budget_so_far, unit),
        figure(net.outcome_so_far, unit),
        signed(net.deviation, unit),
        figure(net.forecast_own, unit),
        figure(net.forecast, unit),
    ]


def _run(run: PastRun) -> str:
    """In the machine's own time."""
    return f"{run.made.astimezone():%Y-%m-%d %H:%M} {run.made_by} ({run.version})"
