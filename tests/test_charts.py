"""The charts of a report: when there is one, what its alt text says, how it is drawn and where it
stands in Word."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image
from test_report import DRAWN, W, accessibility_faults, part, shown, style

from xlplan.model import MONTHS, Row, Value
from xlplan.report.blocks import (
    GENERATED_LABEL,
    Bar,
    Bars,
    Block,
    BulletList,
    Contents,
    Cover,
    Figure,
    Heading,
    Months,
    Paragraph,
    Role,
    Shares,
    Status,
    Table,
)
from xlplan.report.charts import DPI, WIDTH_CM, Scale, draw
from xlplan.report.figures import MOST_BARS, bars, months, shares
from xlplan.report.word.file import docx as docx_of
from xlplan.whole_file import write_whole


def rows(*records: dict[str, Value]) -> tuple[Row, ...]:
    return tuple(Row(place, record) for place, record in enumerate(records, 5))


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


NÖJDA: dict[str, Value] = {
    "Indikator": "Andel nöjda",
    "Årsmål": "88%",
    "Utfall VB": "84,5 %",
    "Utfall föregående år": "87 %",
}
FRÅNVARO: dict[str, Value] = {"Indikator": "Sjukfrånvaro", "Årsmål": "Max 6 %", "Utfall VB": "7 %"}


# Indicators


def test_indicators_in_the_same_unit_are_one_chart() -> None:
    (figure,) = bars(rows(NÖJDA, FRÅNVARO), "VB", "Barnen trivs")
    assert figure.chart == Bars(
        "%", (Bar("Andel nöjda", 84.5, 88.0, 87.0), Bar("Sjukfrånvaro", 7.0, 6.0))
    )
    assert figure.caption == "Indikatorernas utfall mot årsmål och förra årets utfall, procent"
    assert plain(figure.description) == (
        "Stapeldiagram över indikatorernas utfall för Barnen trivs. Andel nöjda: utfall 84,5 %, "
        "årsmål 88 %, "
        "förra året "
        "87 %. Sjukfrånvaro: utfall 7 %, årsmål 6 %."
    )


@pytest.mark.parametrize(
    "other",
    [
        {"Indikator": "Barnråd", "Utfall VB": "40 st"},  # another unit
        {"Indikator": "Personaltäthet", "Utfall VB": "4,9"},  # no unit
        {"Indikator": "Sjukfrånvaro", "Utfall VB": "ca 7 %"},
        {"Indikator": "Sjukfrånvaro", "Utfall VB": "öka"},
        {"Indikator": "Sjukfrånvaro", "Utfall T2": "7 %"},
        {"Utfall VB": "7 %"},
    ],
)
def test_one_indicator_alone_is_no_chart(other: dict[str, Value]) -> None:
    assert bars(rows(NÖJDA, other), "VB", "") == []


def test_numbers_without_a_unit_are_not_compared() -> None:
    assert bars(rows(*[{"Indikator": "Täthet", "Utfall VB": "4,9"}] * 3), "VB", "") == []


def test_a_target_that_is_no_single_number_is_left_out() -> None:
    targets = ("öka", "80–85 %", "+/- 1 %", "9 st", "Tas fram av nämnd")
    (figure,) = bars(rows(*(FRÅNVARO | {"Årsmål": target} for target in targets)), "VB", "")
    assert isinstance(figure.chart, Bars)
    assert {bar.target for bar in figure.chart.bars} == {None}
    assert figure.caption == "Indikatorernas utfall, procent"


def test_where_the_unit_has_no_target_kfs_is_shown() -> None:
    row = FRÅNVARO | {"Årsmål": "Tas fram av nämnd", "KF:s årsmål": "6,5 %"}
    (figure,) = bars(rows(row, NÖJDA), "VB", "")
    assert isinstance(figure.chart, Bars)
    assert figure.chart.bars[0].target == 6.5


def test_many_indicators_are_several_charts() -> None:
    found = bars(rows(*[NÖJDA] * 30), "VB", "")
    sizes = [len(figure.chart.bars) for figure in found if isinstance(figure.chart, Bars)]
    assert sizes == [10, 10, 10]
    assert max(sizes) <= MOST_BARS


# Months


def account(amount: float, count: int, *, zeros: bool = False, **more: Value) -> tuple[Row, ...]:
    values: dict[str, Value] = {month: amount for month in MONTHS[:count]}
    rest: dict[str, Value] = dict.fromkeys(MONTHS[count:], 0.0) if zeros else {}
    return rows(
        {"Radtyp": "kostnad", **values, **more},
        {"Radtyp": "summa kostnader", **values, **rest, **more},
    )


def test_months_are_summed_from_january() -> None:
    (figure,) = months(account(100.5, 12), account(110, 3, zeros=True), 4, "tkr")
    assert figure.chart == Months(
        "tkr", MONTHS, tuple(100.5 * n for n in range(1, 13)), (110.0, 220.0, 330.0)
    )
    assert plain(figure.description) == (
        "Linjediagram över kostnaderna, summerade från januari. Januari: budget 100,5 tkr, utfall "
        "110 tkr. Februari: "
        "budget 201 tkr, utfall 220 tkr. Mars: budget 301,5 tkr, utfall 330 tkr. Budgeten för hela "
        "året är 1 206 tkr."
    )
    assert figure.caption == "Kostnader: budget och utfall, summerade från januari, tkr"


@pytest.mark.parametrize(
    ("plan", "came", "until"),
    [
        (account(100, 12), account(110, 1), 4),  # one month shows no course
        (account(100, 12), account(110, 8), 1),
        (account(100, 12), account(110, 8), 0),  # a plan
        (account(100, 0), account(110, 8), 8),  # the budget is not laid out over the months
        (account(100, 6), account(110, 8), 8),
        (account(100, 12, mar=None), account(110, 8), 8),
        (account(100, 12), account(110, 8, feb=None), 8),
        (account(100, 12), (replace(account(110, 8)[0], unread=frozenset({"feb"})),), 8),
        (
            account(100, 12),
            (*account(110, 8)[:1], *account(900, 8)[1:]),
            8,
        ),  # a sum that is not its lines'
        ((), (), 12),
    ],
)
def test_months_that_are_not_filled_are_no_chart(
    plan: tuple[Row, ...], came: tuple[Row, ...], until: int
) -> None:
    assert months(plan, came, until, "tkr") == []


# Goals


def goals(*judgements: str, level: str = "Enhetsmål") -> tuple[Row, ...]:
    return rows(
        *({"Nivå": level, "Mål": "Mål", "Bedömning VB": judgement} for judgement in judgements)
    )


def test_the_goals_judgements_are_counted() -> None:
    (figure,) = shares(goals("Uppfylls helt", "Uppfylls helt", "Uppfylls ej", "Ingen"), "VB")
    assert figure.chart == Shares(
        (
            ("Uppfylls helt", "●", 2),
            ("Uppfylls delvis", "◆", 0),
            ("Uppfylls ej", "■", 1),
            ("Ingen", "—", 1),
        )
    )
    assert figure.caption == "Bedömning av enhetens mål"
    assert figure.description == (
        "Stapeldiagram över bedömningen av fyra enhetsmål: två uppfylls helt, ett uppfylls ej och "
        "ett utan bedömning."
    )


def test_goals_that_are_not_the_units_own_are_not_counted() -> None:
    others = goals(*["Uppfylls helt"] * 3, level="Nämndmål")
    assert shares((*goals("Uppfylls helt"), *others), "VB") == []
    (figure,) = shares(others, "VB")
    assert figure.caption == "Bedömning av nämndens mål"


def test_two_judged_goals_are_no_chart() -> None:
    assert shares(goals("Uppfylls helt", "Uppfylls ej", "Ingen", ""), "VB") == []


# Pictures

LONG = (
    "Andel vårdnadshavare som upplever att barnets ålder och mognad får styra hur mycket stöd "
    "det får i sitt lärande"
)
FIGURES = {
    "bars": Figure(
        "b", "b", Bars("%", tuple(Bar(f"{LONG} $ {n}", 10.0 * n, 88.0, 87.5) for n in range(12)))
    ),
    "negative": Figure("n", "n", Bars("tkr", (Bar("Ett", -5.0), Bar("Två", 3.0, -1.0)))),
    "large": Figure(
        "l",
        "l",
        Bars(
            "tkr",
            (
                Bar("X" * 100, 1234567.5, 1300000.0, -87000.0),
                Bar("https://exempel.se/enhet/uppföljning/ett-långt-namn", -700000.0, 600000.0),
            ),
        ),
    ),
    "zero": Figure("z", "z", Bars("st", (Bar("Ett", 0.0), Bar("Två", 0.0)))),
    "months": Figure(
        "m", "m", Months("tkr", MONTHS, tuple(range(100, 1300, 100)), tuple(range(110, 1310, 100)))
    ),
    "so far": Figure(
        "m",
        "m",
        Months("tkr", MONTHS, tuple(range(0, 120000, 10000)), tuple(range(0, 99000, 9000))),
    ),
    "shares": Figure("s", "s", Shares((("Uppfylls helt", "●", 3), ("Uppfylls ej", "■", 0)))),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_picture_is_as_wide_as_the_text_and_reads_in_grey(name: str) -> None:
    picture = Image.open(io.BytesIO(draw(FIGURES[name], format="png")))
    assert abs(picture.width - WIDTH_CM / 2.54 * DPI) <= 1
    assert picture.height < 25 / 2.54 * DPI  # fits a page
    shades = {
        shade // 32 for shade, count in enumerate(picture.convert("L").histogram()) if count > 200
    }
    assert len(shades) >= 3  # paper, print, and the drawing in between


@pytest.mark.parametrize("name", FIGURES)
def test_no_print_is_cut_off_at_the_edge(name: str) -> None:
    picture = Image.open(io.BytesIO(draw(FIGURES[name], format="png"))).convert("L")
    wide, high = picture.size
    for edge in ((wide - 2, 0, wide, high), (0, 0, wide, 2), (0, high - 2, wide, high)):
        assert picture.crop(edge).getextrema() == (255, 255)


Span = tuple[int, int]
WHITE, BLACK, SKY, BLUE = (255, 255, 255), (0, 0, 0), (86, 180, 233), (0, 114, 178)


def bar_and_target(outcome: float, target: float) -> tuple[Span, Span, list[object]]:
    """From where to where the bar and its target's stroke are drawn, and the colours across them
    halfway up the bar."""
    figure = Figure("f", "f", Bars("%", (Bar("Ett", outcome, target), Bar("Två", 0.0))))
    picture = Image.open(io.BytesIO(draw(figure, format="png"))).convert("RGB")
    wide, high = picture.size

    def span(row: int, colours: set[object]) -> Span:
        found = [x for x in range(wide) if picture.getpixel((x, row)) in colours]
        return found[0], found[-1]

    upper = range(high // 4)  # the rest is the second bar, the axis and the legend
    stroke = [y for y in upper if any(picture.getpixel((x, y)) == BLACK for x in range(wide))]
    middle = (stroke[0] + stroke[-1]) // 2
    across = [picture.getpixel((x, middle)) for x in range(wide)]
    return span(middle, {SKY, BLUE}), span(stroke[0], {BLACK}), list(across)


@pytest.mark.parametrize(
    ("outcome", "target"),
    [(86.0, 85.0), (89.0, 88.0), (85.1, 85.0), (85.00000001, 85.0), (70.0, 20.0), (1e6, 1e6 - 1)],
)
@pytest.mark.parametrize("sign", [1, -1])
def test_a_bar_is_seen_to_pass_its_target(outcome: float, target: float, sign: int) -> None:
    bar, stroke, across = bar_and_target(sign * outcome, sign * target)
    assert bar[0] < stroke[0] - 2 and stroke[1] + 2 < bar[1]
    assert SKY in across[stroke[1] : bar[1]] and SKY in across[bar[0] : stroke[0]]
    assert WHITE not in across[bar[0] : bar[1]]  # nothing cuts the bar off at the stroke


@pytest.mark.parametrize(
    ("outcome", "target"),
    [(85.0, 86.0), (84.9, 85.0), (85.0, 85.00000001), (20.0, 70.0), (1e6 - 1, 1e6)],
)
@pytest.mark.parametrize("sign", [1, -1])
def test_a_bar_is_seen_to_fall_short_of_its_target(
    outcome: float, target: float, sign: int
) -> None:
    bar, stroke, across = bar_and_target(sign * outcome, sign * target)
    first, second = (bar, stroke) if sign > 0 else (stroke, bar)
    assert first[1] + 2 < second[0]
    assert WHITE in across[first[1] : second[0]]


@pytest.mark.parametrize("both", [85.0, -85.0, 0.5])
def test_a_bar_that_comes_to_its_target_ends_at_the_stroke(both: float) -> None:
    bar, stroke, across = bar_and_target(both, both)
    end = bar[1] if both > 0 else bar[0]
    assert stroke[0] - 2 <= end <= stroke[1] + 2
    assert WHITE not in across[min(bar[0], stroke[0]) : max(bar[1], stroke[1])]


@pytest.mark.parametrize("symbol", ["●", "◆", "■", "—"])
def test_a_judgements_symbol_is_as_wide_as_the_others_and_off_the_edge(symbol: str) -> None:
    figure = Figure("f", "f", Shares((("Ord", symbol, 3),)))
    picture = Image.open(io.BytesIO(draw(figure, format="png"))).convert("L")
    per_pt = DPI / 72
    room = picture.crop((0, 0, round(12 * per_pt), round(22 * per_pt)))
    found = room.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert found is not None
    assert found[0] >= 1 * per_pt and 4 * per_pt <= found[2] - found[0] <= 8 * per_pt


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ((84.5, 88.0), ["0", "20", "40", "60", "80"]),
        ((0.3, 0.1), ["0", "0,05", "0,1", "0,15", "0,2", "0,25", "0,3"]),
        ((-5.0, 3.0), ["−4", "−2", "0", "2"]),
        (
            (1_234_567.5,),
            ["0", "200 000", "400 000", "600 000", "800 000", "1 000 000", "1 200 000"],
        ),
        ((0.0, 0.0), ["0"]),
        ((1e30,), ["0", "2E+29", "4E+29", "6E+29", "8E+29", "1E+30"]),
    ],
)
def test_an_axis_tells_round_figures_in_swedish(
    figures: tuple[float, ...], told: list[str]
) -> None:
    scale = Scale(figures)
    assert [plain(tick["text"]) for tick in scale.ticks()] == told
    assert all(0 <= tick["at"] <= 1 for tick in scale.ticks())


def test_the_same_figure_gives_the_same_bytes() -> None:
    assert draw(FIGURES["shares"], format="svg") == draw(FIGURES["shares"], format="svg")
    assert draw(FIGURES["bars"], format="png") == draw(FIGURES["bars"], format="png")


def test_an_svg_has_no_date_and_needs_no_fonts() -> None:
    drawn = draw(FIGURES["shares"]).decode()
    assert "<text" not in drawn and "dc:date" not in drawn and "font-family" not in drawn


# In Word

REPORT: list[Block] = [
    Cover(
        "Verksamhetsberättelse 2026",
        "Verksamhetsberättelse 2026",
        "Björken",
        "Nämnden",
        draft="UTKAST – 3 fel kvar",
    ),
    Contents("Innehåll"),
    Heading(1, "Mål"),
    Status("Bedömning", "Uppfylls helt", "●"),
    Status("Bedömning", "Egen bedömning", ""),
    Paragraph("Två av tre indikatorer når årsmålet.", Role.GENERATED),
    Paragraph("Utfallet är 84 %.", Role.GENERATED),
    Paragraph("Andel nöjda", Role.LABEL),
    Paragraph("Vi bytte lokaler."),
    Paragraph("Ett nytt uträknat stycke.", Role.GENERATED),
    replace(
        FIGURES["shares"],
        caption="Bedömning av enhetens mål",
        description="Stapeldiagram: tre helt.",
    ),
    FIGURES["negative"],
    Heading(1, "Beslut"),
    BulletList(("Nämnden godkänner.", "Ärendet justeras."), numbered=True),
    Paragraph("Och sedan:"),
    BulletList(("Börjar om.",), numbered=True),
    BulletList(("En punkt.",)),
]


@pytest.fixture(scope="module")
def docx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("docx") / "rapport.docx"
    write_whole(
        out,
        docx_of(REPORT, title="Verksamhetsberättelse 2026", created=datetime(2026, 1, 15, 9, 30)),
    )
    return out


def test_pictures_stand_in_the_line_with_alt_text_and_their_caption_below(docx: Path) -> None:
    document = part(docx, "word/document.xml")
    first, second = document.iter(DRAWN + "docPr")
    assert first.get("descr") == "Stapeldiagram: tre helt."
    assert first.get("title") == "Bedömning av enhetens mål"
    assert first.get("id") != second.get("id")
    paragraphs = list(document.iter(W + "p"))
    place = next(i for i, p in enumerate(paragraphs) if p.find(f".//{W}drawing") is not None)
    assert (style(paragraphs[place]), style(paragraphs[place + 1])) == ("Figure", "FigureCaption")
    assert shown(paragraphs[place + 1]) == "Bedömning av enhetens mål"


def test_a_judgement_is_told_in_words_with_its_symbol(docx: Path) -> None:
    told = [shown(p) for p in part(docx, "word/document.xml").iter(W + "p") if style(p) == "Status"]
    assert told == ["Bedömning● Uppfylls helt", "BedömningEgen bedömning"]  # a tab in between


def test_generated_texts_are_marked_in_words_once_for_several_in_a_row(docx: Path) -> None:
    told = [
        shown(p) for p in part(docx, "word/document.xml").iter(W + "p") if style(p) == "Generated"
    ]
    assert told == [
        f"{GENERATED_LABEL}: Två av tre indikatorer når årsmålet.",
        "Utfallet är 84 %.",
        f"{GENERATED_LABEL}: Ett nytt uträknat stycke.",
    ]


def test_the_name_of_a_row_stays_with_its_text(docx: Path) -> None:
    (label,) = [p for p in part(docx, "word/document.xml").iter(W + "p") if style(p) == "RowLabel"]
    assert shown(label) == "Andel nöjda"
    assert (
        part(docx, "word/styles.xml").find(f"{W}style[@{W}styleId='RowLabel']/{W}pPr/{W}keepNext")
        is not None
    )


def test_numbered_lists_begin_with_one(docx: Path) -> None:
    points = [p for p in part(docx, "word/document.xml").iter(W + "p") if style(p) == "ListNumber"]
    numbers = [p.find(f"{W}pPr/{W}numPr/{W}numId").get(W + "val") for p in points]  # type: ignore[union-attr]
    assert numbers == ["2", "2", "3"]
    numbering = part(docx, "word/numbering.xml")
    for number in ("2", "3"):
        num = numbering.find(f"{W}num[@{W}numId='{number}']")
        assert num is not None
        assert num.find(f"{W}lvlOverride/{W}startOverride").get(W + "val") == "1"  # type: ignore[union-attr]


def test_a_draft_says_so_on_its_first_page_and_all_others(docx: Path) -> None:
    (mark,) = [p for p in part(docx, "word/document.xml").iter(W + "p") if style(p) == "CoverDraft"]
    assert shown(mark) == "UTKAST – 3 fel kvar"
    assert "UTKAST – 3 fel kvar · Verksamhetsberättelse 2026" in shown(
        part(docx, "word/header1.xml")
    )


def test_a_generated_text_below_a_table_has_air(tmp_path: Path) -> None:
    from xlplan.report.blocks import Cell, Column, TableRow

    table = Table("Tabell", (Column("A", 1.0),), (TableRow((Cell("1"),)),))
    out = tmp_path / "t.docx"
    write_whole(
        out, docx_of([Heading(1, "R"), table, REPORT[5]], title="T", created=datetime(2026, 1, 1))
    )
    (p,) = [p for p in part(out, "word/document.xml").iter(W + "p") if style(p) == "Generated"]
    assert p.find(f"{W}pPr/{W}spacing") is not None


def test_the_docx_with_pictures_is_accessible_and_follows_the_schema(docx: Path) -> None:
    assert accessibility_faults(docx) == []
    audit = pytest.importorskip("openxml_audit")
    result = audit.OpenXmlValidator().validate(str(docx))
    assert not result.errors, result.errors


def test_the_same_report_gives_the_same_bytes(docx: Path, tmp_path: Path) -> None:
    write_whole(
        tmp_path / "b.docx",
        docx_of(REPORT, title="Verksamhetsberättelse 2026", created=datetime(2026, 1, 15, 9, 30)),
    )
    assert (tmp_path / "b.docx").read_bytes() == docx.read_bytes()
