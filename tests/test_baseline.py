"""The baseline: what is known does not fail a run, what is new does, and the file is one that
people can compare."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from test_cli import run

from xlplan import __version__
from xlplan.template import build
from xlplan_rules import contract

SAMPLES = Path(__file__).parents[1] / "workbooks" / "exempel"
FAULTY = SAMPLES / "fel" / "budgeten-gar-inte-ihop" / "bok.xlsx"
ACCEPTED = SAMPLES / "fel" / "godtagna-avvikelser"
BROKEN = SAMPLES / "fel" / "trasiga-filer" / "tom.xlsx"
PERSON = "19811228-9874"


def made(
    path: Path,
    *indicators: str,
    code: str | None = "4127",
    unit: str = "Enheten Granen",
    net: int = 0,
) -> Path:
    """A book whose indicators lack their årsmål."""
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = {
        "Enhetskod": code,
        "Enhet": unit,
        "År": 2026,
        "Skede": "VP",
        "Beloppsenhet": "tkr",
        "Nettobudget": net,
    }
    rows = {
        "tblMal": [{"Mål-ID": "1", "Nivå": "Enhetsmål", "Mål": "Gott bemötande"}],
        "tblIndikatorer": [
            {"Mål-ID": "1", "Indikator": name, "KF:s årsmål": "80 %"} for name in indicators
        ],
    }
    created = datetime(2026, 1, 2)
    build(contract, path, facts=facts, rows=rows, version="0.1.0", created=created, overwrite=True)
    return path


def write(capsys: pytest.CaptureFixture[str], book: Path, out: Path, *options: object) -> str:
    code, printed, err = run(
        capsys, "baseline", "write", book, "--output", out, "--select", "IND001", *options
    )
    assert (code, err) == (0, "")
    return printed


def checked(capsys: pytest.CaptureFixture[str], book: Path, known: Path) -> tuple[int, Any]:
    options = ("--select", "IND001", "--baseline", known, "--format", "json")
    code, out, _ = run(capsys, "check", book, *options)
    return code, json.loads(out)


def test_what_is_known_does_not_fail_and_what_is_new_does(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book, known = (
        made(tmp_path / "plan.xlsx", "Andel nöjda", "Andel trygga"),
        tmp_path / "granskat.json",
    )
    assert write(capsys, book, known) == f"Skrev {known}: 2 kända avvikelser i 1 bok.\n"
    code, data = checked(capsys, book, known)
    assert code == 0
    assert (
        data["summary"]["error"] == 0
        and data["summary"]["known"] == 2
        and data["summary"]["gone"] == 0
    )
    made(book, "Andel nya", "Andel trygga", "Andel nöjda")
    code, data = checked(capsys, book, known)
    assert code == 1
    states = {finding["key"]: finding["known"] for finding in data["workbooks"][0]["findings"]}
    assert states == {"1 · Andel nya": False, "1 · Andel trygga": True, "1 · Andel nöjda": True}, (
        "rows may move"
    )
    made(book, "Andel trygga")
    code, data = checked(capsys, book, known)
    assert (code, data["summary"]["known"], data["summary"]["gone"]) == (0, 1, 1)


def test_another_value_in_the_same_place_is_new(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    known = tmp_path / "granskat.json"
    assert run(capsys, "baseline", "write", FAULTY, "--output", known)[0] == 0
    assert run(capsys, "check", FAULTY, "--baseline", known)[0] == 0
    data = json.loads(known.read_text(encoding="utf-8"))
    assert [found["rule"] for found in data["findings"]] == ["BUD001"]
    book = tmp_path / "bok.xlsx"
    shutil.copy(FAULTY, book)
    changed = load_workbook(book)
    stored = load_workbook(book, data_only=True)
    for row in changed["Budget"].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                cell.value = stored["Budget"][cell.coordinate].value
    changed["Enhet"]["B19"] = 12859
    changed.save(book)
    _, out, _ = run(
        capsys, "check", book, "--baseline", known, "--select", "BUD001", "--format", "json"
    )
    found = json.loads(out)
    assert found["summary"]["error"] == 1 and found["summary"]["gone"] == 1


@pytest.mark.parametrize(("code", "unit"), [("4127", "Enheten Granen"), (None, "Enheten Granen")])
def test_a_book_may_be_renamed_and_moved(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, code: str | None, unit: str
) -> None:
    known = tmp_path / "granskat.json"
    write(capsys, made(tmp_path / "in" / "plan.xlsx", "Andel nöjda", code=code, unit=unit), known)
    moved = made(tmp_path / "arkiv" / "vp 2026.xlsx", "Andel nöjda", code=code, unit=unit)
    assert checked(capsys, moved, known)[0] == 0
    assert (
        checked(
            capsys, made(tmp_path / "a.xlsx", "Andel nöjda", code="5", unit="Enheten Eken"), known
        )[0]
        == 1
    )


def test_a_book_without_a_name_is_known_by_its_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    known = tmp_path / "granskat.json"
    book = made(tmp_path / "in" / "plan.xlsx", "Andel nöjda", code=None, unit="")
    write(capsys, book, known)
    assert json.loads(known.read_text(encoding="utf-8"))["findings"][0]["book"] == "in/plan.xlsx"
    assert checked(capsys, book, known)[0] == 0


def test_the_file_is_sorted_with_a_line_a_finding_and_always_the_same(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder, known = tmp_path / "in", tmp_path / "granskat.json"
    for name in ("b", "a"):
        made(folder / f"{name}.xlsx", "Andel nöjda", "Andel Åsen", code=name)
    write(capsys, folder, known)
    first = known.read_text(encoding="utf-8")
    write(capsys, folder, known)
    assert known.read_text(encoding="utf-8") == first
    head, *lines, end = first.splitlines()
    assert head == f'{{"baseline": 1, "xlplan": "{__version__}", "findings": [' and end == "]}"
    rows = [json.loads(line.rstrip(",")) for line in lines]
    assert [list(row) for row in rows] == [["book", "rule", "key", "fingerprint", "message"]] * 4
    assert [row["book"] for row in rows] == ["a 2026", "a 2026", "b 2026", "b 2026"]
    made(folder / "b.xlsx", "Andel nöjda", code="b")
    write(capsys, folder, known)
    gone = set(lines) - set(known.read_text(encoding="utf-8").splitlines())
    assert len(gone) <= 2, "one line less, and the comma before it"


def test_an_empty_list_is_a_list(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    known = tmp_path / "granskat.json"
    write(capsys, SAMPLES / "enheter" / "kafe-bryggan.xlsx", known)
    assert json.loads(known.read_text(encoding="utf-8"))["findings"] == []
    assert run(capsys, "check", FAULTY, "--baseline", known)[0] == 1


def test_personal_numbers_are_masked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    known = tmp_path / "granskat.json"
    write(
        capsys,
        made(tmp_path / "plan.xlsx", f"Plats för {PERSON}", code=None, unit=f"Ulla {PERSON}"),
        known,
    )
    assert PERSON not in known.read_text(encoding="utf-8") and "1981••••" in known.read_text(
        encoding="utf-8"
    )


def test_what_is_accepted_stays_accepted_and_what_cannot_be_read_is_never_known(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    known = tmp_path / "granskat.json"
    code, _, err = run(capsys, "baseline", "write", ACCEPTED, BROKEN, "--output", known)
    assert code == 3 and "1 bok gick inte att läsa och är inte med." in err
    rows = json.loads(known.read_text(encoding="utf-8"))["findings"]
    assert rows and "STR001" not in {row["rule"] for row in rows}
    code, out, _ = run(capsys, "check", ACCEPTED, BROKEN, "--baseline", known, "--format", "json")
    data = json.loads(out)
    assert code == 3 and data["summary"]["accepted"] == 1 and data["summary"]["known"] == len(rows)
    assert data["summary"]["error"] == 1


def test_only_what_was_asked_again_can_be_put_right(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book, known = made(tmp_path / "plan.xlsx", "Andel nöjda"), tmp_path / "granskat.json"
    write(capsys, book, known)
    made(book)
    options = ("--baseline", known, "--format", "json", "--fail-on", "never")
    gone = [
        json.loads(run(capsys, "check", checked_book, "--select", rule, *options)[1])["summary"][
            "gone"
        ]
        for checked_book, rule in (
            (book, "IND001"),
            (book, "BUD"),
            (SAMPLES / "enheter" / "parkenheten.xlsx", "IND"),
        )
    ]
    assert gone == [1, 0, 0]


def test_every_format_says_so_in_its_manner(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book, known = (
        made(tmp_path / "plan.xlsx", "Andel nöjda", "Andel trygga"),
        tmp_path / "granskat.json",
    )
    write(capsys, book, known)
    made(book, "Andel nöjda", "Andel nya")
    formats = ("sarif", "junit", "html", "xlsx")
    files = [
        option
        for name in formats
        for option in ("--format", name, "--output", tmp_path / f"g.{name}")
    ]
    options = (
        "--select",
        "IND001",
        "--baseline",
        known,
        "--format",
        "text",
        *files,
        "--statistics",
    )
    code, out, _ = run(capsys, "check", book, *options)
    assert code == 1 and "”Andel nya”" in out and "”Andel nöjda”" not in out
    assert (
        "1 fel, 1 känd sedan tidigare" in out
        and "1 känd sedan tidigare · 1 rättad sedan sist" in out
    )
    assert ["IND001", "fel", "1", "1", "1", "1"] in [line.split()[:6] for line in out.splitlines()]
    results = json.loads((tmp_path / "g.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [result["baselineState"] for result in results] == ["unchanged", "new"]
    assert [len(result["suppressions"]) for result in results] == [1, 0]
    case = ET.parse(tmp_path / "g.junit").getroot().find(".//testcase")
    assert case is not None
    assert "Andel nya" in (case.findtext("failure") or "") and "Känd sedan tidigare" in (
        case.findtext("system-out") or ""
    )
    page = (tmp_path / "g.html").read_text(encoding="utf-8")
    assert (
        '<th scope="col" class="n">Kända</th>' in page
        and '<li class="known" data-rule="IND001">' in page
    )
    assert "1 känd avvikelse har rättats sedan sist." in page
    sheet = load_workbook(tmp_path / "g.xlsx")["Granskning"]
    at = [cell.value for cell in sheet[1]].index("Känd")
    assert [sheet.cell(row, at + 1).value for row in (2, 3)] == ["ja", None]
    made(book, "Andel nöjda")
    out = run(capsys, "check", book, "--select", "IND001", "--baseline", known)[1]
    assert out.startswith("Inget nytt: Enheten Granen.")


def test_without_a_baseline_nothing_speaks_of_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    files = [
        option
        for name in ("sarif", "html")
        for option in ("--format", name, "--output", tmp_path / f"g.{name}")
    ]
    out = run(capsys, "check", FAULTY, "--format", "json", "--output", tmp_path / "g.json", *files)[
        1
    ]
    texts = [out, *(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())]
    assert not any(
        word in text
        for text in texts
        for word in ("baselineState", '"known"', ">Kända<", "sedan tidigare")
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "finns inte. Skriv den först med xlplan baseline write."),
        (b"", "går inte att läsa som JSON"),
        (b'{"baseline": 1, "find', "går inte att läsa som JSON"),
        (b"\xff\xfe\x00", "går inte att läsa som JSON"),
        (b"[" * 100_000, "går inte att läsa som JSON"),
        (b"[]", "är ingen lista från xlplan baseline write. Är det rätt fil?"),
        (
            b'{"format": 1, "summary": {}}',
            "är ingen lista från xlplan baseline write. Är det rätt fil?",
        ),
        (
            b'{"baseline": true, "findings": []}',
            "är ingen lista från xlplan baseline write. Är det rätt fil?",
        ),
        (
            b'{"baseline": 2, "xlplan": "9.0"}',
            f"är skriven av en nyare xlplan (9.0) än den här ({__version__}). Uppdatera",
        ),
        (b'{"baseline": 1}', "är ändrad så att den inte går att tolka"),
        (b'{"baseline": 1, "findings": [{"book": 1}]}', "är ändrad så att den inte går att tolka"),
    ],
    ids=range(11),
)
def test_a_file_that_is_no_baseline_gives_2_and_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    known = tmp_path / "granskat.json"
    if content is not None:
        known.write_bytes(content)
    code, out, err = run(capsys, "check", FAULTY, "--baseline", known)
    assert (code, out) == (2, "") and sentence in err


def test_the_list_never_takes_the_place_of_a_book(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book = made(tmp_path / "plan.xlsx")
    before = book.read_bytes()
    code, _, err = run(capsys, "baseline", "write", FAULTY, "--output", book)
    assert (
        code == 2
        and "är en planeringsbok och skrivs inte över" in err
        and book.read_bytes() == before
    )
    code, _, err = run(
        capsys, "baseline", "write", FAULTY, "--output", tmp_path / "saknas" / "g.json"
    )
    assert code == 2 and "finns inte" in err


@pytest.mark.parametrize("arguments", [("baseline",), ("baseline", "write")])
def test_help_has_an_example(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    code, out, _ = run(capsys, *arguments, "--help")
    assert (
        code == 0
        and out.startswith("Användning: xlplan baseline")
        and "Exempel:" in out
        and "Usage" not in out
    )
