"""The report as docx, pdf and html: the same words in the same order, accessible, and never read as
markup."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from browser import faults_in_browser
from lxml import etree
from pdf_structure import pdf_faults, structure
from pypdf import PdfReader

from xlplan.actions.drafting import report_title
from xlplan.actions.report_pack import outlines
from xlplan.checking.batch import pack_of
from xlplan.model import PHASES
from xlplan.reading import read_book
from xlplan.report.blocks import (
    Bar,
    Bars,
    Block,
    BulletList,
    Cell,
    Column,
    Contents,
    Cover,
    Fact,
    FactList,
    Figure,
    Heading,
    Paragraph,
    Role,
    RowKind,
    Status,
    Table,
    TableRow,
)
from xlplan.report.compose import blocks
from xlplan.report.formats import made
from xlplan.report.pdf_file import MISSING
from xlplan.tables import content

CLEAN = Path(__file__).parents[1] / "workbooks" / "exempel" / "enheter" / "kafe-bryggan.xlsx"
CREATED = datetime(2026, 1, 15, 9, 30)
TITLE = "Verksamhetsberättelse 2026 Tåget & Co"
FORMATS = ("docx", "pdf", "html")

HOSTILE = (
    "#set page(fill: red)",
    "#import sys",
    "<script>alert(1)</script>",
    "$x^2$",
    "*stjärna* _streck_ `kod`",
    "{{ title }}",
    "{% for x in y %}",
    "baksnedd \\ och \\n och \\u{41}",
    '"raka" – och ”böjda”',
    "-- --- ...",
    "@ref <etikett>",
    "&amp; &lt;",
    "= Rubrik",
    "- streck",
    "+ plus",
    "/ Term: ord",
    "// kommentar",
    "https://exempel.se/?a=1&b=2",
    "#!{}[]()~^%",
    "]]> -->",
    "1. ett",
    "\N{RIGHT-TO-LEFT MARK}omvänd",
)


def _rows(*lines: tuple[str, RowKind, str]) -> tuple[TableRow, ...]:
    return tuple(
        TableRow((Cell(name), Cell(amount), Cell("")), kind) for name, kind, amount in lines
    )


COVER = Cover(
    title="Verksamhetsberättelse 2026 för Tåget & Co",
    document="Verksamhetsberättelse 2026",
    unit="Tåget & Co",
    board="Åsnestads nämnd",
    facts=(Fact("Handläggare", "Mina Lind"), Fact("Telefon", "08-508 00 000")),
    address=(Fact("", "Tågets adress 1"), Fact("Webbplats", "exempel.se/tåget")),
)
BUDGET = Table(
    "Budget i tusental",
    (Column("Konto", 0.6), Column("Belopp", 0.25, numeric=True), Column("Not", 0.15)),
    _rows(
        ("Intäktsgruppen", RowKind.GROUP, ""),
        ("Taxor", RowKind.LINE, "240"),
        ("varav avgifter", RowKind.PART, "24"),
        ("Totalt", RowKind.TOTAL, "20\N{NO-BREAK SPACE}565"),
    ),
)
WIDE = Table(
    "Indikatorer för målet",
    tuple(Column(f"Spalt {n}", 1 / 6) for n in "ABCDEF"),
    (TableRow(tuple(Cell(f"Cell {n}") for n in "GHIJKL")),),
    "Indikatorer: målet om inflytande",
)
FIGURE = Figure(
    "Diagrammets text", "Beskrivning av staplarna: 3,5 av 4.", Bars("%", (Bar("Nöjda", 3.5, 4),))
)
EVERYTHING: tuple[Block, ...] = (
    COVER,
    Heading(1, "Första kapitlet", new_page=True),
    Paragraph("Ett stycke med\ntvå rader."),
    Heading(2, "Målet om inflytande", kicker="Nämndmålets sort"),
    Status("Bedömningen", "Uppfylls helt", "●"),
    Status("", "Utan etikett", ""),
    Heading(3, "Tredje nivån"),
    Heading(4, "Fjärde nivån"),
    Heading(5, "Femte nivån"),
    Heading(6, "Sjätte nivån"),
    BulletList(("Punkt ett", "Punkt två")),
    BulletList(("Numret först", "Numret sedan"), numbered=True),
    Paragraph("Anmärkning i kursiv.", Role.NOTE),
    WIDE,
    Paragraph("Namnet på raden", Role.LABEL),
    Paragraph("En människas analys."),
    Paragraph("Uträknad mening ett.", Role.GENERATED),
    Paragraph("Uträknad mening två.", Role.GENERATED),
    FactList((Fact("Budgetåret", "2026"), Fact("Beloppen", "i tkr"))),
    BUDGET,
    FIGURE,
    Heading(1, "Sista kapitlet", new_page=True),
    Paragraph("Slutet."),
)


def texts(block: object) -> list[str]:
    """The block's texts in the order in which they are printed."""
    match block:
        case Cover():
            facts = [
                text for fact in (*block.facts, *block.address) for text in (fact.label, fact.value)
            ]
            at = 2 * len(block.facts)
            return [block.board, *facts[:at], block.title, *(text for text in facts[at:] if text)]
        case Heading():
            return [text for text in (block.kicker, block.text) if text]
        case Table():
            return [
                block.caption,
                *(c.heading for c in block.columns),
                *(t for row in block.rows for t in texts(row)),
            ]
        case TableRow():
            return [cell.text for cell in block.cells if cell.text]
        case Status():
            return [text for text in (block.label, block.text) if text]
        case Figure():
            return [block.caption]
    found: list[str] = []
    assert is_dataclass(block)
    for part in fields(block):
        value = getattr(block, part.name)
        if isinstance(value, tuple):
            found += [
                text
                for item in value
                for text in ([item] if isinstance(item, str) else texts(item))
            ]
        elif isinstance(value, str) and not isinstance(value, Role) and value:
            found.append(value)
    return found


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self.hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = tag if tag in ("head", "style", "script") else self.hidden
        self.out.append(" " if tag in ("br", "td", "th", "dt", "dd", "p", "li") else "")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = "" if tag == self.hidden else self.hidden
        self.out.append("\n" if tag not in ("span", "strong", "a") else "")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.out.append(data)


def read(form: str, data: bytes) -> str:
    """The file's text in reading order, with single blanks."""
    if form == "docx":
        word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            document = etree.fromstring(package.read("word/document.xml"))
        marks = {word + "t": None, word + "br": "\n", word + "tab": " ", word + "p": "\n"}
        text = "".join(marks[e.tag] or e.text or "" for e in document.iter(*marks))
    elif form == "pdf":
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    else:
        reader = _Text()
        reader.feed(data.decode("utf-8"))
        text = "".join(reader.out)
    return flat(text)


def flat(text: str) -> str:
    return re.sub(r"[\s\u2060\u200b\u00ad]+", " ", text)


def file(form: str, found: Sequence[Block], title: str = TITLE) -> bytes:
    return made(form, found, title=title, created=CREATED)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_words_in_the_same_order(form: str) -> None:
    printed = read(form, file(form, EVERYTHING))
    place = 0
    for text in (text for block in EVERYTHING for text in texts(block)):
        at = printed.find(flat(text), place)
        assert at >= 0, f"{text!r} is not in {printed[place:]!r}"
        place = at + len(flat(text))
    for text in (
        "Ett stycke med två rader.",
        "Punkt två",
        "Uträknad mening två.",
        "varav avgifter",
        "Slutet.",
    ):
        assert printed.count(text) == 1


@pytest.mark.parametrize("form", FORMATS)
def test_a_text_is_never_markup(form: str) -> None:
    found: list[Block] = [
        replace(
            COVER,
            title=HOSTILE[0],
            unit=HOSTILE[2],
            board=HOSTILE[3],
            facts=(Fact("Fråga", HOSTILE[5]),),
        )
    ]
    for n, text in enumerate(HOSTILE):
        found += [
            Heading(1, f"{text} {n}a", kicker=f"{text} {n}b"),
            Paragraph(f"{text} {n}c"),
            BulletList((f"{text} {n}d",)),
            Paragraph(f"{text} {n}e", Role.GENERATED),
            Table(
                f"{text} {n}f", (Column(f"{text} {n}g", 1),), (TableRow((Cell(f"{text} {n}h"),)),)
            ),
        ]
    printed = read(form, file(form, found, title=HOSTILE[2])).replace(" ", "")
    for n, text in enumerate(HOSTILE):
        for place in "abcdefgh":
            wanted = f"{text} {n}{place}".replace(" ", "").replace("\N{RIGHT-TO-LEFT MARK}", "")
            assert wanted in printed.replace("\N{RIGHT-TO-LEFT MARK}", ""), f"{wanted} ({form})"
    assert HOSTILE[3] in printed and HOSTILE[5].replace(" ", "") in printed


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_the_same_report_gives_the_same_bytes(form: str) -> None:
    assert file(form, EVERYTHING) == file(form, EVERYTHING)


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_what_no_person_has_written_is_told_in_words(form: str) -> None:
    printed = read(form, file(form, EVERYTHING))
    assert (
        "En människas analys. Ur tabellerna: Uträknad mening ett. Uträknad mening två. Budgetåret"
        in printed
    )


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_a_draft_says_so(form: str) -> None:
    draft = "UTKAST – 3 fel kvar"
    data = file(form, [replace(COVER, draft=draft), *EVERYTHING[1:]])
    assert draft in read(form, data)
    if form == "pdf":
        pages = [flat(page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]
        assert all(draft in page for page in pages), "on every page"
    assert draft not in read(form, file(form, EVERYTHING))


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_a_report_without_anything_and_one_without_a_cover(form: str) -> None:
    assert TITLE in read(form, file(form, [])) or form == "pdf"
    assert TITLE in read(form, file(form, EVERYTHING[1:]))


def phase_report(phase: str) -> tuple[list[Block], str]:
    said = content(read_book(CLEAN), pack_of(None).specs)
    outline = next(o for o in outlines(None) if o.book == "unit" and phase in o.phases)
    assert outline
    return blocks(said, outline, phase), report_title(said, phase)


# The pdf


@pytest.mark.parametrize("phase", PHASES)
def test_the_pdf_of_each_phase_is_accessible(phase: str) -> None:
    found, title = phase_report(phase)
    assert pdf_faults(file("pdf", found, title), title) == []


def test_every_kind_of_block_is_accessible_in_the_pdf() -> None:
    assert (
        pdf_faults(file("pdf", [*EVERYTHING[:1], Contents("Innehåll"), *EVERYTHING[1:]]), TITLE)
        == []
    )


def test_the_pdf_has_the_right_tags() -> None:
    with pikepdf.open(io.BytesIO(file("pdf", EVERYTHING))) as pdf:
        tree = structure(pdf)
        kinds = [tag.kind for tag in tree.all()]
        assert [kind for kind in kinds if re.fullmatch(r"H\d", kind)] == [
            "H1",
            "H2",
            "H3",
            "H4",
            "H5",
            "H6",
            "H1",
        ]
        assert kinds.count("Title") == 1 and kinds.count("Table") == 2 and kinds.count("L") == 2
        [picture] = tree.all("Figure")
        assert str(picture.element.Alt) == FIGURE.description
        assert [len([*table.all("TH")]) for table in tree.all("Table")] == [6, 3]
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Första kapitlet", "Sista kapitlet"]
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260115093000")


def test_the_contents_of_the_pdf_have_the_right_pages() -> None:
    chapters = [Heading(1, f"Kapitel nummer {n}", new_page=True) for n in range(1, 8)]
    found: list[Block] = [COVER, Contents("Innehåll", levels=1)]
    for n, chapter in enumerate(chapters):
        found += [chapter, *[Paragraph("En rad till.")] * (n * 20)]
    pages = [flat(page.extract_text()) for page in PdfReader(io.BytesIO(file("pdf", found))).pages]
    listed = dict(re.findall(r"(Kapitel nummer \d) ?(\d+)", pages[1]))
    actual = {
        c.text: n for c in chapters for n, page in enumerate(pages, 1) if n > 2 and c.text in page
    }
    assert {text: int(n) for text, n in listed.items()} == actual
    assert f"Sida 2 av {len(pages)}" in pages[1] and "Sida" not in pages[0]


def test_a_table_over_pages_repeats_its_header_row_and_loses_nothing() -> None:
    rows = tuple(TableRow((Cell(f"Rad nr{n}."), Cell("x " * 40), Cell(""))) for n in range(150))
    long = TableRow((Cell("Den långa raden"), Cell("Mycket text. " * 600), Cell("slut")))
    data = file("pdf", [replace(BUDGET, rows=(*rows, long))])
    pages = [flat(page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]
    assert len(pages) > 4 and all("Konto Belopp" in page for page in pages)
    whole = " ".join(pages)
    assert all(f"nr{n}." in whole for n in range(150)) and whole.count("Mycket") == 600
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len([*structure(pdf).all("TH")]) == 3, "told once, however often it is printed"


@pytest.mark.parametrize(
    "word", ["å" * 300, "1234567890" * 30, "fornamn.efternamn@enheten." * 12, "http://a.se/" * 25]
)
def test_a_word_without_end_stays_on_the_page(word: str) -> None:
    narrow = Table(
        "", (Column("Smal", 0.2), Column("Bred", 0.8)), (TableRow((Cell(word), Cell("intill"))),)
    )
    for block, lines in ((Paragraph(word), 3), (narrow, 12)):
        [page] = PdfReader(io.BytesIO(file("pdf", [block]))).pages
        printed = page.extract_text()
        assert word in re.sub(
            r"[\s\u200b\u00ad]|-$", "", printed.replace("\u2010", ""), flags=re.MULTILINE
        )
        assert len(printed.splitlines()) > lines


@pytest.mark.parametrize("strange", ["😊", "漢字", "👩‍👩‍👧", "🇸🇪", "ไทย"])
def test_a_character_without_a_font_does_not_stop_the_report(strange: str) -> None:
    data = file("pdf", [Paragraph(f"Före {strange} efter.")], title=f"Plan {strange}")
    printed = read("pdf", data)
    assert re.search(f"Före [{MISSING}\u200d]+ efter", printed), printed
    assert pdf_faults(data, f"Plan {strange}") == []


@pytest.mark.parametrize(
    "known", ["Zażółć gęślą jaźń", "Ελληνικά", "Кириллица", "€ ½ ² ° × − … ● ◆ ■ — ✓ ◐ →", "Đặng"]
)
def test_common_characters_are_shown(known: str) -> None:
    assert MISSING not in read("pdf", file("pdf", [Paragraph(known)]))


# The page


class _Page(HTMLParser):
    """The elements of a page with their attributes, and faults of nesting."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(page)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("meta", "br", "col", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> in {self.open}"

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page_of(found: Sequence[Block]) -> _Page:
    return _Page(file("html", found).decode("utf-8"))


def test_the_page_is_well_formed_and_says_what_it_is() -> None:
    page = page_of([EVERYTHING[0], Contents("Innehåll"), *EVERYTHING[1:]])
    assert (
        page.all("html") == [{"lang": "sv"}]
        and len(page.all("h1")) == 1
        and len(page.all("main")) == 1
    )
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for attributes in page.all("a")]
    assert len(links) == 1 + 4 and {link[1:] for link in links} <= set(ids), (
        "headings down to level 3"
    )
    assert page.all("img")[0]["alt"] == FIGURE.description
    assert [a["aria-level"] for _, a in page.elements if a.get("role") == "heading"] == ["7"]


def test_tables_of_the_page_have_captions_and_scopes() -> None:
    page = page_of(EVERYTHING)
    assert len(page.all("caption")) == len(page.all("table")) == 2
    assert [a["scope"] for a in page.all("th")] == [
        *["col"] * 6,
        "row",
        *["col"] * 3,
        "rowgroup",
        *["row"] * 3,
    ]
    [scroll] = [a for a in page.all("div") if a.get("class") == "scroll"]
    assert scroll["tabindex"] == "0" and scroll["aria-labelledby"], (
        "a wide table can be scrolled with the keyboard"
    )


def test_the_page_needs_nothing_but_itself() -> None:
    page = page_of(EVERYTHING)
    assert not page.all("script") and not page.all("link") and not page.all("iframe")
    policy = next(
        a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert "default-src 'none'" in policy and "script-src" not in policy
    assert all(a["src"].startswith("data:image/svg+xml;base64,") for a in page.all("img"))


def test_the_pages_in_a_browser(tmp_path: Path) -> None:
    hostile: list[Block] = [Heading(1, text) for text in HOSTILE] + [
        Paragraph("ord" * 200),
        Paragraph(" ".join(HOSTILE)),
    ]
    reports: dict[str, Sequence[Block]] = {phase: phase_report(phase)[0] for phase in PHASES}
    draft = [
        replace(COVER, draft="UTKAST – 3 fel kvar"),
        Contents("Innehåll"),
        *EVERYTHING[1:],
        *hostile,
    ]
    for name, found in (reports | {"allt": draft, "tom": []}).items():
        (tmp_path / f"{name}.html").write_bytes(file("html", found))
    found: dict[str, Any] = faults_in_browser(*sorted(tmp_path.iterdir()))
    assert found == {"violations": [], "errors": [], "requests": [], "overflow": []}
