"""`check --statistics`: every rule with what it gave and in how many books it was asked, also those
that passed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from rich.console import Console
from rich.table import Table

from xlplan.model import Run
from xlplan.outputs.check.overview import (
    MOST_OF_WHY,
    RuleAsked,
    asked_in,
    by_rule,
    own_crashed,
    passed,
    reasons,
    unasked,
)
from xlplan.wording import SEVERITY_WORDS, count, number, short

WIDTH = 110
"""Columns where the output is not a terminal."""


def write(run: Run, to: IO[str]) -> None:
    """Write the rules with findings, those that passed, and those that were asked of no book, or
    are a municipality's own and crashed, with why."""
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
            console.print()
        console.print(f"Utan anmärkning: {count(len(passed(run)), 'regel', 'regler')}")
        console.print(_passed(run))
        if left := unasked(run):
            console.print(f"\nInte prövade: {count(len(left), 'regel', 'regler')}")
            console.print(_unasked(left))
        if crashed := own_crashed(run):
            number_of = count(len(crashed), "egen regel", "egna regler")
            console.print(f"\nGick inte att fråga: {number_of}")
            console.print(_crashed(crashed))
    to.writelines(f"{line.rstrip()}\n" for line in told.get().splitlines())


def _table(run: Run) -> Table:
    """The rules that found something, with sums below."""
    counts = by_rule(run)
    with_findings = sum(
        any(not finding.accepted for finding in book.findings) for book in run.books
    )
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False, show_footer=True)
    table.header_style = "bold"
    accepted, known, ran = bool(run.accepted), run.gone is not None, asked_in(run)
    table.add_column("Regel", "Summa", no_wrap=True, footer_style="bold")
    table.add_column("Allvar", no_wrap=True)
    numbers = [("Antal", sum(line.findings for line in counts)), ("Böcker", with_findings)]
    numbers += [("Godtagna", run.accepted)] if accepted else []
    numbers += [("Kända", run.known)] if known else []
    for heading, total in numbers:
        table.add_column(heading, number(total), justify="right", no_wrap=True, footer_style="bold")
    table.add_column("Prövad i", justify="right", no_wrap=True)
    table.add_column("Så ska det vara", overflow="fold")
    for line in counts:
        values = [
            line.findings,
            line.books,
            *([line.accepted] if accepted else []),
            *([line.known] if known else []),
        ]
        values.append(ran[line.rule].books if line.rule in ran else 0)
        title = run.texts[line.rule].title
        table.add_row(
            line.rule, SEVERITY_WORDS[line.severity], *(number(value) for value in values), title
        )
    return table


def _passed(run: Run) -> Table:
    """The rules that were asked and found nothing, with in how many books."""
    table, ran = _plain(), asked_in(run)
    for rule in passed(run):
        table.add_row(f"  {rule}", _in_books(ran[rule].books), run.texts[rule].title)
    return table


def _unasked(left: list[RuleAsked]) -> Table:
    table = _plain()
    for rule in left:
        table.add_row(
            f"  {rule.rule}", _in_books(sum(many for _, many in rule.skipped)), reasons(rule)
        )
    return table


def _crashed(crashed: Sequence[tuple[str, int, str]]) -> Table:
    table = _plain()
    for rule, books, why in crashed:
        table.add_row(f"  {rule}", _in_books(books), short(why, MOST_OF_WHY))
    return table


def _in_books(many: int) -> str:
    return count(many, "bok", "böcker")


def _plain() -> Table:
    table = Table(
        box=None, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False, show_header=False
    )
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    return table
