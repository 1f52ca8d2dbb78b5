"""The workbook that `xlplan new` makes: what stands in it, and that Excel's other readers take it
as it is."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from xlplan.template import Formatted, build, look, new_book
from xlplan.template.declared import declared
from xlplan.template.validation import validation
from xlplan_rules import contract

CREATED = datetime(2026, 1, 2, 3, 4)
REAL = Path(__file__).parents[2] / "shared" / "real"
FACTS: Mapping[str, Any] = {
    "Enhet": "Enheten Granen",
    "År": 2026,
    "Skede": "VP",
    "Beloppsenhet": "tkr",
}


def make(path: Path, **more: Any) -> Workbook:
    """Build a book with a few facts and open it."""
    build(contract, path, **{"facts": FACTS, "version": "0.1.0", "created": CREATED} | more)
    return load_workbook(path)


def columns(sheet: Worksheet, name: str) -> dict[str, int]:
    """Heading -> column number of a table."""
    left, top, right, _ = range_boundaries(sheet.tables[name].ref)
    return {sheet.cell(top, c).value: c for c in range(left, right + 1)}


def records(sheet: Worksheet, name: str) -> list[dict[str, Any]]:
    """The table's rows by heading, empty cells left out, with Excel's row number under "rad"."""
    _, top, _, bottom = range_boundaries(sheet.tables[name].ref)
    places = columns(sheet, name)
    out = []
    for row in range(top + 1, bottom + 1):
        values = {heading: sheet.cell(row, place).value for heading, place in places.items()}
        out.append(
            {heading: value for heading, value in values.items() if value is not None}
            | {"rad": row}
        )
    return out


UNIT_TABLES = {
    name: schema for name, schema in contract.TABLES.items() if "unit" in schema.metadata["kinds"]
}


def headings_of(name: str, kind: str = "unit") -> tuple[str, ...]:
    return tuple(column.heading for column in declared(name, contract.TABLES[name], kind).columns)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "tom.xlsx"
    new_book(
        contract,
        path,
        name="Enheten Björk & Gran",
        year=2026,
        board="Östra nämnden",
        version="0.1.0",
        created=CREATED,
    )
    return path


@pytest.fixture(scope="module")
def book(empty: Path) -> Workbook:
    return load_workbook(empty)


# -- what stands in it


def test_every_table_of_the_contract_stands_on_its_sheet_with_its_headings(book: Workbook) -> None:
    assert book.sheetnames == [schema.metadata["sheet"] for schema in UNIT_TABLES.values()] + [
        "_xlplan"
    ]
    for name, schema in UNIT_TABLES.items():
        sheet = book[schema.metadata["sheet"]]
        headings = contract.FACT_COLUMNS if schema.metadata["transposed"] else headings_of(name)
        assert tuple(columns(sheet, name)) == headings
        assert [c.name for c in sheet.tables[name].tableColumns] == list(headings)
        assert sheet["A1"].value and sheet["A2"].value == schema.metadata["help"]


def test_the_first_sheet_is_met_first(book: Workbook) -> None:
    assert book.active.title == "Enhet"
    assert book["Enhet"].sheet_view.selection[-1].activeCell == "B5"
    assert book["Texter"].sheet_view.selection[-1].activeCell == "C5"
    assert book["Budget"].sheet_view.selection[-1].activeCell == "C5"


def test_facts_stand_in_order_with_value_and_guidance(book: Workbook) -> None:
    rows = records(book["Enhet"], "tblEnhet")
    assert [row["Uppgift"] for row in rows] == list(contract.ENHET.columns)
    assert {row["Uppgift"]: row["Värde"] for row in rows if "Värde" in row} == {
        "Enhet": "Enheten Björk & Gran",
        "Nämnd": "Östra nämnden",
        "År": 2026,
        "Skede": "VP",
        "Beloppsenhet": "tkr",
    }
    assert rows[0]["Anvisning"] == "Enhetens kod i ekonomisystemet. Exempel: 4127"


def test_the_hidden_sheet_says_what_the_book_was_made_with(book: Workbook) -> None:
    sheet = book["_xlplan"]
    assert sheet.sheet_state == "veryHidden"
    assert [tuple(row) for row in sheet.values] == [
        ("xlplan", None),
        ("contract", contract.VERSION),
        ("rules", "xlplan"),
        ("xlplan", "0.1.0"),
        ("kind", "unit"),
    ]


def test_document_properties(book: Workbook) -> None:
    assert book.properties.title == "Planering och uppföljning 2026 – Enheten Björk & Gran"
    assert book.properties.language == "sv-SE"
    assert book.properties.created == CREATED


def test_chapters_of_all_phases_are_given_the_plans_first(book: Workbook) -> None:
    rows = [
        (row["Skede"], row["Kapitel"])
        for row in records(book["Texter"], "tblTexter")
        if "Kapitel" in row
    ]
    assert rows == [
        (phase, chapter)
        for phase in contract.PHASES
        for chapter in contract.CHAPTERS["unit"][phase]
    ]


def test_tables_have_the_declared_number_of_empty_rows(book: Workbook) -> None:
    for name in ("tblMal", "tblIndikatorer", "tblAktiviteter", "tblUndantag", "tblGranskning"):
        declared_rows = contract.TABLES[name].metadata
        assert records(book[declared_rows["sheet"]], name) == [
            {"rad": 5 + i} for i in range(declared_rows["rows"])
        ]


# -- formats, drop-downs and messages


def checks_at(sheet: Worksheet, cell: str) -> list[Any]:
    return [check for check in sheet.data_validations.dataValidation if cell in check.sqref]


def test_text_stays_as_typed_and_numbers_show_as_money(book: Workbook) -> None:
    assert book["Indikatorer"]["A5"].number_format == "@"
    assert book["Indikatorer"]["C5"].number_format == "@"
    assert book["Aktiviteter"]["C5"].number_format == "yyyy-mm-dd"
    assert book["Budget"]["D5"].number_format == "#,##0"
    assert book["Mål"]["F5"].alignment.wrap_text and book["Mål"]["F5"].alignment.vertical == "top"


@pytest.mark.parametrize(("unit", "code"), [("kr", "#,##0"), ("tkr", "#,##0"), ("mnkr", "#,##0.0")])
def test_amounts_follow_the_books_money_unit(tmp_path: Path, unit: str, code: str) -> None:
    sheet = make(tmp_path / "a.xlsx", facts={**FACTS, "Beloppsenhet": unit})["Budget"]
    assert sheet["D5"].number_format == code
    assert sheet["A1"].value == '="Budget"&IF(Enhet!$B$18="","",", belopp i "&Enhet!$B$18)'
    assert sheet.column_dimensions["E"].width == pytest.approx(13 if unit == "kr" else 8, abs=0.8)


def test_choices_are_drop_downs_with_kind_words(book: Workbook) -> None:
    (check,) = checks_at(book["Mål"], "L9")
    assert (
        check.type == "list"
        and check.formula1 == '"Uppfylls helt,Uppfylls delvis,Uppfylls ej,Ingen"'
    )
    assert check.errorTitle == "Välj i listan" and "Uppfylls ej eller Ingen" in check.error
    assert check.promptTitle == "Bedömning T1" and check.prompt == "Bedömning per 30 april."
    (phase,) = checks_at(book["Enhet"], "B10")
    assert phase.formula1 == '"VP,T1,T2,VB"' and phase.prompt is None


def test_dates_and_amounts_are_checked_and_targets_are_free(book: Workbook) -> None:
    (day,) = checks_at(book["Aktiviteter"], "C5")
    assert day.type == "date" and "2026-03-01" in day.error
    (money,) = checks_at(book["Budget"], "D5")
    assert money.type == "decimal" and "bara siffror" in money.error
    (target,) = checks_at(book["Indikatorer"], "C5")
    assert target.type is None and target.prompt.endswith("\nExempel: 80 %")


def test_checks_reach_over_the_whole_column_so_that_they_grow_with_the_table(
    book: Workbook,
) -> None:
    for name, schema in UNIT_TABLES.items():
        if schema.metadata["transposed"]:
            continue
        sheet = book[schema.metadata["sheet"]]
        _, top, _, bottom = range_boundaries(sheet.tables[name].ref)
        for check in sheet.data_validations.dataValidation:
            assert [(r.min_row, r.max_row) for r in check.sqref.ranges] == [(top + 1, bottom)]


def test_every_text_fits_into_excels_limits() -> None:
    for name, schema in UNIT_TABLES.items():
        for column in declared(name, schema).columns:
            options = validation(column) or {}
            assert len(options.get("input_message", "")) <= 255
            assert len(options.get("error_message", "")) <= 255


def test_a_drop_down_that_excel_cannot_hold_is_refused() -> None:
    table = declared("tblMal", contract.MAL)
    column = type(table.columns[0])("Val", "choice", 10, choices=("ett", "två, tre"))
    with pytest.raises(ValueError, match="drop-down"):
        validation(column)


# -- phases


@pytest.mark.parametrize("phase", contract.PHASES)
def test_columns_of_other_phases_are_folded_and_never_missing(tmp_path: Path, phase: str) -> None:
    book = make(tmp_path / "p.xlsx", facts={**FACTS, "Skede": phase})
    for name, schema in UNIT_TABLES.items():
        sheet = book[schema.metadata["sheet"]]
        if schema.metadata["transposed"]:
            continue
        widths = unfolded(sheet)
        for heading, place in columns(sheet, name).items():
            phases = schema.columns[heading].metadata["phases"]
            folded = bool(phases) and phase not in phases
            assert widths[place] == (folded, 1 if folded else 0), (name, heading)


def unfolded(sheet: Worksheet) -> dict[int, tuple[bool, int]]:
    """Column number -> (hidden, outline level); openpyxl keeps equal neighbours as one."""
    out: dict[int, tuple[bool, int]] = {}
    for dimension in sheet.column_dimensions.values():
        for place in range(dimension.min, min(dimension.max, 40) + 1):
            out[place] = (bool(dimension.hidden), dimension.outlineLevel)
    return out


def test_the_plus_of_a_folded_group_stands_to_its_right(book: Workbook) -> None:
    assert book["Mål"].column_dimensions[get_column_letter(18)].collapsed
    assert "Klicka på +" in book["Mål"]["A3"].value
    assert book["Texter"]["A3"].value is None


def test_headings_stay_in_sight_and_keys_where_the_table_is_wide(book: Workbook) -> None:
    frozen = {
        sheet.title: sheet.freeze_panes for sheet in book.worksheets if sheet.title != "_xlplan"
    }
    assert frozen == {
        "Enhet": "A5",
        "Texter": "A5",
        "Mål": "B5",
        "Indikatorer": "C5",
        "Aktiviteter": "C5",
        "Budget": "B5",
        "Månad": "B5",
        "Undantag": "A5",
        "Granskning": "A5",
    }


def test_pages_are_a4_one_page_wide_with_headings_repeated(book: Workbook) -> None:
    for sheet in book.worksheets[:-1]:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == (
            "portrait" if sheet.title == "Enhet" else "landscape"
        )
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.oddHeader.left.text == "Enheten Björk && Gran 2026"
        assert "&P" in sheet.oddFooter.right.text


WHITE = "#FFFFFF"


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (look.INK, WHITE),
        (look.MUTED, WHITE),
        (look.HEADING, WHITE),
        (WHITE, look.HEADING),
        (WHITE, look.HEADING_PHASE),
        (look.INK, look.LABEL),
        (look.INK, look.SUM),
        (look.MARK_INK, look.MARK),
    ],
)
def test_every_text_stands_out_from_its_ground(ink: str, ground: str) -> None:
    """WCAG's contrast, 7:1."""

    def luminance(colour: str) -> float:
        shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
            for share in shares
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(ink), luminance(ground)))
    assert (light + 0.05) / (dark + 0.05) >= 7


# -- sums


def test_sum_rows_are_formulas_from_the_first_line_to_the_row_above(book: Workbook) -> None:
    sheet = book["Budget"]
    rows = {row["Radtyp"]: row for row in records(sheet, "tblBudget")}
    assert rows["summa intäkter"]["Budget"] == '=SUMIFS(D$5:D11,$B$5:$B11,"intäkt")'
    assert rows["summa kostnader"]["Budget"] == '=SUMIFS(D$5:D19,$B$5:$B19,"kostnad")'
    assert rows["netto"]["dec"] == "=P20-P12"
    assert [rows[kind]["Post"] for kind in rows if kind not in ("intäkt", "kostnad")] == [
        "Summa intäkter",
        "Summa kostnader",
        "Summa netto",
    ]
    assert sheet["D12"].number_format == "#,##0" and sheet["E12"].number_format == "#,##0;-#,##0;"


def test_budget_and_month_have_the_same_lines_with_room_for_more(book: Workbook) -> None:
    lines = [
        [(row.get("Post"), row["Radtyp"]) for row in records(book[sheet], name)]
        for sheet, name in (("Budget", "tblBudget"), ("Månad", "tblManad"))
    ]
    assert lines[0] == lines[1]
    assert [post for post, kind in lines[0] if kind == "intäkt"] == [
        *contract.INCOME_LINES,
        None,
        None,
    ]
    assert [post for post, kind in lines[0] if kind == "kostnad"] == [
        *contract.COST_LINES,
        None,
        None,
    ]


BUDGET = [
    {"Post": "Bidrag", "Radtyp": "intäkt", "Budget": 20000.5, "jan": 10},
    {"Post": "varav statsbidrag", "Radtyp": "varav", "Budget": 3000},
    {"Post": "Löner", "Radtyp": "kostnad", "Budget": 15000.25, "jan": 7},
    {"Post": "Hyror", "Radtyp": "kostnad", "Budget": 5000},
]


def test_given_lines_are_laid_out_and_summed(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    make(path, rows={"tblBudget": BUDGET})
    book = load_workbook(path, data_only=True)
    rows = records(book["Budget"], "tblBudget")
    assert [row.get("Post") for row in rows] == [
        "Bidrag",
        "varav statsbidrag",
        None,
        None,
        "Summa intäkter",
        "Löner",
        "Hyror",
        None,
        None,
        "Summa kostnader",
        "Summa netto",
    ]
    sums = {
        row["Radtyp"]: (row["Budget"], row["jan"], row["feb"])
        for row in rows
        if "Summa" in row.get("Post", "")
    }
    assert sums == {
        "summa intäkter": (20000.5, 10, 0),
        "summa kostnader": (20000.25, 7, 0),
        "netto": (-0.25, -3, 0),
    }
    assert records(book["Månad"], "tblManad")[1]["Post"] == "varav statsbidrag"


def test_a_sum_that_is_given_is_written_as_given(tmp_path: Path) -> None:
    rows = [*BUDGET[:1], {"Post": "Summa intäkter", "Radtyp": "summa intäkter", "Budget": 99}]
    sheet = make(tmp_path / "g.xlsx", rows={"tblBudget": rows})["Budget"]
    assert sheet["D6"].value == 99
    assert sheet["E6"].value == '=SUMIFS(E$5:E5,$B$5:$B5,"intäkt")'
    assert sheet.tables["tblBudget"].ref == "A4:Q6"


def test_only_formulas_are_protected_and_without_password(book: Workbook) -> None:
    for sheet in book.worksheets[:-1]:
        assert sheet.protection.sheet == (sheet.title in ("Budget", "Månad"))
    for name in ("Budget", "Månad"):
        sheet = book[name]
        assert not sheet.protection.password and not sheet.protection.insertRows
        for cell in (cell for row in sheet.iter_rows(max_row=22) for cell in row if cell.has_style):
            assert cell.protection.locked == (cell.data_type == "f"), cell.coordinate
        # what has no style of its own follows its column: new rows below, and everything beside
        beyond = list(sheet.column_dimensions.values())
        assert not any(dimension.protection.locked for dimension in beyond)
        assert max(dimension.max for dimension in beyond) > 40


# -- the marks of Granskning


def test_cells_that_granskning_names_light_up(book: Workbook) -> None:
    for name, schema in UNIT_TABLES.items():
        sheet = book[schema.metadata["sheet"]]
        rules = [
            (str(area.sqref), rule.formula)
            for area in sheet.conditional_formatting
            for rule in area.rules
        ]
        if name == "tblGranskning":
            assert rules == []
            continue
        first = sheet.tables[name].ref.replace("A4", "A5")
        listed = f'"{sheet.title}",Granskning!$D$5:$D$2000,ADDRESS(ROW(),COLUMN(),4)'
        assert rules == [(first, [f"COUNTIFS(Granskning!$C$5:$C$2000,{listed})>0"])]


# -- given rows


def test_values_keep_their_kind(tmp_path: Path) -> None:
    rows = {
        "tblIndikatorer": [
            {
                "Mål-ID": "1.10",
                "Indikator": "=inte en formel",
                "Årsmål": Formatted(0.85, "0 %"),
                "Utfall T1": 0.8,
            },
            {"Mål-ID": 1.1, "Motivering": True, "Utfall T2": "80 %"},
        ],
        "tblAktiviteter": [
            {"Startdatum": date(2026, 3, 1), "Slutdatum": "mars", "Ansvarig": date(2026, 4, 1)}
        ],
    }
    book = make(tmp_path / "v.xlsx", rows=rows)
    sheet = book["Indikatorer"]
    assert (sheet["A5"].value, sheet["A5"].data_type) == ("1.10", "s")
    assert (sheet["B5"].value, sheet["B5"].data_type) == ("=inte en formel", "s")
    assert (sheet["C5"].value, sheet["C5"].number_format) == (0.85, "0 %")
    assert (sheet["H5"].value, sheet["H5"].number_format) == (0.8, "General")
    assert sheet["A6"].value == 1.1 and sheet["F6"].value is True
    day = book["Aktiviteter"]
    assert (day["C5"].value, day["D5"].value) == (datetime(2026, 3, 1), "mars")
    assert (day["E5"].value, day["E5"].number_format) == (datetime(2026, 4, 1), "yyyy-mm-dd")


def test_a_table_is_long_enough_for_its_rows(tmp_path: Path) -> None:
    goals = [{"Mål-ID": str(i), "Mål": f"Mål {i}"} for i in range(30)]
    sheet = make(tmp_path / "l.xlsx", rows={"tblMal": goals})["Mål"]
    assert [row["Mål-ID"] for row in records(sheet, "tblMal")[:30]] == [str(i) for i in range(30)]
    assert sheet.tables["tblMal"].ref == "A4:Q37"


def test_a_row_is_tall_enough_for_its_text_and_free_to_grow(tmp_path: Path) -> None:
    path = tmp_path / "h.xlsx"
    sheet = make(
        path,
        rows={"tblMal": [{"Mål-ID": "1", "Beskrivning": "Ett ord\n\n" + "och ett till " * 20}]},
    )["Mål"]
    assert sheet.row_dimensions[5].height >= 6 * 15
    xml = ZipFile(path).read("xl/worksheets/sheet3.xml").decode()
    assert 'customHeight="1"' in xml.split('<row r="5"')[0]
    assert 'customHeight="1"' not in xml.split('<row r="5"')[1]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"rows": {"tblMål": []}}, "no table tblMål"),
        ({"rows": {"tblMal": [{"Mal": "x"}]}}, "tblMal has no column Mal"),
        ({"facts": {"Enhetsnamn": "x"}}, "tblEnhet has no row Enhetsnamn"),
        ({"rows": {"tblMal": [{"Mål": "x" * 32768}]}}, "tblMal, Mål: a cell holds 32767"),
    ],
)
def test_what_the_contract_does_not_have_is_refused_and_leaves_nothing(
    tmp_path: Path, more: Mapping[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        make(tmp_path / "x.xlsx", **more)
    assert list(tmp_path.iterdir()) == []


# -- the file


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, empty: Path) -> None:
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    for path in (first, second):
        make(path, rows={"tblBudget": BUDGET})
    assert first.read_bytes() == second.read_bytes()


def test_a_file_that_is_there_stays_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_text("min plan", encoding="utf-8")
    with pytest.raises(FileExistsError) as error:
        make(path)
    assert error.value.filename == str(path) and path.read_text(encoding="utf-8") == "min plan"
    make(path, overwrite=True)
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_text("min plan", encoding="utf-8")

    def full(self: Path, target: Path) -> Path:
        raise OSError("disken är full")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="full"):
        make(path, overwrite=True)
    assert path.read_text(encoding="utf-8") == "min plan" and list(tmp_path.iterdir()) == [path]


# -- other programs


@pytest.fixture(scope="module", params=["unit", "board", "register"])
def every_kind(request: pytest.FixtureRequest, empty: Path) -> Path:
    """An empty book of each kind."""
    if request.param == "unit":
        return empty
    path = empty.with_name(f"{request.param}.xlsx")
    new_book(
        contract,
        path,
        kind=request.param,
        board="Östra nämnden",
        year=2026,
        version="0.1.0",
        created=CREATED,
    )
    return path


def test_the_file_follows_the_office_open_xml_schemas(every_kind: Path) -> None:
    program = shutil.which("openxml-audit") or shutil.which(
        "openxml-audit", path=str(Path(sys.executable).parent)
    )
    if program is None:
        pytest.skip("openxml-audit is not installed")
    run = subprocess.run(
        [program, "-o", "json", str(every_kind)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout
    assert json.loads(run.stdout)[0]["errors"] == []


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Convert a workbook through LibreOffice, which calculates what has no stored value."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")

    def convert(path: Path) -> Path:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        out = folder / path.stem
        goal = ["--convert-to", "xlsx", "--outdir", str(out)]
        command = [program, profile, "--headless", "--norestore", *goal, str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return out / path.name

    return convert


def test_libreoffice_loses_nothing(every_kind: Path, office: Any) -> None:
    book, again = load_workbook(every_kind), load_workbook(office(every_kind))
    assert again.sheetnames == book.sheetnames and again["_xlplan"].sheet_state != "visible"
    for before, after in zip(book.worksheets, again.worksheets, strict=True):
        assert {t.name: t.ref for t in after.tables.values()} == {
            t.name: t.ref for t in before.tables.values()
        }
        assert [[c.value for c in row] for row in after.iter_rows(max_row=30)] == [
            [c.value for c in row] for row in before.iter_rows(max_row=30, max_col=after.max_column)
        ]
        assert checks(after) == checks(before)
        rules = [
            [r.formula for a in sheet.conditional_formatting for r in a.rules]
            for sheet in (before, after)
        ]
        assert rules[0] == rules[1]
        assert after.protection.sheet == before.protection.sheet
        assert after.print_title_rows == before.print_title_rows
        assert hidden(after) == hidden(before)


def checks(sheet: Worksheet) -> set[tuple[str, str | None, str | None]]:
    """(cells, list, error title) of each drop-down; LibreOffice orders them otherwise."""
    return {
        (str(check.sqref), check.formula1, check.errorTitle)
        for check in sheet.data_validations.dataValidation
        if check.type == "list"
    }


def hidden(sheet: Worksheet) -> set[int]:
    return {place for place, (is_hidden, _) in unfolded(sheet).items() if is_hidden}


@pytest.mark.parametrize("name", ["glasade-vp-2021", "liljeholmen-vb-2021"])
def test_a_real_document_fits_in(tmp_path: Path, empty: Path, office: Any, name: str) -> None:
    if not (REAL / f"{name}.json").exists():
        pytest.skip("the real documents are not here")
    out = tmp_path / f"{name}.xlsx"
    command = [
        sys.executable,
        str(REAL / "fill.py"),
        str(REAL / f"{name}.json"),
        str(empty),
        str(out),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    if name == "glasade-vp-2021":
        sheet = load_workbook(office(out), data_only=True)["Budget"]
        sums = {
            row["Radtyp"]: row["Budget"] for row in records(sheet, "tblBudget") if "Budget" in row
        }
        assert (sums["summa intäkter"], sums["summa kostnader"], sums["netto"]) == (20565, 20565, 0)
