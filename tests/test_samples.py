"""The sample workbooks: fresh, the clean ones clean in every phase, and each fault folder with
exactly its findings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cases import TODAY

from xlplan import wording
from xlplan.actions.check import check
from xlplan.actions.export import export
from xlplan.checking.batch import Order
from xlplan.outputs.lines import lines

WORKBOOKS = Path(__file__).parents[1] / "workbooks"
SAMPLES = WORKBOOKS / "exempel"
PHASE = {"enheter": "VP", "tertial1": "T1", "tertial2": "T2", "bokslut": "VB"}
"""The phase of each folder of clean books."""
SUMS = ("summa intäkter", "summa kostnader", "netto")
"""Rows that the template fills with formulas in every column."""
FAULTS = WORKBOOKS / "exempel" / "fel"


def listed(folder: Path) -> list[str]:
    """The findings of a folder's books, a line each, as in vantat.txt."""
    register = folder / "register.xlsx"
    run = check([folder], Order(register=register if register.exists() else None, today=TODAY))
    told = []
    for book in run.books:
        for line in lines(book.findings):
            finding = line.finding
            place = f"{line.cells[0].sheet}!{line.place}" if line.cells else "filen"
            sentences = " | ".join(wording.told(run.texts[finding.rule], finding, book.money_unit))
            state = "godtagen" if finding.accepted else wording.SEVERITY_WORDS[finding.severity]
            told.append(
                f"{book.path.name} {place} {state} {finding.rule} {sentences}".replace(
                    wording.HARD_BLANK, " "
                )
            )
    return told


@pytest.mark.parametrize(("folder", "phase"), PHASE.items())
def test_the_clean_units_have_no_finding_and_every_rule_was_asked(folder: str, phase: str) -> None:
    run = check([SAMPLES / folder], Order(today=TODAY))
    assert {book.phase for book in run.books} == {phase}
    assert len(run.books) == 10
    assert [finding for book in run.books for finding in book.findings] == []
    skipped = {
        (o.rule, o.why)
        for book in run.books
        for o in book.outcomes
        if o.ending != "run" and not o.planned
    }
    assert skipped == set()


@pytest.mark.parametrize("phase", PHASE.values())
def test_the_books_of_the_whole_year_are_clean_when_checked_for_any_phase(phase: str) -> None:
    run = check([SAMPLES / "bokslut"], Order(today=TODAY, phase=phase))
    assert [finding for book in run.books for finding in book.findings] == []


@pytest.mark.parametrize(("folder", "phase"), PHASE.items())
def test_nothing_of_a_later_phase_stands_in_a_book(folder: str, phase: str) -> None:
    later = list(PHASE.values())[list(PHASE.values()).index(phase) + 1 :]
    for path in sorted((SAMPLES / folder).glob("*.xlsx")):
        tables: Any = export(path)[0]["tables"]
        written = (row for rows in tables.values() for row in rows if row.get("Radtyp") not in SUMS)
        headings = {heading for row in written for heading in row}
        assert not [heading for heading in headings if heading.split()[-1] in later]
        assert not [row for row in tables["tblTexter"] if row.get("Skede") in later]


@pytest.mark.parametrize("folder", PHASE)
def test_the_clean_units_are_as_their_register_says(folder: str) -> None:
    run = check([SAMPLES / folder], Order(register=SAMPLES / "register.xlsx", today=TODAY))
    assert [finding for book in run.books for finding in book.findings] == []
    asked = {o.rule for book in run.books for o in book.outcomes if o.ending == "run"}
    assert {"MAL004", "MAL005", "IND009", "IND010", "AKT009", "BUD013", "BUD014", "ENH005"} <= asked


def test_the_boards_own_book_has_no_finding_and_every_rule_was_asked() -> None:
    run = check([WORKBOOKS / "exempel" / "namnd"], Order(today=TODAY))
    assert [finding for book in run.books for finding in book.findings] == []
    assert {
        (o.rule, o.why) for o in run.books[0].outcomes if o.ending != "run" and not o.planned
    } == set()
    asked = {o.rule for o in run.books[0].outcomes if o.ending == "run" and o.rows}
    assert {
        f"NAM{i:03}" for i in (1, 2, 3, 4, 5, 6, 7, 8, 9)
    } <= asked  # the other two see only faults


@pytest.mark.parametrize("folder", sorted(FAULTS.iterdir()), ids=lambda folder: folder.name)
def test_a_fault_folder_gives_exactly_its_findings(folder: Path) -> None:
    expected = [
        line
        for line in (folder / "vantat.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert listed(folder) == expected


def test_the_shipped_workbooks_are_fresh(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(WORKBOOKS / "bygg.py"), str(tmp_path)], check=True)
    built = {
        path.relative_to(tmp_path): path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    ledgers = [path for path in (SAMPLES / "huvudbok").iterdir() if path.suffix != ".xlsx"]
    shipped = {
        path.relative_to(WORKBOOKS): path.read_bytes()
        for path in (*WORKBOOKS.rglob("*.xlsx"), *ledgers)
    }
    assert built.keys() == shipped.keys()
    assert [path for path, content in built.items() if shipped[path] != content] == [], (
        "run: make samples"
    )
