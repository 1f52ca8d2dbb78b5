"""The register of the sample board: empty, filled, and one with faults beside books that differ
from it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from innehall import SOURCES, Rows, content, read, save, sources

UNIT_FACTS = (
    "Enhetskod",
    "Enhet",
    "Nämnd",
    "Avdelning",
    "Enhetschef",
    "E-post",
    "Beloppsenhet",
    "Nettobudget",
    "Resultatenhet",
    "Ingående resultatfond",
)
FAULTY = "annat-an-registret"
"""The folder of the faulty register; its findings stand in `vantat.txt`, written by hand."""


def build_registers(out: Path) -> None:
    """Write the registers below `out`, and the books beside the faulty one."""
    _save(out / "mall" / "register.xlsx", {})
    rows = register_rows()
    _save(out / "exempel" / "register.xlsx", rows)
    _build_faults(out / "exempel" / "fel" / FAULTY, rows)


def register_rows() -> Rows:
    """The register's rows by table, of the units' own sources: what they say is what the board has
    decided."""
    shared, own = (read(SOURCES / name) for name in ("_gemensamt.yaml", "_register.yaml"))
    units = [read(source) for source in sources()]
    units.sort(key=lambda unit: str(unit["enhet"]["Enhetskod"]))
    return {
        "tblEnheter": [_unit(unit["enhet"], own["kostnadsställen"]) for unit in units],
        "tblMal": [goal | _for_units(units, goal) for goal in shared["mal"]],
        "tblIndikatorer": [_indicator(row, own["bättre"]) for row in shared["indikatorer"]],
        "tblAktiviteter": [
            {k: v for k, v in row.items() if k != "Ansvarig"} for row in shared["aktiviteter"]
        ],
        "tblBudgetposter": own["budgetposter"],
    }


def _unit(facts: dict[str, Any], centres: dict[str, str]) -> dict[str, Any]:
    code = str(facts["Enhetskod"])
    kept = {name: facts[name] for name in UNIT_FACTS if name in facts}
    return kept | ({"Kostnadsställen": centres[code]} if code in centres else {})


def _for_units(units: list[Any], goal: dict[str, Any]) -> dict[str, str]:
    """The units that have taken over the goal; blank if all have."""
    codes = [
        str(unit["enhet"]["Enhetskod"])
        for unit in units
        if str(goal["Mål-ID"]) in map(str, unit["gemensamma_mal"])
    ]
    return {"Enheter": ", ".join(codes)} if len(codes) < len(units) else {}


def _indicator(row: dict[str, Any], better: dict[str, str]) -> dict[str, Any]:
    own = {key: ", ".join(value) if key == "Enheter" else value for key, value in row.items()}
    return own | ({"Bättre": better[row["Indikator"]]} if row["Indikator"] in better else {})


def _save(path: Path, rows: Rows) -> None:
    save(path, {}, rows, kind="register")


def _build_faults(folder: Path, register: Rows) -> None:
    """Three units of the register, two of them with books; the register has faults of its own."""
    register = {table: [dict(row) for row in rows] for table, rows in register.items()}
    _spoil_register(register)
    _save(folder / "register.xlsx", register)
    for unit, change in (
        ("parkenheten", _other_than_the_register),
        ("kafe-bryggan", _unknown_unit),
    ):
        facts, rows = content(SOURCES / f"{unit}.yaml")
        change(facts, rows)
        save(folder / f"{unit}.xlsx", facts, rows)


def _spoil_register(rows: Rows) -> None:
    kept = {"4127", "5202", "6108"}
    rows["tblEnheter"] = [unit for unit in rows["tblEnheter"] if unit["Enhetskod"] in kept]
    for table in ("tblMal", "tblIndikatorer"):
        for row in rows[table]:
            if codes := row.get("Enheter"):
                row["Enheter"] = (
                    ", ".join(code for code in codes.split(", ") if code in kept) or "5202"
                )
    next(row for row in rows["tblIndikatorer"] if row["Indikator"] == "Sjukfrånvaro")[
        "Gäller till"
    ] = date(2026, 8, 31)
    rows["tblIndikatorer"].append(
        {
            "Mål-ID": "3.2",
            "Indikator": "Sjukfrånvaro",
            "KF:s årsmål": "5,0 %",
            "Periodicitet": "Tertial",
            "Gäller från": date(2026, 8, 31),
        }
    )
    rows["tblAktiviteter"][0]["Enheter"] = "5202; 6180"
    rows["tblBudgetposter"][9]["Konton"] = "6411, 7311"
    rows["tblBudgetposter"][8]["Konton"] = "46 och 74 till 75"


def _other_than_the_register(facts: dict[str, Any], rows: Rows) -> None:
    facts["Nettobudget"] -= 400
    goals, indicators, activities, budget = (
        rows[table] for table in ("tblMal", "tblIndikatorer", "tblAktiviteter", "tblBudget")
    )
    goal = _one(goals, "Mål-ID", "N7")
    goal["Mål"] = goal["Mål"].replace("trygga och öppna", "trygga, öppna")
    next(row for row in indicators if row["Indikator"].startswith("Andel invånare"))[
        "KF:s årsmål"
    ] = "70 %"
    indicators.remove(_one(indicators, "Indikator", "Index för medarbetarengagemang, skala 0–100"))
    activity = next(row for row in activities if row["Aktivitet"].startswith("Nämnden bjuder in"))
    activity["Aktivitet"] = activity["Aktivitet"].replace("i alla delar av", "överallt i")
    line = _one(budget, "Post", "Lokalkostnader")
    line["Post"] = "Lokalkostnad"
    # what is taken from the netto is taken from the costs too: only the register knows that it is
    # wrong
    _one(budget, "Post", "Personalkostnader")["Budget"] -= 400


def _unknown_unit(facts: dict[str, Any], rows: Rows) -> None:
    facts["Enhetskod"] = "4172"


def _one(rows: list[dict[str, Any]], heading: str, value: str) -> dict[str, Any]:
    return next(row for row in rows if row.get(heading) == value)
