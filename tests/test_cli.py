"""The command line as a person meets it: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from xlplan.actions.check import check
from xlplan.actions.report import POOL_FROM
from xlplan.checking.batch import Order, Share, check_books
from xlplan.cli.main import main
from xlplan.outputs.formats import formats_of
from xlplan.reading import read_book

SAMPLES = Path(__file__).parents[1] / "workbooks" / "exempel"
CLEAN = SAMPLES / "enheter" / "kafe-bryggan.xlsx"
FAULTY = SAMPLES / "fel" / "budgeten-gar-inte-ihop" / "bok.xlsx"
BROKEN = SAMPLES / "fel" / "trasiga-filer"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err
    return int(str(ended.value.code)), printed.out, printed.err


def test_a_clean_book_gives_0_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", CLEAN)
    assert code == 0
    assert out.startswith("Utan anmärkning: Bryggans dagliga verksamhet.")


def test_a_finding_gives_1_and_is_told_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", FAULTY)
    assert code == 1
    assert "BUD001 fel     D21" in out
    assert "Summa netto" in out, "the mini-table shows the row"


@pytest.mark.parametrize(
    ("fault", "limit", "code"),
    [
        ("bredvid-tabellen", "error", 0),
        ("bredvid-tabellen", "warning", 1),
        ("bredvid-tabellen", "note", 1),
        ("budgeten-gar-inte-ihop", "never", 0),
    ],
)
def test_fail_on(capsys: pytest.CaptureFixture[str], fault: str, limit: str, code: int) -> None:
    assert run(capsys, "check", SAMPLES / "fel" / fault, "--fail-on", limit)[0] == code


def test_files_that_cannot_be_read_give_3_and_the_others_go_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run(capsys, "check", BROKEN)
    assert code == 3
    assert out.count("Filen kunde inte läsas") == 3
    assert "Utan anmärkning: Parkenheten Norrstrand." in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("check",), "BOK|MAPP… saknas."),
        (("chek", "x"), "Kommandot ”chek” finns inte."),
        (("check", "x", "--pahse", "VP"), "Valet --pahse finns inte."),
        (
            ("check", "x", "--format", "xml"),
            f"--format kan vara {', '.join(formats_of('check'))}.",
        ),
        (
            ("check", "x", "--format", "xlsx"),
            "Formatet xlsx behöver en fil: --output granskning.xlsx.",
        ),
        (
            ("check", "x", "--format", "json", "--format", "text"),
            "Bara ett format kan visas på skärmen.",
        ),
        (
            ("check", "x", "--output", "saknas/a.json", "--format", "json"),
            "Mappen saknas finns inte.",
        ),
        (("check", CLEAN, "--select", "XYZ"), "Ingen regel börjar med ”XYZ”."),
        (("check", CLEAN, "--pack", "saknas.toml"), "Regelpaketet saknas.toml finns inte."),
        (
            ("check", CLEAN, "--format", "json", "--output", CLEAN),
            "är en planeringsbok och skrivs inte över",
        ),
        (
            ("new", "plan.docx", "--unit", "A", "--year", "2027"),
            "Boken ska heta något som slutar på .xlsx",
        ),
        (("rules", "XYZ1"), "Ingen regel börjar med ”XYZ1”."),
    ],
)
def test_a_command_written_wrongly_gives_2_and_a_swedish_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[object, ...], sentence: str
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert sentence in err


def test_no_books_and_missing_paths_give_3(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, err = run(capsys, "check", tmp_path)
    assert code == 3 and "Inga Excelböcker (.xlsx, .xlsm) hittades" in err
    code, out, _ = run(capsys, "check", tmp_path / "saknas.xlsx")
    assert code == 3 and "Filen kunde inte läsas" in out


def test_json_is_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", FAULTY, BROKEN / "tom.xlsx", "--format", "json")
    data: Any = json.loads(out)
    assert code == 3
    assert list(data) == ["format", "xlplan", "phase", "summary", "workbooks"]
    assert data["format"] == 1 and data["phase"] == "VP"
    assert data["summary"] == {
        "workbooks": 2,
        "unreadable": 1,
        "error": 2,
        "warning": 0,
        "note": 0,
        "accepted": 0,
    }
    book, broken = data["workbooks"]
    assert list(book) == ["path", "unit", "year", "phase", "readable", "findings", "rules"]
    assert (book["unit"], book["year"], book["phase"], book["readable"]) == (
        "Parkenheten Norrstrand",
        2026,
        "VP",
        True,
    )
    assert not broken["readable"] and broken["findings"][0]["rule"] == "STR001"
    [finding] = book["findings"]
    keys = "rule severity sheet cell column key message action facts related fingerprint accepted"
    assert list(finding) == keys.split()
    assert (finding["rule"], finding["severity"], finding["sheet"], finding["cell"]) == (
        "BUD001",
        "error",
        "Budget",
        "D21",
    )
    outcomes = {rule["rule"]: rule for rule in book["rules"]}
    assert outcomes["BUD001"]["outcome"] == "run" and outcomes["BUD001"]["rows"] >= 1


def test_the_findings_workbook_links_into_the_books(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "granskning.xlsx"
    code, printed, _ = run(
        capsys, "check", FAULTY, "--format", "text", "--format", "xlsx", "--output", out
    )
    assert code == 1 and "BUD001" in printed
    book = load_workbook(out)
    assert book.sheetnames == ["Översikt", "Granskning", "Inte granskat"]
    row = [cell.value for cell in book["Granskning"][2]]
    assert row[:5] == ["Parkenheten Norrstrand", "BUD001", "fel", "Budget", "D21"]
    link = book["Granskning"]["E2"].hyperlink
    assert link.location == "'Budget'!D21"
    assert (tmp_path / link.target).resolve() == FAULTY
    assert [path.name for path in tmp_path.iterdir()] == ["granskning.xlsx"]


def test_new_never_overwrites(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    assert run(capsys, "new", plan, "--unit", "Enheten Åsen", "--year", 2027)[0] == 0
    before = plan.read_bytes()
    code, _, err = run(capsys, "new", plan, "--unit", "Enheten Åsen", "--year", 2027)
    assert code == 2 and "finns redan" in err
    assert plan.read_bytes() == before


def test_a_new_book_can_be_checked_and_tells_what_is_left_to_fill_in(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    plan = tmp_path / "plan.xlsx"
    run(
        capsys,
        "new",
        plan,
        "--unit",
        "Enheten Åsen",
        "--year",
        2027,
        "--board",
        "Norrstrands nämnd",
    )
    code, out, _ = run(capsys, "check", plan, "--format", "json")
    rules = {finding["rule"] for finding in json.loads(out)["workbooks"][0]["findings"]}
    assert code == 1
    assert rules == {"ENH001", "TXT001", "BUD006", "MAL020"}


def test_export_gives_every_value(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "export", CLEAN)
    data: Any = json.loads(out)
    assert code == 0 and data["contract"] == 1
    facts = {row["Uppgift"]: row.get("Värde") for row in data["tables"]["tblEnhet"]}
    assert (facts["År"], facts["Nettobudget"], facts["Enhetskod"]) == (2026, 0, "4127")
    activity = data["tables"]["tblAktiviteter"][0]
    assert activity["Startdatum"] == "2026-02-02" and activity["_rad"] == 5
    assert "Avvikelse VB" not in activity


def test_export_of_what_is_no_workbook(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "export", BROKEN / "egentligen-pdf.xlsx")
    assert (code, out) == (3, "")
    assert "kunde inte läsas" in err


def test_report_goes_on_past_a_broken_book(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = run(
        capsys, "report", BROKEN, CLEAN, "--to", "docx", "--out", tmp_path / "rapporter"
    )
    assert code == 3
    assert sorted(path.name for path in (tmp_path / "rapporter").iterdir()) == [
        "4127-2026-VP.docx",
        "6108-2026-VP.docx",
    ]
    assert out.count("Skrev") == 2 and err.count("kunde inte läsas") == 3


def test_two_books_of_one_unit_give_two_reports(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run(capsys, "report", SAMPLES / "fel" / "samma-enhet-tva-ganger", "--out", tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_three_books_of_one_unit_give_three_reports(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for folder in "abc":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.xlsx").write_bytes(CLEAN.read_bytes())
    run(capsys, "report", tmp_path, "--out", tmp_path / "ut")
    names = ["4127-2026-VP-plan-3.docx", "4127-2026-VP-plan.docx", "4127-2026-VP.docx"]
    assert sorted(path.name for path in (tmp_path / "ut").iterdir()) == names


def test_a_report_is_made_anew_but_never_over_somebodys_work(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "4127-2026-VP.docx"
    run(capsys, "report", CLEAN, "--out", tmp_path)
    first = out.read_bytes()
    assert run(capsys, "report", CLEAN, "--out", tmp_path)[0] == 0
    assert out.read_bytes() == first, "the same book gives the same file"
    document = Document(str(out))
    document.core_properties.revision = 2  # as Word does when it saves
    document.save(str(out))
    edited = out.read_bytes()
    code, _, err = run(capsys, "report", CLEAN, "--out", tmp_path)
    assert code == 3 and "har ändrats sedan xlplan gjorde den" in err
    assert out.read_bytes() == edited


def test_a_report_in_several_formats(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    arguments = (
        "report",
        CLEAN,
        "--to",
        "pdf",
        "--to",
        "docx",
        "--to",
        "html",
        "--to",
        "pdf",
        "--out",
        tmp_path,
    )
    code, out, _ = run(capsys, *arguments)
    assert code == 0 and out.count("Skrev") == 3
    made = {path.suffix: path for path in tmp_path.iterdir()}
    assert {path.stem for path in made.values()} == {"4127-2026-VP"} and sorted(made) == [
        ".docx",
        ".html",
        ".pdf",
    ]
    first = {path: path.read_bytes() for path in made.values()}
    document = Document(str(made[".docx"]))
    document.core_properties.revision = 2
    document.save(str(made[".docx"]))
    made[".pdf"].write_bytes(b"")
    code, out, err = run(capsys, *arguments)
    assert code == 3 and "har ändrats sedan" in err and out.count("Skrev") == 2, (
        "the others are made all the same"
    )
    assert (
        made[".pdf"].read_bytes() == first[made[".pdf"]]
        and made[".html"].read_bytes() == first[made[".html"]]
    )


def test_reports_of_many_books_are_the_same_as_of_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    books = [tmp_path / f"bok{n:02}.xlsx" for n in range(POOL_FROM)]
    for book in books:
        book.write_bytes(CLEAN.read_bytes())
        os.utime(book, (1_780_000_000, 1_780_000_000))
    books[1].write_text("ingen bok")
    code, out, err = run(
        capsys, "report", *books, "--to", "html", "--to", "pdf", "--out", tmp_path / "ut"
    )
    assert (
        code == 3
        and out.count("Skrev") == 2 * (len(books) - 1)
        and err.count("kunde inte läsas") == 1
    )
    names = [line.rpartition(os.sep)[2] for line in out.splitlines()]
    assert (
        names[:2] == ["4127-2026-VP.html", "4127-2026-VP.pdf"]
        and names[2] == "4127-2026-VP-bok02.html"
    )
    run(capsys, "report", books[0], "--to", "html", "--to", "pdf", "--out", tmp_path / "ensam")
    for path in (tmp_path / "ensam").iterdir():
        assert path.read_bytes() == (tmp_path / "ut" / path.name).read_bytes()


def test_a_fault_in_one_report_does_not_stop_the_others(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xlplan.report import formats

    def failing(form: str, *_: object, title: str, **__: object) -> bytes:
        if "Bryggan" in title:
            raise RuntimeError("trasig")
        return b"fil"

    monkeypatch.setattr(formats, "made", failing)
    other = CLEAN.with_name("parkenheten.xlsx")
    code, out, err = run(capsys, "report", CLEAN, other, "--to", "pdf", "--out", tmp_path)
    assert code == 3 and out.count("Skrev") == 1
    assert "kafe-bryggan.xlsx gick inte att göra, ett fel i xlplan (RuntimeError: trasig)." in err


def test_an_unknown_format_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = run(capsys, "report", CLEAN, "--to", "odt", "--out", tmp_path)
    assert code == 2 and "docx" in err and not list(tmp_path.iterdir())


def test_a_report_never_makes_up_a_figure(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, err = run(capsys, "report", SAMPLES / "fel" / "text-i-talcell", "--out", tmp_path)
    assert code == 0 and "2 celler" in err and "gick inte att läsa och saknas i rapporten" in err
    [table] = [
        t
        for t in Document(str(tmp_path / "4127-2026-VP.docx")).tables
        if t.cell(0, 0).text == "Post"
    ]
    amounts = {row.cells[0].text: row.cells[1].text for row in table.rows}
    assert amounts["Lokalkostnader"] == "–"


def test_a_phase_without_an_outline_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    board = SAMPLES / "namnd" / "norrstrand.xlsx"
    code, _, err = run(capsys, "report", board, "--phase", "T1", "--out", tmp_path)
    assert code == 3 and "har ingen disposition för nämndens bok i skedet T1" in err


def test_a_book_with_errors_left_gives_a_draft_and_with_strict_none(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book = next((SAMPLES / "fel" / "mal-pa-fel-plats").glob("*.xlsx"))
    code, out, err = run(capsys, "report", book, "--to", "html", "--out", tmp_path / "utkast")
    assert code == 0 and "Märkt UTKAST" in err
    page = Path(out.removeprefix("Skrev ").strip()).read_text(encoding="utf-8")
    assert "UTKAST – " in page and "Kvar att rätta" in page
    code, _, err = run(
        capsys, "report", book, "--to", "html", "--strict", "--out", tmp_path / "strikt"
    )
    assert code == 3 and "kvar, och ingen rapport gjordes" in err
    assert list((tmp_path / "strikt").iterdir()) == []


def test_a_clean_book_gives_no_draft(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capsys, "report", CLEAN, "--to", "html", "--strict", "--out", tmp_path)
    assert code == 0 and "UTKAST" not in err
    assert "UTKAST" not in Path(out.removeprefix("Skrev ").strip()).read_text(encoding="utf-8")


def test_the_catalogue_and_one_rule(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "rules")
    assert code == 0 and "AKT002  fel" in out
    code, out, _ = run(capsys, "rules", "akt002")
    assert (
        code == 0
        and "Varför:" in out
        and "Bryter:" in out
        and "En aktivitet slutar inte innan den börjar." in out
    )


@pytest.mark.parametrize("command", ["check", "export", "new", "report", "rules", "watch"])
def test_every_command_has_help_with_an_example(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    code, out, _ = run(capsys, command, "--help")
    assert code == 0
    assert (
        out.startswith(f"Användning: xlplan {command}")
        and "Exempel:" in out
        and "Visa hjälpen" in out
    )


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (
            ["--help"],
            {
                "polars",
                "pandera",
                "openpyxl",
                "rich",
                "docx",
                "xlsxwriter",
                "python_calamine",
                "pandas",
                "watchfiles",
            },
        ),
        (
            ["check", str(CLEAN)],
            {
                "pandas",
                "numpy",
                "pyarrow",
                "docx",
                "xlsxwriter",
                "openpyxl",
                "multiprocessing.pool",
                "matplotlib",
                "babel",
                "jinja2",
            },
        ),
    ],
)
def test_heavy_imports_wait_until_they_are_needed(arguments: list[str], unwanted: set[str]) -> None:
    program = (
        "import sys\nfrom xlplan.cli.main import main\ntry:\n    main(sys.argv[1:])\nexcept "
        "SystemExit:\n    pass\n"
        "print('MODULES', *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.split("MODULES", 1)[1].split())
    assert loaded & unwanted == set()


def test_many_books_are_checked_by_workers_with_the_same_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(66):
        source = FAULTY if number % 3 == 0 else CLEAN
        (tmp_path / f"{number:02}.xlsx").write_bytes(source.read_bytes())
    options = ("--format", "json", "--ignore", "STR014")
    alone = json.loads(run(capsys, "check", tmp_path, *options, "--jobs", 1)[1])
    shared = json.loads(run(capsys, "check", tmp_path, *options, "--jobs", 2)[1])
    assert alone == shared
    assert shared["summary"]["error"] == 22


def test_no_user_file_is_ever_touched(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    book = tmp_path / "bok.xlsx"
    book.write_bytes(FAULTY.read_bytes())
    book.chmod(0o444)
    before = (book.read_bytes(), book.stat().st_mtime_ns)
    run(capsys, "check", book, "--format", "xlsx", "--output", tmp_path / "granskning.xlsx")
    run(capsys, "report", book, "--out", tmp_path)
    assert (book.read_bytes(), book.stat().st_mtime_ns) == before


@pytest.mark.parametrize("format", ["json", "xlsx"])
def test_no_output_takes_the_place_of_a_book(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, format: str
) -> None:
    for name in ("bok.xlsx", "annan.xlsx"):
        (tmp_path / name).write_bytes(FAULTY.read_bytes())
    for checked, output in ((tmp_path, "bok.xlsx"), (tmp_path / "bok.xlsx", "annan.xlsx")):
        code, _, err = run(
            capsys, "check", checked, "--format", format, "--output", tmp_path / output
        )
        assert code == 2 and "är en planeringsbok och skrivs inte över" in err
        assert (tmp_path / output).read_bytes() == FAULTY.read_bytes()


def test_an_output_follows_links_and_writes_to_pipes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "gammal.json").write_text("{}")
    (tmp_path / "länk.json").symlink_to("gammal.json")
    run(capsys, "check", CLEAN, "--format", "json", "--output", tmp_path / "länk.json")
    assert (tmp_path / "länk.json").is_symlink()
    assert json.loads((tmp_path / "gammal.json").read_text(encoding="utf-8"))["format"] == 1


def test_the_findings_file_is_not_checked_the_next_time(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "bok.xlsx").write_bytes(FAULTY.read_bytes())
    arguments = ("check", tmp_path, "--format", "xlsx", "--output", tmp_path / "granskning.xlsx")
    assert [run(capsys, *arguments)[0] for _ in range(2)] == [1, 1]
    summary = json.loads(run(capsys, "check", tmp_path, "--format", "json")[1])["summary"]
    assert summary["workbooks"] == 1
    # nor under another name, but a book that somebody has called so is
    (tmp_path / "granskning.xlsx").rename(tmp_path / "att göra.xlsx")
    (tmp_path / "Ekens granskning.xlsx").write_bytes(FAULTY.read_bytes())
    books = json.loads(run(capsys, "check", tmp_path, "--format", "json")[1])["workbooks"]
    assert [Path(book["path"]).name for book in books] == ["bok.xlsx", "Ekens granskning.xlsx"]
    _, out, err = run(capsys, "report", tmp_path, "--out", tmp_path / "ut")
    assert "att göra" not in out + err


LIST = "den är en lista från xlplan över det som hittats, ingen planeringsbok; ange boken själv."


def test_a_list_of_findings_given_by_name_is_told_for_what_it_is(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "lista.xlsx"
    run(capsys, "check", FAULTY, "--format", "xlsx", "--output", out)
    code, printed, _ = run(capsys, "check", out)
    assert code == 3 and f"Filen kunde inte läsas: {LIST}" in " ".join(printed.split())
    for arguments in (
        ("export", out),
        ("report", out, "--out", tmp_path / "ut"),
        ("new", tmp_path / "ut", "--register", out, "--year", 2027),
        ("check", FAULTY, "--register", out),
    ):
        code, _, err = run(capsys, *arguments)
        assert code == 3 and LIST in err
    code, _, err = run(capsys, "check", out, "--format", "xlsx", "--output", out)
    assert code == 3, "its place may be taken: it is no book"


def test_a_repaired_copy_is_a_book(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    faulty = SAMPLES / "fel" / "budgeten-gar-inte-ihop"
    run(capsys, "check", SAMPLES / "fel", "--fix", "--out", tmp_path / "rättade")
    copies = list((tmp_path / "rättade").rglob("*.xlsx"))
    assert copies and faulty.exists()
    books = json.loads(run(capsys, "check", tmp_path / "rättade", "--format", "json")[1])[
        "workbooks"
    ]
    assert len(books) == len(copies) and all(book["readable"] for book in books)


def test_a_lock_file_given_by_name_names_the_book(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lock = tmp_path / "~$plan.xlsx"
    lock.write_bytes(b"\x05Mina\x20" + b"\x00" * 158)
    code, out, _ = run(capsys, "check", lock)
    told = "den är Excels låsfil, som finns medan plan.xlsx är öppen; ange plan.xlsx själv."
    assert code == 3 and told in " ".join(out.split())
    code, _, err = run(capsys, "export", lock)
    assert code == 3 and told in err


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has file names that are not UTF-8")
def test_a_file_name_that_is_not_utf8_is_no_trouble(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xe5t.xlsx"))
    odd.write_bytes(FAULTY.read_bytes())
    for format in ("text", "json"):
        code, out, _ = run(capsys, "check", tmp_path, "--format", format)
        assert code == 1 and "b\ufffdt.xlsx" in out
    assert (
        run(
            capsys, "check", tmp_path, "--format", "xlsx", "--output", tmp_path / "granskning.xlsx"
        )[0]
        == 1
    )


def test_what_nobody_foresaw_is_one_sentence_and_a_log(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xlplan.actions.check.check", lambda *_, **__: 1 / 0)
    code, _, err = run(capsys, "check", CLEAN)
    assert code == 3 and "Något gick fel i xlplan" in err and "xlplan-fel.log" in err


def test_a_worker_that_dies_takes_only_its_book_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"{number}.xlsx" for number in range(4)]
    for file in files:
        file.write_bytes(CLEAN.read_bytes())
    monkeypatch.setattr("xlplan.checking.batch.POOL_FROM", 1)
    monkeypatch.setattr("xlplan.checking.batch.check_chunk", dying_worker)
    run_ = check(files, Order(), jobs=2)
    assert [book.readable for book in run_.books] == [True, True, False, True]


def dying_worker(files: list[Path], first: int, order: Order) -> Share:
    if any(file.name == "2.xlsx" for file in files):
        os._exit(9)
    return check_books([read_book(file) for file in files], order, first=first)


def test_a_register_that_cannot_be_used_is_told_before_anything_is_checked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    plan = SAMPLES / "enheter" / "kafe-bryggan.xlsx"
    for register, said in (
        (tmp_path / "saknas.xlsx", "den finns inte"),
        (plan, "är inget register"),
    ):
        code, out, err = run(capsys, "check", plan, "--register", register)
        assert (code, out) == (3, "")
        assert said in err and "Traceback" not in err


def test_the_register_alone_is_not_compared_with_itself(capsys: pytest.CaptureFixture[str]) -> None:
    register = SAMPLES / "register.xlsx"
    code, out, err = run(capsys, "check", register, "--register", register)
    assert (code, out) == (3, "")
    assert "är registret som böckerna jämförs med" in err


def test_what_the_register_has_no_table_for_is_not_said_to_be_checked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book = load_workbook(SAMPLES / "register.xlsx")
    del book["Budgetposter"]
    book.save(tmp_path / "register.xlsx")
    _, out, _ = run(
        capsys,
        "check",
        CLEAN,
        "--register",
        tmp_path / "register.xlsx",
        "--select",
        "BUD013,MAL005",
    )
    assert "Inte granskat (registret saknar tabellen tblBudgetposter): BUD013" in out
    assert "1 regel kördes" in out


def test_a_workbook_that_is_not_ours_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = tmp_path / "annan.xlsx"
    with zipfile.ZipFile(CLEAN) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(
                name, data.replace(b'"tbl', b'"min') if name.startswith("xl/tables/") else data
            )
    code, out, _ = run(capsys, "check", other)
    assert code == 3 and "den har ingen av planens tabeller" in out


def test_a_traced_report_names_its_cells_but_a_pdf_cannot(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, _ = run(capsys, "report", CLEAN, "--to", "html", "--trace", "--out", tmp_path)
    assert code == 0
    assert 'data-cell="Budget!' in Path(out.removeprefix("Skrev ").strip()).read_text(
        encoding="utf-8"
    )
    code, _, err = run(capsys, "report", CLEAN, "--to", "pdf", "--trace", "--out", tmp_path / "pdf")
    assert code == 2 and "En pdf kan inte visa vilka celler siffrorna kommer ur." in err
    assert not (tmp_path / "pdf").exists()


def test_equal_errors_are_one_line_on_the_last_page_of_a_draft(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book = tmp_path / "bok.xlsx"
    workbook = load_workbook(CLEAN)
    sheet = workbook["Budget"]
    for row in (6, 7, 9):
        sheet.cell(row, 4).value = "okänt"
    workbook["Mål"]["C8"] = "X9"
    workbook.save(book)
    code, out, err = run(capsys, "report", book, "--to", "docx", "--out", tmp_path)
    assert code == 0 and "Se sista sidan" in err
    document = Document(out.removeprefix("Skrev ").strip())
    captions = [p.text for p in document.paragraphs if p.style and p.style.name == "Caption"]
    assert captions[-3:] == ["Bladet Mål", "Bladet Budget", "Bladet Månad"], "in the book's order"
    assert [cell.text for cell in document.tables[-2].rows[1].cells] == [
        "D6:D7, D9",
        "Här ska stå ett belopp, men det står ”okänt”.",
        "Välj cellformatet Tal och skriv beloppet med bara siffror, till exempel "
        "20\N{NO-BREAK SPACE}565.",
    ]
