"""The Swedish paragraph about a unit's month: the pack's template `manad` filled with what is
known."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict

from xlplan.month.amounts import NOTHING, minus
from xlplan.month.figures import COST, Amount, Fund, Line, Method, UnitMonth
from xlplan.month.lights import own_decides, worse_by
from xlplan.month.unit import NET
from xlplan.month.words import figure, missing, reason, told
from xlplan.wording import mask, percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlplan.report.texts.sentences import Sentences


class Result(TypedDict):
    """What is left or lacking against the Nettobudget."""

    belopp: str
    """With unit, without sign: "170 tkr"."""
    slag: str
    """ "underskott", "överskott", or "" for none."""


class OfLine(TypedDict):
    """A line that makes the year worse than the budget."""

    post: str
    belopp: str
    """How much the year is thought to be worse than the line's budget."""
    riktning: str
    """ "över" for a cost, "under" for an income."""
    kommentar: str


class OfFund(TypedDict):
    """A result unit's fund at the end of the year."""

    fond: str
    gräns: str
    över_gränsen: str
    """ "" if nothing is above."""
    överföring: str
    """What of the result is above what may be carried over; "" if nothing is."""
    underskott: bool
    """Whether the fund ends below 0."""


class Month(TypedDict):
    """The facts that `manad.jinja` gets. Amounts are text in the book's unit; None is what is not
    known."""

    enhet: str
    år: int
    månad: int
    läge: str
    varför: str
    saknas: str
    """What of the outcome is not known, as a clause; "" where none is lacking."""
    helår: bool
    nettokostnad: str | None
    """So far; None for a unit whose income pays its costs, and where it is not known."""
    intäkter: str | None
    kostnader: str | None
    avvikelse: str | None
    """So far, without sign."""
    bättre: bool | None
    """Whether that is better than the budget; None for no deviation."""
    procent: str
    """The deviation's, without sign; "" where it has none."""
    egen: Result | None
    beräknad: Result | None
    """On the outcome, by xlplan; of a year that is over the outcome."""
    sedan: int | None
    rader: list[OfLine]
    enhetens_prognos: bool
    """Whether the lines' amounts are by the unit's own forecast; else they are by xlplan's, on the
    outcome."""
    kommentar: str
    """Of the net itself."""
    förklarad: bool | None
    fond: OfFund | None


KNOWN: Mapping[str, frozenset[str]] = {"manad": frozenset(Month.__annotations__)}


def paragraph(unit: UnitMonth, sentences: Sentences) -> str:
    """The paragraph; "" where the template writes nothing. Raises SentencesError."""
    return " ".join(sentences.filled("manad", month(unit)))


def month(unit: UnitMonth) -> Month:
    """The facts of a unit's month for the template."""
    money, net = unit.money_unit, unit.net
    target = net.budget_year if unit.net_budget is None else unit.net_budget
    over = net.forecasts.method is Method.ACTUAL
    financed = (
        net.percent is None
        or (net.budget_so_far or NOTHING) <= 0
        or (net.outcome_so_far or NOTHING) < 0
    )
    worse, own = {post for post, _ in unit.explanations}, own_decides(net)
    lines = [line for line in unit.lines if line.post in worse and worse_by(line, own=own) > 0]
    lines.sort(key=lambda line: -worse_by(line, own=own))
    return {
        "enhet": unit.unit,
        "år": unit.year,
        "månad": unit.month,
        "läge": unit.light.value,
        "varför": reason(unit),
        "saknas": missing(unit),
        "helår": over,
        "nettokostnad": None if financed else _told(net.outcome_so_far, money),
        "intäkter": _told(unit.income.outcome_so_far, money),
        "kostnader": _told(unit.cost.outcome_so_far, money),
        "avvikelse": None if net.deviation is None else told(abs(net.deviation), money),
        "bättre": None if not _shown(net.deviation, money) else (net.deviation or NOTHING) > 0,
        "procent": "" if financed or net.percent is None else percent(float(abs(net.percent)), 1),
        "egen": None if over else _result(minus(net.forecasts.own, target), money),
        "beräknad": _result(minus(net.forecasts.chosen, target), money),
        "sedan": unit.since if unit.since != unit.month else None,
        "rader": [_line(line, worse_by(line, own=own), money) for line in lines],
        "enhetens_prognos": own,
        "kommentar": _quoted(dict(unit.explanations).get(NET, "")),
        "förklarad": unit.explained,
        "fond": None if unit.fund is None else _fund(unit.fund, money),
    }


def _told(amount: Amount, money: str) -> str | None:
    return None if amount is None else told(amount, money)


def _shown(amount: Amount, money: str) -> bool:
    """Whether an amount is anything but 0 as it is printed."""
    return amount is not None and figure(abs(amount), money).strip("0,") != ""


def _result(deficit: Amount, money: str) -> Result | None:
    if deficit is None:
        return None
    kind = "" if not _shown(deficit, money) else "underskott" if deficit > 0 else "överskott"
    return {"belopp": told(abs(deficit), money), "slag": kind}


def _line(line: Line, worse: Decimal, money: str) -> OfLine:
    return {
        "post": line.post,
        "belopp": told(worse, money),
        "riktning": "över" if line.line_type == COST else "under",
        "kommentar": _quoted(line.comment),
    }


def _quoted(comment: str) -> str:
    """Without the full stop that the sentence around it has; personal numbers masked."""
    return mask(comment).strip().rstrip(".")


def _fund(fund: Fund, money: str) -> OfFund | None:
    if fund.fund is None or fund.fund_limit is None:
        return None
    return {
        "fond": told(fund.fund, money),
        "gräns": told(fund.fund_limit, money),
        "över_gränsen": told(fund.above_fund, money) if fund.above_fund else "",
        "överföring": told(fund.above_carry, money) if fund.above_carry else "",
        "underskott": fund.fund < 0,
    }
