"""Faults of the plan and of the workbook itself, by the folders below exempel/fel; see `fel.py`."""

from __future__ import annotations

from datetime import date
from typing import Any

from felslag import Fault, one
from innehall import Rows


def _targets(facts: dict[str, Any], rows: Rows) -> None:
    indicators = rows["tblIndikatorer"]
    given = [row for row in indicators if row.get("KF:s årsmål")]
    next(row for row in given if "%" in str(row["KF:s årsmål"])).pop("Årsmål")
    next(row for row in given if str(row["KF:s årsmål"]).startswith("Tas fram")).pop("Årsmål")
    next(row for row in indicators if not row.get("KF:s årsmål")).pop("Årsmål")


def _indicators(facts: dict[str, Any], rows: Rows) -> None:
    indicators = rows["tblIndikatorer"]
    indicators.append(dict(indicators[0]) | {"Indikator": str(indicators[0]["Indikator"]).upper()})
    indicators[1]["Årsmål"] = "så bra som möjligt"
    next(row for row in indicators if str(row.get("KF:s årsmål")) == "Tas fram av nämnd")[
        "Årsmål"
    ] = "5,5%"
    indicators[2].pop("Periodicitet")
    indicators[3]["Periodicitet"] = "Kvartal"
    indicators[4]["Mål-ID"] = "E9"


def _goals(facts: dict[str, Any], rows: Rows) -> None:
    goals = rows["tblMal"]
    units = [goal for goal in goals if goal["Nivå"] == "Enhetsmål"]
    units[0]["Överordnat"] = "N99"
    units[1]["Överordnat"] = "1"
    units[2]["Mål-ID"] = units[3]["Mål-ID"]
    for row in (*rows["tblIndikatorer"], *rows["tblAktiviteter"]):
        if row["Mål-ID"] == "E3":
            row["Mål-ID"] = "E4"


def _unit_goals(facts: dict[str, Any], rows: Rows) -> None:
    units = [goal for goal in rows["tblMal"] if goal["Nivå"] == "Enhetsmål"]
    units[0].pop("Förväntat resultat")
    units[1].pop("Arbetssätt")
    units[2].pop("Uppföljning")
    boards = {goal["Mål-ID"] for goal in rows["tblMal"] if goal["Nivå"] == "Nämndmål"}
    lonely = next(
        board
        for board in sorted(boards)
        if not any(goal.get("Överordnat") == board for goal in rows["tblMal"])
    )
    rows["tblAktiviteter"] = [row for row in rows["tblAktiviteter"] if row["Mål-ID"] != lonely]


def _activities(facts: dict[str, Any], rows: Rows) -> None:
    a = rows["tblAktiviteter"]
    a[0].pop("Startdatum")
    a[1]["Startdatum"], a[1]["Slutdatum"] = a[1]["Slutdatum"], a[1]["Startdatum"]
    a[2]["Startdatum"], a[2]["Slutdatum"] = date(2025, 2, 3), date(2025, 6, 13)
    a[3]["Startdatum"] = date(2025, 11, 3)
    a.append(dict(a[4]))


def _unbalanced(facts: dict[str, Any], rows: Rows) -> None:
    line = one(rows, "tblBudget", Post="Lokalkostnader")
    line |= {"Budget": line["Budget"] + 100, "Kommentar": "Ny förrådslokal från och med maj."}


def _sums(facts: dict[str, Any], rows: Rows) -> None:
    """Sums typed over, one of them a unit too high."""
    budget = rows["tblBudget"]
    income, cost = (
        [row for row in budget if row["Radtyp"] == kind] for kind in ("intäkt", "kostnad")
    )
    varav = [row for row in budget if row["Radtyp"] == "varav"]
    assert not varav
    total = {
        kind: {h: sum(row[h] for row in lines) for h in ("Föregående år", "Budget")}
        for kind, lines in (("intäkt", income), ("kostnad", cost))
    }
    rows["tblBudget"] = [
        *income,
        {
            "Post": "Summa intäkter",
            "Radtyp": "summa intäkter",
            **total["intäkt"],
            "Budget": total["intäkt"]["Budget"] + 1,
        },
        *cost,
        {"Post": "Summa kostnader", "Radtyp": "summa kostnader"},
        {"Post": "Summa netto", "Radtyp": "netto"},
    ]


def _amounts(facts: dict[str, Any], rows: Rows) -> None:
    line = one(rows, "tblBudget", Post="Bidrag")
    line["Budget"] = -line["Budget"]
    one(rows, "tblBudget", Post="Försäljning")["Post"] = "Hyresintäkter"
    one(rows, "tblBudget", Post="Övriga personalkostnader").pop("Budget")
    local = one(rows, "tblBudget", Post="Lokalkostnader")
    local |= {"jan": local["Budget"] - 10}
    rows["tblBudget"].append({"Post": "Skyddskläder", "Budget": 20})


def _thousand(facts: dict[str, Any], rows: Rows) -> None:
    for heading in ("Budget",):
        line = one(rows, "tblBudget", Post="Lokalkostnader")
        line[heading] *= 1000


def _no_budget(facts: dict[str, Any], rows: Rows) -> None:
    for row in rows["tblBudget"]:
        row.pop("Budget")


def _unit_facts(facts: dict[str, Any], rows: Rows) -> None:
    del facts["Handläggare"], facts["Beloppsenhet"]
    facts |= {"Telefon": "växeln", "E-post": "parkenheten(a)lindviken.example", "År": 26}


def _texts(facts: dict[str, Any], rows: Rows) -> None:
    texts = rows["tblTexter"]
    first, second, third = texts[0], texts[1], texts[2]
    first["Text"] = f"<p>{first['Text']}</p>"
    second["Text"] += "\n\n[Skriv här om årets utveckling]"
    # a number of the series that Skatteverket keeps for testing
    third["Text"] += "\n\nFrågor besvaras av vår kontaktperson, 19811228-9874."
    rows["tblTexter"] = [row for row in texts if row["Kapitel"] != "Resursanvändning"]
    for row in rows["tblTexter"]:
        if row["Kapitel"] == "Systematiskt kvalitetsarbete":
            row["Text"] = None


def _text_number(facts: dict[str, Any], rows: Rows) -> None:
    one(rows, "tblBudget", Post="Lokalkostnader")["Budget"] = "2 110 tkr"
    rows["tblAktiviteter"][0]["Slutdatum"] = "i september"


def _accepted(facts: dict[str, Any], rows: Rows) -> None:
    row = rows["tblIndikatorer"][0]
    row.pop("Årsmål")
    rows["tblUndantag"] = [
        {
            "Regel": "IND001",
            "Nyckel": f"{row['Mål-ID']} · {row['Indikator']}",
            "Skäl": "Årsmålet sätts efter brukarundersökningen.",
            "Beslutat av": "Controller",
            "Gäller till": date(2099, 12, 31),
        },
        {
            "Regel": "AKT002",
            "Nyckel": "E1 · En aktivitet som har tagits bort",
            "Skäl": "Gäller inte längre.",
            "Beslutat av": "Controller",
        },
    ]


SHEET = {
    "Budget": "xl/worksheets/sheet6.xml",
    "Mål": "xl/worksheets/sheet3.xml",
    "Indikatorer": "xl/worksheets/sheet4.xml",
}
FAULTS: dict[str, Fault] = {
    "arsmal-saknas": Fault("kafe-bryggan", _targets),
    "indikatorer": Fault("kafe-bryggan", _indicators),
    "mal-pa-fel-plats": Fault("kafe-bryggan", _goals),
    "enhetsmal-utan-texter": Fault("kafe-bryggan", _unit_goals),
    "aktiviteters-datum": Fault("kafe-bryggan", _activities),
    "budgeten-gar-inte-ihop": Fault("parkenheten", _unbalanced),
    "inskrivna-summor": Fault("parkenheten", _sums),
    "belopp": Fault("parkenheten", _amounts),
    "fel-beloppsenhet": Fault("parkenheten", _thousand),
    "ingen-budget": Fault("parkenheten", _no_budget),
    "enhetens-uppgifter": Fault("parkenheten", _unit_facts),
    "texter": Fault("parkenheten", _texts),
    "text-i-talcell": Fault("kafe-bryggan", _text_number),
    "godtagna-avvikelser": Fault("kafe-bryggan", _accepted),
    "saknat-blad": Fault("parkenheten", without=("tblAktiviteter",)),
    "felstavad-rubrik": Fault(
        "parkenheten",
        parts=(
            ("xl/tables/table4.xml", 'name="KF:s årsmål"', 'name="KFs årsmål"'),
            ("xl/sharedStrings.xml", "<t>KF:s årsmål</t>", "<t>KFs årsmål</t>"),
        ),
    ),
    "summan-missar-en-rad": Fault(
        "parkenheten",
        parts=(
            (
                SHEET["Budget"],
                r'(<c r="D20"[^>]*><f>SUMIFS\()D\$5:D19,\$B\$5:\$B19',
                r"\1D$5:D16,$B$5:$B16",
            ),
        ),
    ),
    "excelfel": Fault(
        "parkenheten",
        parts=(
            (
                SHEET["Budget"],
                r'<c r="D12"( s="\d+")><f>[^<]*</f><v>[^<]*</v>',
                r'<c r="D12"\1 t="e"><f>SUM(#REF!)</f><v>#REF!</v>',
            ),
        ),
    ),
    "ej-beraknad": Fault(
        "parkenheten",
        parts=((SHEET["Budget"], r'(<c r="D12"[^>]*><f>[^<]*</f>)<v>[^<]*</v>', r"\1"),),
    ),
    "bredvid-tabellen": Fault(
        "parkenheten",
        parts=(
            (
                SHEET["Mål"],
                r'(<row r="6"[^>]*>.*?)(</row>)',
                r'\1<c r="T6" t="inlineStr"><is><t>Fråga Eva om detta</t></is></c>\2',
            ),
        ),
    ),
    "samma-enhet-tva-ganger": Fault(
        "parkenheten",
        book="parkenheten.xlsx",
        others=(Fault("parkenheten", book="parkenheten-kopia.xlsx"),),
    ),
}
