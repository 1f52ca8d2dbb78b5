"""Making the books of all units from a register: what stands in them, and what happens when
something is in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cases import TODAY

from xlplan.actions.check import check
from xlplan.actions.export import export
from xlplan.actions.new import new_books
from xlplan.checking.batch import Order
from xlplan.checking.packs import load_pack
from xlplan.cli.main import main
from xlplan.model import RegisterError
from xlplan.template import build

UNITS: list[dict[str, Any]] = [
    {
        "Enhetskod": "4127",
        "Enhet": "Enheten Björken",
        "Nämnd": "Norrstrand",
        "Avdelning": "Förskola",
        "Enhetschef": "Mina Lind",
        "E-post": "mina.lind@kommun.se",
        "Nettobudget": 1500,
        "Resultatenhet": "Ja",
        "Ingående resultatfond": 20,
    },
    {"Enhetskod": "4131", "Enhet": "Kajen", "Beloppsenhet": "mnkr", "Nettobudget": 6.5},
]
GOALS = [
    {"Mål-ID": "1", "Nivå": "KF:s inriktningsmål", "Mål": "En trygg stad"},
    {
        "Mål-ID": "1.1",
        "Nivå": "KF:s mål för verksamhetsområdet",
        "Överordnat": "1",
        "Mål": "Barn lär sig",
        "Enheter": "4127",
    },
    {
        "Mål-ID": "N1",
        "Nivå": "Nämndmål",
        "Överordnat": "1.1",
        "Mål": "Förskolan är trygg",
        "Beskrivning": "Så här.",
        "Förväntat resultat": "Barnen är trygga.",
    },
]
INDICATORS = [
    {
        "Mål-ID": "1",
        "Indikator": "Index",
        "KF:s årsmål": "80 %",
        "Periodicitet": "År",
        "Gäller till": date(2027, 6, 30),
    },
    {
        "Mål-ID": "1",
        "Indikator": "Index",
        "KF:s årsmål": "85 %",
        "Periodicitet": "År",
        "Gäller från": date(2027, 7, 1),
    },
    {
        "Mål-ID": "1",
        "Indikator": "Ny",
        "KF:s årsmål": "öka",
        "Periodicitet": "År",
        "Gäller från": date(2027, 3, 1),
    },
    {"Mål-ID": "1", "Indikator": "Gammal", "Periodicitet": "År", "Gäller till": date(2026, 12, 31)},
    {"Mål-ID": "1", "Indikator": "Kajens", "Periodicitet": "År", "Enheter": "4131"},
    {"Mål-ID": "N1", "Indikator": "Andel trygga", "Periodicitet": "År"},
]
ACTIVITIES = [
    {
        "Mål-ID": "N1",
        "Aktivitet": "Barnråd",
        "Startdatum": date(2027, 2, 1),
        "Slutdatum": date(2027, 6, 1),
    },
]


def register(folder: Path, **tables: Sequence[Mapping[str, Any]]) -> Path:
    path = folder / "register.xlsx"
    rows: dict[str, Any] = {
        "tblEnheter": UNITS,
        "tblMal": GOALS,
        "tblIndikatorer": INDICATORS,
        "tblAktiviteter": ACTIVITIES,
    }
    build(
        load_pack().contract,
        path,
        facts={},
        rows=rows | tables,
        version="1",
        kind="register",
        overwrite=True,
    )
    return path


def said(path: Path) -> Any:
    return export(path)[0]["tables"]


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return int(stopped.value.code or 0), out, err


def test_each_unit_gets_what_concerns_it(tmp_path: Path) -> None:
    made = new_books(register(tmp_path), tmp_path / "enheter", year=2027)
    assert [result.out and result.out.name for result in made] == [
        "4127-enheten-bjorken-2027.xlsx",
        "4131-kajen-2027.xlsx",
    ]
    björken, kajen = (said(result.out) for result in made if result.out)
    facts = {row["Uppgift"]: row.get("Värde") for row in björken["tblEnhet"]}
    assert (
        facts["Enhetskod"] == "4127"
        and facts["Enhetschef"] == "Mina Lind"
        and facts["E-post"] == "mina.lind@kommun.se"
    )
    assert (facts["År"], facts["Skede"], facts["Beloppsenhet"], facts["Nettobudget"]) == (
        2027,
        "VP",
        "tkr",
        1500,
    )
    assert (facts["Resultatenhet"], facts["Ingående resultatfond"]) == ("Ja", 20)
    assert [row["Mål-ID"] for row in björken["tblMal"]] == ["1", "1.1", "N1"]
    assert björken["tblMal"][2]["Beskrivning"] == "Så här."
    # N1 stands under 1.1, which Kajen does not have
    assert [row["Mål-ID"] for row in kajen["tblMal"]] == ["1"]
    assert [(row["Indikator"], row.get("KF:s årsmål")) for row in björken["tblIndikatorer"]] == [
        ("Index", "80 %"),
        ("Ny", "öka"),
        ("Andel trygga", None),
    ]
    assert [row["Indikator"] for row in kajen["tblIndikatorer"]] == ["Index", "Ny", "Kajens"]
    assert [row["Slutdatum"] for row in björken["tblAktiviteter"]] == ["2027-06-01"]
    assert "tblAktiviteter" not in kajen or kajen["tblAktiviteter"] == []


def test_budget_lines_are_the_registers_or_the_standard_ones(tmp_path: Path) -> None:
    lines = [{"Post": "Resor", "Radtyp": "kostnad"}, {"Post": "Avgifter", "Radtyp": "intäkt"}]
    made = new_books(register(tmp_path, tblBudgetposter=lines), tmp_path / "a", year=2027)
    standard = new_books(register(tmp_path), tmp_path / "b", year=2027)
    for results, first in ((made, "Avgifter"), (standard, "Taxor och avgifter")):
        out = results[0].out
        assert out is not None
        assert said(out)["tblBudget"][0]["Post"] == said(out)["tblManad"][0]["Post"] == first


@pytest.mark.parametrize("phase", ["VP", "T1", "T2", "VB"])
def test_the_books_differ_in_nothing_from_their_register(tmp_path: Path, phase: str) -> None:
    path = register(tmp_path)
    new_books(path, tmp_path / "enheter", year=2027, phase=phase)
    run = check([tmp_path / "enheter"], Order(register=path, today=TODAY))
    compared = {
        "MAL004",
        "MAL005",
        "IND009",
        "IND010",
        "AKT009",
        "BUD013",
        "BUD014",
        "ENH005",
        "SAM001",
        "MAL001",
    }
    rules = [finding.rule for book in run.books for finding in book.findings]
    assert [rule for rule in rules if rule in compared or rule.startswith(("STR", "REG"))] == []
    asked = {o.rule for book in run.books for o in book.outcomes if o.ending == "run"}
    assert compared - {"SAM001"} <= asked


def test_a_unit_that_cannot_have_a_book_stops_no_other(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    units = [
        *UNITS,
        {"Enhetskod": "41 40", "Enhet": "Tallen"},
        {"Enhetskod": "41  40", "Enhet": "Granen"},
        {"Enhet": "Linden"},
        {"Enhetskod": "4150"},
        {"Avdelning": "Skola"},
    ]
    path = register(tmp_path, tblEnheter=units)
    code, out, err = run(capsys, "new", tmp_path / "ut", "--register", path, "--year", 2027)
    assert code == 3 and out == f"Skrev 2 böcker i {tmp_path / 'ut'}\n"
    assert err.splitlines() == [
        "Enhetskod 41 40 står på raderna 7 och 8 på bladet Enheter (Tallen). Ingen bok gjordes.",
        "Enhetskod 41  40 står på raderna 7 och 8 på bladet Enheter (Granen). Ingen bok gjordes.",
        "Rad 9 på bladet Enheter (Linden) har ingen Enhetskod. Ingen bok gjordes.",
        "Rad 10 på bladet Enheter (Enhetskod 4150) har inget namn i kolumnen Enhet. Ingen bok "
        "gjordes.",
        "Rad 11 på bladet Enheter har varken Enhetskod eller Enhet. Ingen bok gjordes.",
    ]
    assert len(list((tmp_path / "ut").iterdir())) == 2


def test_a_register_of_another_year_is_told_and_the_books_made(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ends = [row | {"Gäller till": date(2027, 12, 31)} for row in INDICATORS[2:]]
    path = register(tmp_path, tblIndikatorer=ends)
    code, out, err = run(capsys, "new", tmp_path / "ut", "--register", path, "--year", 2028)
    assert code == 0 and out.startswith("Skrev 2 böcker")
    assert err.splitlines() == [
        f"På bladet {sheet} i registret är alla datum i 2027, men böckerna gäller 2028. "
        "Kontrollera att registret och --year hör till samma år."
        for sheet in ("Aktiviteter", "Indikatorer")
    ]


@pytest.mark.parametrize(
    "tables",
    [
        {},
        {
            "tblAktiviteter": [
                *ACTIVITIES,
                {
                    "Mål-ID": "N1",
                    "Aktivitet": "Äldre",
                    "Startdatum": date(2025, 3, 1),
                    "Slutdatum": date(2025, 6, 1),
                },
            ]
        },
        {
            "tblAktiviteter": [
                {
                    "Mål-ID": "N1",
                    "Aktivitet": "Längre",
                    "Startdatum": date(2026, 8, 1),
                    "Slutdatum": date(2028, 6, 1),
                }
            ]
        },
        {
            "tblIndikatorer": [
                INDICATORS[0] | {"Gäller till": None, "Gäller från": date(2024, 1, 1)}
            ]
        },
    ],
)
def test_a_register_with_something_of_the_year_is_not_told_of(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, tables: dict[str, Any]
) -> None:
    code, _, err = run(
        capsys, "new", tmp_path / "ut", "--register", register(tmp_path, **tables), "--year", 2027
    )
    assert (code, err) == (0, "")


def test_a_file_that_is_there_is_never_overwritten(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path, folder = register(tmp_path), tmp_path / "ut"
    folder.mkdir()
    (folder / "4131-kajen-2027.xlsx").write_text("arbete")
    code, out, err = run(capsys, "new", folder, "--register", path, "--year", 2027)
    assert (code, out) == (3, f"Skrev 1 bok i {folder}\n")
    assert err == "4131-kajen-2027.xlsx finns redan och skrivs inte över.\n"
    assert (folder / "4131-kajen-2027.xlsx").read_text() == "arbete"
    code, out, err = run(capsys, "new", folder, "--register", path, "--year", 2027)
    assert (code, out) == (3, "") and err.endswith("Inga böcker gjordes.\n")


def test_names_that_become_one_get_a_file_each(tmp_path: Path) -> None:
    units = [{"Enhetskod": "a/1", "Enhet": "Eken"}, {"Enhetskod": "A-1", "Enhet": "eken"}]
    path = register(tmp_path, tblEnheter=units, tblMal=[], tblIndikatorer=[], tblAktiviteter=[])
    names = [
        result.out.name for result in new_books(path, tmp_path / "ut", year=2027) if result.out
    ]
    assert names == ["a-1-eken-2027.xlsx", "a-1-eken-2027-6.xlsx"]


def test_errors_that_every_book_would_have_are_told_first(tmp_path: Path) -> None:
    path = register(
        tmp_path,
        tblMal=[{"Mål-ID": "N1", "Nivå": "Nämndmål", "Överordnat": "9", "Mål": "Trygghet"}],
    )
    with pytest.raises(
        RegisterError,
        match=r"fel som skulle följa med .* Det första \(Mål!C5\): Målet ”Trygghet” har",
    ):
        new_books(path, tmp_path / "ut", year=2027)
    assert not (tmp_path / "ut").exists()
    empty = register(tmp_path, tblEnheter=[], tblMal=[], tblIndikatorer=[], tblAktiviteter=[])
    with pytest.raises(RegisterError, match="har inga enheter på bladet Enheter"):
        new_books(empty, tmp_path / "ut", year=2027)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--board", "Norrstrand"), "--board kan inte anges med --register"),
        (("--unit", "Kajen"), "--unit kan inte anges med --register"),
        (("--kind", "unit"), "--kind kan inte anges med --register"),
    ],
)
def test_what_the_register_says_cannot_be_said_again(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: tuple[str, str], sentence: str
) -> None:
    path = register(tmp_path)
    code, out, err = run(
        capsys, "new", tmp_path / "ut", "--register", path, "--year", 2027, *arguments
    )
    assert (code, out) == (2, "") and sentence in err
    code, out, err = run(capsys, "new", tmp_path / "ut.xlsx", "--register", path, "--year", 2027)
    assert (code, out) == (2, "") and "skrivs böckerna i en mapp" in err
    assert [file.name for file in tmp_path.iterdir()] == ["register.xlsx"]
