"""Generated rows of a unit's tables, the same for the same random numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from prose import prose, sentence

from xlplan.template import CellInput, Formatted

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


def code(number: int) -> str:
    """The Enhetskod of unit `number`."""
    return str(10_000 + number)


def facts(number: int, net: float) -> Row:
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


def texts(random: Random) -> list[Row]:
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


def goals(random: Random) -> list[Row]:
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


def indicators(random: Random, goals: Sequence[Row]) -> list[Row]:
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


def activities(random: Random, goals: Sequence[Row]) -> list[Row]:
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


def budget(random: Random) -> tuple[list[Row], float]:
    """The lines with their sum rows, and the net. Months are whole tkr and make up the year."""
    income = [_line(random, name, "intäkt") for name in INCOME]
    cost = [_line(random, name, "kostnad") for name in COST]
    net = sum(amount(row) for row in cost) - sum(amount(row) for row in income)
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


def amount(row: Row) -> int:
    """A line's budget."""
    value = row["Budget"]
    assert isinstance(value, int)
    return value
