"""Faults planted in generated books, each reported by the rule that it names.

They are of kinds that a check without formulas and number formats can find too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from prose import sentence
from rows import INCOME, YEAR, Row, amount

from xlplan.template.grid import FIRST

Planted = tuple[str, int]
"""(rule id, Excel row)"""


@dataclass
class Content:
    """One unit's book before it is written."""

    facts: Row
    tables: dict[str, list[Row]]
    planted: list[Planted] = field(default_factory=list)

    def plant(self, rule: str, row: int) -> None:
        """`row` is the place in the table, from 0."""
        self.planted.append((rule, FIRST + 1 + row))


def _no_target(book: Content, random: Random) -> None:
    row = random.randrange(30)
    book.tables["tblIndikatorer"][row] |= {"Årsmål": None, "KF:s årsmål": "85 %"}
    book.plant("IND001", row)


def _same_indicator(book: Content, random: Random) -> None:
    rows = book.tables["tblIndikatorer"]
    again = random.randrange(30, 60)
    rows.append({**rows[again]})
    book.plant("IND004", len(rows) - 1)


def _ends_first(book: Content, random: Random) -> None:
    row = random.randrange(20)
    book.tables["tblAktiviteter"][row] |= {
        "Startdatum": date(YEAR, 9, 1),
        "Slutdatum": date(YEAR, 3, 31),
    }
    book.plant("AKT002", row)


def _no_date(book: Content, random: Random) -> None:
    row = random.randrange(20, 40)
    book.tables["tblAktiviteter"][row]["Slutdatum"] = None
    book.plant("AKT001", row)


def _same_id(book: Content, random: Random) -> None:
    goals = book.tables["tblMal"]
    goals.append({**goals[22], "Mål": sentence(random)})
    book.plant("MAL003", len(goals) - 1)


def _no_follow_up(book: Content, random: Random) -> None:
    row = random.randrange(24, 40)
    book.tables["tblMal"][row]["Uppföljning"] = None
    book.plant("MAL009", row)


def _text_for_number(book: Content, random: Random) -> None:
    row = random.randrange(len(INCOME))
    book.tables["tblBudget"][row]["Föregående år"] = "ca 500 tkr"
    book.plant("STR008", row)


def _sum_off(book: Content, random: Random) -> None:
    lines = book.tables["tblBudget"]
    cost = sum(amount(row) for row in lines if row["Radtyp"] == "kostnad")
    lines[-2]["Budget"] = cost + random.randint(1, 900)
    book.plant("BUD003", len(lines) - 2)


def _net_off(book: Content, random: Random) -> None:
    net = book.facts["Nettobudget"]
    assert isinstance(net, int | float)
    book.facts["Nettobudget"] = net - random.randint(1_000, 2_000)
    book.plant("BUD001", len(book.tables["tblBudget"]) - 1)


FAULTS: tuple[Callable[[Content, Random], None], ...] = (
    _no_target,
    _same_indicator,
    _ends_first,
    _no_date,
    _same_id,
    _no_follow_up,
    _text_for_number,
    _sum_off,
    _net_off,
)
PLANTED_RULES = (
    "IND001",
    "IND004",
    "AKT001",
    "AKT002",
    "MAL003",
    "MAL009",
    "STR008",
    "BUD001",
    "BUD003",
)
