"""Faults of the month's outcome and of result units, by the folders below exempel/fel; see
`fel.py`."""

from __future__ import annotations

from typing import Any

from felslag import Fault, one
from innehall import Rows

NET = "Summa netto"


def _month(rows: Rows, post: str) -> dict[str, Any]:
    return one(rows, "tblManad", Post=post)


def _april(facts: dict[str, Any], rows: Rows) -> None:
    """A cell without outcome, one in May already, and a forecast that is not made."""
    del _month(rows, "Lokalkostnader")["mar"]
    _month(rows, "Hyresintäkter")["maj"] = 46
    del _month(rows, "Övriga kostnader")["Prognos T1"]


def _august(facts: dict[str, Any], rows: Rows) -> None:
    """Money in the wrong month, a slip of the sign, costs that the budget does not know, forecasts
    left behind."""
    _month(rows, "Lokalkostnader")["jun"] += 90
    _month(rows, "Taxor och avgifter")["feb"] *= -1
    del _month(rows, "Personalkostnader")["Kommentar"], _month(rows, NET)["Kommentar"]
    line = _month(rows, "Personalkostnader")
    line |= {"Prognos T2": 14000, "Prognos": 14000}
    spare = next(
        row for row in rows["tblManad"] if row["Radtyp"] == "kostnad" and "Post" not in row
    )
    spare |= {"Post": "Konsulter", "jul": 30, "aug": 25, "Prognos T2": 55, "Prognos": 55}


def _december(facts: dict[str, Any], rows: Rows) -> None:
    """The autumn became dearer than was forecast in August."""
    line = _month(rows, "Personalkostnader")
    line |= {"okt": line["okt"] + 200, "nov": line["nov"] + 200, "dec": line["dec"] + 200}


def _autumn(facts: dict[str, Any], rows: Rows) -> None:
    """The outcome ends with November by the sheet Enhet."""
    facts["Avser månad"] = 11


def _typed_sums(facts: dict[str, Any], rows: Rows) -> None:
    """A sum of the month typed over, before a line was changed."""
    total = _month(rows, "Summa kostnader")
    total["jan"] = (
        sum(row.get("jan", 0) for row in rows["tblManad"] if row["Radtyp"] == "kostnad") - 11
    )


def _line_of_another_name(facts: dict[str, Any], rows: Rows) -> None:
    _month(rows, "Lokalkostnader")["Post"] = "Lokalkostnad"


def _large_surplus(facts: dict[str, Any], rows: Rows) -> None:
    """More left than may be carried over, to a fund that is nearly full."""
    facts["Ingående resultatfond"] = 900
    line = _month(rows, "Personalkostnader")
    for month in ("jul", "aug", "sep", "okt", "nov", "dec"):
        line[month] -= 117
    line["Kommentar"] = "Tre tjänster har varit obesatta sedan i somras."


def _full_fund(facts: dict[str, Any], rows: Rows) -> None:
    facts["Ingående resultatfond"] = 1500


def _old_deficit(facts: dict[str, Any], rows: Rows) -> None:
    """A deficit that this year's surplus does not cover, and nothing is said of it."""
    facts["Ingående resultatfond"] = -120
    del _month(rows, NET)["Kommentar"]


FAULTS: dict[str, Fault] = {
    "manadens-utfall": Fault(
        "gruppbostad-fyren",
        _april,
        phase="T1",
        book="tertial1.xlsx",
        others=(
            Fault("gruppbostad-fyren", _august, phase="T2", book="tertial2.xlsx"),
            Fault("gruppbostad-fyren", _december, phase="VB", book="bokslut.xlsx"),
            Fault("motesplatsen-kajen", _autumn, phase="VB", book="kajen.xlsx"),
            Fault("parkenheten", _typed_sums, phase="T1", book="parkenheten.xlsx"),
            Fault("forskolor-havsornen", _line_of_another_name, phase="T1", book="havsornen.xlsx"),
        ),
    ),
    "resultatenhetens-fond": Fault(
        "kafe-bryggan",
        _large_surplus,
        phase="VB",
        book="bokslut.xlsx",
        others=(
            Fault("kafe-bryggan", _full_fund, book="plan.xlsx"),
            Fault("kafe-bryggan", _old_deficit, phase="T2", book="tertial2.xlsx"),
        ),
    ),
}
