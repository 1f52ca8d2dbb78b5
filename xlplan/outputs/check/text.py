"""`check --format text`: what a person reads in a terminal, grouped by workbook and sheet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import IO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from xlplan.model import Anchor, BookResult, Finding, Ref, Run, Severity, shown_path
from xlplan.outputs.check import changes
from xlplan.outputs.check.overview import (
    MOST_OF_WHY,
    UncheckedRules,
    asked,
    known,
    sentences,
    tally,
    unchecked,
)
from xlplan.outputs.console import printed, unbroken
from xlplan.outputs.lines import FindingLine, lines
from xlplan.outputs.occasion import Occasion
from xlplan.wording import SEVERITY_WORDS, count, mask, series, severities, short

CLEAN_NAMED = 20
COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def write(run: Run, to: IO[str], _: Occasion) -> None:
    printed(to, lambda console: _print(run, console))


def _print(run: Run, console: Console) -> None:
    clean: list[BookResult] = []
    known_only: list[BookResult] = []
    for book in run.books:
        if (
            not book.readable
            or book.fixed
            or _unchecked(book)
            or any(_is_told(finding) for finding in book.findings)
        ):
            console.print(_book(book, run))
        else:
            (known_only if book.findings else clean).append(book)
    if clean:
        console.print(_named("Utan anmärkning: ", clean))
    if known_only:
        console.print(_named("Inget nytt: ", known_only))
    console.print(_summary(run))


def _is_told(finding: Finding) -> bool:
    """What is known from before is only counted."""
    return finding.accepted or not finding.known


def _named(what: str, books: Sequence[BookResult]) -> Text:
    line = Text(what, style="green")
    if len(books) > CLEAN_NAMED:
        return line.append(count(len(books), "bok", "böcker") + ".\n", style="not bold default")
    return line.append(
        series(book.unit or shown_path(Path(book.path.name)) for book in books) + ".\n",
        style="default",
    )


def _book(book: BookResult, run: Run) -> RenderableType:
    name = " · ".join(
        part
        for part in (book.unit, " ".join(filter(None, (book.phase, str(book.year or "")))))
        if part
    )
    head = Text(name or shown_path(Path(book.path.name)), style="bold")
    head.append(f"  {shown_path(book.path)}", style="not bold dim")
    parts: list[RenderableType] = [head, Text(_counts(book))]
    if book.fixed and book.original:
        parts.append(
            Text(
                f"\nRättat i kopian; originalet {shown_path(book.original)} är orört",
                style="bold underline",
            )
        )
        parts.extend(_change(cells, said) for cells, said in changes.lines(book.fixed))
    for sheet, found in groupby(
        lines(list(filter(_is_told, book.findings))), key=lambda line: line.sheet
    ):
        parts.append(Text(f"\n{sheet or 'Filen'}", style="bold underline"))
        parts.extend(_finding(line, book, run) for line in found)
    parts.extend(Padding(line, (0, 0, 0, 2)) for line in _unchecked(book))
    return Group(*parts, Text(""))


def _counts(book: BookResult) -> str:
    counts = tally(book)
    accepted = sum(finding.accepted for finding in book.findings)
    parts = [severities(severity, counts[severity]) for severity in Severity if counts[severity]]
    parts += [count(accepted, "godtagen avvikelse", "godtagna avvikelser")] if accepted else []
    parts += (
        [count(before, "känd sedan tidigare", "kända sedan tidigare")]
        if (before := known(book))
        else []
    )
    return ", ".join(parts) or ("Inga anmärkningar" if book.readable else "Gick inte att läsa")


def _change(cells: Sequence[Ref], said: str) -> RenderableType:
    more = f" och {len(cells) - 1} till" if len(cells) > 1 else ""
    return Group(
        Text(f"  {cells[0].sheet} {cells[0].a1}{more}", style="bold"),
        Padding(unbroken(said), (0, 0, 0, 9)),
    )


def _finding(line: FindingLine, book: BookResult, run: Run) -> RenderableType:
    finding = line.finding
    says, do = sentences(finding, book, run)
    head = Text("  ")
    head.append(f"{finding.rule} ", style="bold")
    head.append(
        f"{SEVERITY_WORDS[finding.severity]:<8}",
        style="dim" if finding.accepted else COLOURS[finding.severity],
    )
    head.append(line.place, style="bold")
    body = Group(
        unbroken(says),
        Text("Godtagen: " + (mask(finding.reason) or "utan skäl") + ".", style="dim")
        if finding.accepted
        else unbroken("→ " + do, style="italic"),
        *([_anchor(finding.anchor)] if finding.anchor and not finding.accepted else []),
    )
    return Group(head, Padding(body, (0, 0, 0, 9)))


def _anchor(anchor: Anchor) -> Table:
    """The row above and the row itself, as they stand in the sheet."""
    table = Table(
        box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False, pad_edge=False
    )
    table.add_column("", justify="right", style="dim")
    for letters, heading in zip(anchor.columns, anchor.headings, strict=True):
        table.add_column(
            Text(f"{letters} {heading}"), max_width=42, overflow="ellipsis", no_wrap=True
        )
    for row in anchor.rows:
        last = row is anchor.rows[-1]
        cells = (Text(cell or "–", style="" if last else "dim") for cell in row.cells)
        table.add_row(Text(str(row.row), style="bold" if last else "dim"), *cells)
    return table


def _unchecked(book: BookResult) -> list[Text]:
    """What was not checked in the book and why; rules of other phases are not worth a line."""
    why: dict[str, list[str]] = {}
    for group in unchecked(book):
        crashed = f"Inte granskat: regeln {group.fault}"
        if not group.own:
            why.setdefault(crashed if group.crashed else f"Inte granskat ({group.why})", []).extend(
                group.rules
            )
    told = [Text(f"{reason}: {', '.join(rules)}", style="dim") for reason, rules in why.items()]
    return told + [Text(_own_crashed(group)) for group in unchecked(book) if group.own]


def _own_crashed(group: UncheckedRules) -> str:
    what = "den egna regeln" if len(group.rules) == 1 else "de egna reglerna"
    why = short(group.why, MOST_OF_WHY)
    return f"Inte granskat: {what} {series(group.rules)} gick inte att fråga: {why}"


def _summary(run: Run) -> Text:
    parts = [
        count(len(run.books), "bok granskad", "böcker granskade"),
        count(len(asked(run)), "regel", "regler") + " kördes",
    ]
    parts += [severities(severity, n) for severity in Severity if (n := run.count(severity))] or [
        "inga anmärkningar"
    ]
    parts += [count(run.accepted, "godtagen", "godtagna")] if run.accepted else []
    parts += [count(run.known, "känd", "kända") + " sedan tidigare"] if run.known else []
    parts += [count(run.gone, "rättad", "rättade") + " sedan sist"] if run.gone else []
    parts += [fixed] if (fixed := changes.summary(run)) else []
    parts += (
        [count(run.unreadable, "bok", "böcker") + " gick inte att läsa"] if run.unreadable else []
    )
    return Text(" · ".join(parts), style="bold")
