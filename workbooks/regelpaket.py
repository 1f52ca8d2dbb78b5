"""The example of a municipality's own rule pack: exempel/regelpaket holds the pack, written by
hand, and a book for it.

The book is a clean unit's with what the pack's settings and its own rule say something about;
`vantat.txt` beside it holds the findings expected, and is written by hand too.
"""

from __future__ import annotations

from pathlib import Path

from felslag import one
from innehall import SOURCES, content, save


def build_pack_book(out: Path) -> None:
    """Write exempel/regelpaket/plan.xlsx."""
    facts, rows = content(SOURCES / "kafe-bryggan.yaml")
    facts["Diarienummer"] = "2026-31"
    one(rows, "tblIndikatorer", Indikator="Sjukfrånvaro")["Årsmål"] = "5,5%"
    one(rows, "tblBudget", Post="Lokalkostnader")["Föregående år"] = 1950
    rows["tblAktiviteter"][0].pop("Ansvarig", None)
    text = one(rows, "tblTexter", Rubrik="Verksamheten")
    text["Text"] = f"{text['Text']} Brukarrådet möts den första måndagen i varje månad."
    save(out / "plan.xlsx", facts, rows)
