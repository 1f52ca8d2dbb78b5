"""The report: outline, blocks, and the docx that is made of them."""

from __future__ import annotations

import time
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from lxml import etree

from xlplan.model import Content, Row, Value
from xlplan.report.blocks import (
    Block,
    BulletList,
    Contents,
    Cover,
    FactList,
    Heading,
    Paragraph,
    Role,
    RowKind,
    Source,
    Table,
)
from xlplan.report.compose import blocks
from xlplan.report.notation import read_text
from xlplan.report.outline.outline import Outline
from xlplan.report.outline.outline_file import OutlineError, load_outline
from xlplan.report.word.faults import faults
from xlplan.report.word.file import docx as docx_of
from xlplan.whole_file import write_whole

VP = (Path(__file__).parents[1] / "rules" / "disposition" / "vp.toml").read_text(encoding="utf-8")
CREATED = datetime(2026, 1, 15, 9, 30)
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

FACTS: dict[str, Value] = {
    "Enhet": "Enheten Björkens förskolor",
    "Nämnd": "Åsikts stadsdelsnämnd",
    "År": 2026.0,
    "Enhetschef": "Mina Lind",
    "Handläggare": "Mina Lind",
    "Telefon": "08-508 00 000",
    "E-post": "mina.lind@exempel.se",
    "Adress": "Storgatan 1, 123 45 Staden",
    "Beloppsenhet": "tkr",
}
GOALS: list[dict[str, Value]] = [
    {"Mål-ID": "1", "Nivå": "KF:s inriktningsmål", "Nr": "1", "Mål": "En kommun där barn växer"},
    {
        "Mål-ID": "1.1",
        "Nivå": "KF:s mål för verksamhetsområdet",
        "Överordnat": "1",
        "Nr": "1.1",
        "Mål": "Alla barn lär sig",
    },
    {
        "Mål-ID": "N1",
        "Nivå": "Nämndmål",
        "Överordnat": "1.1",
        "Mål": "Förskolorna håller hög kvalitet",
        "Beskrivning": "Barnen möter kunniga vuxna.\n\n## Språket\nVi läser varje dag.\n- "
        "Högläsning\n- Rim & ramsor",
        "Förväntat resultat": "Barnen trivs.",
    },
    {
        "Mål-ID": "E1",
        "Nivå": "Enhetsmål",
        "Överordnat": "N1",
        "Mål": "Barnen har inflytande över sin dag",
        "Förväntat resultat": "Barnen väljer själva.",
        "Arbetssätt": "Barnråd varje vecka.",
        "Uppföljning": "Enkät i maj.",
    },
]
INDICATORS: list[dict[str, Value]] = [
    {
        "Mål-ID": "1.1",
        "Indikator": "Andel nöjda vårdnadshavare",
        "Årsmål": "88 %",
        "KF:s årsmål": "85 %",
        "Periodicitet": "År",
    },
    {"Mål-ID": "E1", "Indikator": "Antal barnråd", "Årsmål": "40 st", "Periodicitet": "Tertial"},
]
ACTIVITIES: list[dict[str, Value]] = [
    {
        "Mål-ID": "E1",
        "Aktivitet": "Införa barnråd",
        "Startdatum": date(2026, 2, 1),
        "Slutdatum": date(2026, 5, 31),
    },
]
BUDGET: list[dict[str, Value]] = [
    {"Post": "Taxor och avgifter", "Radtyp": "intäkt", "Budget": 240.0},
    {"Post": "Försäljning", "Radtyp": "intäkt", "Budget": 20325.0},
    {"Post": "Bidrag", "Radtyp": "intäkt"},
    {"Radtyp": "intäkt"},
    {"Post": "Summa intäkter", "Radtyp": "summa intäkter", "Budget": 20565.0},
    {"Post": "Personalkostnader", "Radtyp": "kostnad", "Budget": 20565.0},
    {"Post": "varav timanställda", "Radtyp": "varav", "Budget": 450.0},
    {"Post": "Summa kostnader", "Radtyp": "summa kostnader", "Budget": 20565.0},
    {"Post": "Summa netto", "Radtyp": "netto", "Budget": 0.0},
]
TEXTS: list[dict[str, Value]] = [
    {
        "Skede": "VP",
        "Kapitel": "Inledning",
        "Text": "Björken har fyra avdelningar.\nDe ligger nära skogen.",
    },
    {"Kapitel": " inledning", "Rubrik": "Vårt uppdrag", "Text": "Omsorg och lärande."},
    {"Skede": "VB", "Kapitel": "Inledning", "Text": "Året har gått."},
    {"Skede": "VP", "Kapitel": "Resursanvändning", "Text": "Två pedagoger delar på schemat."},
    {"Skede": "VP", "Kapitel": "Budgetkommentar", "Text": "Hyran ökar i juli."},
    {"Skede": "VP", "Kapitel": "Övrigt"},
    {"Skede": "VP", "Kapitel": "Våra traditioner", "Text": "Lucia firas i parken."},
]


def rows(*records: dict[str, Value]) -> tuple[Row, ...]:
    return tuple(Row(number, record) for number, record in enumerate(records, 5))


def book(**tables: list[dict[str, Value]]) -> Content:
    """The book above; a table given takes the place of the one there."""
    records = {
        "tblMal": GOALS,
        "tblIndikatorer": INDICATORS,
        "tblAktiviteter": ACTIVITIES,
        "tblBudget": BUDGET,
        "tblTexter": TEXTS,
    } | tables
    return Content(FACTS, {name: rows(*found) for name, found in records.items()})


@pytest.fixture(scope="module")
def outline() -> Outline:
    return load_outline(VP)


@pytest.fixture(scope="module")
def plan(outline: Outline) -> list[Block]:
    return blocks(book(), outline, "VP")


def headings(found: list[Block]) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in found if isinstance(block, Heading)]


def after(found: list[Block], heading: str) -> Block:
    """The block that follows a heading."""
    place = next(
        i for i, block in enumerate(found) if isinstance(block, Heading) and block.text == heading
    )
    return found[place + 1]


def tables(found: list[Block]) -> list[Table]:
    return [block for block in found if isinstance(block, Table)]


def words(found: list[Block]) -> str:
    return repr(found)


# The outline


def test_the_outline_names_only_columns_of_the_contract(outline: Outline) -> None:
    contract = pytest.importorskip("xlplan_rules.contract")
    for name, table in (
        ("indikatorer", "tblIndikatorer"),
        ("aktiviteter", "tblAktiviteter"),
        ("budget", "tblBudget"),
    ):
        assert {column.column for column in outline.tables[name].columns} <= set(
            contract.TABLES[table].columns
        )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('rubrik = "Redovisning av ekonomi"', 'rubrk = "Redovisning"', "Menade du ”rubrik”?"),
        ('typ = "framsida"', 'typ = "framsidan"', "Menade du ”framsida”?"),
        ('"Verksamhetsplan {År} för {Enhet}"', '"Plan för {Enheten}"', "Menade du ”Enhet”?"),
        ("nivaer = 3", 'nivaer = "tre"', "nivaer är ett heltal 1–6, till exempel nivaer = 3."),
        ("nivaer = 3", "nivaer = 9", "nivaer är ett heltal 1–6, till exempel nivaer = 3."),
        (
            'typ = "övriga kapitel"',
            'typ = "kapitel"\nkapitel = "Bilagor"',
            "”övriga kapitel” saknas",
        ),
        ('kapitel = "Agenda 2030"', 'kapitel = "övrigt"', "står flera gånger"),
        ('        "Beskrivning", "Förv', '        "Beskrivnig", "Förv', "Menade du ”Beskrivning”?"),
        ("[tabell.budget]", "[tabell.bugdet]", "Menade du ”budget”?"),
        ('skeden = ["VP"]', 'skeden = ["VP', "TOML"),
    ],
)
def test_a_faulty_outline_says_what_is_wrong(old: str, new: str, said: str) -> None:
    assert old in VP
    with pytest.raises(OutlineError) as caught:
        load_outline(VP.replace(old, new, 1))
    assert said in str(caught.value)


def test_all_faults_of_an_outline_are_told_at_once() -> None:
    text = VP.replace("nivaer = 3", "nivaer = true", 1).replace(
        "visa_nollrader = true", "visa_nollor = true", 1
    )
    with pytest.raises(OutlineError) as caught:
        load_outline(text)
    assert len(str(caught.value).splitlines()) == 2


def test_a_municipality_renames_and_reorders_by_data() -> None:
    own = VP.replace('kapitel = "Inledning"', 'kapitel = "Inledning"\nrubrik = "Om {Enhet}"', 1)
    assert (1, "Om Enheten Björkens förskolor") in headings(blocks(book(), load_outline(own), "VP"))


# Blocks


def test_the_plan_has_its_parts_in_order(plan: list[Block]) -> None:
    assert headings(plan) == [
        (1, "Inledning"),
        (2, "Vårt uppdrag"),
        (1, "1 En kommun där barn växer"),
        (2, "1.1 Alla barn lär sig"),
        (3, "Förskolorna håller hög kvalitet"),
        (4, "Beskrivning"),
        (5, "Språket"),
        (4, "Förväntat resultat"),
        (4, "Barnen har inflytande över sin dag"),
        (5, "Förväntat resultat"),
        (5, "Arbetssätt"),
        (5, "Uppföljning"),
        (1, "Redovisning av ekonomi"),
        (2, "Resursanvändning"),
        (2, "Budget 2026"),
        (3, "Budgetkommentar"),
        (1, "Våra traditioner"),
    ]
    assert isinstance(plan[0], Cover)
    assert plan[0].title == "Verksamhetsplan 2026 för Enheten Björkens förskolor"
    assert isinstance(plan[1], Contents)


def test_a_goal_says_its_level_and_where_it_stands_in_the_book(plan: list[Block]) -> None:
    goal = next(b for b in plan if isinstance(b, Heading) and b.text.startswith("Barnen har"))
    assert (goal.kicker, goal.source) == ("Enhetsmål", Source("tblMal", 8, "Mål"))


def test_an_indicator_table_comes_right_below_its_goal(plan: list[Block]) -> None:
    table = after(plan, "1.1 Alla barn lär sig")
    assert isinstance(table, Table)
    assert [column.heading for column in table.columns] == [
        "Indikator",
        "Årsmål",
        "KF:s årsmål",
        "Periodicitet",
    ]
    assert [cell.text for cell in table.rows[0].cells] == [
        "Andel nöjda vårdnadshavare",
        "88 %",
        "85 %",
        "År",
    ]
    assert table.rows[0].cells[1].source == Source("tblIndikatorer", 5, "Årsmål")
    assert sum(column.share for column in table.columns) == pytest.approx(1)


def test_dates_are_iso(plan: list[Block]) -> None:
    (activities,) = [table for table in tables(plan) if table.caption == "Aktiviteter"]
    assert [cell.text for cell in activities.rows[0].cells] == [
        "Införa barnråd",
        "2026-02-01",
        "2026-05-31",
    ]


def test_texts_of_other_phases_are_left_out(plan: list[Block]) -> None:
    assert "Året har gått" not in words(plan)
    assert "Omsorg och lärande" in words(plan)


def test_an_empty_part_is_left_out_or_printed_with_a_sentence(plan: list[Block]) -> None:
    assert (1, "Övrigt") not in headings(plan)
    own = load_outline(
        VP.replace(
            'kapitel = "Övrigt"', 'kapitel = "Övrigt"\nom_tom = "Inget att redovisa {År}."', 1
        )
    )
    assert after(blocks(book(), own, "VP"), "Övrigt") == Paragraph(
        "Inget att redovisa 2026.", Role.NOTE
    )


def test_the_budget_as_printed(plan: list[Block]) -> None:
    facts = after(plan, "Budget 2026")
    assert isinstance(facts, FactList)
    assert (facts.facts[0].label, facts.facts[0].value) == ("Budgetår", "2026")
    (budget,) = [table for table in tables(plan) if table.caption.startswith("Budget")]
    assert budget.caption == "Budget 2026. Beloppen anges i tkr."
    assert [(row.cells[0].text, row.cells[1].text, row.kind.value) for row in budget.rows] == [
        ("Intäkter", "", "group"),
        ("Taxor och avgifter", "240", "line"),
        ("Försäljning", "20\N{NO-BREAK SPACE}325", "line"),
        ("Bidrag", "0", "line"),
        ("Summa intäkter", "20\N{NO-BREAK SPACE}565", "total"),
        ("Kostnader", "", "group"),
        ("Personalkostnader", "20\N{NO-BREAK SPACE}565", "line"),
        ("varav timanställda", "450", "part"),
        ("Summa kostnader", "20\N{NO-BREAK SPACE}565", "total"),
        ("Summa netto", "0", "total"),
    ]
    assert budget.columns[1].numeric


def test_lines_without_an_amount_may_be_left_out() -> None:
    own = load_outline(VP.replace("visa_nollrader = true", "visa_nollrader = false", 1))
    (budget,) = [t for t in tables(blocks(book(), own, "VP")) if t.caption.startswith("Budget")]
    names = [row.cells[0].text for row in budget.rows]
    assert "Bidrag" not in names and "Summa netto" in names


def test_a_sum_that_is_not_calculated_is_never_printed_as_nought(outline: Outline) -> None:
    lines: list[dict[str, Value]] = [
        *BUDGET[:4],
        {"Post": "Summa intäkter", "Radtyp": "summa intäkter"},
    ]
    (budget,) = [
        t
        for t in tables(blocks(book(tblBudget=lines), outline, "VP"))
        if t.caption.startswith("Budget")
    ]
    assert budget.rows[-1].cells[1].text == "–"


def test_an_amount_without_a_name_is_not_lost(outline: Outline) -> None:
    lines: list[dict[str, Value]] = [*BUDGET, {"Radtyp": "kostnad", "Budget": 12.5}]
    (budget,) = [
        t
        for t in tables(blocks(book(tblBudget=lines), outline, "VP"))
        if t.caption.startswith("Budget")
    ]
    line = next(row for row in budget.rows if row.cells[0].text == "[Post saknas]")
    assert line.cells[1].text == "12,5"
    assert budget.rows[1].cells[1].text == "240,0"


def test_what_cannot_be_placed_comes_last(outline: Outline) -> None:
    content = book(
        tblMal=[
            *GOALS,
            {
                "Mål-ID": "E9",
                "Nivå": "Enhetsmål",
                "Överordnat": "N7",
                "Mål": "Ett mål utan förälder",
            },
            {"Mål-ID": "R1", "Nivå": "Nämndmål", "Överordnat": "R2", "Mål": "Första i ringen"},
            {"Mål-ID": "R2", "Nivå": "Nämndmål", "Överordnat": "R1", "Mål": "Andra i ringen"},
            {"Mål-ID": "S", "Nivå": "Nämndmål", "Överordnat": "S", "Mål": "Sig självt"},
        ],
        tblIndikatorer=[*INDICATORS, {"Mål-ID": "X", "Indikator": "Vilsen indikator"}],
        tblAktiviteter=[
            *ACTIVITIES,
            {"Aktivitet": "Vilsen aktivitet"},
            {"Mål-ID": "E9", "Aktivitet": "Hör till E9"},
        ],
        tblTexter=[*TEXTS, {"Text": "Text utan kapitel."}],
    )
    found = blocks(content, outline, "VP")
    start = headings(found).index((1, "Mål, indikatorer och texter som saknar plats"))
    assert headings(found)[start + 1 :] == [
        (2, "Ett mål utan förälder"),
        (2, "Första i ringen"),
        (3, "Andra i ringen"),
        (2, "Sig självt"),
        (2, "Indikatorer"),
        (2, "Aktiviteter"),
        (2, "Texter utan kapitel"),
    ]
    printed = words(found)
    for lost in ("Vilsen indikator", "Vilsen aktivitet", "Hör till E9", "Text utan kapitel."):
        assert printed.count(lost) == 1, lost


def test_goals_with_the_same_id_do_not_print_a_table_twice(outline: Outline) -> None:
    twin = GOALS[3] | {"Mål": "Samma Mål-ID en gång till"}
    found = blocks(book(tblMal=[*GOALS, twin]), outline, "VP")
    assert words(found).count("Antal barnråd") == 1


def test_a_very_long_chain_of_goals_is_no_trouble(outline: Outline) -> None:
    chain: list[dict[str, Value]] = [{"Mål-ID": "0", "Nivå": "KF:s inriktningsmål", "Mål": "Mål 0"}]
    chain += [
        {"Mål-ID": f"{n}", "Överordnat": f"{n - 1}", "Mål": f"Mål {n}"} for n in range(1, 3000)
    ]
    found = blocks(book(tblMal=chain), outline, "VP")
    assert (6, "Mål 2999") in headings(found)


def test_personal_numbers_are_masked_everywhere(outline: Outline) -> None:
    number = "121212-1212"
    content = book(
        tblMal=[*GOALS[:3], GOALS[3] | {"Mål": f"Mål för {number}", "Arbetssätt": f"Se {number}."}],
        tblTexter=[{"Kapitel": f"Om {number}", "Rubrik": number, "Text": f"- {number}"}],
        tblBudget=[*BUDGET, {"Post": number, "Radtyp": "kostnad"}],
        tblIndikatorer=[{"Mål-ID": "E1", "Indikator": number}],
    )
    content = replace(content, facts={**FACTS, "Handläggare": number})
    found = words(blocks(content, outline, "VP"))
    assert "1212-1212" not in found
    assert found.count("12••••-••••") >= 8


def test_an_empty_book_still_becomes_a_report(outline: Outline, tmp_path: Path) -> None:
    found = blocks(Content({}, {}), outline, "VP")
    assert isinstance(found[0], Cover)
    assert found[0].title == "Verksamhetsplan [År saknas] för [Enhet saknas]"
    write_whole(tmp_path / "tom.docx", docx_of(found, title=found[0].title, created=CREATED))


def test_an_unknown_phase_is_the_callers_fault(outline: Outline) -> None:
    with pytest.raises(ValueError, match="T3"):
        blocks(book(), outline, "T3")


# The notation of text cells


def test_the_little_notation() -> None:
    text = (
        "Första raden\nandra raden\n\n## Rubrik\n- ett\n\n- två\nEfter listan\n-inte en "
        "punkt\n##inte en rubrik"
    )
    assert read_text(text, 3) == [
        Paragraph("Första raden\nandra raden"),
        Heading(3, "Rubrik"),
        BulletList(("ett", "två")),
        Paragraph("Efter listan\n-inte en punkt\n##inte en rubrik"),
    ]


@pytest.mark.parametrize(
    "text", ["<b>fet</b> & **stjärnor**", "1. inte en lista", "{År}", "# inte en rubrik", "- "]
)
def test_nothing_else_is_markup(text: str) -> None:
    assert read_text(text, 2) == [Paragraph(text.strip())]


# The docx


@pytest.fixture(scope="module")
def docx(plan: list[Block], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("docx") / "plan.docx"
    write_whole(
        out,
        docx_of(plan, title="Verksamhetsplan 2026 för Enheten Björkens förskolor", created=CREATED),
    )
    return out


def part(docx: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(docx) as package:
        return etree.fromstring(package.read(name))


def shown(element: etree._Element) -> str:
    """An element's text as read, a line break as "\\n"."""
    return "".join(
        e.text or "" if e.tag == W + "t" else "\n" for e in element.iter(W + "t", W + "br")
    )


def style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(W + "val"))


def accessibility_faults(docx: Path) -> list[str]:
    """What a reader who hears the document would stumble on, and what only our own documents
    promise."""
    found = faults(docx.read_bytes())
    document = part(docx, "word/document.xml")
    paragraphs = list(document.iter(W + "p"))
    titles = [
        (f"TOC{style(p)[-1]}", shown(p), next(p.iter(W + "bookmarkStart")).get(W + "name"))
        for p in paragraphs
        if style(p) in ("Heading1", "Heading2", "Heading3")
    ]
    entries = [
        (style(p), shown(link), link.get(W + "anchor"))
        for p in paragraphs
        for link in p.iter(W + "hyperlink")
    ]
    if entries != titles:
        found.append("the contents are not the headings")
    rows = document.iter(W + "tr")
    return found + ["a row may split" for row in rows if row.find(f"{W}trPr/{W}cantSplit") is None]


def test_the_docx_is_accessible(docx: Path) -> None:
    assert accessibility_faults(docx) == []


def test_the_docx_follows_the_schema(docx: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    result = audit.OpenXmlValidator().validate(str(docx))
    assert not result.errors, result.errors


def test_the_docx_knows_what_it_is(docx: Path) -> None:
    from docx import Document

    properties = Document(str(docx)).core_properties
    assert properties.title == "Verksamhetsplan 2026 för Enheten Björkens förskolor"
    assert properties.subject == "Verksamhetsplan 2026"
    assert properties.author == "Enheten Björkens förskolor"
    assert properties.language == "sv-SE"
    assert properties.created is not None and properties.created.replace(tzinfo=None) == CREATED
    settings = part(docx, "word/settings.xml")
    assert settings.find(W + "updateFields") is None
    assert [e.get(W + "val") for e in settings.iter(W + "themeFontLang")] == ["sv-SE"]


def test_the_contents_have_no_page_numbers_that_could_be_wrong(docx: Path) -> None:
    codes = [e.text for e in part(docx, "word/document.xml").iter(W + "instrText")]
    assert codes == [' TOC \\o "1-3" \\n \\h \\z ']


def test_text_is_text(outline: Outline, tmp_path: Path) -> None:
    text = "Ett <b>fett</b> & \x07konstigt\x0b\ud800tecken\n– och en rad till"
    found = blocks(book(tblTexter=[{"Kapitel": "Inledning", "Text": text}]), outline, "VP")
    out = tmp_path / "text.docx"
    write_whole(out, docx_of(found, title="Titel med \x00 tecken", created=CREATED))
    everything = [shown(p) for p in part(out, "word/document.xml").iter(W + "p")]
    assert "Ett <b>fett</b> & konstigt\ntecken\n– och en rad till" in everything
    assert accessibility_faults(out) == []


def test_lists_are_lists_and_numbers_stand_to_the_right(docx: Path) -> None:
    document = part(docx, "word/document.xml")
    styles = {shown(p): style(p) for p in document.iter(W + "p")}
    assert styles["Rim & ramsor"] == "ListBullet"
    assert styles["20\N{NO-BREAK SPACE}325"] == "TableNumber"
    assert styles["varav timanställda"] == "TablePart"
    assert styles["Enhetsmål"] == "Kicker"
    bullets = part(docx, "word/styles.xml").find(
        f"{W}style[@{W}styleId='ListBullet']/{W}pPr/{W}numPr"
    )
    assert bullets is not None


def test_the_same_plan_gives_the_same_bytes_and_leaves_nothing_behind(
    plan: list[Block], tmp_path: Path
) -> None:
    first, second = tmp_path / "ett.docx", tmp_path / "två.docx"
    second.write_text("en äldre fil")
    for out in (first, second):
        write_whole(out, docx_of(plan, title="Plan", created=CREATED))
        time.sleep(0.01)
    assert first.read_bytes() == second.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ett.docx", "två.docx"]


def test_a_failed_write_leaves_the_old_file_alone(plan: list[Block], tmp_path: Path) -> None:
    out = tmp_path / "upptagen.docx"
    out.mkdir()  # cannot be replaced by a file
    with pytest.raises(OSError):
        write_whole(out, docx_of(plan, title="Plan", created=CREATED))
    assert [path.name for path in tmp_path.iterdir()] == ["upptagen.docx"]


def test_a_long_plan_is_written_whole(outline: Outline, tmp_path: Path) -> None:
    long = "\n\n".join(["Barnen lär sig genom lek, och vuxna finns nära. " * 25] * 50)
    content = book(
        tblTexter=[{"Kapitel": "Inledning", "Text": long}], tblIndikatorer=[*INDICATORS * 100]
    )
    found = blocks(content, outline, "VP")
    write_whole(tmp_path / "lång.docx", docx_of(found, title="Plan", created=CREATED))
    assert any(row.kind is RowKind.TOTAL for table in tables(found) for row in table.rows)
