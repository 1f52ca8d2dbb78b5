"""The board's own workbook among the samples: the empty one, a clean one, and one with faults in
its money.

The content stands in exempel/kallor/namnd/*.yaml. `bygg.py` calls `build_board`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from innehall import SOURCES, Rows, in_tree_order, read, save

AMOUNTS = ("Budget föregående år", "Budget", "Prognos föregående år", "Bokslut året före")
SIMPLE = {
    "ram": "tblRam",
    "omslutning": "tblOmslutning",
    "investeringar": "tblInvesteringar",
    "budgetjusteringar": "tblBudgetjusteringar",
    "bilagor": "tblBilagor",
    "beslut": "tblBeslut",
    "resultatenheter": "tblResultatenheter",
    "indikatorer": "tblIndikatorer",
    "texter": "tblTexter",
}
"""Keys of the source whose rows stand in it as they stand in the table."""


def build_board(out: Path) -> None:
    """Write the board's books below `out`."""
    _save(out / "mall" / "namnd.xlsx", {"Skede": "VP", "Beloppsenhet": "mnkr"}, {})
    source = SOURCES / "namnd" / "norrstrand.yaml"
    _save(out / "exempel" / "namnd" / "norrstrand.xlsx", *content(source))
    for name, change in FAULTS.items():
        facts, rows = content(source)
        change(rows)
        _save(out / "exempel" / "fel" / name / "namnd.xlsx", facts, rows)


def content(source: Path) -> tuple[dict[str, Any], Rows]:
    """The board's facts and its rows by table, its goals and activities from what all books
    share."""
    shared, board = read(SOURCES / "_gemensamt.yaml"), read(source)
    rows: Rows = {table: [dict(row) for row in board[key]] for key, table in SIMPLE.items()}
    # the columns of a redistribution stand in the order of the areas that they are first used for
    rows["tblOmraden"] = [row for area in board["områden"] for row in _area(area)]
    rows["tblMal"] = [dict(goal) for goal in in_tree_order(shared["mal"])]
    rows["tblAktiviteter"] = [
        {k: v for k, v in row.items() if k != "Enheter"} for row in shared["aktiviteter"]
    ]
    return board["enhet"], rows


def _area(area: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of one area's table; the net is the book's own formula."""
    name: dict[str, Any] = {
        heading: area[heading] for heading in ("Område", "Överordnat") if heading in area
    }
    for row, amounts in area.items():
        if row not in name:
            yield {**name, "Rad": row, **dict(zip(AMOUNTS, amounts, strict=True))}
    yield {**name, "Rad": "Netto"}


def _save(path: Path, facts: dict[str, Any], rows: Rows) -> None:
    save(path, facts, rows, kind="board")


# -- faults ----------------------------------------------------------------------------------------
def _row(rows: Rows, table: str, **wanted: str) -> dict[str, Any]:
    return next(
        row for row in rows[table] if all(row.get(key) == value for key, value in wanted.items())
    )


def _frame(rows: Rows) -> None:
    """Typed amounts in the frame that do not go together."""
    _row(rows, "tblRam", Verksamhetsområde="Stadsmiljö")["RAM netto"] = 12.1
    _row(rows, "tblRam", Verksamhetsområde="Kultur och fritid")["Omf. Lokaler"] = 0.9
    _row(rows, "tblRam", Verksamhetsområde="Summa")["RAM intäkter"] = 165.7
    part = _row(rows, "tblRam", Verksamhetsområde="varav hemtjänst")
    part["VP intäkter"], part["VP kostnader"] = 53.4, 53.4


def _areas(rows: Rows) -> None:
    """Areas' own tables with a wrong net and a wrong change, and one that the frame spells
    otherwise."""
    _row(rows, "tblOmraden", Område="Stadsmiljö", Rad="Netto")["Prognos föregående år"] = 12.9
    _row(rows, "tblOmraden", Område="Förskola", Rad="Kostnader")["Förändring"] = 0.9
    _row(rows, "tblOmraden", Område="Hemtjänst", Rad="Kostnader")["Bokslut året före"] = 49.0
    for row in rows["tblOmraden"]:
        if row["Område"] == "Individ- och familjeomsorg":
            row["Område"] = "Individ och familjomsorg"
    costs = _row(rows, "tblOmraden", Område="Kultur och fritid", Rad="Kostnader")
    costs["Budget"] = 7.6


def _appendices(rows: Rows) -> None:
    """Adjustments, turnover and appendices that do not go with the decision."""
    _row(rows, "tblBeslut", Nr="3")["Förslag"] = (
        "Nämnden begär budgetjustering hos kommunstyrelsen med 2,1 mnkr enligt bilaga 4."
    )
    rows["tblOmslutning"][0]["Intäkter"] = 1.0
    rows["tblBilagor"].append({"Nr": "3", "Namn": "Riskanalys"})


FAULTS: dict[str, Callable[[Rows], None]] = {
    "namndens-ram": _frame,
    "namndens-omraden": _areas,
    "namndens-beslut": _appendices,
}
"""A folder below exempel/fel, and what is changed in the clean book; vantat.txt beside the book is
written by hand."""
