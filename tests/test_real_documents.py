"""The two real plans, filled into a workbook of ours: every fact comes back, and the report has all
of it in order.

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
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from xlplan.actions.check import check
from xlplan.actions.drafting import ReportOrder
from xlplan.actions.export import export
from xlplan.actions.new import new_book
from xlplan.actions.report import report
from xlplan.checking.batch import Order
from xlplan.model import Severity
from xlplan.reading import read_book
from xlplan.report.formats import FORMATS

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
def calculated(
    filled: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """The same, calculated and saved by LibreOffice."""
    if not (office := shutil.which("soffice")):
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("calculated")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder),
    ]
    subprocess.run(
        [*command, *map(str, filled.values())], capture_output=True, check=True, timeout=240
    )
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
        pairs = {
            "Aktivitet": "text",
            "Startdatum": "start",
            "Slutdatum": "slut",
            "Analys VB": "analys_text",
        }
        for heading, name in pairs.items():
            yield activity[name], row.get(heading, "")
    for chapter, row in zip(said["chapters"], tables["tblTexter"], strict=True):
        yield chapter["text"], row.get("Text", "")
        yield chapter["rubrik"], row.get("Rubrik", "")
    amounts = {
        row["Post"]: row["Budget"]
        for row in tables["tblBudget"]
        if "Budget" in row and "Post" in row
    }
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
def test_before_it_is_calculated_only_the_formulas_are_complained_of(
    document: str, filled: dict[str, Path]
) -> None:
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


PHASES = {"glasade-vp-2021": "VP", "liljeholmen-vb-2021": "VB"}
NOT_TITLES = ("Verksamhetsberättelse VB 2021",)
"""How a printed report names itself on its first page."""


@pytest.fixture(scope="session")
def reports(
    calculated: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Path]]:
    """The reports of both documents, by document and format."""
    made = {}
    for document, phase in PHASES.items():
        folder = tmp_path_factory.mktemp(document)
        found = report([calculated[document]], folder, ReportOrder(phase, tuple(FORMATS)))
        made[document] = {each.out.suffix[1:]: each.out for each in found if each.out}
    return made


def spelled(heading: str) -> str:
    """A heading without what only the print has: its level in words, a full stop after its number,
    slips of the pen."""
    heading = re.sub(
        r"^(KF:s inriktningsmål|KF:s mål för verksamhetsområdet|Nämndmål|Enhetsmål): ", "", heading
    )
    heading = re.sub(r"^(\d(?:\.\d)?)\.? ", r"\1 ", heading).replace("Arbetsätt", "Arbetssätt")
    return re.sub(r"\s+[-–]\s+", " – ", " ".join(heading.split())).casefold()


def headings(docx: Path) -> list[str]:
    found = (
        p
        for p in Document(str(docx)).paragraphs
        if p.style and (p.style.name or "").startswith("Heading")
    )
    return [spelled(paragraph.text) for paragraph in found]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_report_has_all_headings_of_the_print_in_order(
    document: str, reports: dict[str, dict[str, Path]]
) -> None:
    printed = [
        h
        for h in facts(document)["headings"]
        if not h.endswith(":") and not h.startswith(NOT_TITLES)
    ]
    left = iter(headings(reports[document]["docx"]))
    missing = [
        heading for heading in map(spelled, printed) if heading not in left
    ]  # `in` an iterator: in this order
    assert missing == []


def words(document: str) -> list[str]:
    """Every line of the document's texts as the report prints it."""
    said = facts(document)
    sources = [chapter["text"] for chapter in said["chapters"]]
    followed = PHASES[document] != "VP"
    printed_in_vb = ("Beskrivning", "Förväntat resultat", "Analys")
    for goal in said["goals"]:
        sources += [
            text for name, text in goal["texts"].items() if not followed or name in printed_in_vb
        ]
    sources += [
        row["analys_text"] for row in (*said["indicators"], *said["activities"]) if followed
    ]
    lines = (line for source in sources for line in re.split(r"\n+", source) if line.strip())
    return [" ".join(re.sub(r"^(- |## )", "", line).split()) for line in lines]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_report_has_every_paragraph_once_and_every_cell(
    document: str, reports: dict[str, dict[str, Path]]
) -> None:
    said, opened = facts(document), Document(str(reports[document]["docx"]))
    text = "\n".join(" ".join(paragraph.text.split()) for paragraph in opened.paragraphs)
    cells = {
        " ".join(cell.text.split())
        for table in opened.tables
        for row in table.rows
        for cell in row.cells
    }
    wanted = words(document)
    assert [line for line in wanted if line not in text] == []
    long = {line for line in wanted if len(line) > 120}
    assert [line for line in long if text.count(line) != "\n".join(wanted).count(line)] == []
    shown = [
        indicator[name]
        for indicator in said["indicators"]
        for name in ("name", "arsmal", "kf_arsmal")
    ]
    if PHASES[document] == "VB":
        columns = ("utfall", "utfall_man", "utfall_kvinnor", "utfall_foregaende")
        shown += [indicator[name] for indicator in said["indicators"] for name in columns]
    shown += [
        activity[name] for activity in said["activities"] for name in ("text", "start", "slut")
    ]
    shown += [amount for money in said["budget_tables"] for _, amount in money["rows"] if amount]
    squeezed = {cell.replace("\N{NO-BREAK SPACE}", " ") for cell in cells}
    assert [value for value in shown if value and " ".join(value.split()) not in squeezed] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_pdf_and_html_say_the_same(document: str, reports: dict[str, dict[str, Path]]) -> None:
    page = re.sub(r"<[^>]+>", "", unescape(reports[document]["html"].read_text(encoding="utf-8")))
    sheets = [
        sheet.extract_text().split("\n") for sheet in PdfReader(reports[document]["pdf"]).pages
    ]
    # the cover has no head and foot
    pages = "".join("\n".join(lines[1:-1] if n else lines) for n, lines in enumerate(sheets))
    for printed in (page, pages):
        bare = squeezed_text(printed)
        assert [line for line in words(document) if squeezed_text(line) not in bare] == []


def squeezed_text(text: str) -> str:
    """Letters and digits alone: lines are broken and hyphenated in other places on a page."""
    return re.sub(r"[\W_]+", "", text)


def test_the_annual_report_is_checked_without_a_crash(calculated: dict[str, Path]) -> None:
    run = check([calculated["liljeholmen-vb-2021"]], Order())
    assert run.crashed == run.unreadable == 0
    assert run.books[0].phase == "VB"
    assert run.count(Severity.ERROR) > 0


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_book_open_in_excel_is_read_as_its_file(
    document: str, calculated: dict[str, Path]
) -> None:
    from openpyxl_engine import excel

    from xlplan.excel.reading import read

    with excel() as app:
        found = read(app.open(calculated[document]))
    assert found == read_book(calculated[document])


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_button_on_the_book(
    document: str, calculated: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpyxl_engine import excel
    from test_buttons import expected, listed, press_month_and_fix, press_report, pressed

    from xlplan.excel import documents
    from xlplan.wording import HARD_BLANK

    monkeypatch.setattr(documents, "opened", lambda out: True)
    file = Path(shutil.copy(calculated[document], tmp_path))
    run = check([file], Order())
    with excel() as app:
        book = app.open(file)
        pressed(app, book)
        told = [[str(value).removeprefix(HARD_BLANK) for value in row] for row in listed(book)]
        assert told == expected(run.books[0], run)
        press_report(app, book, tmp_path)
        press_month_and_fix(app, book)
        assert app.saves == []
