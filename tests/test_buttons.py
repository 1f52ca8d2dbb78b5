"""The buttons in Excel, pressed on Excel's stand-in: what they write, what they say, and what they
leave alone."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings as xw
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Protection
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.table import Table
from openpyxl_engine import Opened, excel
from test_template import office

from xlplan import __version__, addin
from xlplan.actions.check import check
from xlplan.checking.batch import Order
from xlplan.excel import buttons, documents, own_table, table_rows
from xlplan.excel.corrections import CORRECTED
from xlplan.excel.findings import REVIEW
from xlplan.model import BookResult, Ending, Run, column_letters
from xlplan.outputs.check.overview import sentences
from xlplan.template import new_book
from xlplan.wording import HARD_BLANK, SEVERITY_WORDS
from xlplan_rules import contract

__all__ = ["office"]

SAMPLES = Path(__file__).parents[1] / "workbooks" / "exempel"
FAULTS = SAMPLES / "fel"
BOOKS = sorted(
    path
    for path in SAMPLES.rglob("*.xlsx")
    if path.parent.name not in {"trasiga-filer", "huvudbok"}
)
CLEAN = SAMPLES / "enheter" / "kafe-bryggan.xlsx"
FAULTY = FAULTS / "arsmal-saknas" / "bok.xlsx"
UNEVEN = FAULTS / "utfall-skrivet-pa-olika-satt" / "bok.xlsx"


@pytest.fixture
def app() -> Iterator[Opened]:
    with excel() as opened:
        yield opened
        assert opened.saves == [], "the book is never saved"


def pressed(app: Opened, book: xw.Book, button: str = "validate") -> str:
    """What the user is shown after pressing the button in that book."""
    book.set_mock_caller()
    shown = len(app.alerts)
    getattr(addin, button)()
    [(said, title, _)] = app.alerts[shown:]
    assert title == "xlplan"
    assert "Traceback" not in said
    assert app.app.screen_updating is True
    assert book.name in [open_book.name for open_book in app.app.books], "the book is never closed"
    return said


def listed(book: xw.Book, name: str = "tblGranskning") -> list[list[Any]]:
    """The rows of one of xlplan's tables as they are shown, without empty ones."""
    table = next(table for sheet in book.sheets for table in sheet.tables if table.name == name)
    rows = table.range.options(ndim=2).value[1:]
    return [["" if value is None else value for value in row] for row in rows if any(row)]


def expected(result: BookResult, run: Run) -> list[list[str]]:
    rows = []
    for finding in sorted(result.findings, key=lambda finding: finding.accepted):
        says, do = sentences(finding, result, run)
        do = f"Godtagen: {finding.reason}." if finding.accepted else do
        cell = finding.ref.a1 + (" godtagen" if finding.accepted else "") if finding.ref else ""
        sheet = finding.ref.sheet if finding.ref else ""
        rows.append([finding.rule, SEVERITY_WORDS[finding.severity], sheet, cell, says, do])
    return rows


def copy_of(source: Path, tmp_path: Path, name: str = "") -> Path:
    return Path(shutil.copy(source, tmp_path / (name or source.name)))


def edited(source: Path, tmp_path: Path, change: Any, name: str = "bok.xlsx") -> Path:
    """A copy of a book with something in it changed; formulas keep no values, so use it where that
    does not matter."""
    book = load_workbook(source)
    change(book)
    out = tmp_path / name
    book.save(out)
    return out


# -- Validera


@pytest.mark.parametrize("file", BOOKS, ids=lambda file: str(file.relative_to(SAMPLES)))
def test_granskning_says_what_check_says_of_the_file(file: Path, app: Opened) -> None:
    order = Order(today=date(2026, 11, 1))
    run = check([file], order)
    book = app.open(file)
    said = buttons.validate(book, order)
    assert [
        [str(value).removeprefix(HARD_BLANK) for value in row] for row in listed(book)
    ] == expected(run.books[0], run)
    if not any(finding.open for finding in run.books[0].findings):
        assert said.startswith("Inget att anmärka: ")


@pytest.mark.parametrize("file", BOOKS, ids=lambda file: str(file.relative_to(SAMPLES)))
def test_the_other_buttons_on_every_book(
    file: Path, tmp_path: Path, app: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "opened", lambda out: True)
    book = app.open(copy_of(file, tmp_path))
    if FAULTS not in file.parents:  # what a report makes of faults is tested in test_report
        press_report(app, book, tmp_path)
    press_month_and_fix(app, book)


def press_report(app: Opened, book: xw.Book, folder: Path) -> None:
    before = contents(book)
    said = pressed(app, book, "report")
    made = sorted(folder.glob("*.docx"))
    if said.startswith("Rapporten är klar: "):
        assert [str(out) in said for out in made] == [True]
        assert len(Document(str(made[0])).paragraphs) > 3
    else:
        assert made == []
        assert "Skede är inte ifyllt" in said or "är ett register" in said
    assert contents(book) == before


def press_month_and_fix(app: Opened, book: xw.Book) -> None:
    """Hold what they leave against what stood there: only what Rättat lists has changed."""
    before = contents(book)
    said = pressed(app, book, "month")
    assert said.startswith(
        ("Till och med ", "Under 20", "Avser månad ", "Månaden följs upp i enheternas böcker")
    )
    assert contents(book) == before
    said = pressed(app, book, "fix")
    changed = {place for place, value in contents(book).items() if before.get(place) != value}
    made = [] if said.startswith("Det finns inget i boken") else listed(book, "tblRattat")
    assert changed == {(row[1], row[2]) for row in made if row[5] != "Rättades inte"}


def contents(book: xw.Book) -> dict[tuple[str, str], Any]:
    """What stands in each cell, by sheet and address, but for xlplan's own sheets."""
    return {
        (sheet.name, f"{column_letters(c)}{r}"): cell
        for sheet in book.sheets
        if sheet.name not in ("Granskning", "Rättat")
        for r, row in enumerate(sheet.used_range.options(ndim=2).formula, sheet.used_range.row)
        for c, cell in enumerate(row, sheet.used_range.column)
        if cell
    }


def test_the_summary_counts_and_names_the_first_and_goes_there(app: Opened) -> None:
    book = app.open(FAULTY)
    said = pressed(app, book)
    assert said.startswith(
        "3 fel. Den första, Indikatorer C5: Indikatorn ”Andel personer med funktionsnedsättning"
    )
    assert book.sheets.active.name == "Indikatorer"
    assert app.app.selection.get_address(False, False) == "C5"


def test_without_findings_nothing_moves_and_the_rules_are_counted(app: Opened) -> None:
    book = app.open(CLEAN)
    before = book.sheets.active.name
    [result] = check([CLEAN], Order()).books
    asked = sum(outcome.ending is Ending.RUN for outcome in result.outcomes)
    said = pressed(app, book)
    assert said == f"Inget att anmärka: {asked} regler prövades."
    assert asked > 80
    assert book.sheets.active.name == before
    assert listed(book) == []
    assert str(book.sheets["Granskning"]["A3"].value).endswith(
        f"med xlplan {__version__}, regelpaket xlplan. Inget att anmärka, {asked} regler prövades."
    )


def test_cells_are_links_and_the_stamp_says_when(app: Opened) -> None:
    book = app.open(FAULTY)
    pressed(app, book)
    sheet = book.sheets["Granskning"]
    assert sheet["D5"].formula == '=HYPERLINK("#\'Indikatorer\'!C5","C5")'
    assert str(sheet["A3"].value).startswith("Granskad 20")
    assert "3 fel, " in str(sheet["A3"].value)


def test_unsaved_edits_are_what_is_checked_and_the_second_press_replaces_the_first(
    app: Opened,
) -> None:
    book = app.open(FAULTY)
    pressed(app, book)
    assert len(listed(book)) == 3
    for row in (5, 6, 7, 8, 9, 10, 11, 12, 13, 14):
        cell = book.sheets["Indikatorer"].range((row, 3))
        if cell.value is None and book.sheets["Indikatorer"].range((row, 2)).value:
            cell.number_format = "@"
            cell.value = "80 %"
    said = pressed(app, book)
    assert "fel" not in said.split(".")[0]
    assert not [row for row in listed(book) if row[1] == "fel"]
    table = book.sheets["Granskning"].tables["tblGranskning"]
    assert table.range.shape[0] == 1 + max(1, len(listed(book)))


def test_rules_that_could_not_be_asked_are_told(app: Opened) -> None:
    said = pressed(app, app.open(FAULTS / "text-i-talcell" / "bok.xlsx"))
    assert (
        "2 regler kunde inte prövas: en cell i kolumnen Budget i tblBudget går inte att läsa."
        in said
    )


def test_accepted_findings_stand_last_and_are_not_lit_up(app: Opened) -> None:
    file = next((FAULTS / "godtagna-avvikelser").glob("*.xlsx"))
    book = app.open(file)
    said = pressed(app, book)
    accepted = [row for row in listed(book) if str(row[5]).startswith("Godtagen: ")]
    assert accepted
    assert listed(book)[-len(accepted) :] == accepted
    assert all(str(row[3]).endswith(" godtagen") for row in accepted)
    assert "på bladet Undantag" in said


@pytest.mark.parametrize("kind", ["unit", "board", "register"])
def test_new_books_of_each_kind_are_checked(kind: str, tmp_path: Path, app: Opened) -> None:
    file = tmp_path / f"{kind}.xlsx"
    new_book(
        contract,
        file,
        kind=kind,
        name="Enheten Örnen",
        board="Ås nämnd",
        year=2027,
        version="0.1.0",
    )
    run = check([file], Order())
    book = app.open(file)
    pressed(app, book)
    if any(sheet.name == "Granskning" for sheet in book.sheets):
        assert len(listed(book)) == len(run.books[0].findings)


def test_a_book_without_our_tables_is_left_alone(tmp_path: Path, app: Opened) -> None:
    file = tmp_path / "semester.xlsx"
    Workbook().save(file)
    book = app.open(file)
    for button in ("validate", "fix", "report"):
        assert pressed(app, book, button).startswith("semester.xlsx har ingen av planens tabeller")
    assert [sheet.name for sheet in book.sheets] == ["Sheet"]


def test_a_missing_granskning_is_made_after_the_last_sheet_that_is_seen(
    tmp_path: Path, app: Opened
) -> None:
    def without(book: Workbook) -> None:
        del book["Granskning"]

    book = app.open(edited(FAULTY, tmp_path, without))
    pressed(app, book)
    names = [sheet.name for sheet in book.sheets]
    assert names[-2:] == ["Granskning", "_xlplan"]
    assert book.sheets["Granskning"]["A4:F4"].value == list(REVIEW.headings)
    assert len(listed(book)) >= 3
    pressed(app, book)
    assert [sheet.name for sheet in book.sheets] == names


def test_a_sheet_of_that_name_which_is_the_users_is_left(tmp_path: Path, app: Opened) -> None:
    def own(book: Workbook) -> None:
        del book["Granskning"]
        book.create_sheet("Granskning")["A1"] = "Mina anteckningar"

    book = app.open(edited(FAULTY, tmp_path, own))
    pressed(app, book)
    assert book.sheets["Granskning"]["A1"].value == "Mina anteckningar"
    assert book.sheets["Granskning 2"].tables["tblGranskning"].range.shape[0] > 3


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_granskning_is_shown(state: str, tmp_path: Path, app: Opened) -> None:
    def hide(book: Workbook) -> None:
        book["Granskning"].sheet_state = state

    book = app.open(edited(FAULTY, tmp_path, hide))
    pressed(app, book)
    assert book.sheets["Granskning"].visible in (True, -1)


def test_a_protected_granskning_is_told_and_logged(tmp_path: Path, app: Opened) -> None:
    def protect(book: Workbook) -> None:
        book["Granskning"].protection = SheetProtection(sheet=True)

    said = pressed(app, app.open(edited(FAULTY, tmp_path, protect)))
    assert said.startswith(
        "Det gick inte att skriva på bladet Granskning. Är det skyddat? Välj fliken Granska och "
    )
    assert said.endswith("xlplan-fel.log till den som sköter xlplan.")
    assert " Hjälper det inte, skicka " in said


def test_protected_sheets_of_the_plan_are_read_and_gone_to(app: Opened) -> None:
    book = app.open(FAULTS / "budgeten-gar-inte-ihop" / "bok.xlsx")
    assert pressed(app, book).startswith("1 fel. Budget D")
    assert book.sheets.active.name == "Budget"


def test_a_read_only_book_is_checked(tmp_path: Path, app: Opened) -> None:
    book = app.open(copy_of(FAULTY, tmp_path), read_only=True)
    assert pressed(app, book).startswith("3 fel. ")
    assert len(listed(book)) == 3


def test_a_first_finding_on_a_filtered_row_stays_on_the_list(app: Opened) -> None:
    book = app.open(FAULTY)
    book.sheets["Indikatorer"].range("5:5").rows.hidden = True
    assert pressed(app, book).startswith(
        "3 fel och 1 varning. Den första, Indikatorer A5: Raden 5 i tabellen"
    )
    assert book.sheets.active.name == "Granskning"
    assert book.sheets["Indikatorer"].range("5:5").rows.hidden is True


def test_a_first_finding_on_a_hidden_sheet_stays_on_the_list(app: Opened) -> None:
    book = app.open(FAULTY)
    book.sheets["Indikatorer"].visible = False
    pressed(app, book)
    assert book.sheets.active.name == "Granskning"
    assert book.sheets["Indikatorer"].visible == 0


def test_a_filter_on_granskning_is_lifted(app: Opened) -> None:
    book = app.open(FAULTY)
    table = book.sheets["Granskning"].tables["tblGranskning"].impl
    set_to: list[bool] = []
    kind = type(table)

    class Watched(kind):  # type: ignore[misc, valid-type]
        @property
        def show_autofilter(self) -> bool:
            return True

        @show_autofilter.setter
        def show_autofilter(self, value: bool) -> None:
            set_to.append(value)

    table.__class__ = Watched
    table_rows.replace_rows(xw.main.Table(impl=table), REVIEW, [])
    assert set_to == [False, True]


def test_names_with_swedish_letters_and_blanks_and_two_open_books(
    tmp_path: Path, app: Opened
) -> None:
    first = app.open(copy_of(FAULTY, tmp_path, "Förskolan Åsen & Ön = 2027 (kopia).xlsx"))
    other = app.open(CLEAN)
    assert pressed(app, first).startswith("3 fel. ")
    assert len(listed(first)) == 3
    assert other.sheets["Granskning"]["A3"].value in (None, "")


def test_the_book_whose_name_has_an_equals_sign_is_found(
    tmp_path: Path, app: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.open(copy_of(FAULTY, tmp_path, "a=b.xlsx"))
    monkeypatch.setattr(sys, "argv", ["-c", "--wb=a=b.xlsx", "--from_xl=1"])
    addin.validate()
    assert app.alerts[-1][0].startswith("3 fel. ")


def test_manual_calculation_is_told_and_left(app: Opened) -> None:
    app.app.calculation = "manual"
    said = pressed(app, app.open(CLEAN))
    assert said.endswith("Excel räknar inte om av sig självt just nu: tryck F9 och validera igen.")
    assert app.app.calculation == "manual"


@pytest.mark.parametrize("stands", ["Fråga Eva", '=IF(A1="klar","klar","")', "=1/0", "#N/A"])
def test_what_stands_below_the_table_is_never_written_over(stands: str, app: Opened) -> None:
    book = app.open(FAULTY)
    cell = book.sheets["Granskning"]["B7"]
    cell.formula = stands
    said = pressed(app, book)
    assert said.startswith(
        "Under tabellen på bladet Granskning står något i B7 som skulle skrivas över."
    )
    assert cell.formula == stands
    assert listed(book) == []


def test_a_column_of_the_users_own_in_the_table_is_kept(tmp_path: Path, app: Opened) -> None:
    def own(book: Workbook) -> None:
        sheet = book["Granskning"]
        ref = sheet.tables["tblGranskning"].ref
        assert ref.startswith("A4:F")
        del sheet.tables["tblGranskning"]
        headings = ["Regel", "Allvar", "Klart", "Blad", "Cell", "Vad", "Åtgärd"]
        for at, heading in enumerate(headings, 1):
            sheet.cell(4, at).value = heading
        sheet["C5"] = "ja"
        sheet.add_table(Table(displayName="tblGranskning", ref="A4:G5"))

    book = app.open(edited(FAULTY, tmp_path, own))
    pressed(app, book)
    rows = listed(book)
    assert rows[0][2] == "ja"
    assert rows[0][3:5] == ["Indikatorer", "C5"]


def test_a_row_of_totals_of_the_users_own_is_kept(tmp_path: Path, app: Opened) -> None:
    def count(book: Workbook) -> None:
        table = book["Granskning"].tables["tblGranskning"]
        table.ref, table.totalsRowCount = "A4:F6", 1
        book["Granskning"]["A6"], book["Granskning"]["F6"] = "Antal", "=SUBTOTAL(103,A5:A5)"

    book = app.open(edited(FAULTY, tmp_path, count))
    for _ in range(2):
        pressed(app, book)
        [*rows, total] = listed(book)
        assert [row[1] for row in rows] == ["fel"] * 5
        assert total[0] == "Antal"
        assert book.sheets["Granskning"].range((5 + len(rows), 6)).formula == "=SUBTOTAL(103,A5:A5)"


def test_a_heading_that_is_gone_is_told(app: Opened) -> None:
    book = app.open(FAULTY)
    book.sheets["Granskning"]["F4"].value = "Gör"
    assert pressed(app, book).startswith("Tabellen på bladet Granskning saknar rubriken Åtgärd.")


def test_a_row_of_headings_that_is_not_shown_is_told(tmp_path: Path, app: Opened) -> None:
    def hide(book: Workbook) -> None:
        table = book["Granskning"].tables["tblGranskning"]
        table.headerRowCount, table.autoFilter, table.ref = 0, None, "A5:F5"

    said = pressed(app, app.open(edited(FAULTY, tmp_path, hide)))
    assert said.startswith(
        "Tabellen på bladet Granskning visar ingen rad med rubriker. Klicka i tabellen, "
    )


def test_five_thousand_findings_are_one_write(app: Opened) -> None:
    book = app.open(CLEAN)
    rows = [
        [
            "IND001",
            "fel",
            "Indikatorer",
            own_table.link("Indikatorer", f"C{n}", f"C{n}"),
            "Vad",
            "Gör",
        ]
        for n in range(5_000)
    ]
    app.calls.clear()
    table_rows.replace_rows(own_table.found_or_made(book, REVIEW), REVIEW, rows)
    assert app.calls["Range.formula="] == 1
    assert sum(app.calls.values()) < 100
    assert len(listed(book)) == 5_000


@pytest.mark.parametrize("said", ["=1+1", "+46 70", "-5", "@SUMMA(A1)", "'citat", " =1", "\t=1"])
def test_no_text_becomes_a_formula(said: str, app: Opened) -> None:
    book = app.open(CLEAN)
    row = ["IND001", "fel", "", "", own_table.text(said), own_table.text("1.10")]
    table_rows.replace_rows(own_table.found_or_made(book, REVIEW), REVIEW, [row])
    cell = book.sheets["Granskning"]["E5"]
    assert cell.value == HARD_BLANK + said.replace("\t", "\t")
    assert cell.formula == cell.value
    assert book.sheets["Granskning"]["F5"].value == "1.10"


def test_long_texts_are_cut_before_excel_refuses_them() -> None:
    assert own_table.text("a" * 40_000) == "a" * (own_table.LONGEST - 1) + "…"


def test_links_quote_odd_names() -> None:
    assert (
        own_table.link("Mål 'A' \"B\"", "C5", "C5")
        == '=HYPERLINK("#\'Mål \'\'A\'\' ""B""\'!C5","C5")'
    )


# -- Rätta


def test_cells_are_put_right_and_listed(app: Opened) -> None:
    book = app.open(UNEVEN)
    said = pressed(app, book, "fix")
    assert said.startswith(
        f"2 celler är rättade: Indikatorer L5, Utfall VB: ”86%” blev ”86{HARD_BLANK}%” (IND007); "
    )
    assert "Boken är inte sparad. Ångra (Ctrl+Z) tar inte tillbaka det här" in said
    assert "Nu: " in said
    assert book.sheets["Indikatorer"]["L5"].value == f"86{HARD_BLANK}%"
    assert book.sheets.active.name == "Rättat"
    [first, second] = listed(book, "tblRattat")
    assert first[1:] == ["Indikatorer", "L5", "Utfall VB", "”86%”", f"”86{HARD_BLANK}%”", "IND007"]
    assert not [row for row in listed(book) if row[0] == "IND007"]
    assert pressed(app, book, "fix").startswith(
        "Det finns inget i boken som xlplan kan rätta säkert."
    )
    assert listed(book, "tblRattat") == [first, second]


def test_later_corrections_are_added_to_the_list(app: Opened) -> None:
    book = app.open(UNEVEN)
    pressed(app, book, "fix")
    book.sheets["Indikatorer"]["L5"].value = "86%"
    said = pressed(app, book, "fix")
    assert said.startswith("1 cell är rättad: Indikatorer L5")
    assert [row[2] for row in listed(book, "tblRattat")] == ["L5", "L13", "L5"]


def test_a_typed_amount_becomes_a_number_with_the_look_of_its_column(app: Opened) -> None:
    book = app.open(FAULTS / "text-i-talcell" / "bok.xlsx")
    cell = book.sheets["Budget"]["D17"]
    cell.number_format = "@"
    assert "Budget D17, Budget: ”2 110 tkr” blev ”2110” (STR008)" in pressed(
        app, book, "fix"
    ).replace(HARD_BLANK, " ")
    assert cell.value == 2110.0
    assert cell.number_format == "#,##0"


def test_a_typed_sum_gets_its_formula(app: Opened) -> None:
    book = app.open(FAULTS / "inskrivna-summor" / "bok.xlsx")
    pressed(app, book, "fix")
    assert book.sheets["Budget"]["C10"].formula == '=SUMIFS(C$5:C9,$B$5:$B9,"intäkt")'


def test_a_locked_cell_is_left_and_told(app: Opened) -> None:
    book = app.open(FAULTS / "summan-missar-en-rad" / "bok.xlsx")
    before = book.sheets["Budget"]["D20"].formula
    said = pressed(app, book, "fix")
    assert said.startswith("1 cell på Budget gick inte att ändra. Är bladet skyddat? ")
    assert book.sheets["Budget"]["D20"].formula == before
    assert listed(book, "tblRattat")[0][5] == "Rättades inte"


def test_a_locked_cell_that_may_be_formatted_keeps_its_format(tmp_path: Path, app: Opened) -> None:
    def locked(book: Workbook) -> None:
        book["Indikatorer"]["L5"].number_format = "General"
        for row in book["Indikatorer"].iter_rows():
            for cell in row:
                cell.protection = Protection(locked=True)
        book["Indikatorer"].protection = SheetProtection(sheet=True, formatCells=False)

    book = app.open(edited(UNEVEN, tmp_path, locked))
    assert "gick inte att ändra." in pressed(app, book, "fix")
    cell = book.sheets["Indikatorer"]["L5"]
    assert (cell.value, cell.number_format) == ("86%", "General")


def test_nothing_is_put_right_where_it_cannot_be_listed(tmp_path: Path, app: Opened) -> None:
    def locked(book: Workbook) -> None:
        sheet = book.create_sheet("Rättat")
        sheet.append(list(CORRECTED.headings))
        sheet.append([""] * 7)
        sheet.add_table(Table(displayName="tblRattat", ref="A1:G2"))
        sheet.protection = SheetProtection(sheet=True)

    book = app.open(edited(UNEVEN, tmp_path, locked))
    assert pressed(app, book, "fix").startswith("Det gick inte att skriva på bladet Rättat.")
    assert book.sheets["Indikatorer"]["L5"].value == "86%"


def test_a_text_with_formatted_parts_is_left(app: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    book = app.open(UNEVEN)
    kind = type(book.sheets["Indikatorer"]["L5"].font.impl)
    monkeypatch.setattr(kind, "bold", property(lambda self: None, lambda self, value: None))
    said = pressed(app, book, "fix")
    assert (
        "Har en del av texten egen formatering: rätta den själv, så blir formateringen kvar."
        in said
    )
    assert book.sheets["Indikatorer"]["L5"].value == "86%"
    assert {row[5] for row in listed(book, "tblRattat")} == {"Rättades inte"}


# -- Skapa rapport


def test_the_report_is_of_the_book_as_it_stands(
    tmp_path: Path, app: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(documents, "opened", lambda out: bool(shown.append(out)) or True)
    file = copy_of(CLEAN, tmp_path)
    book = app.open(file)
    facts = book.sheets["Enhet"]
    row = next(r for r in range(1, 40) if facts.range((r, 1)).value == "Enhet")
    facts.range((row, 2)).value = "Kafé Nyosparad"
    chapters = book.sheets["Texter"]
    row = next(r for r in range(5, 60) if chapters.range((r, 2)).value == "Inledning")
    chapters.range((row, 4)).value = "Det här är inte sparat."
    said = pressed(app, book, "report")
    [out] = shown
    assert said == f"Rapporten är klar: {out}."
    assert out.parent == tmp_path
    text = "\n".join(p.text for p in Document(str(out)).paragraphs)
    assert "Det här är inte sparat." in text


def test_a_report_that_somebody_has_worked_in_is_not_written_over(
    tmp_path: Path, app: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "opened", lambda out: False)
    book = app.open(copy_of(FAULTY, tmp_path))
    said = pressed(app, book, "report")
    assert (
        "Den är märkt UTKAST, för boken har 3 fel kvar; sista sidan visar vilka. Öppna den i Word."
        in said
    )
    [first] = tmp_path.glob("*.docx")
    pressed(app, book, "report")
    assert list(tmp_path.glob("*.docx")) == [first]
    worked = Document(str(first))
    worked.core_properties.revision = 7
    worked.save(str(first))
    content = first.read_bytes()
    pressed(app, book, "report")
    assert first.read_bytes() == content
    assert {file.name for file in tmp_path.glob("*.docx")} == {first.name, f"{first.stem}-2.docx"}


def test_a_book_from_the_web_gets_its_report_among_the_documents(
    tmp_path: Path, app: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents_folder = tmp_path / "hem" / "Documents"
    documents_folder.mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "hem")
    monkeypatch.delenv("OneDrive", raising=False)
    monkeypatch.setattr(documents, "opened", lambda out: True)
    monkeypatch.setattr(documents, "file_of", lambda book: None)
    said = pressed(app, app.open(CLEAN), "report")
    assert said.endswith("Boken är inte sparad på datorn, så rapporten ligger bland dina dokument.")
    assert len(list(documents_folder.glob("*.docx"))) == 1


def test_a_folder_that_cannot_be_written_in_gives_way_to_the_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(out: Path, data: bytes) -> None:
        if out.parent == tmp_path:
            raise PermissionError
        out.write_bytes(data)

    (tmp_path / "Documents").mkdir()
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(documents, "write_whole", refuse)
    assert documents.placed("plan", ".docx", b"", tmp_path) == tmp_path / "Documents" / "plan.docx"


def test_a_register_has_no_report_and_a_book_without_phase_is_told(
    tmp_path: Path, app: Opened
) -> None:
    assert "är ett register, och av det görs ingen rapport." in pressed(
        app, app.open(SAMPLES / "register.xlsx"), "report"
    )
    book = app.open(copy_of(CLEAN, tmp_path))
    facts = book.sheets["Enhet"]
    row = next(r for r in range(1, 40) if facts.range((r, 1)).value == "Skede")
    facts.range((row, 2)).value = None
    said = pressed(app, book, "report")
    assert said == "Skede är inte ifyllt på bladet Enhet. Fyll i det och skapa rapporten igen."


# -- Månadskontroll, Öppna handboken, and what goes wrong


def test_the_month_is_told_and_its_rules_are_asked(app: Opened) -> None:
    book = app.open(SAMPLES / "tertial2" / "kafe-bryggan.xlsx")
    said = pressed(app, book, "month").replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("Till och med augusti är intäkterna 9 813 tkr och kostnaderna 9 651 tkr")
    assert "överskott på 45 tkr för helåret" in said
    assert "Inget att anmärka" in said
    assert " regelpaket xlplan. Månadskontroll: inget att anmärka, " in str(
        book.sheets["Granskning"]["A3"].value
    )


def test_what_the_month_lacks_is_listed(app: Opened) -> None:
    book = app.open(SAMPLES / "tertial2" / "kafe-bryggan.xlsx")
    months = book.sheets["Månad"]
    head = next(r for r in range(1, 20) if months.range((r, 1)).value == "Post")
    august = next(c for c in range(1, 30) if months.range((head, c)).value == "aug")
    row = next(r for r in range(head + 1, 60) if months.range((r, 1)).value == "Lokalkostnader")
    months.range((row, august)).value = None
    pressed(app, book, "month")
    rules = {row[0] for row in listed(book)}
    assert "MAN001" in rules
    assert all(rule.startswith(("MAN", "RES", "BUD")) for rule in rules)


def test_a_book_that_says_no_month_is_told_where_to_say_it(app: Opened) -> None:
    said = pressed(app, app.open(CLEAN), "month")
    assert said == (
        "Avser månad är inte ifylld på bladet Enhet. Skriv numret på den senaste månaden med "
        "utfall, till exempel 3 "
        "för mars."
    )


def test_the_board_has_no_month_of_its_own(app: Opened) -> None:
    said = pressed(app, app.open(SAMPLES / "namnd" / "norrstrand.xlsx"), "month")
    assert (
        said
        == "Månaden följs upp i enheternas böcker, och den här är nämndens bok eller ett register."
    )


def test_the_handbook_needs_no_book(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda uri: bool(shown.append(uri)) or True)
    addin.handbook()
    assert shown[0].startswith("file:///")
    assert shown[0].endswith("/xlplan/excel/page/handbok.html")


def test_what_nobody_foresaw_is_one_sentence_and_a_log(
    app: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(book: xw.Book) -> str:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(buttons, "validate", broken)
    said = pressed(app, app.open(CLEAN))
    assert said.startswith(
        "Något gick fel i xlplan som inte borde kunna hända (ZeroDivisionError). Boken är inte "
        "sparad"
    )
    assert "xlplan-fel.log" in said


def test_excel_fills_no_column_by_itself_meanwhile(
    app: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    excels = SimpleNamespace(AutoFillFormulasInLists=True)
    monkeypatch.setattr(type(app.app.impl), "AutoCorrect", excels, raising=False)
    seen: list[bool] = []

    def broken(book: xw.Book) -> str:
        seen.append(excels.AutoFillFormulasInLists)
        raise ZeroDivisionError

    for own in (True, False):
        excels.AutoFillFormulasInLists = own
        with monkeypatch.context() as patch:
            patch.setattr(buttons, "validate", broken)
            pressed(app, app.open(CLEAN))
        assert excels.AutoFillFormulasInLists is own
    assert seen == [False, False]


def test_without_a_book_to_say_it_in_it_is_said_on_standard_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xw.Book, "caller", lambda: (_ for _ in ()).throw(RuntimeError("no Excel")))
    with pytest.raises(SystemExit):
        addin.validate()
    told = capsys.readouterr().err
    assert told.startswith("Något gick fel i xlplan")
    assert "Traceback" not in told


def test_xlwings_is_not_imported_until_a_button_is_pressed() -> None:
    import subprocess

    code = (
        "import xlplan.cli.main, xlplan.addin, sys; assert 'xlwings' not in sys.modules and "
        "'polars' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_no_licence_key_is_used() -> None:
    assert xw.__pro__ is False


# -- in a program that calculates


def test_libreoffice_follows_the_links_and_lights_up_the_cells(
    tmp_path: Path, app: Opened, office: Any
) -> None:
    book = app.open(FAULTS / "godtagna-avvikelser" / "bok.xlsx")
    pressed(app, book)
    rows = listed(book)
    workbook: Workbook = book.impl._formulas
    marks = {
        sheet.title: rule.formula[0]
        for sheet in workbook
        for area in sheet.conditional_formatting
        for rule in area.rules
        if "Granskning" in rule.formula[0]
    }
    asked = workbook.create_sheet(
        "Fråga"
    )  # what the template's conditional format says of each cell that is listed
    for at, (_, _, sheet, cell, *_) in enumerate(rows, 1):
        place = f'"{str(cell).split()[0]}"'
        asked.cell(at, 1).value = "=" + marks[sheet].replace("ADDRESS(ROW(),COLUMN(),4)", place)
    workbook.save(tmp_path / "granskad.xlsx")
    after = load_workbook(office(tmp_path / "granskad.xlsx"), data_only=True)
    shown = [
        [cell.value or "" for cell in row]
        for row in after["Granskning"].iter_rows(min_row=5, max_col=6)
    ]
    assert [row[3] for row in shown if any(row)] == [row[3] for row in rows]
    lit = [after["Fråga"].cell(at, 1).value for at in range(1, len(rows) + 1)]
    assert lit == [not str(row[5]).startswith("Godtagen: ") for row in rows]
    assert True in lit and False in lit
