"""`check --statistics`: how many findings each rule gave, and in how many books."""

from __future__ import annotations

from typing import IO

from rich.console import Console
from rich.table import Table

from xlplan.model import Run
from xlplan.outputs.overview import by_rule, passed
from xlplan.wording import SEVERITY_WORDS, count, number

WIDTH = 110
"""Columns where the output is not a terminal."""


def write(run: Run, to: IO[str]) -> None:
    """Write the table and, below it, how many rules had nothing to say."""
    console = Console(
        file=to,
        width=None if to.isatty() else WIDTH,
        no_color=not to.isatty(),
        highlight=False,
        markup=False,
        emoji=False,
    )
    counts = by_rule(run)
    with console.capture() as told:
        console.print()
        if counts:
            console.print(_table(run))
        console.print(f"Utan anmärkning: {count(len(passed(run)), 'regel', 'regler')}")
    to.writelines(f"{line.rstrip()}\n" for line in told.get().splitlines())


def _table(run: Run) -> Table:
    counts = by_rule(run)
    with_findings = sum(any(not finding.accepted for finding in book.findings) for book in run.books)
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False, show_footer=True)
    table.header_style = "bold"
    accepted = bool(run.accepted)
    table.add_column("Regel", "Summa", no_wrap=True, footer_style="bold")
    table.add_column("Allvar", no_wrap=True)
    numbers = [("Antal", sum(line.findings for line in counts)), ("Böcker", with_findings)]
    for heading, total in [*numbers, *([("Godtagna", run.accepted)] if accepted else [])]:
        table.add_column(heading, number(total), justify="right", no_wrap=True, footer_style="bold")
    table.add_column("Så ska det vara", overflow="fold")
    for line in counts:
        values = [line.findings, line.books, *([line.accepted] if accepted else [])]
        title = run.texts[line.rule].title
        table.add_row(line.rule, SEVERITY_WORDS[line.severity], *(number(value) for value in values), title)
    return table
