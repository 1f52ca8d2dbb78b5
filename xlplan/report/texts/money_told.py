"""What the generated texts are told about money: the budget, its follow-up, and the board's areas.

Figures are rounded to the two decimals that the tables print, and differences are those of the
printed figures, so that a reader can check them. Where the book contradicts itself the figure is
None and nothing is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TypedDict

from xlplan.model import MONTHS, Content, Row
from xlplan.report.economy import MONTHS_TABLE
from xlplan.report.notation import one_line
from xlplan.report.outline.names import same
from xlplan.report.tables import BUDGET_TABLE

_CENT = Decimal("0.01")
_LINES = ("intäkt", "kostnad")
_SUMS = {"intäkter": "summa intäkter", "kostnader": "summa kostnader", "netto": "netto"}


class Post(TypedDict):
    """An amount of the budget, and last year's."""

    belopp: Decimal
    förra: Decimal | None
    skillnad: Decimal
    """How much it has changed, without sign."""
    riktning: str
    """ "ökning", "minskning", "oförändrad", or "" where it is not known."""


class Followed(TypedDict):
    """An amount's outcome against its budget; None for what is not known."""

    budget: Decimal | None
    utfall: Decimal | None
    hittills: Decimal | None
    """The budget of the months that the outcome is of."""
    prognos: Decimal | None
    avvikelse: Decimal | None
    """Between budget and outcome, or forecast if the year is not over; without sign."""
    läge: str
    """Whether that is "mer" or "mindre" than the budget, or "lika" with it; "" where it is not
    known."""


class BudgetTold(TypedDict):
    enhet: str
    beloppsenhet: str
    förra_året: str
    """ "2025", or "förra året" if the book does not say its year."""
    netto: Post | None
    intäkter: Post | None
    kostnader: Post | None


class AreaTold(TypedDict):
    område: str
    beloppsenhet: str
    förra_året: str
    netto: Post | None
    intäkter: Post | None
    kostnader: Post | None


class FollowUp(TypedDict):
    enhet: str
    år: str
    beloppsenhet: str
    helår: bool
    till_och_med: int
    """The last month of the outcome, 1–12; 0 without any."""
    netto: Followed | None
    intäkter: Followed | None
    kostnader: Followed | None


def budget(content: Content) -> BudgetTold:
    rows = content.tables.get(BUDGET_TABLE, ())
    posts = _posts(_sums(rows, ("Budget",)), _sums(rows, ("Föregående år",)))
    return {
        "enhet": fact(content, "Enhet"),
        "beloppsenhet": fact(content, "Beloppsenhet"),
        "förra_året": year(content, -1) or "förra året",
        "netto": posts["netto"],
        "intäkter": posts["intäkter"],
        "kostnader": posts["kostnader"],
    }


def area(content: Content, name: str, rows: Sequence[Row]) -> AreaTold:
    """An area of the board's book; `rows` are its own."""
    lines = {key: _only(rows, "Rad", key) for key in _SUMS}
    posts = _posts(_of_area(lines, "Budget"), _of_area(lines, "Budget föregående år"))
    for key, post in posts.items():
        row = lines[key]
        stated = _amount(row, "Förändring") if row else None
        if (
            post
            and post["förra"] is not None
            and stated not in (None, post["belopp"] - post["förra"])
        ):
            post["riktning"] = ""  # the book says another change than its figures do
    return {
        "område": name,
        "beloppsenhet": fact(content, "Beloppsenhet"),
        "förra_året": year(content, -1) or "förra året",
        "netto": posts["netto"],
        "intäkter": posts["intäkter"],
        "kostnader": posts["kostnader"],
    }


def _of_area(lines: Mapping[str, Row | None], column: str) -> dict[str, Decimal | None]:
    amounts = {name: _amount(row, column) if row else None for name, row in lines.items()}
    printed = {
        name: None if amount is None else _printed(amount) for name, amount in amounts.items()
    }
    return printed if _nets(printed) else dict.fromkeys(_SUMS)


def follow_up(content: Content, phase: str, until: int) -> FollowUp:
    plan, months = content.tables.get(BUDGET_TABLE, ()), content.tables.get(MONTHS_TABLE, ())
    so_far, year_is_over = MONTHS[:until], until == len(MONTHS)
    came = (
        bool(so_far) and _filled(months, so_far) and any(_amount(row, so_far[-1]) for row in months)
    )
    forecast = next(
        (name for name in (f"Prognos {phase}", "Prognos") if _filled(months, (name,))), ""
    )
    figures = {
        "budget": _sums(plan, ("Budget",)),
        "utfall": _sums(months, so_far if came else ()),
        "hittills": _sums(plan, so_far if came and not year_is_over else ()),
        "prognos": _sums(months, (forecast,) if forecast and not year_is_over else ()),
    }
    told = {
        name: _held_against({key: sums[name] for key, sums in figures.items()}, year_is_over)
        for name in _SUMS
    }
    return {
        "enhet": fact(content, "Enhet"),
        "år": year(content) or "året",
        "beloppsenhet": fact(content, "Beloppsenhet"),
        "helår": year_is_over,
        "till_och_med": until if came else 0,
        "netto": told["netto"],
        "intäkter": told["intäkter"],
        "kostnader": told["kostnader"],
    }


def _held_against(amounts: Mapping[str, Decimal | None], year_is_over: bool) -> Followed | None:
    ends, planned = amounts["utfall" if year_is_over else "prognos"], amounts["budget"]
    if amounts["utfall"] is None and amounts["prognos"] is None:
        return None
    difference = None if ends is None or planned is None else ends - planned
    place = (
        ""
        if difference is None
        else "mer"
        if difference > 0
        else "mindre"
        if difference < 0
        else "lika"
    )
    return {
        "budget": planned,
        "utfall": amounts["utfall"],
        "hittills": amounts["hittills"],
        "prognos": amounts["prognos"],
        "avvikelse": None if difference is None else abs(difference),
        "läge": place,
    }


def fact(content: Content, name: str) -> str:
    value = content.facts.get(name)
    return one_line(value) if isinstance(value, str) else ""


def year(content: Content, later: int = 0) -> str:
    """The book's year, or one `later` years after it; "" if the book does not say."""
    value = content.facts.get("År")
    return (
        f"{value + later:.0f}"
        if isinstance(value, float | int) and not isinstance(value, bool)
        else ""
    )


def _amount(row: Row, column: str) -> Decimal | None:
    """The amount exactly as it is stored; None for anything else."""
    value = row.values.get(column)
    return (
        Decimal(repr(value))
        if isinstance(value, float | int) and not isinstance(value, bool)
        else None
    )


def _printed(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP).normalize() + 0  # no minus before 0


def _filled(rows: Sequence[Row], columns: Sequence[str]) -> bool:
    """Whether somebody has filled in each column on some line: the sums of empty lines are 0, and
    say nothing."""
    lines = [row for row in rows if same(row.text("Radtyp")) in _LINES]
    return all(any(row.values.get(column) is not None for row in lines) for column in columns)


def _only(rows: Sequence[Row], column: str, kind: str) -> Row | None:
    """The row of that kind, if there is one and no other."""
    found = [row for row in rows if same(row.text(column)) == kind]
    return found[0] if len(found) == 1 else None


def _sums(rows: Sequence[Row], columns: Sequence[str]) -> dict[str, Decimal | None]:
    """The book's own sums, added up over the columns; None where one is missing, and for all that
    do not add up."""
    found: dict[str, Decimal | None] = dict.fromkeys(_SUMS)
    if not columns or not _filled(rows, columns):
        return found
    for name, kind in _SUMS.items():
        row = _only(rows, "Radtyp", kind)
        amounts = [_amount(row, column) for column in columns] if row else []
        known = [amount for amount in amounts if amount is not None]
        if known and len(known) == len(columns):
            found[name] = _printed(sum(known, Decimal()))
    return found if _nets(found) else dict.fromkeys(_SUMS)


def _nets(amounts: Mapping[str, Decimal | None]) -> bool:
    """Whether the net is costs minus income, rounding apart; also where one of the three is not
    known."""
    income, costs, net = (amounts[name] for name in ("intäkter", "kostnader", "netto"))
    if income is None or costs is None or net is None:
        return True
    places = min(int(amount.as_tuple().exponent) for amount in (income, costs, net))
    slack = Decimal("1.5").scaleb(places) if places < 0 else Decimal()
    return abs(costs - income - net) <= slack


def _posts(
    now: Mapping[str, Decimal | None], before: Mapping[str, Decimal | None]
) -> dict[str, Post | None]:
    return {
        name: _post(amount, before[name]) if amount is not None else None
        for name, amount in now.items()
    }


def _post(amount: Decimal, before: Decimal | None) -> Post:
    """A change is one only between two figures of the same sign."""
    direction, difference = "", Decimal()
    if before is not None and amount >= 0 and before >= 0:
        difference = amount - before
        direction = "ökning" if difference > 0 else "minskning" if difference < 0 else "oförändrad"
    return {"belopp": amount, "förra": before, "skillnad": abs(difference), "riktning": direction}
