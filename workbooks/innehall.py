"""The content of the sample books: of each unit what its source says in a phase of the year, and
saving it as a workbook.

The units' plans stand in exempel/kallor/*.yaml, and what they write during the year in
exempel/kallor/uppfoljning/.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from uppfoljning import follow_up

from xlplan.checking.packs import load_pack
from xlplan.template import CellInput, Formatted, build

HERE = Path(__file__).parent
SOURCES = HERE / "exempel" / "kallor"
CREATED = datetime(2026, 1, 12, 8, 0, tzinfo=UTC)
VERSION = "0.1"
"""What the sample books say they were made by: not the running version, or each release would
change them all."""

Rows = dict[str, list[dict[str, Any]]]


def sources() -> list[Path]:
    return sorted(path for path in SOURCES.glob("*.yaml") if not path.name.startswith("_"))


def content(source: Path, phase: str = "VP") -> tuple[dict[str, Any], Rows]:
    """One unit: its facts and its rows by table, as they are in the phase; a copy of its own."""
    facts, rows = _plan(source)
    if phase != "VP":
        told = read(source.parent / "uppfoljning" / source.name)
        facts, rows = follow_up(contract(), facts, rows, told, phase)
    rows["tblIndikatorer"] = [
        {key: _cell(value) for key, value in row.items()} for row in rows["tblIndikatorer"]
    ]
    return dict(facts), {table: [dict(row) for row in lines] for table, lines in rows.items()}


@lru_cache(maxsize=1)
def contract() -> Any:
    return load_pack().contract


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _plan(source: Path) -> tuple[dict[str, CellInput], dict[str, list[dict[str, Any]]]]:
    """The unit's facts and rows when the year begins."""
    shared, unit = read(SOURCES / "_gemensamt.yaml"), read(source)
    taken = set(map(str, unit["gemensamma_mal"]))
    goals = [goal for goal in shared["mal"] if str(goal["Mål-ID"]) in taken]
    rows = {
        "tblMal": list(in_tree_order([*goals, *unit["mal"]])),
        "tblIndikatorer": unit["indikatorer"],
        "tblAktiviteter": unit["aktiviteter"],
        "tblBudget": list(_budget(unit["budget"])),
        "tblTexter": unit["texter"],
    }
    return unit["enhet"], rows


def in_tree_order(goals: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each goal followed by those under it, as the book is read from the top."""

    def below(parent: str) -> Iterator[dict[str, Any]]:
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
    row |= dict(zip(contract().MONTHS, line.get("månader", ()), strict=False))
    return row | ({"Kommentar": line["kommentar"]} if "kommentar" in line else {})


def save(
    path: Path,
    facts: dict[str, Any],
    rows: Rows,
    *,
    kind: str = "unit",
    without: tuple[str, ...] = (),
) -> None:
    """Write a book of that kind, less the tables `without`: one from which sheets have been
    deleted."""
    kept = {name: schema for name, schema in contract().TABLES.items() if name not in without}
    declared: Any = SimpleNamespace(**{**vars(contract()), "TABLES": kept})
    path.parent.mkdir(parents=True, exist_ok=True)
    build(
        declared,
        path,
        facts=facts,
        rows=rows,
        version=VERSION,
        kind=kind,
        created=CREATED,
        overwrite=True,
    )
