"""`report --trace`: every text and figure names the cell that it stands in, and it does stand
there."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from xlplan.actions.drafting import ReportOrder
from xlplan.actions.report import report
from xlplan.model import Ref
from xlplan.report.addresses import addresses, ranges
from xlplan.report.formats import TRACED

SAMPLES = Path(__file__).parents[1] / "workbooks" / "exempel"
BOOKS = (
    *(
        SAMPLES / folder / "kafe-bryggan.xlsx"
        for folder in ("enheter", "tertial1", "tertial2", "bokslut")
    ),
    SAMPLES / "bokslut" / "forskolor-havsornen.xlsx",
    SAMPLES / "namnd" / "norrstrand.xlsx",
)
NAMES = [f"{book.parent.name}/{book.stem}" for book in BOOKS]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EMPTY = re.compile("|–|0(,0+)?")
"""How a report prints an empty cell."""


def made(book: Path, folder: Path, *formats: str, trace: bool = True) -> dict[str, bytes]:
    found = report([book], folder, ReportOrder(formats=formats, trace=trace))
    return {each.out.suffix[1:]: each.out.read_bytes() for each in found if each.out}


@pytest.fixture(scope="module", params=BOOKS, ids=NAMES)
def traced(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Any, dict[str, bytes]]:
    """A workbook as openpyxl reads it, and its traced files."""
    book = request.param
    return load_workbook(book, data_only=True), made(book, tmp_path_factory.mktemp("spår"), *TRACED)


def values(workbook: Any, address: str) -> list[Any]:
    """What stands in "Budget!D12" or "Månad!C10:F10, Budget!D10", number formats heeded."""
    found = []
    for part in address.split(", "):
        sheet, _, place = part.rpartition("!")
        left, top, right, bottom = range_boundaries(place)
        for row in workbook[sheet.strip("'")].iter_rows(top, bottom, left, right):
            found += [
                f"{cell.value * 100:g} %".replace(".", ",") if _is_percent(cell) else cell.value
                for cell in row
            ]
    return found


def _is_percent(cell: Any) -> bool:
    return "%" in cell.number_format and isinstance(cell.value, int | float)


def amount(printed: str) -> Decimal:
    return Decimal(
        printed.replace("\N{NO-BREAK SPACE}", "").replace(",", ".").replace("\N{MINUS SIGN}", "-")
    )


def says(printed: str, value: object, *, whole: bool) -> bool:
    """Whether a cell's value is what is printed; of a text's paragraphs each is a part of it."""
    if value is None:
        return bool(EMPTY.fullmatch(printed))
    if isinstance(value, datetime | date):
        return printed == value.isoformat()[:10]
    if isinstance(value, int | float):
        return near(printed, Decimal(repr(value)))
    text, wanted = flat(printed), flat(str(value))
    # a goal's heading begins with its number, a judgement with its symbol
    return text == wanted if whole else text in wanted or text.endswith(wanted)


def near(printed: str, value: Decimal) -> bool:
    step = Decimal(1).scaleb(-len(printed.partition(",")[2]))
    return amount(printed) == value.quantize(step, ROUND_HALF_UP)


def flat(text: str) -> str:
    return " ".join(re.sub(r"(?m)^\s*(- |## )", "", text).split())


def of_html(data: bytes) -> Iterator[tuple[str, str, bool, bool]]:
    """(address, text, whether it is a table's cell, whether it is worked out) of what is traced."""
    for element in html.fromstring(data.decode()).iter():
        if isinstance(element.tag, str) and (address := element.get("data-cell")):
            for line in element.iter("br"):
                line.tail = "\n" + (line.tail or "")
            worked_out = element.get("title") == f"Uträknat ur {address}"
            assert worked_out or element.get("title") == address
            yield address, element.text_content(), element.tag in ("td", "th", "dd"), worked_out


def test_what_the_page_names_stands_there(traced: tuple[Any, dict[str, bytes]]) -> None:
    workbook, files = traced
    wrong, checked = [], 0
    for address, printed, whole, worked_out in of_html(files["html"]):
        found = values(workbook, address)
        checked += 1
        if not (
            is_made_of(printed, address, found)
            if worked_out
            else says(printed, found[0], whole=whole)
        ):
            wrong.append((address, printed, found))
    assert wrong == [] and checked > 80


def is_made_of(printed: str, address: str, found: list[Any]) -> bool:
    """A sum of months or a forecast; with the budget too it is the deviation from it."""
    if printed == "–":
        return True
    numbers = [Decimal(repr(value or 0)) for value in found]
    if "Månad!" in address and "Budget!" in address:
        return near(printed.lstrip("\N{MINUS SIGN}"), abs(sum(numbers[:-1]) - numbers[-1]))
    return near(printed, Decimal(sum(numbers)))


def test_every_cell_of_a_table_is_traced(traced: tuple[Any, dict[str, bytes]]) -> None:
    page = html.fromstring(traced[1]["html"].decode())
    cells = page.xpath("//tbody/tr[not(@class='group')]/*[self::td or self::th]")
    assert len(cells) > 40
    # a line of the budget that the months lack has nothing that its figures are made of
    assert [
        cell.text_content()
        for cell in cells
        if not cell.get("data-cell") and cell.text_content() != "–"
    ] == []


def marked(data: bytes) -> dict[str, str]:
    """The hidden bookmarks of a docx and the texts that they stand around; those of the contents
    left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        document = etree.fromstring(package.read("word/document.xml"))
    starts = [
        e
        for e in document.iter(W + "bookmarkStart")
        if not str(e.get(W + "name")).startswith("_Toc")
    ]
    ids = [e.get(W + "id") for e in document.iter(W + "bookmarkStart")]
    assert len(ids) == len(set(ids)) == len(list(document.iter(W + "bookmarkEnd")))
    found = {}
    for start in starts:
        paragraph = start.getparent()
        assert paragraph is not None
        texts = (
            (e.text or "") if e.tag == W + "t" else "\n"
            for e in paragraph.iter(W + "t", W + "br", W + "tab")
        )
        found[str(start.get(W + "name"))] = "".join(texts)
    assert len(found) == len(starts), "no name twice"
    return found


def test_the_bookmarks_of_the_docx_name_the_same_cells(
    traced: tuple[Any, dict[str, bytes]],
) -> None:
    _, files = traced
    named: dict[str, str] = {}
    for address, printed, _, worked_out in of_html(files["html"]):
        for part in address.split(", ") if printed else ():
            name = ("_Ur_" if worked_out else "_") + part.replace("!", "_").replace(":", "_")
            named.setdefault(name, printed)
    found = marked(files["docx"])
    assert all(re.fullmatch(r"_\w{1,39}", name) for name in found)
    assert {re.sub(r"(_[A-Z]+\d+)_\d+$", r"\1", name) for name in found} == named.keys()
    amounts = {
        name: text for name, text in named.items() if re.fullmatch(r"[\d\N{NO-BREAK SPACE}]+", text)
    }
    assert amounts and {name: found[name].rpartition("\n")[2] for name in amounts} == amounts


def test_a_comment_a_table_tells_its_rows_and_their_cells(tmp_path: Path) -> None:
    data = made(BOOKS[1], tmp_path, "docx")["docx"]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        comments = etree.fromstring(package.read("word/comments.xml"))
        document = etree.fromstring(package.read("word/document.xml"))
    told = ["\n".join("".join(p.itertext()) for p in comment) for comment in comments]
    [budget] = [text for text in told if "Summa kostnader" in text]
    assert re.search(
        r"^Summa kostnader: Budget!A(\d+), Budget!D\1, Månad!C(\d+):F\2, Månad!O\2$",
        budget,
        re.MULTILINE,
    )
    texts = [text for text in told if text.startswith("Ur Texter!D")]
    assert texts and len(texts) == len(set(texts)), "told once a cell"
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert [e.get(W + "id") for e in document.iter(W + mark)] == [
            c.get(W + "id") for c in comments
        ]


def test_the_traced_docx_follows_the_schema(
    traced: tuple[Any, dict[str, bytes]], tmp_path: Path
) -> None:
    audit = pytest.importorskip("openxml_audit")
    (tmp_path / "spår.docx").write_bytes(traced[1]["docx"])
    result = audit.OpenXmlValidator().validate(str(tmp_path / "spår.docx"))
    assert not result.errors, result.errors


def test_columns_that_somebody_moved_are_followed(tmp_path: Path) -> None:
    workbook = load_workbook(BOOKS[0])
    sheet = workbook["Budget"]
    table = sheet.tables["tblBudget"]
    left, top, right, bottom = range_boundaries(table.ref)
    for row in sheet.iter_rows(top, bottom, left, right):
        row[2].value, row[3].value = row[3].value, row[2].value
    columns = table.tableColumns
    columns[2].name, columns[3].name = columns[3].name, columns[2].name
    for cell in sheet[bottom]:
        if isinstance(cell.value, str):
            cell.value = cell.value.replace("$", "")
    sheet.title = "Vår budget"
    moved = tmp_path / "flyttad.xlsx"
    workbook.save(moved)
    page = made(moved, tmp_path, "html")["html"].decode()
    assert (
        'data-cell="&#39;Vår budget&#39;!C' in page
        and 'data-cell="&#39;Vår budget&#39;!D' not in page
    )


def test_without_trace_nothing_is_marked_and_a_pdf_never(tmp_path: Path) -> None:
    plain = made(BOOKS[3], tmp_path / "a", "docx", "pdf", "html", trace=False)
    assert b"data-cell" not in plain["html"] and marked(plain["docx"]) == {}
    with zipfile.ZipFile(io.BytesIO(plain["docx"])) as package:
        assert "word/comments.xml" not in package.namelist()
    followed = made(BOOKS[3], tmp_path / "b", "docx", "pdf", "html")
    assert followed["pdf"] == plain["pdf"]
    assert made(BOOKS[3], tmp_path / "c", "docx")["docx"] == followed["docx"]


def test_cells_as_excel_writes_them() -> None:
    column = [Ref("Budget", row, 3) for row in (6, 7, 9)]
    assert addresses([*column, Ref("Budget", 7, 3)]) == ("Budget!C6:C7", "Budget!C9")
    assert ranges([Ref("Månad", 5, column) for column in (3, 4, 5, 28)]) == ("C5:E5", "AB5")
    assert ranges([Ref("X", row, column) for row in (2, 3) for column in (1, 2)]) == ("A2:B3",)
    sheets = ("Mål", "Mål 2026", "2026", "Anders' blad", "AB12", "R1C1", "rc", "Bilaga_1")
    assert [addresses([Ref(sheet, 1, 1)])[0] for sheet in sheets] == [
        "Mål!A1",
        "'Mål 2026'!A1",
        "'2026'!A1",
        "'Anders'' blad'!A1",
        "'AB12'!A1",
        "'R1C1'!A1",
        "'rc'!A1",
        "Bilaga_1!A1",
    ]
