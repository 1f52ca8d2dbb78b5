"""Build workbooks/mall and workbooks/exempel anew: `python workbooks/bygg.py` (or `make samples`).

The units' plans stand in exempel/kallor/*.yaml, and what they write during the year in
exempel/kallor/uppfoljning/. Of each unit there is a book a phase, holding what stands in it by
then. The files come out the same byte for byte as long as neither the content nor the template
changes; a test compares them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from xlplan.checking.packs import load_pack
from xlplan.template import CellInput, Formatted, build

HERE = Path(__file__).parent
SOURCES = HERE / "exempel" / "kallor"
FOLDERS = {"VP": "enheter", "T1": "tertial1", "T2": "tertial2", "VB": "bokslut"}
"""The folder of each phase's books, below exempel."""
CREATED = datetime(2026, 1, 12, 8, 0, tzinfo=UTC)
VERSION = "0.1"
"""What the sample books say they were made by: not the running version, or each release would
change them all."""

Rows = dict[str, list[dict[str, CellInput]]]


def main(out: Path = HERE) -> None:
    """Write the templates, the clean units and the faulty ones below `out`."""
    from fel import build_faults
    from huvudbok import build_ledgers
    from namnd import build_board
    from regelpaket import build_pack_book
    from register import build_registers

    _save(out / "mall" / "enhet.xlsx", {"Skede": "VP", "Beloppsenhet": "tkr"}, {})
    for phase, folder in FOLDERS.items():
        for source in sources():
            facts, rows = content(source, phase)
            _save(out / "exempel" / folder / f"{source.stem}.xlsx", facts, rows)
    build_faults(out / "exempel" / "fel", _save)
    build_pack_book(out / "exempel" / "regelpaket", _save)
    build_registers(out, _save)
    build_board(out)
    build_ledgers(out / "exempel" / "huvudbok")


def sources() -> list[Path]:
    return sorted(path for path in SOURCES.glob("*.yaml") if not path.name.startswith("_"))


def content(source: Path, phase: str = "VP") -> tuple[dict[str, CellInput], Rows]:
    """One unit: its facts and its rows by table, as they are in the phase."""
    facts, rows = _plan(source)
    if phase != "VP":
        from uppfoljning import follow_up

        told = _read(source.parent / "uppfoljning" / source.name)
        facts, rows = follow_up(_contract(), facts, rows, told, phase)
    rows["tblIndikatorer"] = [
        {key: _cell(value) for key, value in row.items()} for row in rows["tblIndikatorer"]
    ]
    return facts, rows


@lru_cache(maxsize=1)
def _contract() -> Any:
    return load_pack().contract


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _plan(source: Path) -> tuple[dict[str, CellInput], dict[str, list[dict[str, Any]]]]:
    """The unit's facts and rows when the year begins."""
    shared, unit = _read(SOURCES / "_gemensamt.yaml"), _read(source)
    taken = set(map(str, unit["gemensamma_mal"]))
    goals = [goal for goal in shared["mal"] if str(goal["Mål-ID"]) in taken]
    rows = {
        "tblMal": list(_in_tree_order([*goals, *unit["mal"]])),
        "tblIndikatorer": unit["indikatorer"],
        "tblAktiviteter": unit["aktiviteter"],
        "tblBudget": list(_budget(unit["budget"])),
        "tblTexter": unit["texter"],
    }
    return unit["enhet"], rows


def _in_tree_order(goals: list[dict[str, Any]]) -> Iterator[dict[str, CellInput]]:
    """Each goal followed by those under it, as the book is read from the top."""

    def below(parent: str) -> Iterator[dict[str, CellInput]]:
        for goal in goals:
            if str(goal.get("Överordnat", "")) == parent:
                yield goal
                yield from below(str(goal["Mål-ID"]))

    yield from below("")


def _cell(value: Any) -> CellInput:
    return Formatted(value["tal"], value["format"]) if isinstance(value, dict) else value


def _budget(budget: dict[str, Any]) -> Iterator[dict[str, CellInput]]:
    for block, kind in (("intäkter", "intäkt"), ("kostnader", "kostnad")):
        for post, line in budget[block].items():
            yield _line(post, kind, line)
            for part in line.get("varav", ()):
                yield _line(part["Post"], "varav", part)


def _line(post: str, kind: str, line: dict[str, Any]) -> dict[str, CellInput]:
    row: dict[str, CellInput] = {
        "Post": post,
        "Radtyp": kind,
        "Föregående år": line["föregående"],
        "Budget": line["budget"],
    }
    row |= dict(zip(_contract().MONTHS, line.get("månader", ()), strict=False))
    return row | ({"Kommentar": line["kommentar"]} if "kommentar" in line else {})


def _save(
    path: Path, facts: dict[str, CellInput], rows: Rows, *, without: tuple[str, ...] = ()
) -> None:
    from fel import contract_without

    contract: Any = contract_without(_contract(), without)
    path.parent.mkdir(parents=True, exist_ok=True)
    build(contract, path, facts=facts, rows=rows, version=VERSION, created=CREATED, overwrite=True)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
