"""The two real plans, filled into a workbook of ours: every fact comes back, and the report has all of it in order.

They are not part of the project; without them these tests are skipped.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from xlplan.app import check, export, new_book
from xlplan.batch import Order
from xlplan.model import Severity
from xlplan.reports import Wish, report

REAL = Path(__file__).parents[2] / "shared" / "real"
DOCUMENTS = ("glasade-vp-2021", "liljeholmen-vb-2021")
IDS = {"inriktningsmal": "", "verksamhetsmal": "", "namndmal": "N", "enhetsmal": "E"}
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real documents are not here")


@lru_cache(maxsize=2)
def facts(document: str) -> Any:
    return json.loads((REAL / f"{document}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbooks as fill.py leaves them, without calculated formulas."""
    folder = tmp_path_factory.mktemp("filled")
    made = {}
    for document in DOCUMENTS:
        empty, made[document] = folder / f"{document}-empty.xlsx", folder / f"{document}.xlsx"
        new_book(empty, kind="unit", name="Enheten", year=2021)
        command = [
            sys.executable,
            str(REAL / "fill.py"),
            str(REAL / f"{document}.json"),
            str(empty),
            str(made[document]),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return made


@pytest.fixture(scope="session")
def calculated(filled: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same, calculated and saved by LibreOffice."""
    if not (office := shutil.which("soffice")):
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("calculated")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--norestore", "--convert-to", "xlsx", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, filled.values())], capture_output=True, check=True, timeout=240)
    return {document: folder / path.name for document, path in filled.items()}


def goal_ids(goals: list[Any]) -> dict[str, str]:
    """`1.4` for the council's goals, N1, N2 … and E1, E2 … for the board's and the unit's."""
    count = {"N": 0, "E": 0}
    ids = {}
    for goal in goals:
        if letter := IDS[goal["level"]]:
            count[letter] += 1
            ids[goal["id"]] = f"{letter}{count[letter]}"
        else:
            ids[goal["id"]] = goal["number"]
    return ids


def compared(document: str, tables: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Pairs of (fact, what the export says)."""
    said = facts(document)
    ids = goal_ids(said["goals"])
    for goal, row in zip(said["goals"], tables["tblMal"], strict=True):
        yield ids[goal["id"]], row["Mål-ID"]
        yield ids.get(goal["parent"], ""), row.get("Överordnat", "")
        yield goal["text"], row["Mål"]
        yield goal["number"], row.get("Nr", "")
        yield goal["status"], row.get("Bedömning VB", "")
        for heading, text in goal["texts"].items():
            yield text, row.get("Analys VB" if heading == "Analys" else heading, "")
    for indicator, row in zip(said["indicators"], tables["tblIndikatorer"], strict=True):
        pairs = {
            "Indikator": "name",
            "Årsmål": "arsmal",
            "KF:s årsmål": "kf_arsmal",
            "Periodicitet": "periodicitet",
            "Utfall VB": "utfall",
            "Utfall föregående år": "utfall_foregaende",
            "Analys VB": "analys_text",
        }
        for heading, name in pairs.items():
            yield indicator[name], row.get(heading, "")
        yield ids[indicator["goal"]], row["Mål-ID"]
    for activity, row in zip(said["activities"], tables["tblAktiviteter"], strict=True):
        pairs = {"Aktivitet": "text", "Startdatum": "start", "Slutdatum": "slut", "Analys VB": "analys_text"}
        for heading, name in pairs.items():
            yield activity[name], row.get(heading, "")
    for chapter, row in zip(said["chapters"], tables["tblTexter"], strict=True):
        yield chapter["text"], row.get("Text", "")
        yield chapter["rubrik"], row.get("Rubrik", "")
    amounts = {row["Post"]: row["Budget"] for row in tables["tblBudget"] if "Budget" in row and "Post" in row}
    for money in said["budget_tables"]:
        for label, amount in money["rows"]:
            if amount:
                yield float(re.sub(r"\s", "", amount)), amounts[label]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_fact_comes_back_unchanged(document: str, calculated: dict[str, Path]) -> None:
    tables: Any = export(calculated[document])[0]["tables"]
    pairs = list(compared(document, tables))
    assert len(pairs) > 150
    assert [(fact, said) for fact, said in pairs if fact != said] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_before_it_is_calculated_only_the_formulas_are_complained_of(document: str, filled: dict[str, Path]) -> None:
    run = check([filled[document]], Order(select=("STR",)))
    assert {finding.rule for finding in run.books[0].findings} == {"STR005"}


def test_the_plan_has_its_real_faults_and_nothing_untrue(calculated: dict[str, Path]) -> None:
    """Gone through by hand against the printed plan."""
    run = check([calculated["glasade-vp-2021"]], Order())
    tally: dict[str, int] = {}
    for finding in run.books[0].findings:
        tally[finding.rule] = tally.get(finding.rule, 0) + 1
    assert tally == GLASADE
    assert run.crashed == 0


GLASADE = {
    "TXT001": 1,  # no chapter on systematic quality work
    "MAL006": 2,  # two goals of the board that nothing in the unit answers
    "IND001": 10,  # the council's target is given, the unit's own is empty
    "IND002": 3,  # the council leaves the target to the board, and it is empty
    "IND004": 3,  # three indicators are printed twice
    "IND007": 1,  # “CO ₂”
    "AKT004": 1,  # the activity of the board that began in 2020
    "TXT009": 1,  # “Nya medarbetare och chefer får en god introduktion i uppdraget”
    "TXT010": 2,  # “tvätteri..” and “praktikplatser..”
    # notes: columns that the printed form does not have, or leaves empty
    "MAL010": 4,
    "MAL011": 5,
    "MAL015": 1,
    "IND019": 2,
    "AKT006": 5,
}


def test_the_report_has_all_headings_of_the_printed_plan_in_order(calculated: dict[str, Path], tmp_path: Path) -> None:
    made = report([calculated["glasade-vp-2021"]], tmp_path, Wish("VP"))
    assert made[0].out is not None
    document = Document(str(made[0].out))
    headings = [
        " ".join(paragraph.text.split())
        for paragraph in document.paragraphs
        if paragraph.style and paragraph.style.name and paragraph.style.name.startswith("Heading")
    ]
    printed = [heading for heading in facts("glasade-vp-2021")["headings"] if not heading.endswith(":")]
    printed = [re.sub(r"^(\d(?:\.\d)?)\.? ", r"\1 ", heading).replace("Arbetsätt", "Arbetssätt") for heading in printed]
    printed[printed.index("Redovisning av ekonomi") :]
    left = iter([re.sub(r"^(\d(?:\.\d)?)\.? ", r"\1 ", heading) for heading in headings])
    missing = [heading for heading in printed if heading not in left]  # `in` an iterator: in this order
    assert missing == []


def test_the_report_has_every_paragraph_once_and_every_cell(calculated: dict[str, Path], tmp_path: Path) -> None:
    said = facts("glasade-vp-2021")
    made = report([calculated["glasade-vp-2021"]], tmp_path, Wish("VP"))
    document = Document(str(made[0].out))
    text = "\n".join(" ".join(paragraph.text.split()) for paragraph in document.paragraphs)
    cells = {" ".join(cell.text.split()) for table in document.tables for row in table.rows for cell in row.cells}
    sources = [chapter["text"] for chapter in said["chapters"]]
    sources += [text for goal in said["goals"] for text in goal["texts"].values()]
    wanted = [line for source in sources for line in re.split(r"\n+", source) if line.strip()]
    wanted = [" ".join(re.sub(r"^(- |## )", "", line).split()) for line in wanted]
    assert [line for line in wanted if line not in text] == []
    long = {line for line in wanted if len(line) > 120}
    assert [line for line in long if text.count(line) != wanted.count(line)] == []
    names = [indicator["name"] for indicator in said["indicators"]] + [
        activity["text"] for activity in said["activities"]
    ]
    amounts = [amount for money in said["budget_tables"] for _, amount in money["rows"] if amount]
    squeezed = {cell.replace("\N{NO-BREAK SPACE}", " ") for cell in cells}
    assert [name for name in (*names, *amounts) if " ".join(name.split()) not in squeezed] == []


def test_the_annual_report_is_checked_without_a_crash(calculated: dict[str, Path]) -> None:
    run = check([calculated["liljeholmen-vb-2021"]], Order())
    assert run.crashed == run.unreadable == 0
    assert run.books[0].phase == "VB"
    assert run.count(Severity.ERROR) > 0
