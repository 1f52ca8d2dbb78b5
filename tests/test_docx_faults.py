"""Each fault that is looked for in a docx: told when it is there, silent when it is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from lxml import etree
from word_templates import W, repacked

from xlplan.report.blocks import (
    Block,
    Cell,
    Column,
    Contents,
    Cover,
    Figure,
    Heading,
    Paragraph,
    Shares,
    Table,
    TableRow,
)
from xlplan.report.word.faults import faults
from xlplan.report.word.file import docx

REPORT: tuple[Block, ...] = (
    Cover("Verksamhetsplan", "Plan", "Enheten", "Nämnden"),
    Contents("Innehåll"),
    Heading(1, "Ett"),
    Paragraph("Brödtext som är en hel mening."),
    Heading(2, "Två"),
    Table(
        "Tabellen",
        (Column("Kolumn A", 0.5), Column("Kolumn B", 0.5)),
        (TableRow((Cell("1"), Cell("2"))),) * 2,
    ),
    Figure("Diagrammet", "Två av tre", Shares((("Helt", "●", 2), ("Delvis", "◆", 1)))),
    Paragraph("Slut."),
)
CLEAN = docx(REPORT, title="Verksamhetsplan", created=datetime(2026, 1, 1))
BODY, STYLES, HEADER, CORE = (
    "word/document.xml",
    "word/styles.xml",
    "word/header1.xml",
    "docProps/core.xml",
)


def changed(part: str, *pairs: tuple[str, str]) -> bytes:
    """The report with texts of one part put in place of others; each must be there."""

    def change(name: str, data: bytes) -> bytes:
        if name != part:
            return data
        text = data.decode("utf-8")
        for old, new in pairs:
            assert re.search(old, text), old
            text = re.sub(old, new, text, count=1)
        return text.encode("utf-8")

    return repacked(CLEAN, change)


def with_body(change: Callable[[etree._Element], None]) -> bytes:
    def changed_body(name: str, data: bytes) -> bytes:
        if name != BODY:
            return data
        root = etree.fromstring(data)
        change(root)
        return etree.tostring(root)

    return repacked(CLEAN, changed_body)


def test_a_report_of_ours_has_none() -> None:
    assert faults(CLEAN) == []


@pytest.mark.parametrize(
    ("part", "pairs", "said"),
    [
        (STYLES, [('w:lang w:val="sv-SE"', 'w:lang w:val="en-US"')], "Dokumentets språk är en-US"),
        (STYLES, [("<w:lang [^>]*>", "")], "Dokumentets språk är inte angivet"),
        (
            CORE,
            [("<dc:title>[^<]*</dc:title>", "<dc:title> </dc:title>")],
            "ingen titel i sina egenskaper",
        ),
        (
            BODY,
            [('w:pStyle w:val="Heading2"', 'w:pStyle w:val="Heading3"')],
            "Rubriken ”Två” är på nivå 3, men rubriken före är på nivå 1. Välj nivå 2 för den.",
        ),
        (
            BODY,
            [('w:pStyle w:val="Heading1"', 'w:pStyle w:val="BodyText"')],
            "Rubriken ”Två” är på nivå 2, men det finns ingen rubrik på nivå 1 före den.",
        ),
        (BODY, [("<w:tblHeader/>", "")], "Tabell 1 (”Kolumn A Kolumn B”) har ingen rubrikrad"),
        (BODY, [("<w:tblHeader/>", '<w:tblHeader w:val="0"/>')], "har ingen rubrikrad"),
        (
            BODY,
            [("<w:trPr><w:cantSplit/></w:trPr>", "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")],
            "har 2 rubrikrader",
        ),
        (BODY, [("(<w:tcW [^>]*>)", r'\1<w:gridSpan w:val="2"/>')], "har sammanslagna celler"),
        (BODY, [("(<w:tcW [^>]*>)", r"\1<w:vMerge/>")], "har sammanslagna celler"),
        (BODY, [(' descr="[^"]*"', "")], "Bilden ”Diagram 1” i texten saknar alternativtext"),
        (
            BODY,
            [("Brödtext som är en hel mening.", " ")],
            "Det finns 1 tomt stycke, det efter ”Ett”.",
        ),
        (
            BODY,
            [('w:pStyle w:val="BodyText"', 'w:pStyle w:val="Saknad"')],
            "Formatmallen ”Saknad” används",
        ),
        (
            BODY,
            [("TOC .o", "XXX")],
            "Raden ”Ett” står i en innehållsförteckning som är skriven för hand",
        ),
        (
            BODY,
            [('w:name="_Toc00000002"', 'w:name="annat"')],
            "Raden ”Två” i innehållsförteckningen leder ingenstans",
        ),
        (
            BODY,
            [
                (
                    '<w:r><w:t xml:space="preserve">Brödtext som är en hel mening.',
                    '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Vår vardag',
                )
            ],
            "Stycket ”Vår vardag” ser ut som en rubrik men är fet brödtext",
        ),
        (
            HEADER,
            [
                (
                    "<w:r>",
                    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
                    'id="Logo"><v:imagedata/>'
                    "</v:shape></w:pict></w:r><w:r>",
                )
            ],
            "Bilden ”Logo” i sidhuvudet saknar alternativtext",
        ),
    ],
)
def test_a_fault_is_told(part: str, pairs: list[tuple[str, str]], said: str) -> None:
    found = faults(changed(part, *pairs))
    assert [fault for fault in found if said in fault], found


@pytest.mark.parametrize(
    ("part", "pairs"),
    [
        # bold that is a whole sentence, or a part of one
        (BODY, [('<w:r>(<w:t xml:space="preserve">Brödtext)', r"<w:r><w:rPr><w:b/></w:rPr>\1")]),
        (
            BODY,
            [
                (
                    '<w:r><w:t xml:space="preserve">Slut.</w:t>',
                    "<w:r><w:rPr><w:b/></w:rPr><w:t>Obs</w:t></w:r><w:r><w:t> mer</w:t>",
                )
            ],
        ),
        # an empty cell, a page break, a picture marked as decorative
        (BODY, [('<w:t xml:space="preserve">1</w:t>', "<w:t/>")]),
        (BODY, [('<w:t xml:space="preserve">Slut.</w:t>', '<w:br w:type="page"/>')]),
        (
            BODY,
            [
                (
                    '(<wp:docPr [^>]*) descr="[^"]*"([^>]*)/>',
                    r'\1\2><a:extLst xmlns:a="a"><a:ext>'
                    "<d:decorative "
                    'xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative" '
                    'val="1"/>'
                    "</a:ext></a:extLst></wp:docPr>",
                )
            ],
        ),
        (STYLES, [('w:lang w:val="sv-SE"', 'w:lang w:val="sv-FI"')]),
    ],
)
def test_what_only_looks_like_a_fault_is_not(part: str, pairs: list[tuple[str, str]]) -> None:
    assert faults(changed(part, *pairs)) == []


def test_empty_paragraphs_are_counted_but_not_where_word_must_have_them() -> None:
    def two_at_the_end(root: etree._Element) -> None:
        last = root.findall(f"{W}body/{W}p")[-1]
        last.addnext(etree.Element(W + "p"))
        last.addnext(etree.Element(W + "p"))

    def between_tables(root: etree._Element) -> None:
        table = root.find(f"{W}body/{W}tbl")
        assert table is not None
        table.addprevious(etree.fromstring(etree.tostring(table)))
        table.addprevious(etree.Element(W + "p"))

    assert (
        "Det finns 2 tomma stycken, det första efter ”Slut.”"
        in faults(with_body(two_at_the_end))[0]
    )
    assert faults(with_body(between_tables)) == []
