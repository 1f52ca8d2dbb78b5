"""`check --fix`: what is put right in a copy, what is left, and that nothing else of the file
changes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from reading_books import MAIN, unzipped, zipped
from test_cli import run

from xlplan.actions.files import NoBooksError
from xlplan.actions.fix import UnfixableError, fix
from xlplan.checking.batch import Order
from xlplan.fixing import Repairs, edited
from xlplan.fixing.formulas import Term, terms
from xlplan.fixing.numbers import iso_date, number
from xlplan.fixing.sheets import Sheet
from xlplan.fixing.styles import Styles
from xlplan.fixing.texts import trimmed, undoubled
from xlplan.model import Run
from xlplan.reading import read_book
from xlplan.template import build
from xlplan_rules import contract

TODAY = date(2026, 1, 15)
SAMPLES = Path(__file__).parents[1] / "workbooks" / "exempel"
FAULTS = SAMPLES / "fel"
HARD, THIN, MINUS = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{MINUS SIGN}"
FACTS: Mapping[str, Any] = {
    "Enhetskod": "4127",
    "Enhet": "Enheten Granen",
    "Nämnd": "Östra nämnden",
    "År": 2026,
    "Skede": "VP",
    "Beloppsenhet": "tkr",
    "Nettobudget": 250,
}
LINES = [
    {"Post": "Bidrag", "Radtyp": "intäkt", "Budget": 100},
    {"Post": "Personalkostnader", "Radtyp": "kostnad", "Budget": 200},
    {"Post": "Lokalkostnader", "Radtyp": "kostnad", "Budget": 150},
]

Edit = Callable[[dict[str, bytes]], None]


def made(
    path: Path, edit: Edit | None = None, facts: Mapping[str, Any] = FACTS, **rows: Any
) -> Path:
    """A unit's book with those rows by table, its parts changed by `edit`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    given_rows = {"tblBudget": LINES, **rows}
    created = datetime(2026, 1, 2)
    build(
        contract,
        path,
        facts=facts,
        rows=given_rows,
        version="0.1.0",
        created=created,
        overwrite=True,
    )
    if edit:
        parts = unzipped(path)
        edit(parts)
        path.write_bytes(zipped(parts))
    return path


def repaired(path: Path, out: Path, **order: Any) -> Run:
    failed: list[str] = []
    done = fix([path], Order(today=TODAY, **order), out=out, failed=failed)
    assert failed == []
    return done


def changes(done: Run) -> list[str]:
    """`Budget!D6 20 565 -> 20565 STR008`, with ordinary blanks."""
    return [
        f"{change.ref.sheet}!{change.ref.a1} {change.was} -> {change.became} {change.rule}".replace(
            HARD, " "
        ).strip()
        for book in done.books
        for change in book.fixed or ()
    ]


def part(path: Path, sheet: str) -> str:
    """The name of a sheet's part."""
    return (
        f"xl/worksheets/sheet{load_workbook(path, read_only=True).sheetnames.index(sheet) + 1}.xml"
    )


def cells(xml: bytes) -> dict[str, bytes]:
    """The cells of a sheet by place, in canonical form."""
    root = etree.fromstring(xml)
    return {cell.get("r", ""): etree.tostring(cell, method="c14n") for cell in root.iter("{*}c")}


def found(book: Any) -> set[str]:
    return {finding.rule for finding in book.findings}


# -- single values ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20565", 20565),
        ("20 565", 20565),
        (f"20{HARD}565", 20565),
        (f"1{THIN}234{THIN}567", 1234567),
        ("12,5", 12.5),
        ("0,75", 0.75),
        (" 250 ", 250),
        ("-30", -30),
        (f"{MINUS}30", -30),
        ("0", 0),
        ("250 tkr", 250),
        ("250tkr", 250),
        ("1 250,5 Tkr", 1250.5),
        # each of these may mean two things, or none
        ("20.565", None),
        ("20,565", None),
        ("12.5", None),
        ("0123", None),
        ("20 56", None),
        ("2 0565", None),
        ("1 2", None),
        ("250 kr", None),
        ("250 mnkr", None),
        ("85 %", None),
        ("cirka 250", None),
        ("–", None),
        ("", None),
        ("2 026 000 000 000 000 000", None),
        ("1-2", None),
        ("1e5", None),
        ("²", None),
        ("٣", None),
    ],
)
def test_a_text_is_a_number_where_it_can_mean_only_one(text: str, value: float | None) -> None:
    assert number(text, "tkr") == value


def test_an_amount_in_another_unit_is_left() -> None:
    assert (number("250 kr", "kr"), number("250 kr", "mnkr"), number("250 kr")) == (250, None, None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        (" 2026-03-01 ", date(2026, 3, 1)),
        ("2026-02-30", None),
        ("2026-3-1", None),
        ("01/03/2026", None),
        ("260301", None),
        ("1899-01-01", None),
        ("mars", None),
    ],
)
def test_a_text_is_a_date_only_in_iso(text: str, day: date | None) -> None:
    assert iso_date(text) == day


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("  Andel nöjda ", "Andel nöjda"),
        (f"Andel{HARD}nöjda{HARD}", "Andel nöjda"),
        ("Första stycket. \n\n Andra\n", "Första stycket.\n\n Andra"),
        (f"En {HARD}rad", "En rad"),
        (f"Agenda{HARD}2030 och 20{HARD}565{HARD}kr", f"Agenda{HARD}2030 och 20{HARD}565{HARD}kr"),
        (f"a{HARD}{HARD}{HARD}{HARD}b", f"a{HARD}{HARD}{HARD}{HARD}b"),
        (" \n ", ""),
    ],
)
def test_blanks_that_say_nothing_are_taken_away(text: str, becomes: str) -> None:
    assert trimmed(text, one_line=True) == becomes


def test_a_hard_blank_inside_a_paragraph_is_left() -> None:
    assert trimmed(f"Vi på{HARD}Havsörnen ", one_line=False) == f"Vi på{HARD}Havsörnen"


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        (
            "Vi har tre avdelningar..  De är lika stora.",
            "Vi har tre avdelningar. De är lika stora.",
        ),
        ("Hälften (50 %)..", "Hälften (50 %)."),
        ("Barnen väljer själva... och vi ser på.", "Barnen väljer själva... och vi ser på."),
        ("Frukt, bröd m.m.. Och mjölk osv..", "Frukt, bröd m.m.. Och mjölk osv.."),
        ("-   En punkt\n1)  En till", "-   En punkt\n1)  En till"),
        ("Namn      Antal\nA  b", "Namn      Antal\nA  b"),
        ("Se C:..\\mapp och a..b", "Se C:..\\mapp och a..b"),
        ("| a  | b |", "| a  | b |"),
    ],
)
def test_doubled_signs_become_single_but_not_where_they_mean_something(
    text: str, becomes: str
) -> None:
    assert undoubled(text) == becomes


noisy = st.text(alphabet=f"aB. \n\t-1|()%{HARD}{THIN}\ufeff\N{ZERO WIDTH SPACE}å”", max_size=40)


@given(noisy, st.booleans())
@settings(max_examples=2000)
def test_repairing_a_repaired_text_changes_nothing_and_no_sign_is_lost(
    text: str, one_line: bool
) -> None:
    once = trimmed(text, one_line=one_line)
    assert trimmed(once, one_line=one_line) == once
    single = undoubled(once)
    assert (
        undoubled(trimmed(single, one_line=one_line))
        == trimmed(single, one_line=one_line)
        == single
    )
    bare = re.compile("[\\s.\ufeff\N{ZERO WIDTH SPACE}]")
    assert bare.sub("", single) == bare.sub("", text)
    assert single.count("\n") == text.strip(f" \t\n{HARD}{THIN}\ufeff\N{ZERO WIDTH SPACE}").count(
        "\n"
    )


@pytest.mark.parametrize(
    ("formula", "parts"),
    [
        ("SUM(C5:C8)", [Term(1, 5, 8)]),
        ("SUM(C5:C8,$C$10)", [Term(1, 5, 8), Term(1, 10, 10)]),
        ("C14-C9", [Term(1, 14, 14, alone=True), Term(-1, 9, 9, alone=True)]),
        ('SUMIFS(C$5:C9,$B$5:$B9,"intäkt")', [Term(1, 5, 9, "intäkt")]),
        ('SUMIF($B$5:$B9,"Kostnad",C$5:C9)', [Term(1, 5, 9, "kostnad")]),
        ("SUM(C5:C8)+500", None),
        ("SUM(C5:D8)", None),
        ("SUM(D5:D8)", None),
        ("C5*2", None),
        ("C5:C8", None),
        ("Data!C5", None),
        ("SUM(tblBudget[Budget])", None),
        ("ROUND(SUM(C5:C8),0)", None),
        ('SUMIFS(C$5:C9,$B$6:$B10,"intäkt")', None),
        ("SUM(C1:C1048576)", None),
        ("", None),
    ],
)
def test_a_formula_is_taken_apart_only_if_it_adds_cells_of_its_own_column(
    formula: str, parts: list[Term] | None
) -> None:
    assert terms(formula, 3, 2) == parts


# -- a whole book ----------------------------------------------------------------------------------
UNTIDY: dict[str, Any] = {
    "tblMal": [{"Mål-ID": "1 ", "Nivå": "Enhetsmål", "Mål": f"  Gott{HARD}bemötande "}],
    "tblTexter": [
        {"Skede": "VP", "Kapitel": "Inledning", "Text": "Vi är tre..  Alla trivs.\n\nVälkomna \n"}
    ],
    "tblIndikatorer": [
        {"Mål-ID": "1", "Indikator": "Andel nöjda", "Årsmål": "90%", "KF:s årsmål": "Högst 82.5 %"}
    ],
    "tblAktiviteter": [
        {
            "Mål-ID": "1",
            "Aktivitet": "Barnråd",
            "Startdatum": "2026-03-01",
            "Slutdatum": "i september",
        }
    ],
    "tblBudget": [
        LINES[0],
        {"Post": "Personalkostnader", "Radtyp": "kostnad", "Budget": f"20{HARD}565"},
        {
            "Post": "Lokalkostnader",
            "Radtyp": "kostnad",
            "Budget": "cirka 150",
            "Föregående år": "12,5",
        },
    ],
}


@pytest.fixture(scope="module")
def untidy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Run]:
    """A book with a fault of each kind, its repaired copy, and the run."""
    folder = tmp_path_factory.mktemp("fix")
    path = made(folder / "in" / "plan.xlsx", **UNTIDY)
    done = repaired(path, folder / "ut")
    return path, folder / "ut" / "plan.xlsx", done


def test_what_was_changed_is_listed_cell_by_cell(untidy: tuple[Path, Path, Run]) -> None:
    assert changes(untidy[2]) == [
        "Texter!D5 Vi är tre..  Alla trivs.\n\nVälkomna \n -> Vi är tre. Alla trivs.\n\nVälkomna "
        "TXT010",
        "Mål!A5 1  -> 1",
        "Mål!E5   Gott bemötande  -> Gott bemötande",
        "Indikatorer!C5 90% -> 90 % IND007",
        "Indikatorer!D5 Högst 82.5 % -> Max 82,5 % IND007",
        "Aktiviteter!C5 2026-03-01 -> 2026-03-01 STR008",
        "Budget!D9 20 565 -> 20565 STR008",
        "Budget!C10 12,5 -> 12,5 STR008",
    ]


def test_the_run_is_about_the_copy_and_tells_what_remains(untidy: tuple[Path, Path, Run]) -> None:
    path, copy, done = untidy
    [book] = done.books
    assert (book.path, book.original) == (copy, path)
    assert not found(book) & {"IND007", "TXT010"}
    left = [finding.ref.a1 for finding in book.findings if finding.rule == "STR008" and finding.ref]
    assert left == ["D5", "D10"], "a day and an amount that cannot be told are left for a person"


def test_the_original_is_untouched_and_so_is_every_other_part_and_cell(
    untidy: tuple[Path, Path, Run],
) -> None:
    path, copy, done = untidy
    before, after = unzipped(path), unzipped(copy)
    assert list(before) == list(after)
    sheets = {part(path, change.ref.sheet) for change in done.books[0].fixed or ()}
    assert {name for name in before if before[name] != after[name]} == sheets
    places = {part(path, c.ref.sheet): set[str]() for c in done.books[0].fixed or ()}
    for change in done.books[0].fixed or ():
        places[part(path, change.ref.sheet)].add(change.ref.a1)
    for name, changed in places.items():
        was, now = cells(before[name]), cells(after[name])
        differing = {place for place in was if was[place] != now[place]}
        sums = {"C13", "C14"} if "C10" in changed else set[str]()  # they count it
        assert changed <= differing <= changed | sums
        whole = [
            re.sub(rb"<sheetData>.*</sheetData>", b"", xml, flags=re.DOTALL)
            for xml in (before[name], after[name])
        ]
        canonical = [etree.tostring(etree.fromstring(xml), method="c14n") for xml in whole]
        assert canonical[0] == canonical[1], "protection, drop-downs, widths, marks"


def test_a_repaired_cell_is_what_it_shows_and_keeps_its_style(
    untidy: tuple[Path, Path, Run],
) -> None:
    path, copy, _ = untidy
    before, after = load_workbook(path), load_workbook(copy)
    budget, activity = after["Budget"]["D9"], after["Aktiviteter"]["C5"]
    assert (budget.value, budget.data_type, budget.number_format) == (20565, "n", "#,##0")
    assert activity.value == datetime(2026, 3, 1) and activity.number_format == "yyyy-mm-dd"
    for sheet, place in (
        ("Budget", "D9"),
        ("Aktiviteter", "C5"),
        ("Indikatorer", "C5"),
        ("Texter", "D5"),
    ):
        assert after[sheet][place].style_id == before[sheet][place].style_id
    assert after["Budget"].protection.sheet and before["Budget"].protection.sheet


def test_repairing_the_copy_changes_nothing(untidy: tuple[Path, Path, Run], tmp_path: Path) -> None:
    done = repaired(untidy[1], tmp_path / "igen")
    assert changes(done) == [] and not (tmp_path / "igen").exists()
    assert done.books[0].path == untidy[1]


text_cells = st.lists(noisy.filter(bool), min_size=4, max_size=4)
amount_cells = st.lists(
    st.sampled_from(["1 200", "1200", "12,5", "1.2", "", "- ", f" 7{HARD}000 ", 3.0]),
    min_size=3,
    max_size=3,
)


@given(text_cells, amount_cells)
@settings(max_examples=6)
def test_repairing_twice_is_repairing_once(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], amounts: list[Any]
) -> None:
    folder = tmp_path_factory.mktemp("tva")
    rows: dict[str, Any] = {
        "tblMal": [{"Mål-ID": "1", "Nivå": "Enhetsmål", "Mål": texts[0], "Arbetssätt": texts[1]}],
        "tblIndikatorer": [{"Mål-ID": "1", "Indikator": texts[2], "Årsmål": texts[3]}],
        "tblBudget": [
            {**line, "Budget": value} for line, value in zip(LINES, amounts, strict=True)
        ],
    }
    made(folder / "in" / "plan.xlsx", **rows)
    first = repaired(folder / "in" / "plan.xlsx", folder / "ut")
    assert changes(repaired(first.books[0].path, folder / "igen")) == []


# -- sums ------------------------------------------------------------------------------------------
SUM_ROWS: list[dict[str, Any]] = [
    LINES[0],
    {"Post": "Summa intäkter", "Radtyp": "summa intäkter"},
    *LINES[1:],
    {"Post": "Summa kostnader", "Radtyp": "summa kostnader"},
    {"Post": "Netto", "Radtyp": "netto"},
]


def with_sums(**budget: Any) -> list[dict[str, Any]]:
    """The lines with those values in the sum rows' Budget."""
    by_kind = {"intäkter": "summa intäkter", "kostnader": "summa kostnader", "netto": "netto"}
    given_values = {by_kind[name]: value for name, value in budget.items()}
    return [
        {
            **row,
            **({"Budget": given_values[row["Radtyp"]]} if row["Radtyp"] in given_values else {}),
        }
        for row in SUM_ROWS
    ]


def formula(
    path: Path, place: str, text: str, attributes: str = "", value: str = "<v>0</v>"
) -> Edit:
    """An edit that gives a cell of Budget that formula."""

    def edit(parts: dict[str, bytes]) -> None:
        name = part(path, "Budget")
        xml = parts[name].decode()
        cell = rf'<c r="{place}"( s="\d+")[^>]*>.*?</c>'
        assert re.search(cell, xml)
        parts[name] = re.sub(
            cell, rf'<c r="{place}"\1><f{attributes}>{text}</f>{value}</c>', xml
        ).encode()

    return edit


def budget(path: Path, place: str) -> tuple[Any, Any]:
    """A cell of Budget: formula and stored value."""
    stored = load_workbook(path, data_only=True)["Budget"][place].value
    return load_workbook(path)["Budget"][place].value, stored


def test_a_typed_sum_that_is_right_gets_the_template_s_formula(tmp_path: Path) -> None:
    path = made(tmp_path / "in" / "plan.xlsx", tblBudget=with_sums(kostnader=350))
    done = repaired(path, tmp_path / "ut")
    assert changes(done) == ['Budget!D9 350 -> =SUMIFS(D$5:D8,$B$5:$B8,"kostnad") STR006']
    assert budget(tmp_path / "ut" / "plan.xlsx", "D9") == (
        '=SUMIFS(D$5:D8,$B$5:$B8,"kostnad")',
        350,
    )
    assert found(done.books[0]) & {"STR005", "STR006"} == set()


def test_a_typed_sum_that_is_wrong_is_left_for_a_person(tmp_path: Path) -> None:
    path = made(tmp_path / "in" / "plan.xlsx", tblBudget=with_sums(kostnader=400))
    done = repaired(path, tmp_path / "ut")
    assert changes(done) == [] and {"STR006", "BUD003"} <= found(done.books[0])


@pytest.mark.parametrize(
    ("text", "value", "is_restored"),
    [
        ("SUM(D7:D7)", "200", True),
        ('SUMIFS(D$5:D7,$B$5:$B7,"kostnad")', "200", True),
        ("SUM(D7:D7)+10", "210", False),
        ("SUM(D5,D7)", "300", False),
        ("D7", "200", True),
        ("D7*1", "200", False),
    ],
)
def test_a_sum_that_misses_a_line_is_restored_if_it_holds_nothing_else(
    tmp_path: Path, text: str, value: str, is_restored: bool
) -> None:
    path = made(tmp_path / "in" / "plan.xlsx", tblBudget=with_sums())
    made(path, formula(path, "D9", text, value=f"<v>{value}</v>"), tblBudget=with_sums())
    assert (
        "STR007" in found(repaired(path, tmp_path / "provad", select=("TXT010", "STR007")).books[0])
        or is_restored
    )
    done = repaired(path, tmp_path / "ut")
    restored = [line for line in changes(done) if line.startswith("Budget!D9")]
    assert bool(restored) is is_restored
    if is_restored:
        assert budget(tmp_path / "ut" / "plan.xlsx", "D9") == (
            '=SUMIFS(D$5:D8,$B$5:$B8,"kostnad")',
            350,
        )
        assert budget(tmp_path / "ut" / "plan.xlsx", "D10") == ("=D9-D6", 250)
        assert "STR007" not in found(done.books[0])


def test_an_uncalculated_sum_is_stored_with_its_value_and_other_formulas_are_left(
    tmp_path: Path,
) -> None:
    path = made(tmp_path / "in" / "plan.xlsx", tblBudget=with_sums())

    def edit(parts: dict[str, bytes]) -> None:
        formula(path, "D9", "SUM(D7:D8)", value="")(parts)
        formula(path, "C7", "100+Z1", value="")(parts)

    made(path, edit, tblBudget=with_sums())
    done = repaired(path, tmp_path / "ut")
    assert changes(done) == [
        'Budget!D9 =SUM(D7:D8) (inte uträknad) -> =SUMIFS(D$5:D8,$B$5:$B8,"kostnad") STR005'
    ]
    assert budget(tmp_path / "ut" / "plan.xlsx", "C7") == ("=100+Z1", None)


def test_cells_that_share_a_formula_keep_theirs_when_the_first_is_restored(tmp_path: Path) -> None:
    rows = [
        {**row, **({"Föregående år": 5} if row["Post"] == "Personalkostnader" else {})}
        for row in with_sums()
    ]
    path = made(tmp_path / "in" / "plan.xlsx", tblBudget=rows)

    def edit(parts: dict[str, bytes]) -> None:
        formula(path, "D9", "SUM(D7:D7)", ' t="shared" ref="D9:F9" si="0"', "<v>200</v>")(parts)
        formula(path, "E9", "", ' t="shared" si="0"')(parts)

    made(path, edit, tblBudget=rows)
    assert read_book(path).tables["tblBudget"].marks[9, 5].formula == "SUM(E7:E7)"
    done = repaired(path, tmp_path / "ut")
    assert [line.split()[0] for line in changes(done)] == ["Budget!D9"]
    after = read_book(tmp_path / "ut" / "plan.xlsx").tables["tblBudget"].marks
    assert (after[9, 4].formula, after[9, 5].formula) == (
        'SUMIFS(D$5:D8,$B$5:$B8,"kostnad")',
        "SUM(E7:E7)",
    )


def test_the_order_of_calculation_knows_a_new_formula(tmp_path: Path) -> None:
    def chained(parts: dict[str, bytes]) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
        relations = parts["xl/_rels/workbook.xml.rels"]
        added = f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/>'
        added = f"{added}</Relationships>".encode()
        parts["xl/_rels/workbook.xml.rels"] = relations.replace(b"</Relationships>", added)
        parts["xl/calcChain.xml"] = (
            f'<calcChain xmlns="{MAIN}"><c r="D6" i="6"/></calcChain>'.encode()
        )

    path = made(tmp_path / "in" / "plan.xlsx", chained, tblBudget=with_sums(kostnader=350))
    repaired(path, tmp_path / "ut")
    chain = etree.fromstring(unzipped(tmp_path / "ut" / "plan.xlsx")["xl/calcChain.xml"])
    assert [(cell.get("r"), cell.get("i")) for cell in chain] == [("D6", "6"), ("D9", "6")]


def test_excel_is_asked_to_calculate_where_an_amount_has_changed(tmp_path: Path) -> None:
    def bare(parts: dict[str, bytes]) -> None:
        parts["xl/workbook.xml"] = re.sub(rb"<calcPr[^>]*/>", b"", parts["xl/workbook.xml"])

    for name, rows in (
        ("text", {"tblMal": UNTIDY["tblMal"]}),
        ("belopp", {"tblBudget": UNTIDY["tblBudget"]}),
    ):
        path = made(tmp_path / name / "plan.xlsx", bare, **rows)
        repaired(path, tmp_path / "ut" / name)
        book = etree.fromstring(unzipped(tmp_path / "ut" / name / "plan.xlsx")["xl/workbook.xml"])
        settings_found = [element.get("fullCalcOnLoad") for element in book.iter("{*}calcPr")]
        assert settings_found == (["1"] if name == "belopp" else [])


# -- what is left ----------------------------------------------------------------------------------
def test_a_text_with_formatted_parts_is_left(tmp_path: Path) -> None:
    def rich(parts: dict[str, bytes]) -> None:
        strings = parts["xl/sharedStrings.xml"].decode()
        old = re.search(r"<si><t[^>]*>  Gott.*?</si>", strings)
        assert old
        new = (
            '<si><r><rPr><b/></rPr><t>Gott</t></r><r><t xml:space="preserve"> bemötande '
            "</t></r></si>"
        )
        parts["xl/sharedStrings.xml"] = strings.replace(old[0], new).encode()

    path = made(tmp_path / "in" / "plan.xlsx", rich, **UNTIDY)
    done = repaired(path, tmp_path / "ut")
    assert (
        not [line for line in changes(done) if line.startswith("Mål!E5")]
        and len(changes(done)) == 7
    )
    assert (
        unzipped(path)["xl/sharedStrings.xml"]
        == unzipped(tmp_path / "ut" / "plan.xlsx")["xl/sharedStrings.xml"]
    )


def test_cells_outside_tables_and_formulas_are_never_touched(tmp_path: Path) -> None:
    path = made(tmp_path / "in" / "plan.xlsx")
    book = load_workbook(path)
    book["Mål"]["Z3"], book["Mål"]["Z9"], book["Mål"]["E5"] = (
        "  utanför  ",
        "  bredvid  ",
        '="  räknad  "',
    )
    book.save(path)
    assert not [
        line for line in changes(repaired(path, tmp_path / "ut")) if line.startswith("Mål!")
    ]


def test_what_is_accepted_in_the_book_is_left(tmp_path: Path) -> None:
    accepted = [{"Regel": "IND007", "Nyckel": "1 · Andel nöjda", "Skäl": "Så står det hos KF."}]
    path = made(tmp_path / "in" / "plan.xlsx", **{**UNTIDY, "tblUndantag": accepted})
    assert not [line for line in changes(repaired(path, tmp_path / "ut")) if "IND007" in line]


def test_only_the_rules_that_are_asked_repair(tmp_path: Path) -> None:
    path = made(tmp_path / "in" / "plan.xlsx", **UNTIDY)
    assert {
        line.split()[-1] for line in changes(repaired(path, tmp_path / "a", select=("IND007",)))
    } == {"IND007"}
    rest = changes(repaired(path, tmp_path / "b", ignore=("IND", "STR008")))
    assert len(rest) == 3 and "TXT010" in rest[0]


def test_a_number_in_a_cell_for_text_takes_the_style_of_its_column(tmp_path: Path) -> None:
    path = made(tmp_path / "in" / "plan.xlsx", tblBudget=UNTIDY["tblBudget"])
    book = load_workbook(path)
    book["Budget"]["D9"].number_format = "@"
    book.save(path)
    repaired(path, tmp_path / "ut")
    cell = load_workbook(tmp_path / "ut" / "plan.xlsx")["Budget"]["D9"]
    assert (cell.value, cell.number_format) == (20565, "#,##0")


def test_a_day_is_not_shown_as_a_number(tmp_path: Path) -> None:
    path = made(tmp_path / "in" / "plan.xlsx", tblAktiviteter=UNTIDY["tblAktiviteter"])
    book = load_workbook(path)
    table = book["Aktiviteter"].tables["tblAktiviteter"]
    for row in range(5, int(table.ref.rsplit("K", 1)[-1]) + 1):
        book["Aktiviteter"][f"C{row}"].number_format = "@"
    book.save(path)
    done = repaired(path, tmp_path / "ut")
    assert not [line for line in changes(done) if "Aktiviteter" in line], (
        "no cell of the column shows days"
    )


def test_shapes_sparklines_and_what_nobody_knows_are_kept(tmp_path: Path) -> None:
    sparkline = (
        '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:sparklineGroups>'
        "<x14:sparklineGroup/></x14:sparklineGroups></ext></extLst></worksheet>"
    )
    path = tmp_path / "in" / "plan.xlsx"
    made(path)
    name = part(path, "Mål")

    def rare(parts: dict[str, bytes]) -> None:
        parts[name] = parts[name].replace(b"</worksheet>", sparkline.encode())
        parts["xl/drawings/drawing9.xml"] = b"<xdr:wsDr xmlns:xdr='x'><!-- a shape --></xdr:wsDr>"
        parts["xl/future/new.bin"] = bytes(range(256))

    made(path, rare, tblMal=UNTIDY["tblMal"])
    repaired(path, tmp_path / "ut")
    before, after = unzipped(path), unzipped(tmp_path / "ut" / "plan.xlsx")
    assert {part_name for part_name in before if before[part_name] != after[part_name]} == {name}
    assert b"<x14:sparklineGroup/>" in after[name]


def test_a_sheet_written_by_another_program_is_repaired_too(tmp_path: Path) -> None:
    path = tmp_path / "in" / "plan.xlsx"
    made(path)
    name = part(path, "Mål")

    def prefixed(parts: dict[str, bytes]) -> None:
        text = re.sub(r"<(/?)(?=[a-zA-Z]+[\s>/])", r"<\1x:", parts[name].decode())
        parts[name] = text.replace(f' xmlns="{MAIN}"', f' xmlns:x="{MAIN}"', 1).encode()

    made(path, prefixed, tblMal=UNTIDY["tblMal"])
    assert changes(repaired(path, tmp_path / "ut")) == [
        "Mål!A5 1  -> 1",
        "Mål!E5   Gott bemötande  -> Gott bemötande",
    ]
    assert b"<x:is><x:t" in unzipped(tmp_path / "ut" / "plan.xlsx")[name]


# -- other programs --------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with all kinds of repair."""
    folder = tmp_path_factory.mktemp("allt")
    rows = [
        {**row, "Budget": f"20{HARD}565"} if row["Post"] == "Personalkostnader" else row
        for row in with_sums(intäkter=100)
    ]
    path = made(folder / "in" / "plan.xlsx", **{**UNTIDY, "tblBudget": rows})
    made(path, formula(path, "D9", "SUM(D7:D7)", value="<v>0</v>"), **{**UNTIDY, "tblBudget": rows})
    done = repaired(path, folder / "ut")
    assert {change.rule for change in done.books[0].fixed or ()} == {
        "",
        "IND007",
        "TXT010",
        "STR006",
        "STR007",
        "STR008",
    }
    return done.books[0].path


def test_libreoffice_comes_to_the_same_sums(everything: Path, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        program,
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(everything)], check=True, capture_output=True, timeout=120)
    stored, counted = (
        load_workbook(path, data_only=True) for path in (everything, tmp_path / everything.name)
    )
    for sheet in stored.sheetnames:
        rows = stored[sheet].iter_rows(max_row=40, max_col=stored[sheet].max_column)
        for row, again in zip(rows, counted[sheet].iter_rows(max_row=40), strict=False):
            assert [cell.value for cell in row] == [cell.value for cell in again][: len(row)]
    assert (stored["Budget"]["D9"].value, stored["Budget"]["D10"].value) == (20715, 20615)


def test_the_copy_is_valid_office_open_xml(everything: Path) -> None:
    program = shutil.which("openxml-audit") or shutil.which(
        "openxml-audit", path=str(Path(sys.executable).parent)
    )
    if program is None:
        pytest.skip("openxml-audit is not installed")
    audit = subprocess.run(
        [program, "--output", "json", str(everything)], capture_output=True, text=True, check=False
    )
    assert audit.returncode == 0, audit.stdout
    assert json.loads(audit.stdout)[0]["errors"] == []


# -- the command -----------------------------------------------------------------------------------
def test_the_changes_are_printed_and_in_json(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    source = FAULTS / "text-i-talcell" / "bok.xlsx"
    code, out, _ = run(capsys, "check", source, "--fix", "--out", tmp_path / "a")
    assert code == 1
    assert f"Rättat i kopian; originalet {source} är orört" in out
    assert "Budget: ”2 110 tkr” blev ”2110” (STR008)" in out.replace(HARD, " ")
    assert out.rstrip().endswith("1 cell rättad i 1 kopia")
    _, out, _ = run(
        capsys,
        "check",
        source,
        SAMPLES / "enheter",
        "--fix",
        "--out",
        tmp_path / "b",
        "--format",
        "json",
    )
    first, *others = json.loads(out)["workbooks"]
    assert first["original"] == str(source) and first["path"].startswith(str(tmp_path / "b"))
    assert [change["cell"] for change in first["fixed"]] == ["D17"]
    assert list(first["fixed"][0]) == ["sheet", "cell", "column", "was", "became", "rule"]
    assert all(book["fixed"] == [] and "original" not in book for book in others)


def test_the_changes_have_a_sheet_and_a_section(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = [
        option
        for name in ("xlsx", "html")
        for option in ("--format", name, "--output", tmp_path / f"g.{name}")
    ]
    run(capsys, "check", FAULTS / "text-i-talcell", "--fix", "--out", tmp_path / "ut", *out)
    sheet = load_workbook(tmp_path / "g.xlsx")["Rättat"]
    assert [cell.value for cell in sheet[2]][1:7] == [
        "Budget",
        "D17",
        "Budget",
        f"2{HARD}110 tkr".replace(HARD, " "),
        "2110",
        "STR008",
    ]
    assert (tmp_path / sheet["C2"].hyperlink.target).exists()
    assert "Rättat i kopian" in (tmp_path / "g.html").read_text(encoding="utf-8")


def test_a_book_with_nothing_to_repair_gets_no_copy(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, _ = run(capsys, "check", SAMPLES / "enheter", "--fix", "--out", tmp_path / "ut")
    assert code == 0 and "inget att rätta automatiskt" in out
    assert not (tmp_path / "ut").exists()


def test_damaged_books_are_told_and_the_others_repaired(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    made(tmp_path / "in" / "plan.xlsx", **UNTIDY)
    shutil.copy(FAULTS / "trasiga-filer" / "tom.xlsx", tmp_path / "in" / "tom.xlsx")
    code, out, _ = run(capsys, "check", tmp_path / "in", "--fix", "--out", tmp_path / "ut")
    assert code == 3 and "Filen kunde inte läsas" in out
    assert [path.name for path in (tmp_path / "ut").iterdir()] == ["plan.xlsx"]


def test_books_of_the_same_name_keep_their_folders(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for folder in ("norr", "söder/park"):
        made(tmp_path / "in" / folder / "plan.xlsx", **UNTIDY)
    run(capsys, "check", tmp_path / "in", "--fix", "--out", tmp_path / "a")
    run(
        capsys,
        "check",
        tmp_path / "in" / "norr",
        tmp_path / "in" / "söder",
        "--fix",
        "--out",
        tmp_path / "b",
    )
    for out in ("a", "b"):
        names = {str(path.relative_to(tmp_path / out)) for path in (tmp_path / out).rglob("*.xlsx")}
        assert names == {"norr/plan.xlsx", "söder/park/plan.xlsx"}


def test_no_copy_takes_the_place_of_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = made(tmp_path / "plan.xlsx", **UNTIDY)
    before = path.read_bytes()
    code, _, err = run(capsys, "check", path, "--fix", "--out", tmp_path)
    assert code == 2 and "finns redan och skrivs inte över" in err and path.read_bytes() == before
    with pytest.raises(UnfixableError):
        fix([path], Order(today=TODAY), out=tmp_path, failed=[])
    with pytest.raises(NoBooksError):
        fix([tmp_path / "inget"], Order(today=TODAY), out=tmp_path / "ut", failed=[]) if (
            (tmp_path / "inget").mkdir() is None
        ) else None


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--fix",), "Ge en mapp för de rättade kopiorna: --fix --out rattade."),
        (("--out", "ut"), "--out är mappen för rättade kopior och hör ihop med --fix."),
        (("--fix", "--out", "{in}/ut"), "ligger i mappen som granskas"),
        (("--fix", "--out", "{book}"), "är en fil. Ge en mapp"),
        (
            ("--fix", "--out", "{ut}", "--format", "json", "--output", "{ut}/plan.xlsx"),
            "ligger i mappen för kopiorna",
        ),
    ],
)
def test_options_that_do_not_fit_are_told_before_anything_is_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    book = made(tmp_path / "in" / "plan.xlsx")
    (tmp_path / "ut").mkdir()
    names = {"{in}": str(tmp_path / "in"), "{ut}": str(tmp_path / "ut"), "{book}": str(book)}
    given_options = [re.sub(r"\{\w+\}", lambda name: names[name[0]], option) for option in options]
    code, _, err = run(capsys, "check", tmp_path / "in", *given_options)
    assert code == 2 and sentence in err
    assert list((tmp_path / "ut").iterdir()) == []


def test_many_sums_of_a_sheet_are_told_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = made(tmp_path / "in" / "plan.xlsx")
    load_workbook(path).save(path)  # openpyxl stores no results
    _, out, _ = run(capsys, "check", path, "--fix", "--out", tmp_path / "ut")
    assert "42 summor har fått mallens formel och ett uträknat värde (STR005)" in out
    assert "STR005 fel" not in out


def test_a_copy_that_says_anything_else_is_thrown_away(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "in" / "plan.xlsx", **UNTIDY)

    def careless(data: bytes, repairs: Repairs) -> tuple[bytes, Repairs]:
        first = next(iter(repairs.cells.values()))
        beside = replace(
            first, ref=replace(first.ref, column=2), was="Andel nöjda", becomes="Andel missnöjda"
        )
        after, _ = edited(data, Repairs({**repairs.cells, beside.ref: beside}, {}))
        return after, repairs

    monkeypatch.setattr("xlplan.actions.fix.edited", careless)
    code, _, err = run(
        capsys, "check", path, "--fix", "--out", tmp_path / "ut", "--select", "IND007"
    )
    assert code == 3 and "rättades inte" in err and "Ingen kopia skrevs" in err
    assert not (tmp_path / "ut").exists()


def test_rows_and_cells_need_not_say_where_they_stand() -> None:
    rows = '<row><c/><c/></row><row r="4"><c r="B4"/><c/></row>'
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    sheet = Sheet(etree.fromstring(xml.encode()), Styles(b""), list, date1904=False)
    assert sorted(sheet.cells) == [(1, 1), (1, 2), (4, 2), (4, 3)]


def test_a_boards_book_with_its_redistributions_is_repaired_too(tmp_path: Path) -> None:
    source = Path(__file__).parents[1] / "workbooks" / "exempel" / "namnd"
    board = next(source.glob("*.xlsx"))
    failed: list[str] = []
    found = fix([board], Order(), out=tmp_path / "rattade", failed=failed)
    assert failed == []
    assert found.books[0].fixed == ()
