"""The stand-in for Excel behaves as Excel over COM does, and needs nothing of xlwings that has a
licence."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.worksheet.table import Table
from openpyxl_engine import ComError, excel


@pytest.fixture
def path(tmp_path: Path) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Mål"
    for row in (
        ["Mål-ID", "Mål"],
        ["1", "Öka"],
        [2, True],
        [datetime(2021, 3, 1), "=1/0"],
        [None, "=A3*2"],
    ):
        sheet.append(row)
    sheet.add_table(Table(displayName="tblMal", ref="A1:B5"))
    sheet["A3"].number_format = "0 %"
    other = workbook.create_sheet("Låst")
    other["B2"].protection = Protection(locked=False)
    other.protection.sheet = True
    file = tmp_path / "Plan åäö 1.xlsx"
    workbook.save(file)
    return file


def test_that_no_licence_is_in_play() -> None:
    # with the part that has a licence of its own taken away, as an installation may have done
    code = (
        "import sys; sys.modules['xlwings.pro'] = None\n"
        "from openpyxl_engine import excel; import xlwings as xw\n"
        "with excel(): assert xw.__pro__ is False and [e.name for e in xw.engines] == "
        "['openpyxl']\n"
        "print([m for m in sys.modules if m.startswith('xlwings.pro.')])"
    )
    here = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=here, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
    assert xw.__pro__ is False


def test_values_as_com_gives_them(path: Path) -> None:
    with excel() as app:
        sheet = app.open(path).sheets["Mål"]
        values = sheet["A1:B5"].value
        assert values[1] == ["1", "Öka"]
        assert values[2] == [2.0, True]
        assert type(values[2][0]) is float
        assert values[3][0] == datetime(2021, 3, 1)
        assert sheet["A3:B3"].formula == (("2", "TRUE"),)
        assert sheet["B5"].formula == "=A3*2"
        assert sheet["A2:A3"].number_format is None
        assert sheet["A3"].number_format == "0 %"


def test_edits_are_read_back_and_nothing_is_saved(path: Path) -> None:
    before = path.read_bytes()
    with excel() as app:
        book = app.open(path)
        sheet = book.sheets["Mål"]
        sheet["A2"].value = [["3.1", "=SUM(1,2)"], ["80%", "'=text"]]
        assert sheet["A2:A3"].value == [3.1, 0.8]
        assert sheet["B2"].formula == "=SUM(1,2)"
        assert sheet["B3"].value == "=text"
        sheet["D1"].formula = '=HYPERLINK("#\'Mål\'!A2","A2")'
        assert sheet["D1"].value == "A2"
        new = book.sheets.add("Granskning", after=book.sheets[-1])
        assert book.sheets.active == new
        new["A1"].value = [["Regel"], ["X"]]
        table = new.tables.add(new["A1:A2"], name="tblG")
        table.resize(new["A1:A4"])
        assert table.range.address == "$A$1:$A$4"
        new["A1"].color = "#FFC7CE"
        new["A1"].font.bold = True
        assert (new["A1"].color, new["A1"].font.bold) == ((255, 199, 206), True)
        new["A1:A4"].clear_contents()
        assert new["A1"].value is None
        assert app.saves == []
    assert path.read_bytes() == before


def test_a_protected_sheet_refuses(path: Path) -> None:
    with excel() as app:
        sheet = app.open(path).sheets["Låst"]
        sheet["B2"].value = 1
        with pytest.raises(ComError):
            sheet["A1"].value = 1


def test_two_books_and_the_caller(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.xlsx"
    other.write_bytes(path.read_bytes())
    with excel() as app:
        first, second = app.open(path), app.open(other, read_only=True)
        assert app.app.books.active.name == "b.xlsx"
        first.sheets["Mål"].activate()
        assert app.app.books.active.name == path.name
        second.set_mock_caller()
        assert xw.Book.caller().name == "b.xlsx"
        app.app.alert("hej", "xlplan")
        assert app.alerts == [("hej", "xlplan", None)]
        with pytest.raises(ComError):
            second.save()
        assert app.saves == [("b.xlsx", None)]
