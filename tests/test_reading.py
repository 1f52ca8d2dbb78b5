"""Reading whole workbooks: values, marks and addresses, against openpyxl and against what was
written."""

from __future__ import annotations

import shutil
import subprocess
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table
from reading_books import (
    MAIN,
    OFFICE,
    add_table,
    book,
    raw_parts,
    relations,
    sheet_xml,
    unzipped,
    zipped,
)

from xlplan.model import Kind, Ref, column_letters
from xlplan.reading import Book, Mark, TableData, read_book
from xlplan.reading.shared_formulas import moved

SOFFICE = shutil.which("soffice")


def read(path: Path) -> Book:
    found = read_book(path)
    assert found.unreadable is None
    return found


def read_raw(tmp_path: Path, sheet: str | bytes, **more: Any) -> Book:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(zipped(raw_parts(sheet, **more)))
    return read(path)


def cells(data: TableData) -> list[list[Any]]:
    return [list(row) for row in zip(*data.columns, strict=True)]


def varied(workbook: Any) -> None:
    """Every kind of cell, two tables, a table only of headings, hidden sheets, and the contract's
    own sheet."""
    percent = workbook.add_format({"num_format": "0.0 %"})
    amount = workbook.add_format({"num_format": "#,##0"})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    bold = workbook.add_format({"bold": True})
    goals = workbook.add_worksheet("Mål")
    goals.write("A1", "Rubrik över tabellen")
    add_table(
        goals, "tblMal", ["Mål-ID", "Mål  i\nord", "Andel", "Dag", "Klar"], [], at=(3, 1), spare=8
    )
    goals.write_row("B5", ["1.1", "  blanksteg & <tecken>\nrad "])
    goals.write("D5", 0.285, percent)
    goals.write_datetime("E5", datetime(2026, 3, 1), day)
    goals.write("F5", True)
    goals.write_number("B6", 1.2)
    goals.write_rich_string("C6", "en ", bold, "fet", " text")
    goals.write_formula("D6", "=D5*2", percent, 0.57)
    goals.write_datetime("E6", datetime(2026, 3, 1, 13, 30), day)
    goals.write_formula("B8", "=1/0", None, "#DIV/0!")
    goals.write_formula("C8", '=IF(A1="x","<&>","")', None, "svar")
    goals.write_array_formula("D8:D8", "{=SUM(D5:D6)}", amount, 0.855)
    goals.write("H6", "bredvid")
    goals.write("B20", 20565)
    budget = workbook.add_worksheet("Budget")
    budget.hide()
    add_table(budget, "tblBudget", ["Post", "Budget"], [["Löner", 1200]], at=(0, 0))
    budget.write("B2", 1200, amount)
    add_table(budget, "tblTom", ["Post", "Budget"], [], at=(6, 4))
    workbook.add_worksheet("Fritt").write("A1", "utan tabell")
    own = workbook.add_worksheet("_xlplan")
    own.very_hidden()
    own.write_column("A1", ["xlplan", "contract", "rules"])
    own.write_column("B2", [1, "standard"])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return book(tmp_path / "bok.xlsx", varied)


def test_values_stand_where_they_stand_in_the_sheet(path: Path) -> None:
    goals = read(path).tables["tblMal"]
    assert (goals.sheet, goals.header_row, goals.first_row, goals.left, goals.right) == (
        "Mål",
        4,
        5,
        2,
        6,
    )
    assert goals.headings == ["Mål-ID", "Mål i ord", "Andel", "Dag", "Klar"]
    assert cells(goals) == [
        ["1.1", "  blanksteg & <tecken>\nrad ", 0.285, date(2026, 3, 1), True],
        [1.2, "en fet text", 0.57, datetime(2026, 3, 1, 13, 30), None],
        [None, None, None, None, None],
        [None, "svar", 0.855, None, None],
    ]
    assert goals.last_row == 8


def test_marks_are_only_what_is_unusual(path: Path) -> None:
    assert read(path).tables["tblMal"].marks == {
        (5, 4): Mark(Kind.PERCENT, number_format="0.0 %"),
        (6, 4): Mark(Kind.PERCENT, formula="D5*2", number_format="0.0 %"),
        (8, 2): Mark(Kind.ERROR, text="#DIV/0!", formula="1/0"),
        (8, 3): Mark(formula='IF(A1="x","<&>","")'),
        (8, 4): Mark(formula="SUM(D5:D6)", number_format="#,##0"),
    }


def test_sheets_tables_and_contract(path: Path) -> None:
    found = read(path)
    assert found.sheets == ("Mål", "Budget", "Fritt", "_xlplan")
    assert found.hidden_sheets == ("Budget", "_xlplan")
    assert list(found.tables) == ["tblMal", "tblBudget", "tblTom"]
    assert found.contract_version == "1"
    empty = found.tables["tblTom"]
    assert (empty.rows, empty.header_row, empty.last_row, empty.headings) == (
        0,
        7,
        7,
        ["Post", "Budget"],
    )
    assert empty.columns == [[], []]


def test_cells_beside_and_below_a_table_are_kept(path: Path) -> None:
    assert read(path).outside == (
        (Ref("Mål", 6, 8), "bredvid", "tblMal"),
        (Ref("Mål", 20, 2), "20565", "tblMal"),
    )


def test_cells_outside_name_the_table_they_stand_at(tmp_path: Path) -> None:
    def fill(workbook: Any) -> None:
        sheet = workbook.add_worksheet("Två")
        add_table(sheet, "tblA", ["a"], [["1"]], at=(2, 0))
        add_table(sheet, "tblB", ["b"], [["1"]], at=(2, 5))
        sheet.write("A1", "vägledning")
        sheet.write("B4", "vid A")
        sheet.write("G4", True)
        sheet.write_formula("C9", "=1/0", None, "#DIV/0!")
        sheet.write("F9", "   ")
        for row in range(20, 60):
            sheet.write(row, 5, "lista")

    found = read(book(tmp_path / "två.xlsx", fill)).outside
    assert len(found) == 20
    assert found[:3] == (
        (Ref("Två", 4, 2), "vid A", "tblA"),
        (Ref("Två", 4, 7), "SANT", "tblB"),
        (Ref("Två", 9, 3), "#DIV/0!", "tblA"),
    )
    assert found[3][2] == "tblB"


def test_hidden_rows_columns_and_merges_but_not_folded_groups(tmp_path: Path) -> None:
    def fill(workbook: Any) -> None:
        sheet = workbook.add_worksheet("Mål")
        add_table(sheet, "tblMal", ["a", "b", "c", "d"], [["1", "2", "3", "4"]] * 4, at=(1, 1))
        sheet.set_column("C:C", None, None, {"hidden": True})
        sheet.set_column("D:D", None, None, {"hidden": True, "level": 1})
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_row(4, None, None, {"hidden": True, "level": 1})
        # XlsxWriter knows that Excel merges nothing in a table; other programs do
        sheet.table_cells.clear()
        sheet.merge_range("B6:C6", "hop")
        sheet.merge_range("H1:J1", "annan")

    goals = read(book(tmp_path / "dold.xlsx", fill)).tables["tblMal"]
    assert (goals.hidden_columns, goals.hidden_rows, goals.merged) == ((3,), (4,), ((6, 2, 6, 3),))


def test_formula_without_value_is_not_empty(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f></c><c r="B2"><f>1+1</f><v/></c></row>'
        '<row r="3"><c r="A3" t="str"><f>""</f><v></v></c><c r="B3"><f>1+1</f><v>2</v></c></row>'
        '<row r="5"><c r="B5" s="1"><f>2+2</f></c></row>'
    )
    goals = read_raw(tmp_path, sheet_xml(rows), formats=("0%",)).tables["tblMal"]
    assert goals.marks == {
        (2, 1): Mark(Kind.UNCALCULATED, formula="1+1"),
        (2, 2): Mark(Kind.UNCALCULATED, formula="1+1"),
        (3, 1): Mark(formula='""'),
        (3, 2): Mark(formula="1+1"),
        (5, 2): Mark(Kind.UNCALCULATED, formula="2+2"),
    }
    assert cells(goals) == [[None, None], [None, 2.0], [None, None], [None, None]]


def test_totals_row_and_table_without_header_row(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(2, 6))
    table = (
        f'<table xmlns="{MAIN}" displayName="tblMal" ref="A2:B5" headerRowCount="0" '
        f'totalsRowCount="1"><tableColumns>'
    )
    table += '<tableColumn name="Ett  namn"/><tableColumn name="Två"/></tableColumns></table>'
    goals = read_raw(tmp_path, sheet_xml(rows), table1=table).tables["tblMal"]
    assert (goals.header_row, goals.first_row, goals.headings) == (1, 2, ["Ett namn", "Två"])
    assert goals.columns == [[2.0, 3.0, 4.0], [None, None, None]]


def expected(value: Any) -> Any:
    """openpyxl's value as reading gives it."""
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date()
    return None if value == "" or (isinstance(value, str) and value.startswith("#")) else value


def assert_as_openpyxl(path: Path, found: Book) -> None:
    values, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    count = 0
    for data in found.tables.values():
        for row in range(data.first_row, data.last_row + 1):
            for column in range(data.left, data.right + 1):
                value, formula = (
                    values[data.sheet].cell(row, column).value,
                    formulas[data.sheet].cell(row, column).value,
                )
                mark = data.marks.get((row, column), Mark())
                assert data.columns[column - data.left][row - data.first_row] == expected(value), (
                    row,
                    column,
                )
                if isinstance(formula, ArrayFormula):
                    formula = formula.text
                written = (
                    formula[1:] if isinstance(formula, str) and formula.startswith("=") else ""
                )
                assert mark.formula == written, (row, column)
                assert (mark.kind is Kind.ERROR) == (
                    isinstance(value, str) and value.startswith("#")
                )
                count += 1
    assert count > 20


def test_as_openpyxl_reads_it(path: Path) -> None:
    assert_as_openpyxl(path, read(path))


def test_saved_by_openpyxl(path: Path, tmp_path: Path) -> None:
    before, workbook = read(path), openpyxl.load_workbook(path)
    workbook.save(tmp_path / "openpyxl.xlsx")
    after = read(tmp_path / "openpyxl.xlsx")
    assert_as_openpyxl(tmp_path / "openpyxl.xlsx", after)
    kinds = {
        place: mark.kind for place, mark in after.tables["tblMal"].marks.items() if mark.formula
    }
    assert set(kinds.values()) == {Kind.UNCALCULATED}  # openpyxl keeps no values of formulas
    assert list(after.tables) == list(before.tables) and after.contract_version == "1"


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_saved_by_libreoffice(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut"
    command = [
        str(SOFFICE),
        f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}",
        "--headless",
    ]
    subprocess.run(
        [*command, "--convert-to", "xlsx", "--outdir", str(out), str(path)],
        check=True,
        capture_output=True,
    )
    saved = read(out / path.name)
    assert_as_openpyxl(out / path.name, saved)
    before, after = read(path).tables["tblMal"], saved.tables["tblMal"]
    assert after.columns == before.columns and after.headings == before.headings
    assert after.marks[5, 4].kind is Kind.PERCENT and after.marks[8, 2].text == "#DIV/0!"


def test_macro_workbook(path: Path, tmp_path: Path) -> None:
    parts = unzipped(path) | {"xl/vbaProject.bin": b"inte ett makro"}
    (tmp_path / "bok.xlsm").write_bytes(zipped(parts))
    assert (
        read(tmp_path / "bok.xlsm").tables["tblMal"].columns == read(path).tables["tblMal"].columns
    )


HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
USUAL = sheet_xml(
    HEAD + '<row r="2"><c r="A2" t="inlineStr"><is><t>a&lt;b</t></is></c><c r="B2" '
    's="1"><v>0.5</v></c></row>'
    + '<row r="4"><c r="A4" t="e"><f>B2/0</f><v>#DIV/0!</v></c><c r="B4"><f>1&lt;2</f></c></row>',
    after='<mergeCells count="1"><mergeCell ref="A5:B5"/></mergeCells>',
)


def unusual() -> dict[str, str | bytes]:
    prefixed = USUAL.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
    for name in (
        "worksheet",
        "sheetData",
        "row",
        "c",
        "v",
        "f",
        "is",
        "t",
        "mergeCells",
        "mergeCell",
    ):
        prefixed = prefixed.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        prefixed = prefixed.replace(f"</{name}>", f"</x:{name}>")
    no_refs = USUAL
    for ref in ("A1", "B1", "A2", "B2", "A4", "B4"):
        no_refs = no_refs.replace(f'<c r="{ref}"', "<c")
    return {
        "prefix": prefixed,
        "cells without r": no_refs,
        "rows and cells without r": no_refs.replace('<row r="4">', '<row/><row r="">').replace(
            '<row r="2">', "<row>"
        ),
        "single quotes": USUAL.replace('"', "'"),
        "quotes in some attributes": USUAL.replace('t="e"', "t='e'").replace('s="1"', "s='1'"),
        "other order": USUAL.replace('r="A4" t="e"', 't="e" r="A4"').replace(
            'r="B2" s="1"', 's="1"  r="B2"'
        ),
        "cdata": USUAL.replace("a&lt;b", "<![CDATA[a<b]]>").replace("1&lt;2", "<![CDATA[1<2]]>"),
        "comment": USUAL.replace("<sheetData>", "<!-- <c r='A9'><v>1</v></c> --><sheetData>"),
        "line breaks": USUAL.replace("<c r=", "<c\n  r=")
        .replace("</c>", "</c >")
        .replace("<v>", "\n<v>"),
        "utf-16": USUAL.encode("utf-16"),
        "latin-1": ('<?xml version="1.0" encoding="ISO-8859-1"?>' + USUAL).encode("latin-1"),
        "byte order mark": USUAL.encode("utf-8-sig"),
    }


@pytest.mark.parametrize("shape", sorted(unusual()))
def test_unusual_xml_reads_as_the_usual(tmp_path: Path, shape: str) -> None:
    usual = read_raw(tmp_path, USUAL, formats=("0 %",)).tables["tblMal"]
    assert usual.marks[4, 2] == Mark(Kind.UNCALCULATED, formula="1<2") and usual.columns[0] == [
        "a<b",
        None,
        None,
    ]
    assert read_raw(tmp_path, unusual()[shape], formats=("0 %",)).tables["tblMal"] == usual


def test_strict_workbook_and_odd_part_names(tmp_path: Path) -> None:
    parts = raw_parts(USUAL, formats=("0 %",))
    usual = read_raw(tmp_path, USUAL, formats=("0 %",)).tables
    parts["xl/Blad/Ett.xml"] = parts.pop("xl/worksheets/sheet1.xml")
    parts["xl/Blad/_rels/ett.xml.rels"] = relations(("table", "/xl/tables/table1.xml"))
    parts["xl/_rels/workbook.xml.rels"] = relations(
        ("worksheet", "/xl/blad/ett.xml"),
        ("styles", "styles.xml"),
        ("sharedStrings", "sharedStrings.xml"),
    )
    strict = {
        name: content.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, content in parts.items()
        if isinstance(content, str)
    }
    path = tmp_path / "strikt.xlsx"
    path.write_bytes(zipped(strict))
    assert read(path).tables == usual


def test_shared_formulas_are_expanded(tmp_path: Path) -> None:
    rows = HEAD + (
        '<row r="2"><c r="B2"><f t="shared" ref="B2:B4" '
        'si="0">SUM($A2:A2)*A$1&amp;"A1"</f><v>1</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/><v>1</v></c></row>'
        '<row r="4"><c r="B4"><f t="shared" si="0"></f></c></row>'
    )
    goals = read_raw(tmp_path, sheet_xml(rows)).tables["tblMal"]
    assert goals.marks[3, 2] == Mark(formula='SUM($A3:A3)*A$1&"A1"')
    assert goals.marks[4, 2] == Mark(Kind.UNCALCULATED, formula='SUM($A4:A4)*A$1&"A1"')


PIECES = [
    "A1",
    "$B$2",
    "C$3",
    "$D4",
    "SUM(A1:B9)",
    "LOG10(5)",
    "A:B",
    "$3:7",
    "Summa_A1",
    "VP2026_1",
    '"A1 i text"',
    "'Blad A1'!C7",
    "'it''s B2'!$C4",
    "Mål!Z10",
    "tbl[[#This Row],[A1]]",
]


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5),
    st.integers(0, 40),
    st.integers(0, 30),
)
@settings(max_examples=60, deadline=None)
def test_shared_formulas_move_as_openpyxl_moves_them(
    pieces: list[str], rows: int, columns: int
) -> None:
    formula, to = "+".join(pieces), column_letters(1 + columns)
    moved_there = Translator(f"={formula}", origin="A1").translate_formula(f"{to}{1 + rows}")
    assert f"={moved(formula, rows, columns)}" == moved_there


def test_reference_moved_out_of_the_sheet() -> None:
    assert moved("A1+B2", -1, 0) == "#REF!+B1"
    assert moved("A:A+$A1", 0, -1) == "#REF!+$A1"


VALUES = st.one_of(
    st.none(),
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=8),
    st.booleans(),
    st.floats(-1e12, 1e12).map(lambda number: round(number, 4)),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)


@given(
    st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=6),
    st.tuples(st.integers(0, 300), st.integers(0, 40)),
)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_moved_table_has_the_same_values(
    tmp_path: Path, rows: list[list[Any]], to: tuple[int, int]
) -> None:
    def build(at: tuple[int, int]) -> TableData:
        workbook = openpyxl.Workbook()
        sheet: Any = workbook.active
        for number, row in enumerate([["a", "b", "c"], *rows], at[0] + 1):
            for column, value in enumerate(row, at[1] + 1):
                cell = sheet.cell(number, column, value)
                cell.data_type = (
                    "s" if isinstance(value, str) else cell.data_type
                )  # "=…" is a text here
        last = f"{column_letters(at[1] + 3)}{at[0] + 1 + len(rows)}"
        ref = f"{column_letters(at[1] + 1)}{at[0] + 1}:{last}"
        sheet.add_table(Table(displayName="tblMal", ref=ref))
        workbook.save(tmp_path / "flyttad.xlsx")
        return read(tmp_path / "flyttad.xlsx").tables["tblMal"]

    here, there = build((0, 0)), build(to)
    assert (there.first_row, there.left) == (here.first_row + to[0], here.left + to[1])
    assert (there.headings, there.columns) == (here.headings, here.columns)
    shifted = {(row + to[0], column + to[1]): mark for (row, column), mark in here.marks.items()}
    assert there.marks == shifted
    assert [row for row in cells(here) if any(v is not None for v in row)] == [
        [float(v) if type(v) is float else v for v in row]
        for row in rows
        if any(v is not None for v in row)
    ]


def test_a_million_formatted_rows(tmp_path: Path) -> None:
    rows = HEAD + '<row r="2"><c r="A2"><v>7</v></c></row>'
    rows += "".join(
        f'<row r="{i}" s="1" customFormat="1"><c r="A{i}" s="1"/></row>'
        for i in range(3, 1_048_577)
    )
    start = time.process_time()
    found = read_raw(tmp_path, sheet_xml(rows), ref="A1:B1048576", formats=("0",))
    assert found.tables["tblMal"].columns == [[7.0], [None]]
    assert time.process_time() - start < 60  # a guard against minutes, not a measurement


def test_a_stray_character_in_the_last_cell(tmp_path: Path) -> None:
    rows = HEAD + '<row r="2"><c r="B2"><v>7</v></c></row>'
    rows += (
        '<row r="1048576"><c r="A1048576" t="s"><v>0</v></c><c r="XFD1048576"><v>2.5</v></c></row>'
    )
    found = read_raw(tmp_path, sheet_xml(rows))
    assert found.tables["tblMal"].columns == [[None], [7.0]]
    assert [(ref.a1, text) for ref, text, _ in found.outside] == [
        ("A1048576", "Mål-ID"),
        ("XFD1048576", "2,5"),
    ]
    assert read_raw(tmp_path, sheet_xml(rows), ref="A1:B1048576").tables["tblMal"].rows == 1_048_575


def test_times_durations_and_the_1904_calendar(tmp_path: Path) -> None:
    rows = HEAD + '<row r="2"><c r="A2" s="1"><v>1.5</v></c><c r="B2" s="2"><v>100</v></c></row>'
    workbook = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="1"/><sheets>'
    workbook += '<sheet name="Mål" sheetId="1" r:id="rId1"/></sheets></workbook>'
    found = read_raw(tmp_path, sheet_xml(rows), formats=("[h]:mm", "yyyy-mm-dd"), workbook=workbook)
    assert found.tables["tblMal"].columns == [[timedelta(days=1.5)], [date(1904, 4, 10)]]
    assert found.tables["tblMal"].marks == {}
