"""Files that cannot be read: each is a value with a kind clause, never an error, never a wait
without end."""

from __future__ import annotations

import logging
import os
import random
import re
import struct
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from reading_books import MAIN, add_table, book, raw_parts, relations, sheet_xml, unzipped, zipped

from xlplan.reading import Book, Unreadable, file_content, find_books, package, read_book, scanning
from xlplan.reading.own_files import MARK

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
CELLS = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'


@pytest.fixture(autouse=True)
def nothing_unforeseen(caplog: pytest.LogCaptureFixture) -> Any:
    """Every refusal here is foreseen by a step of its own; the safety net around them all catches
    nothing."""
    yield
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def refused(content: bytes | Path, tmp_path: Path) -> Unreadable:
    path = content if isinstance(content, Path) else tmp_path / "bok.xlsx"
    if isinstance(content, bytes):
        path.write_bytes(content)
    reason = read_book(path).unreadable
    assert reason is not None
    assert reason.clause[0].islower() and not reason.clause.endswith(".")
    assert not re.search(r"ogiltig|error|exception", reason.clause, re.IGNORECASE)
    return reason


def raw(sheet1: str | bytes = sheet_xml(CELLS), **changed: Any) -> bytes:
    return zipped(raw_parts(sheet1, **changed))


def test_the_book_that_the_others_break_is_readable(tmp_path: Path) -> None:
    (tmp_path / "hel.xlsx").write_bytes(raw())
    assert read_book(tmp_path / "hel.xlsx").tables["tblMal"].columns == [[1.0], [None]]


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"%PDF-1.7 ...", "not_a_workbook", "den är en pdf-fil med fel filändelse"),
        (b"\x89PNG\r\n\x1a\n", "not_a_workbook", "en bild"),
        (b"Post;Budget\r\nL\xf6ner;1200\r\n", "not_a_workbook", "textfil"),
        ("Post\tBudget".encode("utf-16"), "not_a_workbook", "textfil"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "not_a_workbook", "webbsida"),
        (b"\n<?xml version='1.0'?><Workbook/>", "not_a_workbook", "xml-fil"),
        (bytes(range(256)) * 9, "not_a_workbook", "inte en Excel-arbetsbok"),
        (OLE + bytes(504) + "Workbook".encode("utf-16-le"), "old_format", ".xls"),
        (
            OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
            "skyddad med lösenord",
        ),
        (OLE + bytes(504) + "WordDocument".encode("utf-16-le"), "not_a_workbook", "Word"),
        (OLE + bytes(504), "not_a_workbook", "äldre Office-program"),
        (b"", "empty", "0 byte"),
        (b"PK\x03\x04 och inget mer", "damaged", "bara delvis hämtad"),
        (b"PK", "damaged", "skadad"),
    ],
)
def test_not_a_zip_file(tmp_path: Path, content: bytes, code: str, says: str) -> None:
    reason = refused(content, tmp_path)
    assert reason.code == code and says in reason.clause


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"läs mig.txt": "hej"}, "packad fil (zip) utan arbetsbok"),
        ({"xl/workbook.bin": b"\x00"}, ".xlsb"),
        (
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"},
            "OpenDocument",
        ),
        ({"ppt/presentation.xml": "<p/>"}, "PowerPoint"),
        ({"xl/workbook.xml": "<something/>"}, "utan arbetsbok"),
    ],
)
def test_a_zip_file_that_is_not_a_workbook(
    tmp_path: Path, parts: dict[str, str | bytes], says: str
) -> None:
    reason = refused(zipped(parts), tmp_path)
    assert reason.code == "not_a_workbook" and says in reason.clause


def test_a_word_document_with_the_wrong_name(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "plan.xlsx"))
    reason = refused(tmp_path / "plan.xlsx", tmp_path)
    assert reason == Unreadable(
        "not_a_workbook",
        "den är ett Word-dokument med fel filändelse; öppna rätt fil, en arbetsbok som slutar på "
        ".xlsx",
    )


def test_places_without_a_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "saknas.xlsx", tmp_path).code == "missing"
    assert refused(tmp_path / "a\0b.xlsx", tmp_path).code == "missing"
    assert refused(tmp_path, tmp_path).code == "not_a_workbook"
    (tmp_path / "fil").write_text("x")
    assert refused(tmp_path / "fil" / "bok.xlsx", tmp_path).code == "missing"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_does_not_keep_the_reading_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rör.xlsx")
    assert refused(tmp_path / "rör.xlsx", tmp_path).code == "not_a_workbook"


@pytest.mark.parametrize("error", [PermissionError(13, "x"), OSError(5, "x")])
def test_a_locked_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def locked(self: Path) -> bytes:
        raise error

    (tmp_path / "bok.xlsx").write_bytes(raw())
    monkeypatch.setattr(Path, "read_bytes", locked)
    assert refused(tmp_path / "bok.xlsx", tmp_path).code == "locked"


def test_a_file_that_is_being_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, whole = tmp_path / "bok.xlsx", raw()
    path.write_bytes(whole[:100])
    pauses: list[float] = []

    def saved_meanwhile(seconds: float) -> None:
        pauses.append(seconds)

    def read(self: Path) -> bytes:
        with self.open("rb") as file:
            data = file.read()
        if not pauses:
            self.write_bytes(whole)
        return data

    monkeypatch.setattr(time, "sleep", saved_meanwhile)
    monkeypatch.setattr(Path, "read_bytes", read)
    assert read_book(path).unreadable is None
    assert len(pauses) == 1

    def ever_growing(self: Path) -> bytes:
        with self.open("ab") as file:
            file.write(b"x")
        return whole

    monkeypatch.setattr(Path, "read_bytes", ever_growing)
    assert refused(path, tmp_path).code == "locked"


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_content, "MAX_FILE", 1000)
    reason = refused(raw() + bytes(1000), tmp_path)
    assert reason.code == "too_large"


def test_zip_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_PART", 1_000_000)
    monkeypatch.setattr(package, "MAX_TOTAL", 1_500_000)
    assert refused(raw(sheet1=" " * 1_000_001), tmp_path).code == "too_large"
    assert refused(raw(sheet1=" " * 900_000, styles=" " * 900_000), tmp_path).code == "too_large"
    monkeypatch.setattr(package, "MAX_PARTS", 5)
    assert refused(raw(), tmp_path).code == "too_large"


def test_a_part_larger_than_it_says(tmp_path: Path) -> None:
    whole = raw(sheet1=sheet_xml(CELLS) + " " * 5_000_000)
    lying = whole.replace(
        struct.pack("<L", len(sheet_xml(CELLS)) + 5_000_000), struct.pack("<L", 1000)
    )
    assert lying != whole
    assert refused(lying, tmp_path).code == "damaged"


def test_too_many_filled_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "MAX_CELLS", 1)
    reason = refused(raw(), tmp_path)
    assert reason.code == "too_large" and "bladet Mål har fler än 1 ifyllda celler" in reason.clause


def test_a_table_over_the_whole_sheet(tmp_path: Path) -> None:
    cells = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert (
        refused(zipped(raw_parts(sheet_xml(cells), ref="A1:XFD1048576")), tmp_path).code
        == "too_large"
    )
    uncalculated = cells.replace("<v>1</v>", "<f>1</f>")
    assert (
        refused(zipped(raw_parts(sheet_xml(uncalculated), ref="A1:XFD1048576")), tmp_path).code
        == "too_large"
    )


BROKEN: dict[str, Callable[[], dict[str, str | bytes]]] = {
    "sheet cut off": lambda: {"sheet1": sheet_xml(CELLS)[:-30]},
    "sheet not xml": lambda: {"sheet1": b"\x00\x01\x02"},
    "sheet empty": lambda: {"sheet1": ""},
    "tags that do not match": lambda: {"sheet1": sheet_xml(CELLS.replace("</c>", "</d>"))},
    "ends before starts": lambda: {"sheet1": sheet_xml("</c>" * 100_000 + '<c r="A1">' * 100_000)},
    "entities": lambda: {"sheet1": "<!DOCTYPE x [<!ENTITY a 'b'>]>" + sheet_xml(CELLS)},
    "cell outside the sheet": lambda: {
        "sheet1": sheet_xml('<row r="1"><c r="ZZZ9999999"><v>1</v></c></row>')
    },
    "cell in row 0": lambda: {"sheet1": sheet_xml('<row r="0"><c r="A0"><v>1</v></c></row>')},
    "row that is not a number": lambda: {"sheet1": sheet_xml("<row r='x'><c><v>1</v></c></row>")},
    "text that does not exist": lambda: {"sheet1": sheet_xml(CELLS.replace("<v>0<", "<v>99<"))},
    "infinite number": lambda: {"sheet1": sheet_xml(CELLS.replace("<v>1<", "<v>1E400<"))},
    "unknown kind of cell": lambda: {"sheet1": sheet_xml(CELLS.replace('"A2"', '"A2" t="zz"'))},
    "workbook not xml": lambda: {"workbook": "<workbook"},
    "styles not xml": lambda: {"styles": "<styleSheet"},
    "strings not xml": lambda: {"sharedStrings": f'<sst xmlns="{MAIN}"><si><t>a</si>'},
    "unknown encoding": lambda: {"styles": '<?xml version="1.0" encoding="klingon"?><a/>'},
    "wrong encoding": lambda: {"styles": b"\xff\xfe\x00"},
    "table without a place": lambda: {
        "table1": f'<table xmlns="{MAIN}" displayName="tblMal" ref="A0:B2"/>'
    },
}


@pytest.mark.parametrize("how", sorted(BROKEN))
def test_damaged_xml(tmp_path: Path, how: str) -> None:
    assert refused(raw(**BROKEN[how]()), tmp_path).code == "damaged"


@pytest.mark.parametrize(
    "cells", ['<c r="A1">' * 200_000, "<row " * 200_000, '<c r="A1"><f>' * 100_000 + "</c>"]
)
def test_broken_xml_takes_no_time(tmp_path: Path, cells: str) -> None:
    start = time.process_time()
    (tmp_path / "bok.xlsx").write_bytes(raw(sheet1=sheet_xml(cells)))
    assert isinstance(read_book(tmp_path / "bok.xlsx"), Book)
    assert time.process_time() - start < 60  # a guard against minutes, not a measurement


def test_a_missing_sheet(tmp_path: Path) -> None:
    parts = raw_parts(sheet_xml(CELLS))
    del parts["xl/worksheets/sheet1.xml"]
    assert refused(zipped(parts), tmp_path).code == "damaged"
    parts["xl/_rels/workbook.xml.rels"] = relations()
    assert refused(zipped(parts), tmp_path).code == "damaged"


def test_a_part_packed_with_a_password(tmp_path: Path) -> None:
    whole = bytearray(raw())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = whole.find(signature)
        while at >= 0:
            whole[at + offset] |= 1
            at = whole.find(signature, at + 1)
    assert refused(bytes(whole), tmp_path).code == "encrypted"


def test_a_changed_or_cut_file_never_stops_the_reading(tmp_path: Path) -> None:
    def fill(workbook: Any) -> None:
        add_table(
            workbook.add_worksheet("Mål"),
            "tblMal",
            ["Mål-ID", "Mål"],
            [["1.1", "Text"], ["1.2", 5]],
        )

    path = book(tmp_path / "hel.xlsx", fill)
    whole, chance = path.read_bytes(), random.Random(4127)
    for _ in range(150):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        path.write_bytes(broken[: chance.choice((len(broken), chance.randrange(1, len(broken))))])
        assert isinstance(read_book(path), Book)
    parts = unzipped(book(path, fill))
    for _ in range(150):  # changes that no checksum shows
        name = chance.choice(sorted(parts))
        changed = bytearray(parts[name])
        changed[chance.randrange(len(changed))] = chance.choice(b'<>/"&x0 \x00\xff')
        path.write_bytes(zipped(parts | {name: bytes(changed)}))
        assert isinstance(read_book(path), Book)


def test_find_books(tmp_path: Path) -> None:
    kept = ["a/Björken.xlsx", "a/asp.XLSX", "a/under/Cedern.xlsm", "b.xlsx"]
    left_out = [
        "a/~$Björken.xlsx",
        "a/.gömd.xlsx",
        ".git/bok.xlsx",
        "a/Björken-lista.xlsx",
        "a/plan.docx",
    ]
    for name in kept + left_out:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    book(tmp_path / "a/Björken-lista.xlsx", lambda workbook: workbook.set_custom_property(*MARK))
    names = [path.relative_to(tmp_path).as_posix() for path in find_books([tmp_path])]
    assert names == ["a/asp.XLSX", "a/Björken.xlsx", "a/under/Cedern.xlsm", "b.xlsx"]
    last, own, missing = (
        tmp_path / "b.xlsx",
        tmp_path / "a/Björken-lista.xlsx",
        tmp_path / "saknas.xlsx",
    )
    found = find_books([last, own, missing, tmp_path / "a", tmp_path / "a" / ".." / "b.xlsx"])
    assert found[:3] == [last, own, missing]
    assert [path.name for path in found[3:]] == ["asp.XLSX", "Björken.xlsx", "Cedern.xlsm"]
    assert find_books([]) == []
