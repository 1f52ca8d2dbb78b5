"""One unit of the overview page: its row in the table of all units, and what unfolds below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xlplan.model import RuleText, shown_path
from xlplan.month.amounts import minus
from xlplan.month.figures import (
    Fund,
    Hit,
    Light,
    MonthRun,
    UnitMonth,
)
from xlplan.month.words import (
    SYMBOLS,
    change,
    figure,
    other_month,
    reason,
    signed,
    told,
    told_percent,
)
from xlplan.outputs.check.book_view import book_link, cell_fragment
from xlplan.outputs.lines import lines
from xlplan.outputs.month.pictures import Heat, Spark, spark, unit_heat, used
from xlplan.outputs.month.unit_lines import LineRow, line_rows, methods, sentence
from xlplan.wording import MONTH_NAMES, SEVERITY_WORDS, mask, series
from xlplan.wording import told as sentences

KEYS = {
    Light.DEFICIT: "deficit",
    Light.WATCH: "watch",
    Light.UNKNOWN: "unknown",
    Light.BALANCE: "balance",
}
"""What the filter goes by."""
EXPLAINED = {True: "ja", False: "nej", None: "–"}
"""None: nothing is to be explained."""


@dataclass(frozen=True)
class FindingRow:
    rule: str
    severity: str
    word: str
    place: str
    href: str
    says: str
    do: str


@dataclass(frozen=True)
class HitRow:
    cells: tuple[str, ...]
    """Year, which forecast, forecast, outcome, missed by, per cent, within the limit."""


@dataclass(frozen=True)
class UnitView:
    number: int
    name: str
    beneath: str
    """Code, department and board: what tells units of one name apart."""
    light: str
    """The light's key: what the filter goes by."""
    symbol: str
    word: str
    risk: int
    risky: bool
    """Whether it is opened on paper."""
    spark: Spark | None
    cells: tuple[str, ...]
    """In the page's money unit: budget and outcome so far, deviation, its per cent, and how the
    year deviates from the budget by the unit's own and by xlplan's forecast."""
    why: str
    since: str
    since_month: int
    explained: str
    path: str
    href: str
    money: str
    """The book's own money unit, of what unfolds."""
    from_ledger: bool
    other_month: str
    """What to know where the book's Avser månad is another than the run's month; "" where it is
    not."""
    paragraph: str
    lines: tuple[LineRow, ...]
    empty: str
    """The lines that have no amount at all, and are told in a sentence."""
    methods: tuple[tuple[str, str], ...]
    """How xlplan's forecast is made and why, and of which lines."""
    explanations: tuple[tuple[str, str], ...]
    changes: tuple[str, ...] | None
    changes_from: str
    """The month that they are since."""
    findings: tuple[FindingRow, ...]
    heat: Heat | None
    fund: tuple[tuple[str, str], ...]
    accuracy: tuple[HitRow, ...]


@dataclass(frozen=True)
class _Shown:
    """What the units of one page have in common."""

    texts: Mapping[str, RuleText]
    money: str
    """The page's unit; what unfolds is told in the book's own, so that its cells can be
    recognised."""
    start: Path | None
    """Where links start; None = there are none."""
    boards: bool
    """Whether the units belong to several boards."""
    all_shaded: bool


def unit_views(
    run: MonthRun, money: str, start: Path | None, *, boards: bool, all_shaded: bool
) -> tuple[UnitView, ...]:
    """The units in the run's order. Unless `all_shaded`, those in balance have no months in
    shades."""
    shown = _Shown(run.texts, money, start, boards, all_shaded)
    return tuple(_unit_view(number, unit, shown) for number, unit in enumerate(run.units, 1))


def _unit_view(number: int, unit: UnitMonth, shown: _Shown) -> UnitView:
    own, since = unit.money_unit, unit.since or 0
    href = book_link(unit.path, shown.start) if shown.start else ""
    place = (unit.code, unit.department, unit.board if shown.boards else "")
    shaded = shown.all_shaded or unit.light is not Light.BALANCE
    return UnitView(
        number=number,
        name=unit.unit or unit.code or shown_path(Path(unit.path.name)),
        beneath=" · ".join(filter(None, place)),
        light=KEYS[unit.light],
        symbol=SYMBOLS[unit.light],
        word=unit.light.value,
        risk=unit.light.risk,
        risky=unit.light is not Light.BALANCE,
        spark=spark(unit, shown.money),
        cells=_cells(unit, shown.money),
        why=sentence(reason(unit)),
        since=MONTH_NAMES[since - 1] if since else "–",
        since_month=since,
        explained=EXPLAINED[unit.explained],
        path=shown_path(unit.path),
        href=href,
        money=own,
        from_ledger=unit.from_ledger,
        other_month=other_month(unit),
        paragraph=mask(unit.paragraph),
        lines=line_rows(unit),
        empty=series(line.post for line in unit.lines if not used(line)),
        methods=tuple(methods(unit)),
        explanations=_explanations(unit),
        changes=_changes(unit),
        changes_from=MONTH_NAMES[unit.changes_from - 1] if unit.changes_from else "förra månaden",
        findings=tuple(_findings(unit, shown.texts, href)),
        heat=unit_heat(unit, own) if shaded else None,
        fund=_fund(unit.fund, own) if unit.fund else (),
        accuracy=tuple(_hit(hit, own) for hit in unit.accuracy),
    )


def _cells(unit: UnitMonth, money: str) -> tuple[str, ...]:
    target = unit.net.budget_year if unit.net_budget is None else unit.net_budget
    year = [minus(target, made) for made in (unit.net.forecasts.own, unit.net.forecasts.chosen)]
    return (
        figure(unit.net.budget_so_far, money),
        figure(unit.net.outcome_so_far, money),
        signed(unit.net.deviation, money),
        told_percent(unit.net.percent),
        *(signed(each, money) for each in year),
    )


def _explanations(unit: UnitMonth) -> tuple[tuple[str, str], ...]:
    return tuple((post, mask(" ".join(said.split()))) for post, said in unit.explanations)


def _changes(unit: UnitMonth) -> tuple[str, ...] | None:
    if unit.changes is None:
        return None
    return tuple(f"{mask(change(each, unit.money_unit))}." for each in unit.changes)


# -- findings, fund, accuracy ----------------------------------------------------------------------
def _findings(unit: UnitMonth, texts: Mapping[str, RuleText], href: str) -> list[FindingRow]:
    rows = []
    for line in lines(unit.findings):
        finding = line.finding
        text = texts.get(finding.rule)
        says, do = sentences(text, finding, unit.money_unit) if text else ("", "")
        word = SEVERITY_WORDS[finding.severity]
        rows.append(
            FindingRow(
                rule=finding.rule,
                severity="accepted"
                if finding.accepted
                else "known"
                if finding.known
                else finding.severity.value,
                word=f"godtagen {word}" if finding.accepted else word,
                place=f"{line.sheet} {line.place}".strip(),
                href=href + cell_fragment(line.cells[0]) if href and line.cells else "",
                says=says,
                do="" if finding.accepted else do,
            )
        )
    return rows


def _fund(fund: Fund, money: str) -> tuple[tuple[str, str], ...]:
    carried, whole = told(fund.carried, money), told(fund.fund, money)
    if fund.above_carry:
        carried += (
            f". Överskottet är {told(fund.above_carry, money)} större än det som får föras med"
        )
    if fund.above_fund:
        whole += f". Det är {told(fund.above_fund, money)} över gränsen"
    elif fund.fund is not None and fund.fund < 0:
        whole += ". Underskottet ska täckas nästa år"
    return (
        ("Ingående resultatfond", told(fund.incoming, money)),
        ("Resultat hittills", f"{signed(fund.result_so_far, money)} {money}"),
        ("Årets resultat enligt prognosen", f"{signed(fund.result, money)} {money}"),
        (f"Förs med till nästa år (högst {told(fund.carry_limit, money)})", carried),
        (f"Resultatfond vid årets slut (högst {told(fund.fund_limit, money)})", whole),
    )


def _hit(hit: Hit, money: str) -> HitRow:
    made_in = MONTH_NAMES[int(hit.forecast) - 1] if hit.forecast.isdigit() else hit.forecast
    within = {True: "ja", False: "nej", None: "–"}[hit.within]
    return HitRow(
        (
            str(hit.year),
            made_in,
            figure(hit.amount, money),
            figure(hit.outcome, money),
            ("+" if hit.missed > 0 else "") + figure(hit.missed, money),
            told_percent(hit.percent),
            within,
        )
    )
