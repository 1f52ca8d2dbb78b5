"""What the generated unit books hold: the same on every run, with about one planted fault each.

A book has 40 goals, 60 indicators, 40 activities, 24 budget lines with months and sums, and 40
texts of up to 2,000 characters. What is planted is of kinds that a check without formulas and
number formats can find too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from prose import prose, sentence

from xlplan.template import CellInput, Formatted
from xlplan.template.grid import FIRST

YEAR = 2026
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
INCOME = (
    "Taxor och avgifter",
    "Hyresintäkter",
    "Bidrag",
    "Försäljning",
    "Övriga externa intäkter",
    "Statsbidrag",
    "Uthyrning",
)
COST = (
    "Personalkostnader",
    "Övriga personalkostnader",
    "Lokalkostnader",
    "Entreprenader och köp av verksamhet",
    "Städning",
    "Livsmedel",
    "Övriga kostnader",
    "Förbrukningsmaterial",
    "Telefoni",
    "Licenser",
    "Transporter",
    "Hälsovård",
    "Utbildning",
    "Inventarier",
    "Tvätt",
    "Inhyrd personal",
    "Avskrivningar",
)
CHAPTERS = (
    "Inledning",
    "Resursanvändning",
    "Budgetkommentar",
    "Övrigt",
    "Systematiskt kvalitetsarbete",
    "Agenda 2030",
)
UNIT_TEXTS = ("Arbetssätt", "Resursanvändning", "Uppföljning", "Utveckling")
TARGETS = (
    "80 %",
    "85 %",
    "92 %",
    "4,2",
    "360 st",
    "Max 10 personer",
    "Minst 95 %",
    "12 kg per elev",
    "öka",
    "minska",
)

Row = dict[str, CellInput]
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


def content(number: int) -> Content:
    """The book of unit `number`."""
    random = Random(number)
    goals = _goals(random)
    budget, net = _budget(random)
    book = Content(
        _facts(number, net),
        {
            "tblTexter": _texts(random),
            "tblMal": goals,
            "tblIndikatorer": _indicators(random, goals),
            "tblAktiviteter": _activities(random, goals),
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
    budget, net = _budget(random)
    goals = _goals(random)
    year = {
        "Avser månad": 12,
        "Skede": "VB",
        "Resultatenhet": "Ja",
        "Ingående resultatfond": random.randint(0, 900),
    }
    tables = {
        "tblTexter": _texts(random),
        "tblMal": goals,
        "tblIndikatorer": _indicators(random, goals),
    }
    months = [_outcome(random, line) for line in budget]
    return Content(_facts(number, net) | year, {**tables, "tblBudget": budget, "tblManad": months})


def _outcome(random: Random, line: Row) -> Row:
    """A line's outcome, near its months, with the forecasts that there were; sum rows count for
    themselves."""
    row: Row = {"Post": line["Post"], "Radtyp": line["Radtyp"]}
    if "Budget" not in line:
        return row
    drift = random.uniform(0.9, 1.1)
    forecasts = {
        name: round(_amount(line) * random.uniform(0.95, 1.05))
        for name in ("Prognos T1", "Prognos T2")
    }
    outcome = {
        month: round(int(str(line[month])) * drift * random.uniform(0.8, 1.2), 2)
        for month in MONTHS
    }
    return row | outcome | forecasts


def code(number: int) -> str:
    """The Enhetskod of unit `number`."""
    return str(10_000 + number)


def _facts(number: int, net: float) -> Row:
    return {
        "Enhetskod": code(number),
        "Enhet": f"Enheten Ekbacken {number}",
        "Nämnd": "Norra stadsdelsnämnden",
        "Avdelning": f"Avdelning {number % 12 + 1}",
        "År": YEAR,
        "Skede": "VP",
        "Enhetschef": "Kim Exempel",
        "Handläggare": "Kim Exempel",
        "Telefon": "08-508 00 000",
        "E-post": f"enhet{number}@kommun.example",
        "Adress": f"Ekgatan {number}, 123 45 Staden",
        "Webbplats": "kommun.example/ekbacken",
        "Diarienummer": f"{YEAR}/{number}",
        "Beloppsenhet": "tkr",
        "Nettobudget": net,
        "Resultatenhet": "Nej",
    }


def _texts(random: Random) -> list[Row]:
    names = [(chapter, "") for chapter in CHAPTERS]
    names += [(CHAPTERS[i % len(CHAPTERS)], f"Avsnitt {i + 1}") for i in range(34)]
    return [
        {
            "Skede": "VP",
            "Kapitel": chapter,
            "Rubrik": title or None,
            "Text": prose(random, random.randint(200, 2000)),
        }
        for chapter, title in names
    ]


def _goals(random: Random) -> list[Row]:
    """3 inriktningsmål, 9 mål för verksamhetsområdet, 10 nämndmål and 18 enhetsmål, each below its
    parent."""
    rows: list[Row] = [_goal(random, f"{i}", "KF:s inriktningsmål", None) for i in (1, 2, 3)]
    rows += [
        _goal(random, f"{i}.{j}", "KF:s mål för verksamhetsområdet", f"{i}")
        for i in (1, 2, 3)
        for j in (1, 2, 3)
    ]
    rows += [_goal(random, f"N{i}", "Nämndmål", f"{i % 3 + 1}.{i % 2 + 1}") for i in range(1, 11)]
    return rows + [_goal(random, f"E{i}", "Enhetsmål", f"N{i % 10 + 1}") for i in range(1, 19)]


def _goal(random: Random, name: str, level: str, parent: str | None) -> Row:
    row: Row = {
        "Mål-ID": name,
        "Nivå": level,
        "Överordnat": parent,
        "Mål": f"{sentence(random)[:-1]} ({name})",
    }
    if level in ("Nämndmål", "Enhetsmål"):
        row |= {"Beskrivning": prose(random, 600), "Förväntat resultat": prose(random, 400)}
    if level == "Enhetsmål":
        row |= {heading: prose(random, 350) for heading in UNIT_TEXTS}
    return row


def _indicators(random: Random, goals: Sequence[Row]) -> list[Row]:
    rows: list[Row] = []
    for i in range(60):
        target = random.choice(TARGETS)
        share = Formatted(random.randint(60, 99) / 100, "0 %")
        own: CellInput = share if target.endswith("%") and i % 4 == 0 else target
        rows.append(
            {
                "Mål-ID": goals[3 + i % 37]["Mål-ID"],
                "Indikator": f"Andel nöjda i mätning {i + 1}",
                "Årsmål": own,
                "KF:s årsmål": target,
                "Periodicitet": random.choice(("År", "Tertial", "Månad", "Halvår")),
                "Motivering": sentence(random),
                "Utfall föregående år": target
                if target[-1].isalpha()
                else f"{random.randint(50, 99)} %",
            }
        )
    return rows


def _activities(random: Random, goals: Sequence[Row]) -> list[Row]:
    rows: list[Row] = []
    for i in range(40):
        start = date(YEAR, 1, 1) + timedelta(random.randint(0, 200))
        rows.append(
            {
                "Mål-ID": goals[3 + i % 37]["Mål-ID"],
                "Aktivitet": f"{sentence(random)[:-1]} (steg {i + 1})",
                "Startdatum": start,
                "Slutdatum": start + timedelta(random.randint(1, 150)),
                "Ansvarig": "Biträdande enhetschef",
            }
        )
    return rows


def _budget(random: Random) -> tuple[list[Row], float]:
    """The lines with their sum rows, and the net. Months are whole tkr and make up the year."""
    income = [_line(random, name, "intäkt") for name in INCOME]
    cost = [_line(random, name, "kostnad") for name in COST]
    net = sum(_amount(row) for row in cost) - sum(_amount(row) for row in income)
    sums = (
        ("Summa intäkter", "summa intäkter"),
        ("Summa kostnader", "summa kostnader"),
        ("Summa netto", "netto"),
    )
    above, below, last = ({"Post": name, "Radtyp": kind} for name, kind in sums)
    return [*income, above, *cost, below, last], net


def _line(random: Random, name: str, kind: str) -> Row:
    months = [random.randint(5, 400) for _ in MONTHS]
    last_year = round(sum(months) * random.uniform(0.9, 1.1))
    amounts = dict(zip(MONTHS, months, strict=True))
    comment = {"Kommentar": sentence(random)}
    return {
        "Post": name,
        "Radtyp": kind,
        "Föregående år": last_year,
        "Budget": sum(months),
        **amounts,
        **comment,
    }


def _amount(row: Row) -> int:
    value = row["Budget"]
    assert isinstance(value, int)
    return value


# -- faults, each reported by the rule that it names -----------------------------------------------
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
    cost = sum(_amount(row) for row in lines if row["Radtyp"] == "kostnad")
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
