"""What the sheet does to a table's cells: drop-downs, links, hidden parts, as read from files and
as observed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cases import pack
from reading_books import OFFICE, PACKAGE, add_table, book, raw_parts, relations, sheet_xml, zipped

from xlplan.reading import Book, read_book
from xlplan.tables import build
from xlplan.template import new_book

OWN = (
    '<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="B2:B3 '
    'D9"><formula1>"a"</formula1>'
)
OWN += "</dataValidation></dataValidations>"
ELSEWHERE = (
    '<extLst><ext><x14:dataValidations xmlns:x14="m"><x14:dataValidation type="list"><x14:formula1>'
)
ELSEWHERE += (
    '<xm:f xmlns:xm="n">Val!A1:A3</xm:f></x14:formula1><xm:sqref xmlns:xm="n">B2</xm:sqref>'
)
ELSEWHERE += "</x14:dataValidation></x14:dataValidations></ext></extLst>"
DECIMAL = '<dataValidations><dataValidation type="decimal" sqref="B2:B3"/></dataValidations>'
HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
ROWS = HEAD + '<row r="2"><c r="A2"><v>1</v></c></row>'


def read_raw(
    tmp_path: Path, sheet: str | bytes, extra: dict[str, str] | None = None, **more: Any
) -> Book:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(zipped(raw_parts(sheet, **more) | (extra or {})))
    found = read_book(path)
    assert found.unreadable is None
    return found


@pytest.mark.parametrize(
    ("after", "columns"),
    [(OWN, {2}), (ELSEWHERE, {2}), (DECIMAL, set()), ("", set()), (OWN.replace('"', "'"), {2})],
)
@pytest.mark.parametrize("rewritten", [False, True])
def test_drop_downs_of_this_and_another_sheet(
    tmp_path: Path, after: str, columns: set[int], rewritten: bool
) -> None:
    xml = sheet_xml(ROWS, after=after)
    if rewritten:  # a comment is not of the usual shape
        xml = xml.replace("<c ", "<!-- c --><c ", 1)
    assert read_raw(tmp_path, xml).tables["tblMal"].drop_downs == columns


def test_the_template_has_a_drop_down_in_every_column_of_choices(tmp_path: Path) -> None:
    path = tmp_path / "mall.xlsx"
    new_book(pack().contract, path, name="Eken", year=2026, phase="VP", board="", version="0")
    observed = build([read_book(path)], pack().specs).tables
    for name in ("_utan_lista", "_dolda", "_lankar", "_sammanslagna"):
        assert observed[name].is_empty()
    assert observed["_boken"]["kontrakt"].to_list() == [pack().contract.VERSION]


def test_a_link_is_told_by_the_name_of_its_file(tmp_path: Path) -> None:
    formulas = (
        '<row r="2"><c r="A2" t="str"><f>[1]Al!A1</f><v>x</v></c><c '
        'r="B2"><f>SUM([2]Ram!B1:B9)</f><v>2</v></c>'
    )
    parts = raw_parts(sheet_xml(f"{HEAD}{formulas}</row>"))
    kinds = [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")]
    links = [("externalLink", f"externalLinks/externalLink{i}.xml") for i in (1, 2)]
    outside = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/externalLinkPath" '
    )
    outside += 'TargetMode="External" Target="{}"/></Relationships>'
    found = read_raw(
        tmp_path,
        parts["xl/worksheets/sheet1.xml"],
        {
            "xl/workbook.xml": str(parts["xl/workbook.xml"]).replace(
                "</sheets>",
                '</sheets><externalReferences><externalReference r:id="rId4"/><externalReference '
                'r:id="rId3"/>'
                "</externalReferences>",
            ),
            "xl/_rels/workbook.xml.rels": relations(*kinds, *links),
            **{f"xl/externalLinks/externalLink{i}.xml": "<externalLink/>" for i in (1, 2)},
            "xl/externalLinks/_rels/externalLink1.xml.rels": outside.format(
                "file:///G:\\Ekonomi\\Ram%202026.xlsx"
            ),
            "xl/externalLinks/_rels/externalLink2.xml.rels": outside.format("Lokaler.xlsx"),
        },
    )
    assert found.links == ("Lokaler.xlsx", "Ram 2026.xlsx")
    seen = build([found], pack().specs).tables["_lankar"]
    assert seen.select("rad", "kolumn", "fil").rows() == [
        (2, "Mål-ID", "Lokaler.xlsx"),
        (2, "Mål", "Ram 2026.xlsx"),
    ]


def test_folded_columns_of_other_phases_are_not_hidden(tmp_path: Path) -> None:
    def fill(workbook: Any) -> None:
        sheet = workbook.add_worksheet("Mål")
        add_table(
            sheet,
            "tblMal",
            ["Mål-ID", "Mål", "Analys T1", "Anteckning"],
            [["E1", "Lek", "Bra", "x"]] * 3,
        )
        sheet.set_column("C:C", None, None, {"hidden": True, "level": 1})
        sheet.set_column("D:D", None, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})

    observed = build([read_book(book(tmp_path / "dolt.xlsx", fill))], pack().specs).tables["_dolda"]
    assert observed.select("rad", "slag", "namn").rows() == [(3, "raden", "3")]
