"""A book that is open in Excel is read as its file is: field by field, finding by finding, on every
sample book."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cases import TODAY
from openpyxl import Workbook, load_workbook
from openpyxl.packaging.relationship import Relationship
from openpyxl.workbook.external_link.external import ExternalBook, ExternalLink
from openpyxl.worksheet.table import Table
from openpyxl_engine import Range, excel

from xlplan.checking.batch import Order, check_books
from xlplan.excel import cells, looks
from xlplan.excel.reading import read
from xlplan.model import Kind
from xlplan.reading import Book, Mark, TableData, read_book
from xlplan.tables import not_ours

SAMPLES = Path(__file__).parents[1] / "workbooks" / "exempel"
FOLDERS = sorted({path.parent for path in SAMPLES.rglob("*.xls[xm]")})
ORDER = Order(today=TODAY)
CALLS = 480
"""Questions to Excel for a board's book; a unit's has some 300."""


def opened(path: Path, values_only: bool = False) -> Book:
    with excel(values_only) as app:
        return read(app.open(path))


def told(book: Book, tables: dict[str, TableData]) -> dict[str, Any]:
    """All that a Book holds, comparable."""
    held = {each.name: getattr(book, each.name) for each in fields(Book) if each.name != "tables"}
    for name, table in tables.items():
        values = {each.name: getattr(table, each.name) for each in fields(TableData)}
        values["merged"] = sorted(values["merged"])
        values["types"] = [[type(value) for value in column] for column in table.columns]
        held[name] = values
    return held


@pytest.mark.parametrize(
    "folder", FOLDERS, ids=[str(folder.relative_to(SAMPLES)) for folder in FOLDERS]
)
def test_an_open_sample_book_is_read_as_its_file(folder: Path) -> None:
    files = [
        path for path in sorted(folder.glob("*.xls[xm]")) if read_book(path).unreadable is None
    ]
    from_files, from_excel = [read_book(path) for path in files], []
    for path, book in zip(files, from_files, strict=True):
        with excel() as app:
            opened = app.open(path)
            app.calls.clear()
            from_excel.append(read(opened))
            assert app.calls.total() < CALLS, app.calls
            assert app.saves == []
        assert told(from_excel[-1], from_excel[-1].tables) == told(book, book.tables)
    expected, found = check_books(from_files, ORDER), check_books(from_excel, ORDER)
    assert [(book.findings, book.outcomes) for book in found.results] == [
        (book.findings, book.outcomes) for book in expected.results
    ]


@pytest.fixture
def unit() -> Path:
    return SAMPLES / "enheter" / "kafe-bryggan.xlsx"


def test_what_is_not_saved_is_read(unit: Path) -> None:
    with excel() as app:
        book = app.open(unit)
        before = read(book).tables["tblMal"]
        table = book.sheets["Mål"].tables["tblMal"]
        table.data_body_range[0, 0].value = "'9.9"
        table.resize(table.range.resize(row_size=table.range.shape[0] + 1))
        table.data_body_range[before.rows, 0].value = "'8.8"
        after = read(book).tables["tblMal"]
        assert (after.columns[0][0], after.columns[0][-1]) == ("9.9", "8.8")
        assert len(after.columns[0]) == len(before.columns[0]) + 1


def made(path: Path) -> Path:
    """A book of one table with all that a cell can be."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Indikatorer"
    rows: list[list[Any]] = [
        ["Mål-ID", "  Årsmål\n i år ", "Motivering"],
        ["1.1", 0.85, "#REF!"],
        [12, True, " "],
        [datetime(2021, 3, 1), datetime(2021, 3, 1, 8, 30), time(7, 15)],
        ["=B2", '=""', "=1/0"],
        [None, 0, "sista"],
    ]
    for row in rows:
        sheet.append(row)
    sheet["C2"].data_type = "s"
    sheet["B2"].number_format = "0.0 %"
    sheet["B6"].number_format = "#,##0"
    sheet["E9"] = "utanför"
    sheet.merge_cells("C6:D6")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions.group("C", hidden=True)
    sheet.add_table(Table(displayName="tblIndikatorer", ref="A1:C7"))
    own = workbook.create_sheet("_xlplan")
    own.append(["xlplan"])
    own.append(["contract", 1])
    own.append(["kind", "unit"])
    own.sheet_state = "veryHidden"
    workbook.create_sheet("Gömd").sheet_state = "hidden"
    workbook.save(path)
    return path


def test_every_kind_of_cell(tmp_path: Path) -> None:
    path = made(tmp_path / "Plan åäö 1.xlsx")
    with excel() as app:
        book = app.open(path)
        values = book.impl._values["Indikatorer"]  # what Excel would have calculated
        values["A5"].value, values["C5"].value = 0.85, "#DIV/0!"
        values["B5"].data_type = "str"
        found = read(book)
    table = found.tables["tblIndikatorer"]
    assert table.headings == ["Mål-ID", "Årsmål i år", "Motivering"]
    assert table.columns == [
        ["1.1", 12.0, date(2021, 3, 1), 0.85, None],
        [0.85, True, datetime(2021, 3, 1, 8, 30), None, 0.0],
        ["#REF!", " ", time(7, 15), None, "sista"],
    ]
    assert table.marks == {
        (2, 2): Mark(Kind.PERCENT, number_format="0.0 %"),
        (5, 1): Mark(formula="B2"),
        (5, 2): Mark(formula='""'),
        (5, 3): Mark(Kind.ERROR, "#DIV/0!", "1/0"),
        (6, 2): Mark(number_format="#,##0"),
    }
    assert table.merged == ((6, 3, 6, 4),)
    assert table.hidden_rows == (3,)
    assert table.hidden_columns == ()  # a folded group
    assert [(ref.a1, text) for ref, text, _ in found.outside] == [("E9", "utanför")]
    assert (found.contract_version, found.kind) == ("1", "unit")
    assert found.hidden_sheets == ("_xlplan", "Gömd")
    assert found.path == path


def test_a_formula_that_excel_has_not_calculated(tmp_path: Path) -> None:
    path = made(tmp_path / "b.xlsx")
    assert opened(path).tables["tblIndikatorer"].marks[5, 3] == Mark(
        Kind.UNCALCULATED, formula="1/0"
    )


def test_errors_where_xlwings_tells_them_of_one_row_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """xlwings 0.37 on a Mac loses blocks of cells that are asked for with their errors."""
    as_before = Range.raw_value.fget
    assert as_before is not None

    def raw_value(self: Range) -> Any:
        if self.options.get("err_to_str") and self.shape[0] > 1:
            raise TypeError("'NoneType' object is not iterable")
        return as_before(self)

    monkeypatch.setattr(Range, "raw_value", property(raw_value))
    with excel() as app:
        book = app.open(made(tmp_path / "b.xlsx"))
        book.impl._values["Indikatorer"]["C5"].value = "#DIV/0!"
        assert read(book).tables["tblIndikatorer"].marks[5, 3] == Mark(Kind.ERROR, "#DIV/0!", "1/0")


@pytest.mark.parametrize(
    ("given", "formula", "expected"),
    [
        (Decimal("1234.5678"), "1234.56789", 1234.56789),
        (Decimal("1234.5"), "=A1*2", 1234.5),
        (7, "7", 7.0),
        (datetime(1899, 12, 30, 7, 15), "0.3", time(7, 15)),
        (datetime(2021, 1, 1), "44197", date(2021, 1, 1)),
    ],
)
def test_values_as_other_hosts_give_them(given: Any, formula: str, expected: Any) -> None:
    assert (found := cells._plain(given, formula)) == expected
    assert type(found) is type(expected)


def test_another_workbook_in_a_formula_is_named(tmp_path: Path) -> None:
    path = made(tmp_path / "b.xlsx")
    workbook = load_workbook(path)
    link = ExternalLink(externalBook=ExternalBook())
    link.file_link = Relationship(
        type="externalLinkPath", Target="C:/Plan/Budget.xlsx", TargetMode="External"
    )
    link.file_link.Id = "rId1"
    workbook._external_links.append(link)
    workbook["Indikatorer"]["B6"] = "=[1]Blad1!A1"
    workbook.save(path)
    assert read_book(path).tables["tblIndikatorer"].marks[6, 2].formula == "[1]Blad1!A1"
    found = opened(path)
    assert found.tables["tblIndikatorer"].marks[6, 2].formula == "'[Budget.xlsx]Blad1'!A1"
    assert found.links == ()


def test_a_protected_sheet_and_a_filter(unit: Path) -> None:
    with excel() as app:
        book = app.open(unit)
        sheet = book.sheets["Mål"]
        before = read(book).tables["tblMal"]
        row = sheet.tables["tblMal"].data_body_range.row
        sheet.range((row, 1), (row + 1, 1)).rows.hidden = True
        filtered = read(book).tables["tblMal"]
        assert filtered.hidden_rows == (row, row + 1)
        book.impl._formulas["Mål"].protection.sheet = True
        assert told(Book(unit), {"t": read(book).tables["tblMal"]}) == told(
            Book(unit), {"t": filtered}
        )
        assert replace(filtered, hidden_rows=()) == before


def test_formats_far_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "b.xlsx")
    workbook = load_workbook(path)
    workbook["Indikatorer"]["XFD1048576"].number_format = "0.00"
    workbook.save(path)
    asked: list[tuple[int, int]] = []
    as_before = Range._rows

    def rows(self: Range, sheet: Any) -> Any:
        asked.append(self.shape)
        # openpyxl would walk every cell of the rectangle
        return (
            iter([tuple(sheet._cells.values())])
            if self.shape[0] > 10**6
            else as_before(self, sheet)
        )

    monkeypatch.setattr(Range, "_rows", rows)
    assert opened(path).tables["tblIndikatorer"].rows == 5
    assert (1_048_576, 16_384) in asked
    assert (9, 5) in asked


def test_a_host_with_values_only_says_what_it_does_not_tell(unit: Path) -> None:
    found = opened(unit, values_only=True)
    assert found.untold == {"formulas", "formats", "layout"}
    assert found.tables["tblMal"].drop_downs is None
    assert found.tables["tblMal"].columns == read_book(unit).tables["tblMal"].columns


@pytest.mark.parametrize("folder", ["enheter", "tertial1", "bokslut"])
def test_where_only_values_are_told_a_clean_book_has_no_finding(folder: str) -> None:
    books = [opened(path, values_only=True) for path in sorted((SAMPLES / folder).glob("*.xlsx"))]
    results = check_books(books, ORDER).results
    assert [finding for book in results for finding in book.findings] == []
    skipped = {
        outcome.why
        for outcome in results[0].outcomes
        if outcome.ending == "skipped" and not outcome.planned
    }
    assert "formler syns inte från Excel på webben" in skipped
    assert all(
        re.search("syns inte från Excel på webben|går inte att läsa", why) for why in skipped
    ), skipped


def test_a_book_without_our_tables(tmp_path: Path) -> None:
    path = tmp_path / "annan.xlsx"
    Workbook().save(path)
    from xlplan.checking.batch import pack_of

    book = opened(path)
    assert not book.tables
    assert not_ours(book, pack_of(None).specs)


def test_number_formats_are_asked_for_in_rectangles() -> None:
    cells_ = [(row, column) for row in (2, 3, 5) for column in (1, 2)]
    assert list(looks._rectangles(cells_)) == [[(2, 1), (2, 2), (3, 1), (3, 2)], [(5, 1), (5, 2)]]
