"""What the generated unit books hold: the same on every run, with about one planted fault each.

A book has 40 goals, 60 indicators, 40 activities, 24 budget lines with months and sums, and 40
texts of up to 2,000 characters.
"""

from __future__ import annotations

from random import Random

import rows
from planting import FAULTS, Content
from rows import MONTHS, Row, amount


def content(number: int) -> Content:
    """The book of unit `number`."""
    random = Random(number)
    goals = rows.goals(random)
    budget, net = rows.budget(random)
    book = Content(
        rows.facts(number, net),
        {
            "tblTexter": rows.texts(random),
            "tblMal": goals,
            "tblIndikatorer": rows.indicators(random, goals),
            "tblAktiviteter": rows.activities(random, goals),
            "tblBudget": budget,
        },
    )
    for fault in random.sample(FAULTS, random.choices((0, 1, 2), (2, 5, 3))[0]):
        fault(book, random)
    return book


def followed_up(number: int) -> Content:
    """The book of unit `number` at the year's end: outcome for twelve months on every line, and no
    fault."""
    random = Random(-number - 1)
    budget, net = rows.budget(random)
    goals = rows.goals(random)
    year = {
        "Avser månad": 12,
        "Skede": "VB",
        "Resultatenhet": "Ja",
        "Ingående resultatfond": random.randint(0, 900),
    }
    tables = {
        "tblTexter": rows.texts(random),
        "tblMal": goals,
        "tblIndikatorer": rows.indicators(random, goals),
    }
    months = [_outcome(random, line) for line in budget]
    return Content(
        rows.facts(number, net) | year, {**tables, "tblBudget": budget, "tblManad": months}
    )


def _outcome(random: Random, line: Row) -> Row:
    """A line's outcome, near its months, with the forecasts that there were; sum rows count for
    themselves."""
    row: Row = {"Post": line["Post"], "Radtyp": line["Radtyp"]}
    if "Budget" not in line:
        return row
    drift = random.uniform(0.9, 1.1)
    forecasts = {
        name: round(amount(line) * random.uniform(0.95, 1.05))
        for name in ("Prognos T1", "Prognos T2")
    }
    outcome = {
        month: round(int(str(line[month])) * drift * random.uniform(0.8, 1.2), 2)
        for month in MONTHS
    }
    return row | outcome | forecasts
