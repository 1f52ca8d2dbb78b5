"""`month --format text`: all units in one table, those at risk first, then what to know of each
that needs it."""

from __future__ import annotations

from typing import IO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from xlplan.model import Severity, shown_path
from xlplan.month.amounts import from_ore, minus
from xlplan.month.figures import Amount, Changed, Light, Line, MonthRun, Totals, UnitMonth
from xlplan.month.figures import count as count_of
from xlplan.month.words import (
    METHOD_WORDS,
    SYMBOLS,
    change,
    figure,
    forecast_reason,
    other_months,
    reason,
    short_month,
    signed,
    told,
    told_percent,
)
from xlplan.outputs.console import printed, unbroken
from xlplan.outputs.month.written import written_in_books
from xlplan.outputs.occasion import Occasion
from xlplan.wording import MONTH_NAMES, SEVERITY_WORDS, count, severities
from xlplan.wording import told as sentence

TABLE_UNIT = "tkr"
"""Of the table over all units, whatever their own: amounts in one column are to be compared."""
STYLES = {
    Light.DEFICIT: "bold red",
    Light.WATCH: "yellow",
    Light.UNKNOWN: "magenta",
    Light.BALANCE: "green",
}
UNPLACED_SHOWN = 10
CHANGES_SHOWN = 8


def write(run: MonthRun, to: IO[str], _: Occasion) -> None:
    printed(to, lambda console: _print(run, console))


def _print(run: MonthRun, console: Console) -> None:
    head = f"{MONTH_NAMES[run.month - 1].capitalize()} {run.year}"
    console.print(
        Text(
            " · ".join(filter(None, (head, run.board, count(len(run.units), "enhet", "enheter")))),
            "bold",
        )
    )
    if run.units:
        console.print(_overview(run))
    for unit in run.units:
        if (
            unit.light is not Light.BALANCE
            or _news(unit)
            or any(found.open for found in unit.findings)
        ):
            console.print(_unit(unit, run))
    if run.ledger:
        console.print(_ledger(run))
    if run.written:
        console.print(written_in_books(run.written))
    for said in other_months(run.units):
        console.print(unbroken(said, "yellow"))
    for each in run.unchecked:
        console.print(unbroken(f"Inte med: {shown_path(each.path)}: {each.why}", "yellow"))
    console.print(_summary(run))


def _overview(run: MonthRun) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("Läge", no_wrap=True)
    table.add_column("Enhet", ratio=1, max_width=34)
    for heading in (
        "Budget\nhittills",
        "Utfall\nhittills",
        "Avvik.\nhittills",
        "Året enl.\nenheten",
        "Året enl.\nxlplan",
        "Sedan",
        "Förkl.",
    ):
        table.add_column(heading, justify="right", no_wrap=True)
    for unit in run.units:
        table.add_row(
            Text(f"{SYMBOLS[unit.light]} {unit.light.value}", STYLES[unit.light]),
            unbroken(unit.unit or unit.code),
            *map(unbroken, _columns(unit)),
        )
    note = f"Netto i {TABLE_UNIT}, året mot Nettobudget. Plus är bättre än budgeten, minus sämre."
    return Group(table, unbroken(f"{note}\n", "dim"))


def _columns(unit: UnitMonth) -> list[str]:
    net = unit.net
    target = net.budget_year if unit.net_budget is None else unit.net_budget
    return [
        _whole(net.budget_so_far).removeprefix("+"),
        _whole(net.outcome_so_far).removeprefix("+"),
        _whole(net.deviation),
        _whole(minus(target, net.forecasts.own)),
        _whole(minus(target, net.forecasts.chosen)),
        short_month(unit.since) if unit.since else "",
        "" if unit.explained is None else "ja" if unit.explained else "nej",
    ]


def _whole(amount: Amount) -> str:
    """In whole tkr: of 41 kr there is nothing to see in a table over units."""
    return "–" if amount is None else signed(amount, TABLE_UNIT) if abs(amount) >= 500 else "0"


def _news(unit: UnitMonth) -> bool:
    return any(
        each.kind not in (Changed.FORECAST, Changed.FORECAST_OWN) for each in unit.changes or ()
    )


def _unit(unit: UnitMonth, run: MonthRun) -> RenderableType:
    head = Text(unit.unit or unit.code, "bold")
    head.append(f"  {SYMBOLS[unit.light]} {unit.light.value}", STYLES[unit.light])
    head.append(f"  {shown_path(unit.path)}", "not bold dim")
    parts: list[RenderableType] = [head, unbroken(unit.paragraph or _sentence(reason(unit)))]
    if unit.light in (Light.DEFICIT, Light.WATCH) and (lines := _told_lines(unit)):
        parts.append(Padding(_lines(lines, unit), (1, 0, 0, 2)))
    if unit.changes and unit.changes_from:
        parts += [Text(f"\nSedan {MONTH_NAMES[unit.changes_from - 1]}", "bold underline")]
        parts += [
            Padding(unbroken(f"{change(each, unit.money_unit)}."), (0, 0, 0, 2))
            for each in unit.changes[:CHANGES_SHOWN]
        ]
        if more := len(unit.changes) - CHANGES_SHOWN:
            parts += [Text(f"  och {more} ändringar till.")] if more > 0 else []
    if found := [each for each in unit.findings if each.open]:
        parts.append(Text("\nAnmärkningar", "bold underline"))
        for each in found:
            says, do = sentence(run.texts[each.rule], each, unit.money_unit)
            place = f"{each.ref.sheet} {each.ref.a1}" if each.ref else "Filen"
            parts.append(unbroken(f"  {each.rule} {SEVERITY_WORDS[each.severity]:<8} {place}"))
            parts.append(
                Padding(Group(unbroken(says), unbroken(f"→ {do}", "italic")), (0, 0, 0, 9))
            )
    return Group(*parts, Text(""))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _told_lines(unit: UnitMonth) -> list[Line]:
    worse = [post for post, _ in unit.explanations]
    return sorted(
        (line for line in unit.lines if line.post in worse), key=lambda line: worse.index(line.post)
    )


def _lines(lines: list[Line], unit: UnitMonth) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column(f"Belopp i {unit.money_unit}", max_width=30)
    for heading in ("Årsbudget", "Hittills", "Avvikelse", "", "Egen prognos", "xlplans"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("som bygger på", ratio=1)
    rows: list[tuple[str, Totals]] = [*((line.post, line) for line in lines), ("Netto", unit.net)]
    for name, row in rows:
        made = row.forecasts
        how = METHOD_WORDS[made.method] + (
            f": {forecast_reason(made)}" if isinstance(row, Line) else ""
        )
        table.add_row(
            unbroken(name),
            *map(
                unbroken,
                (
                    figure(row.budget_year, unit.money_unit),
                    figure(row.outcome_so_far, unit.money_unit),
                    signed(row.deviation, unit.money_unit),
                    told_percent(row.percent) if row.percent is not None else "",
                    figure(made.own, unit.money_unit),
                    figure(made.chosen, unit.money_unit),
                    how,
                ),
            ),
        )
    return table


def _ledger(run: MonthRun) -> RenderableType:
    assert run.ledger
    ledger = run.ledger
    read, placed, listed, other = (
        told(from_ore(ore), "kr")
        for ore in (ledger.read, ledger.placed, ledger.listed, ledger.not_result)
    )
    parts: list[RenderableType] = [
        Text("Huvudboken", "bold underline"),
        unbroken(
            f"Läst {read} = placerat på rader {placed} + inte placerat {listed} + tillgångar och "
            f"skulder {other}."
        ),
    ]
    parts += [unbroken(warning, "yellow") for warning in ledger.warnings]
    if run.unplaced:
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
        for heading in ("Konto", "Namn", "Kostnadsställe", "Månad"):
            table.add_column(heading)
        table.add_column("Kronor", justify="right")
        table.add_column("Varför inte placerat", ratio=1)
        for row in run.unplaced[:UNPLACED_SHOWN]:
            month = short_month(row.month) if row.month else "året"
            table.add_row(
                row.account,
                row.name,
                row.cost_centre,
                month,
                unbroken(figure(from_ore(row.ore), "kr")),
                row.why,
            )
        parts.append(Padding(table, (1, 0, 0, 2)))
        if (more := len(run.unplaced) - UNPLACED_SHOWN) > 0:
            rest = sum(row.ore for row in run.unplaced[UNPLACED_SHOWN:])
            all_of = (
                f"{told(from_ore(rest), 'kr')} tillsammans. Alla står i --format xlsx och json."
            )
            parts.append(unbroken(f"  och {count(more, 'rad', 'rader')} till, {all_of}"))
    return Group(*parts, Text(""))


def _summary(run: MonthRun) -> Text:
    lights = [
        f"{n} {light.value}"
        for light in Light
        if (n := sum(unit.light is light for unit in run.units))
    ]
    found = [severities(severity, n) for severity in Severity if (n := count_of(run, severity))]
    parts = [count(len(run.units), "enhet", "enheter"), *lights, *(found or ["inga anmärkningar"])]
    parts += [count(len(run.unchecked), "bok", "böcker") + " är inte med"] if run.unchecked else []
    return Text(" · ".join(parts), "bold")
