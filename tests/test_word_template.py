"""Reports built on a municipality's own Word file: what it keeps, what is filled in, what is
refused and how."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from test_cli import CLEAN, FAULTY, run
from word_templates import FACTS, KEPT, NS, W, add_control, control, municipal, repacked, texts, xml

from xlplan.report.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Contents,
    Cover,
    Fact,
    Heading,
    Paragraph,
    Role,
    RowKind,
    Status,
    Table,
    TableRow,
)
from xlplan.report.word.faults import faults
from xlplan.report.word.file import docx, was_edited
from xlplan.report.word.hints import template_faults
from xlplan.report.word.template import WordTemplate, WordTemplateError, read_word_template
from xlplan.report.word.template_start import start_template

CREATED = datetime(2026, 1, 15, 9, 30)
TITLE = "Verksamhetsplan 2026 för Tåget & Co"
COVER = Cover(
    TITLE,
    "Verksamhetsplan 2026",
    "Tåget & Co",
    "Åsnestads nämnd",
    (Fact("Telefon", "08-508 00 000"),),
)
TOLD = {"Enhet": "Tåget & Co", "Nämnd": "Åsnestads nämnd", "År": "2026", "Telefon": "08-508 00 000"}
TABLE = Table(
    "Budget",
    (Column("Konto", 0.6), Column("Belopp", 0.4, numeric=True)),
    (
        TableRow((Cell("Hyror"), Cell("20\N{NO-BREAK SPACE}565"))),
        TableRow((Cell("Summa"), Cell("20\N{NO-BREAK SPACE}565")), RowKind.TOTAL),
    ),
)
REPORT: tuple[Block, ...] = (
    COVER,
    Contents("Innehåll"),
    Heading(1, "Inledning", new_page=True),
    Paragraph("Text med {{Enhet}} och <w:p/>."),
    Heading(2, "Mål", kicker="Nämndmål"),
    Status("Bedömning", "Uppfylls helt", "●"),
    Heading(3, "Tre"),
    Heading(4, "Fyra"),
    BulletList(("en", "två")),
    BulletList(("först", "sedan"), numbered=True),
    BulletList(("ny först",), numbered=True),
    TABLE,
    Paragraph("Ur siffrorna.", Role.GENERATED),
)


def made(template: bytes, report: tuple[Block, ...] = REPORT, told: dict[str, str] = TOLD) -> bytes:
    read = read_word_template(template, "mall.docx", FACTS)
    return docx(report, title=TITLE, created=CREATED, template=read, facts=told)


def refusal(template: bytes) -> str:
    with pytest.raises(WordTemplateError) as caught:
        made(template)
    return str(caught.value)


def style_names(data: bytes) -> dict[str, str]:
    """The name of each paragraph's style, by the paragraph's text."""
    names = {
        s.get(W + "styleId"): s.find(W + "name").get(W + "val")
        for s in xml(data, "word/styles.xml").iter(W + "style")
    }
    found = {}
    for p in xml(data).iter(W + "p"):
        named = p.find(f"{W}pPr/{W}pStyle")
        found["".join(t.text or "" for t in p.iter(W + "t"))] = (
            "" if named is None else names[named.get(W + "val")]
        )
    return found


def running_header(data: bytes) -> str:
    """The text of the header that is not the first page's."""
    return "".join(text for n in (1, 2) for text in texts(data, f"word/header{n}.xml"))


# What the template keeps


def test_the_report_wears_the_templates_styles_by_their_swedish_ids() -> None:
    report = made(municipal())
    names = style_names(report)
    assert (
        names["Inledning"] == "heading 1"
        and names["en"] == "List Bullet"
        and names["först"] == "List Number"
    )
    assert names["Budget"] == "caption" and names[TITLE] == "Title"
    assert names["Text med {{Enhet}} och <w:p/>."] == "Normal"  # the file has no Body Text
    ids = {p.get(W + "val") for p in xml(report).iter(W + "pStyle")}
    assert {"Rubrik1", "Rubrik2", "Rubrik3", "Rubrik", "Punktlista", "Beskrivning"} <= ids
    [table] = xml(report).iter(W + "tblStyle")
    assert table.get(W + "val") == "Tabellrutnt"


def test_nothing_of_the_templates_own_styles_page_header_or_pictures_is_changed() -> None:
    template = municipal()
    report = made(template)
    before = {s.get(W + "styleId"): s for s in xml(template, "word/styles.xml").iter(W + "style")}
    after = {s.get(W + "styleId"): s for s in xml(report, "word/styles.xml").iter(W + "style")}
    from lxml import etree

    assert {id: etree.tostring(s, method="c14n") for id, s in before.items()} == {
        id: etree.tostring(after[id], method="c14n") for id in before
    }
    [old], [new] = (xml(data).findall(f"{W}body/{W}sectPr") for data in (template, report))
    assert etree.tostring(old.find(W + "pgMar")) == etree.tostring(new.find(W + "pgMar"))
    with zipfile.ZipFile(io.BytesIO(template)) as one, zipfile.ZipFile(io.BytesIO(report)) as two:
        kept = [
            name
            for name in one.namelist()
            if name.startswith(("word/media", "word/theme", "word/fontTable"))
        ]
        assert kept and all(one.read(name) == two.read(name) for name in kept)
    assert texts(report, "word/footer1.xml") == ["Besök: Torget 1"]


def test_what_only_xlplan_has_is_added_in_the_templates_own_look() -> None:
    report = made(municipal())
    styles = {
        s.find(W + "name").get(W + "val"): s
        for s in xml(report, "word/styles.xml").iter(W + "style")
    }
    assert styles["heading 4"].find(W + "basedOn").get(W + "val") == "Rubrik3"
    assert styles["heading 4"].find(f"{W}pPr/{W}outlineLvl").get(W + "val") == "3"
    assert (
        styles["Uträknad text"].find(f"{W}rPr/{W}sz").get(W + "val") == "22"
    )  # 9.5 of 10.5 points, of 12
    assert styles["TOC Heading"].find(f"{W}pPr/{W}outlineLvl").get(W + "val") == "9"
    assert styles["Uträknad text"].find(f"{W}rPr/{W}rFonts") is None
    assert "Framsida adress" not in styles  # what the report has no use for is not there


def test_tables_and_figures_keep_within_the_templates_margins() -> None:
    [width] = xml(made(municipal())).iter(W + "tblW")
    assert width.get(W + "w") == str(round(14 / 2.54 * 1440))


def test_numbered_lists_follow_the_template_and_begin_anew() -> None:
    report = made(municipal())
    numbers = [
        p.find(f"{W}pPr/{W}numPr/{W}numId")
        for p in xml(report).iter(W + "p")
        if p.find(f"{W}pPr/{W}numPr") is not None
    ]
    first, same, other = (number.get(W + "val") for number in numbers)
    assert first == same != other
    nums = {n.get(W + "numId"): n for n in xml(report, "word/numbering.xml").iter(W + "num")}
    assert nums[first].find(f".//{W}startOverride").get(W + "val") == "1"
    style = next(
        s
        for s in xml(report, "word/styles.xml").iter(W + "style")
        if s.get(W + "styleId") == "Numreradlista"
    )
    own = nums[style.find(f".//{W}numId").get(W + "val")]
    assert nums[first].find(W + "abstractNumId").attrib == own.find(W + "abstractNumId").attrib


def test_lists_of_a_template_without_any_numbering_are_lists_all_the_same() -> None:
    def no_lists(document: DocxDocument) -> None:
        for style in document.styles.element.iter(W + "numPr"):
            style.getparent().remove(style)
        part = document.part
        [key] = [key for key, rel in part.rels.items() if rel.reltype.endswith("/numbering")]
        del part.rels[key]

    report = made(municipal(change=no_lists))
    lists = [p.find(f"{W}pPr/{W}numPr/{W}numId") for p in xml(report).iter(W + "p")]
    assert len({number.get(W + "val") for number in lists if number is not None}) == 3
    formats = [f.get(W + "val") for f in xml(report, "word/numbering.xml").iter(W + "numFmt")]
    assert sorted(formats) == ["bullet", "decimal"]


def test_a_report_of_a_template_has_no_faults_of_its_own_and_follows_the_schema(
    tmp_path: Path,
) -> None:
    report = made(municipal("{{Titel}}", "{{Utkast}}", "{{Rapport}}"))
    assert faults(report) == [
        "Bilden ”Picture 1” i sidhuvudet saknar alternativtext. Högerklicka på den, välj Visa "
        "alternativtext, och "
        "skriv vad den föreställer eller markera den som dekorativ."
    ]
    assert template_faults(read_word_template(municipal(), "mall.docx", FACTS)) == tuple(
        faults(report)
    )
    audit = pytest.importorskip("openxml_audit")
    out = tmp_path / "r.docx"
    out.write_bytes(report)
    result = audit.OpenXmlValidator().validate(str(out))
    assert not result.errors, result.errors
    assert not was_edited(out)


def test_the_same_template_gives_the_same_bytes_and_the_title_is_set() -> None:
    template = municipal("{{Titel}}")
    assert made(template) == made(template)
    properties = Document(io.BytesIO(made(template))).core_properties
    assert (properties.title, properties.language) == (TITLE, "sv-SE")


def test_text_is_swedish_also_where_the_templates_style_is_not() -> None:
    def english(document: DocxDocument) -> None:
        normal = document.styles["Normal"].element
        normal.get_or_add_rPr().append(parse_xml(f'<w:lang {NS} w:val="en-US"/>'))

    report = xml(made(municipal(change=english)))
    [p] = [
        p
        for p in report.iter(W + "p")
        if "".join(t.text for t in p.iter(W + "t")).startswith("Text med")
    ]
    assert [e.get(W + "val") for e in p.iter(W + "lang")] == ["sv-SE"]


# Fields


def test_fields_are_filled_also_where_word_has_split_them() -> None:
    report = made(
        municipal(
            ("Plan för {", "{En", "het}} ", "och «Nämnd»"), "{{ titel }}", "År {{År}}, {{Dokument}}"
        )
    )
    assert texts(report)[:3] == [
        "Plan för Tåget & Co och Åsnestads nämnd",
        TITLE,
        "År 2026, Verksamhetsplan 2026",
    ]


def test_a_fields_own_look_stays() -> None:
    def bold(document: DocxDocument) -> None:
        p = document.add_paragraph()
        p.add_run("{{En").bold = True
        p.add_run("het}}!")

    [first, *_] = xml(made(municipal(change=bold))).iter(W + "p")
    assert [
        (r.find(f"{W}rPr/{W}b") is not None, r.findtext(W + "t")) for r in first.iter(W + "r")
    ] == [
        (True, "Tåget & Co"),
        (False, "!"),
    ]


def test_content_controls_are_filled_by_their_tag() -> None:
    report = made(municipal(change=lambda d: add_control(d, "xlplan:Enhet")))
    [first, *_] = xml(report).iter(W + "p")
    assert "".join(t.text or "" for t in first.iter(W + "t")) == "Tåget & Co"
    assert not list(first.iter(W + "showingPlcHdr", W + "rStyle"))
    assert [e.get(W + "val") for e in first.iter(W + "lang")] == ["sv-SE"]


def test_a_control_may_be_where_the_report_goes() -> None:
    def place(document: DocxDocument) -> None:
        inner = parse_xml(f"<w:p {NS}><w:r><w:t>Här</w:t></w:r></w:p>")
        holder = control("xlplan:Rapport")
        content = holder.find(W + "sdtContent")
        assert content is not None
        content.clear()
        content.append(inner)
        document.element.body.insert(0, holder)
        document.add_paragraph("Slutord")

    found = texts(made(municipal(change=place)))
    assert "Här" not in found and found[-1] == "Slutord" and "Inledning" in found


def test_fields_in_header_table_and_text_box_are_filled() -> None:
    def places(document: DocxDocument) -> None:
        document.add_table(1, 1).cell(0, 0).text = "{{Enhet}}"
        document.add_paragraph()._p.append(
            parse_xml(
                f"<w:r {NS} "
                f'xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
                "<w:p><w:r><w:t>Ruta "
                "{{År}}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
            )
        )

    report = made(municipal(change=places))
    assert texts(report)[0] == "Tåget & Co" and "Ruta 2026" in texts(report)
    assert running_header(report) == "Åsnestads kommunVerksamhetsplan 2026 "


def test_a_line_whose_facts_are_missing_is_left_out() -> None:
    report = made(
        municipal("Diarienummer: {{Diarienummer}}", "{{Enhet}} {{Diarienummer}}", "{{Rapport}}")
    )
    assert texts(report)[0] == "Tåget & Co "


def test_what_is_filled_in_is_text_and_never_read_again() -> None:
    report = made(
        municipal("{{Enhet}}", "{{Rapport}}"),
        told={"Enhet": "{{Rapport}} «Nämnd» <w:br/> { PAGE }\x07"},
    )
    found = texts(report)
    assert found[0] == "{{Rapport}} «Nämnd» <w:br/> { PAGE }"
    assert "Text med {{Enhet}} och <w:p/>." in found


def test_a_quotation_in_french_marks_is_no_field() -> None:
    assert texts(made(municipal("«En stad för alla»", "{{Titel}}")))[0] == "«En stad för alla»"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ("{{Enheet}}",),
            "Mallen mall.docx frågar efter {{Enheet}}, som inte finns. Menade du {{Enhet}}?",
        ),
        (("«Nämd»",), "frågar efter {{Nämd}}, som inte finns. Menade du {{Nämnd}}?"),
        (
            ("{{Budget}} {{Mål}}",),
            "frågar efter {{Budget}} och {{Mål}}, som inte finns. Här kan stå: Enhet, Nämnd,",
        ),
        (("{{Rapport}} {{Enhet}}",), "{{Rapport}} ska stå på ett enda ställe, som ett eget stycke"),
        (("{{Rapport}}", "{{Innehåll}}"), "{{Rapport}} ska stå på ett enda ställe"),
    ],
)
def test_a_field_that_cannot_be_filled_is_a_clear_sentence(
    lines: tuple[str, ...], said: str
) -> None:
    assert said in refusal(municipal(*lines))


def test_a_report_cannot_stand_in_a_header_or_a_table() -> None:
    def in_table(document: DocxDocument) -> None:
        document.add_table(1, 1).cell(0, 0).text = "{{Rapport}}"

    def in_header(document: DocxDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "{{Rapport}}"

    for change in (in_table, in_header):
        assert "inte i en tabell, en textruta, sidhuvudet eller sidfoten" in refusal(
            municipal(change=change)
        )


# Cover and place


def test_the_templates_own_cover_takes_the_place_of_ours() -> None:
    found = texts(made(municipal("{{Titel}}", "{{Rapport}}", "Slutord")))
    assert found.count(TITLE) == 1 and "Telefon08-508 00 000" not in found
    assert found[1] == "Innehåll" and found[-1] == "Slutord"


def test_a_template_without_fields_gets_our_cover() -> None:
    found = texts(made(municipal("Brevhuvud")))
    assert found[:4] == ["Brevhuvud", "Åsnestads nämnd", "Telefon08-508 00 000", TITLE]


def test_a_draft_is_seen_on_the_cover_whatever_the_template() -> None:
    report = (replace(COVER, draft="UTKAST – 3 fel kvar"), *REPORT[1:])
    assert texts(made(municipal("{{Titel}}"), report))[0] == "UTKAST – 3 fel kvar"
    marked = made(municipal("{{Titel}}", "Märkt {{Utkast}}"), report)
    assert texts(marked)[:2] == [TITLE, "Märkt UTKAST – 3 fel kvar"]
    assert "UTKAST – 3 fel kvar" in running_header(marked)
    assert "Märkt " not in texts(made(municipal("{{Titel}}", "Märkt {{Utkast}}")))


def _page_break(document: DocxDocument) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("{{Rapport}}")


def _section(document: DocxDocument) -> None:
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("{{Rapport}}")


@pytest.mark.parametrize(("change", "breaks"), [(None, 1), (_page_break, 0), (_section, 0)])
def test_the_contents_begin_a_page_and_never_leave_an_empty_one(
    change: Callable[[DocxDocument], None] | None, breaks: int
) -> None:
    report = xml(made(municipal("{{Titel}}", change=change)))
    [heading] = [
        p
        for p in report.iter(W + "p")
        if "".join(t.text or "" for t in p.iter(W + "t")) == "Innehåll"
    ]
    assert len(list(heading.iter(W + "pageBreakBefore"))) == breaks


def test_a_section_that_ends_with_the_report_still_does() -> None:
    def section(document: DocxDocument) -> None:
        p = document.add_paragraph("{{Rapport}}")
        p._p.get_or_add_pPr().append(
            parse_xml(f'<w:sectPr {NS}><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>')
        )
        document.add_paragraph("Baksida")

    report = made(municipal("{{Titel}}", change=section))
    *_, last, _back = xml(report).iter(W + "p")
    assert last.find(f"{W}pPr/{W}sectPr") is not None and texts(report)[-2].endswith(
        "Ur siffrorna."
    )
    assert not [fault for fault in faults(report) if "tom" in fault]


def test_the_templates_own_list_of_contents_is_where_ours_comes() -> None:
    def contents(document: DocxDocument) -> None:
        document.element.body.insert(
            0,
            parse_xml(
                f'<w:sdt {NS}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of '
                f'Contents"/></w:docPartObj>'
                "</w:sdtPr><w:sdtContent><w:p><w:r><w:t>Gammal "
                "rad</w:t></w:r></w:p></w:sdtContent></w:sdt>"
            ),
        )

    report = made(municipal("{{Titel}}", "{{Rapport}}", change=contents))
    found = texts(report)
    assert (
        found[0] == "Innehåll"
        and "Gammal rad" not in found
        and found.index(TITLE) < found.index("Nämndmål")
    )
    assert [p for p in xml(report).iter(W + "docPartGallery")][1:] == []


# Files that cannot be templates


def test_missing_styles_are_told_all_at_once() -> None:
    keep = KEPT - {"heading 3", "caption", "Table Grid", "Title"}
    assert refusal(municipal(keep=keep)) == (
        "Mallen mall.docx saknar formatmallarna Rubrik 3 (heading 3), Rubrik (Title), Beskrivning "
        "(caption) och "
        "Tabellrutnät (Table Grid) eller en tabellformatmall av ert eget slag. Öppna den i Word, "
        "använd var och en "
        "en gång så att Word lägger in den, ta bort det du skrev och spara. En mall att utgå från "
        "gör xlplan new "
        "rapportmall.docx --kind template."
    )
    assert "Title" not in refusal(
        municipal("{{Titel}}", keep=keep)
    )  # the cover is the template's own


def test_a_table_style_of_ones_own_is_taken_before_the_grid() -> None:
    def own(document: DocxDocument) -> None:
        document.styles.element.append(
            parse_xml(
                f'<w:style {NS} w:type="table" w:customStyle="1" w:styleId="Asne"><w:name '
                f'w:val="Åsnestad"/></w:style>'
            )
        )

    [table] = xml(made(municipal(change=own))).iter(W + "tblStyle")
    assert table.get(W + "val") == "Asne"


def _types(old: str, new: str) -> Callable[[str, bytes], bytes]:
    return lambda name, data: (
        data.replace(old.encode(), new.encode()) if name == "[Content_Types].xml" else data
    )


_MAIN = "officedocument.wordprocessingml.document.main+xml"


def test_a_dotx_becomes_a_document(tmp_path: Path) -> None:
    dotx = repacked(
        municipal("{{Enhet}}"), _types(_MAIN, _MAIN.replace("document.main", "template.main"))
    )
    report = made(dotx)
    assert texts(report)[0] == "Tåget & Co"
    with zipfile.ZipFile(io.BytesIO(report)) as package:
        assert b"template.main" not in package.read("[Content_Types].xml")


def _ole(stream: str) -> bytes:
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(100) + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Mallen mall.docx är tom."),
        (b"hej", "Mallen mall.docx är inte en Word-fil."),
        (b"%PDF-1.7", "är en pdf-fil."),
        (
            _ole("WordDocument"),
            "är sparad i det äldre formatet .doc. Öppna den i Word och spara den som Word-dokument",
        ),
        (_ole("EncryptedPackage"), "är skyddad med lösenord. Ta bort lösenordet i Word"),
        (municipal()[:3000], "är skadad. Låt Word reparera den"),
        (
            repacked(municipal(), lambda n, d: d[:900] if n == "word/document.xml" else d),
            "är skadad.",
        ),
        (repacked(municipal(), lambda n, d: d[:90] if n == "word/styles.xml" else d), "är skadad."),
        (
            repacked(
                municipal(),
                _types(
                    "vnd.open" + "xmlformats-" + _MAIN, "vnd.ms-word.document.macroEnabled.main+xml"
                ),
            ),
            "innehåller makron, som skulle följa med i varje rapport. Öppna den i Word och spara "
            "den som Word-dokument",
        ),
        (CLEAN.read_bytes(), "är en Excel-arbetsbok."),
    ],
    ids=[
        "tom",
        "text",
        "pdf",
        "doc",
        "losenord",
        "avklippt",
        "trasig xml",
        "trasiga stilar",
        "makron",
        "xlsx",
    ],
)
def test_a_file_that_is_no_template_is_a_swedish_sentence(data: bytes, said: str) -> None:
    assert said in refusal(data)


# The command line


def test_a_report_on_a_template_and_its_hints(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mall = tmp_path / "mall.docx"
    mall.write_bytes(municipal("{{Enhet}}", "{{Utkast}}", "{{Rapport}}"))
    code, out, err = run(
        capsys, "report", CLEAN, FAULTY, "--template", mall, "--out", tmp_path / "ut"
    )
    assert code == 0 and out.count("Skrev ") == 2
    assert err.count("Tips om Word-mallen") == 1 and err.count("saknar alternativtext") == 1
    found = [texts(file.read_bytes())[1] for file in sorted((tmp_path / "ut").iterdir())]
    assert (
        sum(
            text.startswith("UTKAST – 1 fel kvar".replace(" fel", "\N{NO-BREAK SPACE}fel")[:6])
            for text in found
        )
        == 1
    )


def test_the_packs_word_template_is_used_unless_another_is_given(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "paketets.docx").write_bytes(municipal("Paketets {{Enhet}}"))
    (tmp_path / "annan.docx").write_bytes(municipal("Annan {{Enhet}}"))
    pack = tmp_path / "kommun.toml"
    pack.write_text('wordmall = "paketets.docx"', encoding="utf-8")
    for more, begins in (((), "Paketets "), (("--template", tmp_path / "annan.docx"), "Annan ")):
        code, out, _ = run(capsys, "report", CLEAN, "--pack", pack, *more, "--out", tmp_path / "ut")
        assert code == 0
        assert texts(Path(out.removeprefix("Skrev ").strip()).read_bytes())[0].startswith(begins)
    pack.write_text('wordmall = "saknas.docx"', encoding="utf-8")
    code, _, err = run(capsys, "report", CLEAN, "--pack", pack, "--out", tmp_path / "ut")
    assert (
        code == 2
        and "Regelpaketet kommun.toml: wordmall är namnet på en Word-fil bredvid paketet" in err
    )


def test_a_template_that_cannot_be_used_gives_2_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mall = tmp_path / "mall.docx"
    mall.write_bytes(municipal("{{Enheet}}"))
    tries: list[tuple[tuple[Any, ...], str]] = [
        (("--template", mall), "Menade du {{Enhet}}?"),
        (
            ("--template", tmp_path / "saknas.docx"),
            "saknas.docx finns inte. Ange en Word-fil som finns.",
        ),
        (("--template", tmp_path), "kan inte läsas: det är en mapp."),
        (("--template", mall, "--to", "pdf"), "--template gäller Word-dokument."),
    ]
    for arguments, said in tries:
        code, out, err = run(capsys, "report", CLEAN, *arguments, "--out", tmp_path / "ut")
        assert (code, out) == (2, "") and said in err
    assert not (tmp_path / "ut").exists()


def test_new_makes_a_template_to_start_from(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mall = tmp_path / "rapportmall.docx"
    assert run(capsys, "new", mall, "--kind", "template")[0] == 0
    assert mall.read_bytes() == start_template()
    code, _, err = run(capsys, "new", mall, "--kind", "template")
    assert code == 2 and "finns redan" in err
    assert was_edited(mall)  # a report never takes its place
    for arguments, said in (
        (
            ("mall.dotx", "--kind", "template"),
            "Mallen ska heta något som slutar på .docx, till exempel mall.docx.",
        ),
        (("m.docx", "--kind", "template", "--year", 2027), "--year hör inte till en Word-mall"),
        (("bok.xlsx", "--unit", "A"), "--year saknas."),
    ):
        code, _, err = run(capsys, "new", *arguments)
        assert code == 2 and said in err
    code, _, err = run(capsys, "report", CLEAN, "--template", mall, "--out", tmp_path / "ut")
    assert code == 0 and err == ""


def test_a_report_on_the_template_to_start_from_is_the_shipped_one() -> None:
    """The same styles on the same words in the same order, and the same page."""
    template = WordTemplate(
        "mall.docx",
        start_template(),
        tuple(
            {
                **TOLD,
                "Handläggare": "",
                "Diarienummer": "",
                "E-post": "",
                "Adress": "",
                "Webbplats": "",
            }
        ),
    )
    cover = replace(
        COVER,
        facts=(Fact("Telefon", "08-508 00 000"), Fact("Till", "Åsnestads nämnd")),
        address=(Fact("", "Tåget & Co"),),
    )
    report = (cover, *REPORT[1:])
    shipped = docx(report, title=TITLE, created=CREATED)
    built = docx(report, title=TITLE, created=CREATED, template=template, facts=TOLD)
    assert list(style_names(built).items()) == list(style_names(shipped).items())
    from lxml import etree

    for one, two in zip(
        xml(built).iter(W + "sectPr"), xml(shipped).iter(W + "sectPr"), strict=True
    ):
        assert etree.tostring(one.find(W + "pgMar")) == etree.tostring(two.find(W + "pgMar"))
    assert faults(built) == []
