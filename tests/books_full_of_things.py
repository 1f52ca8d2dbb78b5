"""A unit's book with everything that Excel can put in one, for tests of what writing in it leaves
alone.

Made by XlsxWriter (charts, a chart sheet, an image, sparklines, comments, macros, conditional
formats, protection), and parts added that it cannot make: a pivot table with its cache, custom XML,
a threaded comment and printer settings.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from reading_books import add_table, unzipped, zipped

from xlplan.model import MONTHS

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ADDIN = Path(__file__).parents[1] / "workbooks" / "tillagg" / "xlplan.xlam"
LINES: Sequence[tuple[str, str, Sequence[float | None]]] = (
    ("Bidrag", "intäkt", (100, 100, None)),
    ("Personalkostnader", "kostnad", (200, 210, None)),
    ("Lokalkostnader", "kostnad", (50, 50, None)),
)
HEADINGS = ["Post", "Radtyp", *MONTHS, "Prognos T1", "Prognos T2", "Prognos", "Kommentar"]
FACTS = {
    "Enhetskod": "4127",
    "Enhet": "Granen",
    "År": 2026,
    "Beloppsenhet": "tkr",
    "Avser månad": 2,
}


def full_book(path: Path, *, macros: bool = False, facts: dict[str, Any] = FACTS) -> Path:
    """Månad has its table in A4: Bidrag in row 5, Personalkostnader in 7, Lokalkostnader in 8; jan
    is column C."""
    with xlsxwriter.Workbook(path) as book:
        sheets = {name: book.add_worksheet(name) for name in ("Enhet", "Månad", "Diagram")}
        add_table(
            sheets["Enhet"],
            "tblEnhet",
            ["Uppgift", "Värde", "Anvisning"],
            [[*fact] for fact in facts.items()],
        )
        _month(book, sheets["Månad"])
        _pictures(book, sheets["Diagram"])
        if macros:
            with zipfile.ZipFile(ADDIN) as addin:
                code = path.with_suffix(".bin")
                code.write_bytes(addin.read("xl/vbaProject.bin"))
            book.add_vba_project(str(code))
        else:
            book.set_custom_property("Ärende", "KS 2026/12")
    parts = unzipped(path)
    _without_asking(parts)
    _add_parts(parts)
    path.write_bytes(zipped(parts))
    return path


def _month(book: Any, sheet: Any) -> None:
    amount = book.add_format({"num_format": "#,##0", "locked": False})
    rows: list[list[Any]] = [["Bidrag", "intäkt"], ["Summa intäkter", "summa intäkter"]]
    rows += [["Personalkostnader", "kostnad"], ["Lokalkostnader", "kostnad"]]
    rows += [["Summa kostnader", "summa kostnader"], ["Netto", "netto"]]
    add_table(sheet, "tblManad", HEADINGS, rows, at=(3, 0))
    values = {post: months for post, _, months in LINES}
    for i in range(12):
        letter = "CDEFGHIJKLMN"[i]
        for row, post in ((4, "Bidrag"), (6, "Personalkostnader"), (7, "Lokalkostnader")):
            value = values[post][i] if i < 3 else None
            sheet.write(row, 2 + i, value, amount)
        income, cost = (100, (250, 260)[i]) if i < 2 else (0, 0)
        sheet.write_formula(
            5, 2 + i, f'=SUMIFS({letter}$5:{letter}5,$B$5:$B5,"intäkt")', amount, income
        )
        sheet.write_formula(
            8, 2 + i, f'=SUMIFS({letter}$5:{letter}8,$B$5:$B8,"kostnad")', amount, cost
        )
        sheet.write_formula(9, 2 + i, f"={letter}9-{letter}6", amount, cost - income)
    sheet.add_sparkline(6, 20, {"range": "Månad!C7:N7", "markers": True})
    sheet.write_comment("C7", "Räkningen för januari kom i februari.", {"author": "Controllern"})
    sheet.conditional_format("C5:N8", {"type": "data_bar"})
    sheet.data_validation("C5:N8", {"validate": "decimal", "criteria": ">=", "value": -1e12})
    sheet.write_rich_string("A1", book.add_format({"bold": True}), "Månad ", "för Granen")
    sheet.insert_textbox("W2", "Fyll i före den tionde.")
    sheet.protect("", {"format_columns": True})
    sheet.freeze_panes(4, 1)


def _pictures(book: Any, sheet: Any) -> None:
    for kind in ("column", "line"):
        chart = book.add_chart({"type": kind})
        chart.add_series(
            {"values": "=Månad!$C$7:$N$7", "categories": "=Månad!$C$4:$N$4", "name": "=Månad!$A$7"}
        )
        sheet.insert_chart("B2", chart)
    alone = book.add_chart({"type": "area"})
    alone.add_series({"values": "=Månad!$C$9:$N$9"})
    book.add_chartsheet("Stort diagram").set_chart(alone)
    image = Path(book.filename).with_suffix(".png")
    image.write_bytes(_png())
    sheet.insert_image("B20", str(image), {"description": "En grå ruta"})


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\x00\x80"))
        + chunk(b"IEND", b"")
    )


def _without_asking(parts: dict[str, bytes]) -> None:
    """As Excel saves it: nothing is left to be calculated on opening, which XlsxWriter asks for."""
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")


def _add_parts(parts: dict[str, bytes]) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = "".join(
        f'<cacheField name="{name}" numFmtId="0"><sharedItems/></cacheField>'
        for name in HEADINGS[:3]
    )
    _part(
        parts,
        "xl/pivotCache/pivotCacheDefinition1.xml",
        "xl/workbook.xml",
        "pivotCacheDefinition",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml",
        f'<pivotCacheDefinition xmlns="{main}" refreshOnLoad="1" recordCount="0"><cacheSource '
        f'type="worksheet">'
        f'<worksheetSource name="tblManad"/></cacheSource><cacheFields '
        f'count="3">{cells}</cacheFields>'
        "</pivotCacheDefinition>",
    )
    _part(
        parts,
        "customXml/item1.xml",
        "xl/workbook.xml",
        "customXml",
        "",
        '<kommun xmlns="urn:kommun">Ö</kommun>',
    )
    _part(
        parts,
        "xl/printerSettings/printerSettings1.bin",
        "xl/worksheets/sheet2.xml",
        "printerSettings",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings",
        "\0\1skrivare",
    )
    _part(
        parts,
        "xl/threadedComments/threadedComment1.xml",
        "xl/worksheets/sheet2.xml",
        "threadedComment",
        "application/vnd.ms-excel.threadedcomments+xml",
        "<ThreadedComments "
        'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>',
    )


def _part(
    parts: dict[str, bytes], name: str, of: str, kind: str, content_type: str, content: str
) -> None:
    """Add a part, named among the file's kinds of content and among what `of` points at."""
    parts[name] = content.encode()
    folder, file = of.rsplit("/", 1)
    relations = f"{folder}/_rels/{file}.rels"
    entry = f'<Relationship Id="rIdEgen{len(parts)}" Type="{OFFICE}/{kind}" Target="/{name}"/>'
    parts[relations] = parts[relations].replace(
        b"</Relationships>", f"{entry}</Relationships>".encode()
    )
    if content_type:
        override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"</Types>", override.encode()
        )
