"""`xlplan month` as a person meets it: on the sample board, with its known answers, in every
format."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from xlplan.actions import month as months
from xlplan.actions import month_books
from xlplan.checking.batch import pack_of
from xlplan.cli.main import main
from xlplan.reading import find_books, is_findings_list

SAMPLES = Path(__file__).parents[1] / "workbooks" / "exempel"
T2 = SAMPLES / "tertial2"
CAFE = T2 / "kafe-bryggan.xlsx"
BROKEN = SAMPLES / "fel" / "trasiga-filer"
LEDGER = SAMPLES / "huvudbok" / "2026.se"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the memory is made."""
    monkeypatch.chdir(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["month", *map(str, arguments)])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err
    plain = (text.replace("\N{NO-BREAK SPACE}", " ") for text in (printed.out, printed.err))
    return int(str(ended.value.code)), *plain


def data(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, Any]]:
    code, out, _ = run(capsys, *arguments, "--format", "json", "--no-store")
    return code, json.loads(out)


def test_the_sample_board_in_august(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, T2, "--month", "2026-08", "--no-store")
    assert (code, err) == (0, "")
    lights = [line.split("  ")[0] for line in out.splitlines() if line and line[0] in "■◆●?"]
    assert lights == ["■ underskott"] * 5 + ["◆ bevaka"] + ["● i balans"] * 4, "those at risk first"
    assert (
        "Resultatfonden beräknas bli 500 tkr vid årets slut; den får vara högst 4 847 tkr."
        in " ".join(out.split())
    )


def test_the_figures_of_a_unit_are_the_books(capsys: pytest.CaptureFixture[str]) -> None:
    """By hand from workbooks/exempel/kallor/uppfoljning/kafe-bryggan.yaml: the sum rows of Månad,
    in tkr."""
    _, found = data(capsys, CAFE, "--month", "2026-08")
    [cafe] = found["units"]
    income = [1191, 1191, 1215, 1233, 1246, 1273, 1238, 1226]
    cost = [1194, 1179, 1213, 1213, 1233, 1235, 1179, 1205]
    assert cafe["income"]["outcome"] == [each * 1000 for each in income] + [None] * 4
    assert cafe["net"]["outcome_so_far"] == (sum(cost) - sum(income)) * 1000 == -162_000
    assert cafe["net"]["forecasts"]["own"] == -45_000
    assert cafe["fund"]["fund"] == 165_000
    assert (cafe["light"], cafe["money_unit"], cafe["findings"]) == ("balance", "tkr", [])


def test_the_years_end_tells_how_the_forecasts_hit(capsys: pytest.CaptureFixture[str]) -> None:
    _, found = data(capsys, SAMPLES / "bokslut", "--month", "2026-12")
    hits = {unit["code"]: unit["accuracy"][-1] for unit in found["units"]}
    assert hits["4127"] == {
        "year": 2026,
        "forecast": "T2",
        "amount": 14_450_000,
        "outcome": 14_458_000,
        "missed": 8_000,
        "percent": 0.06,
        "within": True,
        "of": "cost",
    }
    assert found["summary"] == {
        "units": 10,
        "unchecked": 0,
        "deficit": 3,
        "watch": 0,
        "unknown": 0,
        "balance": 7,
        "error": 0,
        "warning": 0,
        "note": 0,
    }


def test_the_ledger_gives_the_same_months_as_the_books(capsys: pytest.CaptureFixture[str]) -> None:
    wanted = (SAMPLES / "bokslut", "--month", "2026-12")
    _, own = data(capsys, *wanted)
    _, booked = data(capsys, *wanted, "--actuals", LEDGER, "--register", SAMPLES / "register.xlsx")
    assert {unit["code"]: unit["net"]["outcome_so_far"] for unit in booked["units"]} == {
        unit["code"]: unit["net"]["outcome_so_far"] for unit in own["units"]
    }
    assert all(unit["from_ledger"] for unit in booked["units"])
    assert [finding for unit in booked["units"] for finding in unit["findings"]] == [], (
        "line by line too (MAN010)"
    )
    ledger = booked["ledger"]
    assert (
        ledger["read_ore"] == ledger["placed_ore"] + ledger["listed_ore"] + ledger["not_result_ore"]
    )
    assert sum(row["ore"] for row in booked["unplaced"]) == ledger["listed_ore"] != 0


def test_units_of_the_ledger_without_a_book_are_listed_with_their_sum(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, found = data(
        capsys,
        SAMPLES / "bokslut" / "kafe-bryggan.xlsx",
        "--month",
        "2026-12",
        "--actuals",
        LEDGER,
        "--register",
        SAMPLES / "register.xlsx",
    )
    lacking = [row for row in found["unplaced"] if "ingen bok" in row["why"]]
    assert len(lacking) == 9
    ledger = found["ledger"]
    assert (
        ledger["read_ore"] == ledger["placed_ore"] + ledger["listed_ore"] + ledger["not_result_ore"]
    )


def test_the_next_month_is_compared_with_what_the_memory_has(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(capsys, SAMPLES / "tertial1", "--month", "2026-04")[2] == "Sparat i xlplan.db.\n"
    _, out, _ = run(capsys, T2, "--month", "2026-08")
    assert "Sedan april" in out
    assert "Läget var i balans och är nu underskott." in out
    assert "Enhetens prognos för nettot var 18 590 tkr och är nu 18 800 tkr." in out


def of_year(source: Path, year: int, folder: Path) -> Path:
    """The same book as if its year were another."""
    book = load_workbook(source)
    [row] = [row for row in book["Enhet"].iter_rows(max_col=2) if row[0].value == "År"]
    row[1].value = year
    folder.mkdir()
    book.save(folder / source.name)
    return folder / source.name


def test_two_years_in_the_memory_give_the_third_its_season(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    whole = SAMPLES / "bokslut" / "parkenheten.xlsx"
    own = json.loads(run(capsys, whole, "--month", "2026-12", "--no-store", "--format", "json")[1])[
        "units"
    ][0]
    for year in (2024, 2025):
        code, _, err = run(
            capsys,
            of_year(whole, year, tmp_path / str(year)),
            "--month",
            f"{year}-12",
            "--fail-on",
            "never",
        )
        assert (code, err) == (0, "Sparat i xlplan.db.\n")
    _, out, _ = run(capsys, T2 / "parkenheten.xlsx", "--month", "2026-08", "--format", "json")
    [unit] = json.loads(out)["units"]
    seasonal = {
        line["post"]: line for line in unit["lines"] if line["forecasts"]["method"] == "seasonal"
    }
    assert seasonal, "the year repeats itself, so its shares do"
    for post, line in seasonal.items():
        [year] = [
            each
            for each in own["lines"]
            if each["post"] == post and each["line_type"] == line["line_type"]
        ]
        share = sum(year["outcome"][:8]) / sum(year["outcome"])
        assert line["forecasts"]["xlplan"] == pytest.approx(line["outcome_so_far"] / share, abs=1)
        assert line["forecasts"]["xlplan"] == pytest.approx(sum(year["outcome"]), abs=1), (
            "the same book, later in the year"
        )
    assert {line["forecasts"]["why"]["code"] for line in seasonal.values()} == {"seasonal"}
    assert all(
        "av året hade kommit så här långt de senaste 2 åren" in line["forecasts"]["why"]["text"]
        for line in seasonal.values()
    )
    _, found = data(capsys, T2 / "parkenheten.xlsx", "--month", "2026-08")
    assert "seasonal" not in {line["forecasts"]["method"] for line in found["units"][0]["lines"]}


def test_no_store_leaves_nothing_behind(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run(capsys, CAFE, "--month", "2026-08", "--no-store")
    assert not list(tmp_path.iterdir())


def test_a_memory_that_cannot_be_used_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "anteckningar.txt").write_text(
        "Ingen databas, bara några rader text om budgeten.\n" * 100
    )
    code, out, err = run(capsys, CAFE, "--month", "2026-08", "--store", "anteckningar.txt")
    assert (code, out) == (3, "")
    assert "Med --no-store visas månaden utan att sparas." in err


def test_bad_files_are_told_and_the_others_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, BROKEN, CAFE, "--month", "2026-08", "--no-store")
    assert code == 3
    assert out.count("Inte med: ") == 3
    assert "2 enheter · 1 går inte att bedöma · 1 i balans" in out
    run(
        capsys,
        BROKEN,
        CAFE,
        "--month",
        "2026-08",
        "--no-store",
        "--format",
        "html",
        "--output",
        "augusti.html",
    )
    told = (
        Path("augusti.html")
        .read_text(encoding="utf-8")
        .partition('id="utan"')[2]
        .partition("</ul>")[0]
    )
    assert told.count("<li>") == 3 and ".</li>" in told and "..</li>" not in told


def test_a_book_of_another_year_and_a_book_twice(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shutil.copy(CAFE, tmp_path / "kopia.xlsx")
    code, found = data(capsys, CAFE, tmp_path / "kopia.xlsx", "--month", "2026-08")
    assert code == 3
    assert "Enhetskod 4127 har också" in found["unchecked"][0]["why"]
    code, found = data(capsys, CAFE, "--month", "2025-08")
    assert (code, found["unchecked"][0]["why"]) == (3, "boken gäller 2026, inte 2025.")


def test_the_boards_book_and_the_register_are_passed_over(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, found = data(
        capsys, SAMPLES / "namnd", SAMPLES / "register.xlsx", CAFE, "--month", "2026-08"
    )
    assert (code, len(found["units"]), found["unchecked"]) == (0, 1, [])
    code, _, err = run(capsys, SAMPLES / "namnd", "--month", "2026-08", "--no-store")
    assert (code, "är en enhets bok" in err) == (3, True)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((CAFE, "--month", "2026-13"), "--month 2026-13 är ingen månad."),
        ((CAFE, "--month", "mars"), "--month mars är ingen månad."),
        ((CAFE,), "--month"),
        ((CAFE, "--month", "2026-03", "--mapping", "x.toml"), "--mapping beskriver kolumnerna"),
        (
            (CAFE, "--month", "2026-03", "--store", "a.db", "--no-store"),
            "antingen --store eller --no-store",
        ),
        ((CAFE, "--month", "2026-03", "--format", "xlsx"), "Formatet xlsx behöver en fil"),
    ],
)
def test_wrong_usage(
    capsys: pytest.CaptureFixture[str], arguments: tuple[object, ...], sentence: str
) -> None:
    code, _, err = run(capsys, *arguments)
    assert (code, sentence in err) == (2, True), err


def test_a_ledger_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, CAFE, "--month", "2026-03", "--no-store", "--actuals", "saknas.se")
    assert (code, "Huvudboken saknas.se finns inte." in err) == (3, True)


def test_findings_of_the_months_rules_decide_the_exit_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    faulty = SAMPLES / "fel" / "budgeten-gar-inte-ihop"
    code, found = data(capsys, faulty, "--month", "2026-01")
    assert code == 1
    assert {each["rule"][:3] for unit in found["units"] for each in unit["findings"]} <= set(
        months.GROUPS
    )
    assert data(capsys, faulty, "--month", "2026-01", "--fail-on", "never")[0] == 0


def test_a_municipalitys_limits(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pack = tmp_path / "paket.toml"
    pack.write_text("[manad]\nunderskott_kr = 500000\n", encoding="utf-8")
    fyren = T2 / "gruppbostad-fyren.xlsx"
    assert data(capsys, fyren, "--month", "2026-08")[1]["units"][0]["light"] == "deficit"
    assert (
        data(capsys, fyren, "--month", "2026-08", "--pack", pack)[1]["units"][0]["light"] == "watch"
    )
    havsornen = T2 / "forskolor-havsornen.xlsx"
    rule = tmp_path / "regel.toml"
    rule.write_text("[regler.RES002]\nprocent = 1\n", encoding="utf-8")
    fund = data(capsys, havsornen, "--month", "2026-08", "--pack", rule)[1]["units"][0]["fund"]
    assert fund["fund_limit"] * 100 == fund["gross_budget"], "one limit, for the rule and the page"
    pack.write_text("[manad]\nunderskot_kr = 500000\n", encoding="utf-8")
    code, _, err = run(capsys, fyren, "--month", "2026-08", "--pack", pack)
    assert (code, "okänd inställning underskot_kr" in err) == (2, True)


def test_the_workbook(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "augusti.xlsx"
    code, _, err = run(
        capsys,
        T2,
        "--month",
        "2026-08",
        "--no-store",
        "--format",
        "xlsx",
        "--output",
        out,
        "--actuals",
        LEDGER,
    )
    assert (code in (0, 1), err) == (True, f"Skrev {out}\n")
    book = load_workbook(out)
    assert book.sheetnames == [
        "Enheter",
        "Rader",
        "Ändrat",
        "Anmärkningar",
        "Huvudboken",
        "Inte placerat",
    ]
    units = book["Enheter"]
    assert (units["A2"].value, units["C2"].value) == (
        "underskott",
        "Strandgårdens vård- och omsorgsboende",
    )
    assert is_findings_list(out), "it is passed over when the folder is checked"
    assert out not in find_books([tmp_path])


def test_html_is_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "augusti.html"
    assert (
        run(capsys, CAFE, "--month", "2026-08", "--no-store", "--format", "html", "--output", out)[
            0
        ]
        == 0
    )
    assert "Bryggans dagliga verksamhet" in out.read_text(encoding="utf-8")


def test_many_books_in_worker_processes_give_the_same_month(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = data(capsys, T2, "--month", "2026-08", "--jobs", "1")[1]
    monkeypatch.setattr(month_books, "POOL_FROM", 2)
    together = data(capsys, T2, "--month", "2026-08", "--jobs", "2")[1]
    assert {**alone, "made": ""} == {**together, "made": ""}


def test_the_groups_are_groups_of_rules() -> None:
    known = pack_of(None).known
    assert all(any(rule.startswith(group) for rule in known) for group in months.GROUPS)


def test_books_of_another_month_are_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, out, _ = run(capsys, T2, "--month", "2026-07", "--no-store")
    told = " ".join(out.split())
    assert (
        "10 böcker avser augusti, inte juli: kommentarer och anmärkningar är från augusti. Det är "
        in told
    )
    assert "och 5 till." in told
    assert "avser augusti" not in run(capsys, T2, "--month", "2026-08", "--no-store")[1]
    assert {unit["book_month"] for unit in data(capsys, T2, "--month", "2026-07")[1]["units"]} == {
        8
    }
    run(
        capsys,
        CAFE,
        "--month",
        "2026-07",
        "--no-store",
        "--format",
        "xlsx",
        "--output",
        tmp_path / "juli.xlsx",
    )
    units = load_workbook(tmp_path / "juli.xlsx")["Enheter"]
    assert (units["S1"].value, units["T1"].value, units["T2"].value) == (
        "Fil",
        "Boken avser",
        "augusti",
    )
