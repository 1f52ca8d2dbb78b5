"""Months of a fictive board for tests, benches and pictures: any number of units, always the same
ones.

A unit's figures follow from its number: most keep their budget, every fifth spends more than
planned, some lack a forecast, a month or an explanation, and every seventh is a result unit.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random

from xlplan.model import MONTHS, Content, Finding, Ref, Row, RuleText, Severity, Value
from xlplan.month.figures import BookWithoutMonth, MonthRun, UnitMonth
from xlplan.month.ledger import LedgerSummary, Unplaced
from xlplan.month.limits import Limits
from xlplan.month.memory import Before, LineBefore
from xlplan.month.unit import Known, unit_month

LINES = (
    ("Taxor och avgifter", "intäkt", 0.02),
    ("Bidrag", "intäkt", 0.03),
    ("Övriga externa intäkter", "intäkt", 0.05),
    ("Personalkostnader", "kostnad", 0.68),
    ("Timvikarier", "kostnad", 0.07),
    ("Lokalkostnader", "kostnad", 0.1),
    ("Livsmedel", "kostnad", 0.04),
    ("Förbrukningsmaterial", "kostnad", 0.03),
    ("Köp av verksamhet", "kostnad", 0.05),
    ("Övriga kostnader", "kostnad", 0.03),
)
KINDS = (
    "Förskolan",
    "Äldreboendet",
    "Hemtjänsten",
    "Fritidsgården",
    "Gruppbostaden",
    "Dagverksamheten",
    "Caféet",
)
PLACES = (
    "Granen",
    "Tallbacken",
    "Björkliden",
    "Ängen",
    "Sjöutsikten",
    "Norrgården",
    "Klockaren",
    "Hamnen",
    "Lunden",
)
DEPARTMENTS = (
    "Avdelningen för äldre",
    "Avdelningen för barn och unga",
    "Avdelningen för funktionsstöd",
)
COMMENTS = (
    "Hög sjukfrånvaro under vintern. Vi har dragit in två vikariat från maj.",
    "Hyran höjdes mer än räknat. Överenskommelse om ny lokal från hösten.",
    "",
)
NO_UNIT = "Kostnadsstället hör inte till någon enhet."
RULE = RuleText(
    "Större avvikelser är förklarade",
    {"": "{Post} avviker {Avvikelse:belopp} från budget hittills utan Kommentar."},
    {"": "Skriv varför i Kommentar på bladet Månad."},
)


def run(count: int, month: int = 8) -> MonthRun:
    """The month of so many units, with a ledger of which something is not placed and one book that
    cannot be told."""
    units = sorted((unit(number, month) for number in range(1, count + 1)), key=_order)
    return MonthRun(
        year=2026,
        month=month,
        units=tuple(units),
        made=datetime(2026, 9, 7, 8, 30),
        version="0.1.0",
        board="Stadsdelsnämnden Norrstrand",
        unchecked=(
            BookWithoutMonth(Path("enheter/lekparken.xlsx"), "År är inte ifyllt på bladet Enhet."),
        ),
        ledger=LedgerSummary(
            ("huvudbok-2026-08.se",), read=123_456_789_01, placed=123_440_000_00, listed=16_789_01
        ),
        unplaced=(
            Unplaced("7692", "Övriga diverse kostnader", "4199", 3, 12_345_01, NO_UNIT),
            Unplaced("7692", "Övriga diverse kostnader", "4199", 4, 4_444_50, NO_UNIT),
            Unplaced("9999", "", "4101", 8, -50, "Kontot hör inte till någon rad i registret."),
        ),
        texts={"MAN003": RULE},
    )


def unit(number: int, month: int) -> UnitMonth:
    content, limits = book(number, month), Limits()
    path = Path(f"enheter/enhet-{number:04}.xlsx")
    before = (
        unit_month(path, book(number, month - 1), month - 1, limits, Known()) if month > 1 else None
    )
    known = Known(
        this_year=(remembered(before),) if before else (),
        findings=(finding(),) if number % 5 == 0 else (),
    )
    made = unit_month(path, content, month, limits, known)
    return replace(
        made, paragraph=f"Till och med månad {month} är läget {made.light.value} för {made.unit}."
    )


def remembered(unit: UnitMonth) -> Before:
    return Before(
        unit.year,
        unit.month,
        unit.light,
        unit.net.forecasts.own,
        unit.net.forecasts.chosen,
        unit.explained,
        {
            line.key: LineBefore(line.budget_year, line.outcome, line.forecast)
            for line in unit.lines
        },
    )


def finding() -> Finding:
    facts: dict[str, Value] = {"Post": "Timvikarier", "Avvikelse": 120.0}
    return Finding(
        "MAN003", Severity.WARNING, Ref("Månad", 8, 3), "Kommentar", "Timvikarier", facts
    )


def book(number: int, month: int) -> Content:
    """The unit's book after that month, in tkr."""
    chance = Random(number)
    cost = chance.randint(40, 600) * 100
    overspends = number % 5 == 0
    budget, followed = [], []
    for at, (post, kind, share) in enumerate(LINES):
        year = round(cost * share)
        rate = 1.05 if overspends and kind == "kostnad" else 1.0
        planned = [round(year / 12) for _ in MONTHS]
        planned[-1] = year - sum(planned[:-1])
        spent = [float(round(each * rate * chance.uniform(0.95, 1.05))) for each in planned]
        budget.append(
            _row(3 + at, {"Post": post, "Radtyp": kind, "Budget": float(year)} | _months(planned))
        )
        forecast = year * (1.03 if overspends and number % 10 and kind == "kostnad" else 1.0)
        values: dict[str, Value] = {"Post": post, "Radtyp": kind} | _months(spent[:month])
        if number % 11:
            values["Prognos"] = float(round(forecast))
        if overspends and kind == "kostnad":
            values["Kommentar"] = COMMENTS[number // 5 % 3]
        if number % 13 == 0:
            values.pop(MONTHS[0])
        followed.append(_row(3 + at, values))
    net = sum(round(cost * share) * (1 if kind == "kostnad" else -1) for _, kind, share in LINES)
    facts: dict[str, Value] = {
        "År": 2026.0,
        "Skede": "T2",
        "Beloppsenhet": "tkr",
        "Enhetskod": f"{4000 + number}",
        "Enhet": f"{KINDS[number % 7]} "
        f"{PLACES[number % 9]}{'' if number < 64 else f' {number // 63}'}",
        "Avdelning": DEPARTMENTS[number % 3],
        "Nämnd": "Stadsdelsnämnden Norrstrand",
        "Nettobudget": float(net),
        "Resultatenhet": "Ja" if number % 7 == 0 else "Nej",
        "Ingående resultatfond": 850.0,
        "Avser månad": float(month),
    }
    return Content(facts, {"tblBudget": tuple(budget), "tblManad": tuple(followed)})


def _row(at: int, values: dict[str, Value]) -> Row:
    return Row(at, {name: value for name, value in values.items() if value not in ("", None)})


def _months(amounts: list[int] | list[float]) -> dict[str, Value]:
    return {month: float(amount) for month, amount in zip(MONTHS, amounts, strict=False)}


def _order(unit: UnitMonth) -> tuple[int, float, str]:
    return unit.light.risk, -float(unit.deficit or 0), unit.code
