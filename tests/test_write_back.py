"""`xlplan month --write`: the ledger's outcome in many books, and what is told of it."""

from __future__ import annotations

import io
import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from reading_books import unzipped, zipped
from test_cli import run

from xlplan.actions import write_back
from xlplan.model import Ref
from xlplan.month.written import NotWritten, OutcomeCell, UnwrittenReason, Written
from xlplan.outputs.console import printed
from xlplan.outputs.month.written import as_data, written_in_books
from xlplan.reading import read_book
from xlplan.store import Store, StoreError

SAMPLES = Path(__file__).parents[1] / "workbooks" / "exempel"
LEDGER, REGISTER = SAMPLES / "huvudbok" / "2026.se", SAMPLES / "register.xlsx"
CAFE, FYREN, OWN_LINE = "kafe-bryggan.xlsx", "gruppbostad-fyren.xlsx", "motesplatsen-kajen.xlsx"
HARD = "\N{NO-BREAK SPACE}"


def books(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copy(SAMPLES / "tertial1" / name, folder / name)
    return folder


def wrote(
    capsys: pytest.CaptureFixture[str], *given: Any, month: str = "2026-05"
) -> tuple[int, dict[str, Any], str]:
    """Exit code, the run as JSON, and what stood on standard error."""
    command = (
        "month",
        *given,
        "--month",
        month,
        "--actuals",
        LEDGER,
        "--register",
        REGISTER,
        "--no-store",
        "--write",
    )
    code, out, err = run(capsys, *command, "--format", "json", "--fail-on", "never")
    return code, json.loads(out) if out else {}, err


def amounts(path: Path) -> dict[str, list[Any]]:
    """Post -> the twelve months of Månad."""
    table = read_book(path).tables["tblManad"]
    return {
        str(table.columns[0][i]): [table.columns[2 + m][i] for m in range(12)]
        for i in range(table.rows)
    }


def test_the_books_get_what_the_ledger_has_and_the_month_is_that(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = books(tmp_path / "enheter", CAFE, FYREN)
    code, data, _ = wrote(capsys, folder)
    assert code == 0
    for unit in data["units"]:
        held = amounts(Path(unit["path"]))
        for line in unit["lines"]:
            factor = {"kr": 1, "tkr": 1000, "mnkr": 1_000_000}[unit["money_unit"]]
            ours = [Decimal(repr(value or 0.0)) * factor for value in held[line["post"]][:5]]
            assert ours == [Decimal(str(value)) for value in line["outcome"][:5]], line["post"]
        assert held["Personalkostnader"][5:] == [None] * 7
    assert [
        (Path(book["path"]).name, Path(book["backup"]).parent.name) for book in data["written"]
    ] == [
        (FYREN, "xlplan-kopior"),
        (CAFE, "xlplan-kopior"),
    ]
    last = data["written"][1]["changed"][-1]
    assert last == {
        "sheet": "Enhet",
        "cell": "B22",
        "post": "Avser månad",
        "line_type": "",
        "month": 5,
        "was": 4,
        "became": 5,
    }
    assert not [
        f
        for unit in data["units"]
        for f in unit["findings"]
        if f["rule"] in ("MAN001", "MAN002", "MAN010")
    ]


def test_the_same_run_again_changes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = books(tmp_path / "enheter", CAFE)
    wrote(capsys, folder)
    before = sorted((path, path.read_bytes()) for path in folder.rglob("*") if path.is_file())
    code, data, _ = wrote(capsys, folder)
    assert (code, data["written"][0]["changed"], data["written"][0]["backup"]) == (0, [], None)
    assert (
        sorted((path, path.read_bytes()) for path in folder.rglob("*") if path.is_file()) == before
    )


def test_a_book_that_cannot_be_written_is_told_and_the_others_are_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = books(tmp_path / "enheter", CAFE, FYREN, OWN_LINE, "parkenheten.xlsx")
    (folder / f"~${CAFE}").touch()
    shutil.copy(folder / FYREN, folder / "kopia av fyren.xlsx")
    (folder / "trasig.xlsx").write_bytes(b"PK")
    parts = unzipped(folder / OWN_LINE)
    strings = "xl/sharedStrings.xml"
    parts[strings] = parts[strings].replace(
        b"<t>Lokalkostnader</t>", "<t>Hyra av båthuset</t>".encode()
    )
    (folder / OWN_LINE).write_bytes(zipped(parts))
    code, data, _ = wrote(capsys, folder, "--backup", tmp_path / "kopior")
    assert code == 3
    why = {Path(book["path"]).name: book["why"] for book in data["written"]}
    assert why.pop(CAFE).startswith("den är öppen; stäng den och kör igen.")
    assert why.pop(OWN_LINE).startswith("raden ”Hyra av båthuset” har inga konton i registret")
    assert why.pop(FYREN).endswith("kopia av fyren.xlsx; ta bort den bok som inte gäller")
    assert why.pop("kopia av fyren.xlsx").startswith("Enhetskod ")
    assert why == {"parkenheten.xlsx": ""}
    assert [path.name for path in (tmp_path / "kopior").iterdir()] == [
        "parkenheten.säkerhetskopia-2026-05.xlsx"
    ]
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 0


def test_units_that_the_ledger_does_not_know_and_books_without_code_are_left(
    tmp_path: Path,
) -> None:
    class Nothing:
        def to_write(self, code: str) -> None:
            return None

    folder = books(tmp_path, CAFE)
    order = write_back.WritingOrder(2026, 5)
    before = (folder / CAFE).read_bytes()
    [done] = write_back.write_back([folder / CAFE], Nothing(), order)  # type: ignore[arg-type]
    assert done.why.startswith("huvudboken har inget för Enhetskod ")
    assert (folder / CAFE).read_bytes() == before
    assert write_back.unit_code(folder / CAFE, write_back.WritingOrder(2025, 5)) is None, (
        "another year's book"
    )
    assert write_back.unit_code(REGISTER, order) is None
    assert (
        write_back.unit_code(
            SAMPLES / "namnd" / next(p.name for p in (SAMPLES / "namnd").glob("*.xlsx")), order
        )
        is None
    )


def test_many_books_are_written_by_several_workers(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_back, "POOL_FROM", 2)
    one, two = books(tmp_path / "ett", CAFE, FYREN), books(tmp_path / "två", CAFE, FYREN)
    wrote(capsys, one, "--jobs", 1)
    wrote(capsys, two, "--jobs", 2)
    assert [(one / name).read_bytes() == (two / name).read_bytes() for name in (CAFE, FYREN)] == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--write",), "--write skriver huvudbokens utfall i böckerna. Ge också --actuals"),
        (
            ("--backup", "kopior"),
            "--backup är mappen för säkerhetskopior och hör ihop med --write.",
        ),
        (
            ("--write", "--actuals", LEDGER, "--backup", LEDGER),
            "är en fil. Ge en mapp för säkerhetskopiorna.",
        ),
    ],
)
def test_options_that_do_not_fit_are_told_before_anything_is_read(
    capsys: pytest.CaptureFixture[str], options: tuple[Any, ...], sentence: str
) -> None:
    code, _, err = run(capsys, "month", "finns-inte", "--month", "2026-05", *options)
    assert code == 2 and sentence in err


def test_what_was_written_is_told_though_the_memory_fails_after_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fails(*_: Any) -> None:
        raise StoreError("Minnet svarar inte.")

    monkeypatch.setattr(Store, "recall", fails)
    folder = books(tmp_path / "enheter", CAFE)
    common = (
        "month",
        folder,
        "--month",
        "2026-05",
        "--store",
        tmp_path / "xlplan.db",
        "--format",
        "json",
    )
    code, out, err = run(capsys, *common, "--actuals", LEDGER, "--register", REGISTER, "--write")
    assert code == 3 and json.loads(out)["written"][0]["changed"]
    assert (
        "Månaden visas men är varken jämförd med tidigare månader eller sparad. Minnet svarar inte."
        in err
    )
    code, out, err = run(capsys, *common)
    assert (code, out) == (3, "") and "Minnet svarar inte." in err


def test_the_text_tells_what_was_replaced_and_what_was_not_written() -> None:
    def cell(month: int, was: Any, became: str) -> OutcomeCell:
        return OutcomeCell(
            Ref("Månad", 7, 2 + month), "Personalkostnader", "kostnad", month, was, Decimal(became)
        )

    done = Written(
        Path("enheter/granen.xlsx"),
        Path("enheter/xlplan-kopior/granen.säkerhetskopia-2026-03.xlsx"),
        (cell(1, Decimal(20565), "20571.41237"), cell(2, None, "210"), cell(3, "cirka", "-0.5")),
        (
            NotWritten("Skogsbruk", "kostnad", None, Decimal("7.5"), UnwrittenReason.NO_LINE),
            NotWritten(
                "Bidrag", "intäkt", 2, Decimal(-1000), UnwrittenReason.FORMULA, Ref("Månad", 5, 4)
            ),
        ),
        "tkr",
    )
    refused = Written(Path("enheter/björken.xlsx"), why="boken gäller 2025 och utfallet 2026")
    out = io.StringIO()
    each = [done, refused, Written(Path("enheter/eken.xlsx"))]
    printed(out, lambda console: console.print(written_in_books(each)))
    told = [line.rstrip() for line in out.getvalue().replace(HARD, " ").splitlines()]
    assert told == [
        "Skrivet i böckerna",
        "1 bok fick huvudbokens utfall på bladet Månad. Som den var ligger den i "
        "enheter/xlplan-kopior.",
        "1 bok hade det redan.",
        "enheter/granen.xlsx",
        "  ”Personalkostnader” jan: 20 565 blev 20 571,41237 tkr",
        "  ”Personalkostnader” mar: cirka blev −0,5 tkr",
        "  ”Skogsbruk”: 7,50 kr skrevs inte: boken har ingen sådan rad",
        "  ”Bidrag” feb: −1 000 kr skrevs inte: i cellen står en formel (cell D5 på bladet Månad)",
        "enheter/björken.xlsx: inget skrevs, för boken gäller 2025 och utfallet 2026.",
        "",
    ]
    assert [book["changed"][0]["became"] for book in as_data([done])] == [20571.41237]


def test_the_workbook_and_the_page_show_what_was_written_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = books(tmp_path, CAFE)
    book = load_workbook(folder / CAFE)
    book["Månad"]["C5"], book["Månad"]["D6"] = 99, "kommer"
    [post, other] = (book["Månad"].cell(row, 1).value for row in (5, 6))
    book.save(folder / CAFE)
    out = tmp_path / "maj.xlsx", tmp_path / "maj.html"
    command = (
        "month",
        folder,
        "--month",
        "2026-05",
        "--actuals",
        LEDGER,
        "--register",
        REGISTER,
        "--no-store",
        "--write",
    )
    run(
        capsys,
        *command,
        "--format",
        "xlsx",
        "--output",
        out[0],
        "--format",
        "html",
        "--output",
        out[1],
    )
    rows = list(load_workbook(out[0])["Skrivet"].iter_rows(min_row=2, max_col=10, values_only=True))
    [replaced] = [row for row in rows if row[2] == "C5"]
    assert (replaced[1], *replaced[3:6], replaced[7]) == ("Månad", post, "januari", 99, "tkr")
    [left] = [row for row in rows if row[2] == "D6"]
    assert (left[3], left[6], left[9]) == (other, None, "i cellen står något annat än ett belopp")
    assert left[8] and "kafe-bryggan" in left[0]
    page = out[1].read_text(encoding="utf-8").replace(HARD, " ")
    assert (
        'id="skrivet"' in page
        and f"”{post}” jan: 99 blev " in page
        and "(cell D6 på bladet Månad)" in page
    )
    run(capsys, *command, "--format", "html", "--output", tmp_path / "igen.html")
    assert " jan: 99 blev" not in (tmp_path / "igen.html").read_text(encoding="utf-8")
