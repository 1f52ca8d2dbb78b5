"""The generated texts: facts out of the tables, the pack's templates, and the Swedish that comes of
them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from xlplan.checking.packs import resources
from xlplan.model import MONTHS, Content, Row, Value
from xlplan.report.blocks import Heading, Paragraph, Role
from xlplan.report.compose import blocks
from xlplan.report.outline.outline_file import load_outline
from xlplan.report.texts.sentences import KNOWN, Sentences, SentencesError, file_of
from xlplan.report.texts.swedish import changed, counted, numeral, part_of
from xlplan.wording import number

TEMPLATES = resources("meningar", ".jinja")
SENTENCES = Sentences(TEMPLATES)
DISPOSITION = Path(__file__).parents[1] / "rules" / "disposition"
FACTS: dict[str, Value] = {"Enhet": "Enheten Björken", "År": 2026.0, "Beloppsenhet": "tkr"}


def rows(*records: dict[str, Value]) -> tuple[Row, ...]:
    return tuple(Row(place, record) for place, record in enumerate(records, 5))


def content(**tables: tuple[Row, ...]) -> Content:
    return Content(FACTS, tables)


def text(name: str, said: Content, phase: str = "VB", until: int = 12, **about: Any) -> str:
    """The paragraphs, one a line, with plain blanks: hard ones are tested on their own."""
    return "\n".join(SENTENCES.written(name, said, phase, until=until, **about)).replace(
        "\N{NO-BREAK SPACE}", " "
    )


# Money


def budget(
    income: float | None,
    costs: float | None,
    before: tuple[float, float] | None = None,
    net: float | None = None,
) -> Content:
    lines: list[dict[str, Value]] = []
    for kind, line, amount, last in (
        ("summa intäkter", "intäkt", income, before and before[0]),
        ("summa kostnader", "kostnad", costs, before and before[1]),
    ):
        values = {"Budget": amount, "Föregående år": last}
        filled: dict[str, Value] = {
            name: value for name, value in values.items() if value is not None
        }
        lines += [
            {"Radtyp": line, "Post": line, **filled},
            {"Radtyp": kind, "Post": kind, **filled},
        ]
    if income is not None and costs is not None:
        total: dict[str, Value] = {
            "Radtyp": "netto",
            "Budget": costs - income if net is None else net,
        }
        lines.append(total | ({"Föregående år": before[1] - before[0]} if before else {}))
    return content(tblBudget=rows(*lines))


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (
            budget(840, 13700, (640, 13000)),
            "Nettobudgeten för Enheten Björken uppgår till 12 860 tkr, vilket är en ökning med 500 "
            "tkr jämfört "
            "med 2025. "
            "Kostnaderna uppgår till 13 700 tkr och intäkterna till 840 tkr.",
        ),
        (
            budget(0, 50.3, (0, 50.6)),
            "Nettobudgeten för Enheten Björken uppgår till 50,3 tkr, vilket är en minskning med "
            "0,3 tkr jämfört "
            "med 2025.",
        ),
        (
            budget(100, 300, (200, 400)),
            "Nettobudgeten för Enheten Björken uppgår till 200 tkr, vilket är oförändrat jämfört "
            "med 2025. "
            "Kostnaderna uppgår till 300 tkr och intäkterna till 100 tkr.",
        ),
        (budget(0, 300), "Nettobudgeten för Enheten Björken uppgår till 300 tkr."),
        (
            budget(20565, 20565, (20000, 20000)),
            "Budgeten för Enheten Björken är i balans: intäkterna och kostnaderna uppgår till 20 "
            "565 tkr vardera, "
            "vilket är en ökning med 565 tkr jämfört med 2025.",
        ),
        # a change from a surplus to a cost is no increase
        (
            budget(100, 300, (400, 300)),
            "Nettobudgeten för Enheten Björken uppgår till 200 tkr. Kostnaderna uppgår till 300 "
            "tkr och intäkterna "
            "till 100 tkr.",
        ),
        (budget(500, 300), ""),  # income above cost: the tables say it
        (budget(100, 300, net=250), ""),  # does not add up
        (budget(None, None), ""),
        (content(), ""),
    ],
)
def test_the_budget(said: Content, written: str) -> None:
    assert text("budget", said, "VP", 0) == written


def test_sums_of_lines_that_nobody_has_filled_in_say_nothing() -> None:
    empty = rows(
        {"Radtyp": "intäkt"},
        {"Radtyp": "summa kostnader", "Budget": 0.0},
        {"Radtyp": "netto", "Budget": 0.0},
    )
    assert text("budget", content(tblBudget=empty), "VP", 0) == ""
    assert text("ekonomi", content(tblBudget=empty, tblManad=empty)) == ""


def test_two_net_rows_say_nothing() -> None:
    said = budget(0, 300)
    twice = (*said.tables["tblBudget"], said.tables["tblBudget"][-1])
    assert "Nettobudgeten" not in text("budget", content(tblBudget=twice), "VP", 0)


def area(**values: float) -> tuple[Row, ...]:
    names = {"förra": "Budget föregående år", "nu": "Budget", "ändring": "Förändring"}
    return rows(
        {
            "Område": "Förskola",
            "Rad": "Netto",
            **{names[name]: value for name, value in values.items()},
        }
    )


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (
            area(förra=50.3, nu=50.6, ändring=0.3),
            "Nettobudgeten för Förskola uppgår till 50,6 tkr, vilket är en ökning med 0,3 tkr "
            "jämfört med 2025.",
        ),
        # the book says another change than its figures do: it is not for a sentence to choose
        (
            area(förra=50.3, nu=50.6, ändring=0.5),
            "Nettobudgeten för Förskola uppgår till 50,6 tkr.",
        ),
        (area(nu=50.6), "Nettobudgeten för Förskola uppgår till 50,6 tkr."),
        (area(förra=-50.3, nu=-50.6), ""),
        ((), ""),
    ],
)
def test_an_area(said: tuple[Row, ...], written: str) -> None:
    assert text("område", content(), "VP", 0, area="Förskola", rows=said) == written


def followed(
    income: float, costs: float, came_in: float, spent: float, months: int = 12, **more: float
) -> Content:
    """Each month's budget is income and costs; `more` is the forecast, (`intäkt`, `kostnad`)."""

    def lines(
        first: float, second: float, count: int, last: str, ends: Mapping[str, float]
    ) -> tuple[Row, ...]:
        found: list[dict[str, Value]] = []
        amounts = {"intäkt": first, "kostnad": second}
        for kind, amount in amounts.items():
            values: dict[str, Value] = {month: amount for month in MONTHS[:count]}
            if kind in ends:
                values[last] = ends[kind]
            found += [
                {"Radtyp": kind, "Post": kind, **values},
                {"Radtyp": f"summa {kind}er", **values},
            ]
        net: dict[str, Value] = {month: second - first for month in MONTHS[:count]}
        if ends:
            net[last] = ends["kostnad"] - ends["intäkt"]
        return rows(*found, {"Radtyp": "netto", **net})

    whole = {"intäkt": income * 12, "kostnad": costs * 12}
    plan, outcome = (
        lines(income, costs, 12, "Budget", whole),
        lines(came_in, spent, months, "Prognos", more),
    )
    return content(tblBudget=plan, tblManad=outcome)


@pytest.mark.parametrize(
    ("said", "phase", "until", "written"),
    [
        (
            followed(10, 100, 12, 101),
            "VB",
            12,
            "Nettokostnaden för 2026 blev 1 068 tkr mot budgeten på 1 080 tkr, ett överskott på 12 "
            "tkr. "
            "Intäkterna blev "
            "144 tkr, 24 tkr mer än budgeten, och kostnaderna blev 1 212 tkr, 12 tkr mer än "
            "budgeten.",
        ),
        (
            followed(10, 100, 10, 100),
            "VB",
            12,
            "Nettokostnaden för 2026 blev 1 080 tkr, lika mycket som budgeten. Intäkterna blev 120 "
            "tkr, enligt "
            "budget, och "
            "kostnaderna blev 1 200 tkr, enligt budget.",
        ),
        (
            followed(100, 100, 98, 99),
            "VB",
            12,
            "Resultatet för 2026 blev ett underskott på 12 tkr mot budgeten. Intäkterna blev 1 176 "
            "tkr, 24 tkr "
            "mindre än "
            "budgeten, och kostnaderna blev 1 188 tkr, 12 tkr mindre än budgeten.",
        ),
        (
            followed(10, 100, 10, 101, 4, intäkt=120, kostnad=1210),
            "T1",
            4,
            "Till och med april är nettokostnaden 364 tkr; budgeten för samma tid är 360 tkr. "
            "Nettokostnaden för 2026 "
            "beräknas bli 1 090 tkr mot budgeten på 1 080 tkr, ett underskott på 10 tkr.",
        ),
        (
            followed(10, 100, 10, 101, 8),
            "T2",
            8,
            "Till och med augusti är nettokostnaden 728 tkr; budgeten för samma tid är 720 tkr.",
        ),
        (followed(10, 100, 10, 101, 8), "VB", 12, ""),  # four months are missing
        (followed(10, 100, 10, 101, 0), "T1", 4, ""),
    ],
)
def test_the_follow_up_of_the_economy(said: Content, phase: str, until: int, written: str) -> None:
    assert text("ekonomi", said, phase, until) == written


# Indicators


def indicator(name: str = "Andel nöjda vårdnadshavare", **cells: str) -> dict[str, Value]:
    headings = {
        "mål": "Årsmål",
        "kf": "KF:s årsmål",
        "utfall": "Utfall VB",
        "t1": "Utfall T1",
        "förra": "Utfall föregående år",
        "män": "Utfall män/pojkar",
        "kvinnor": "Utfall kvinnor/flickor",
        "analys": "Analys VB",
    }
    return {"Indikator": name, **{headings[cell]: value for cell, value in cells.items()}}


NÖJDA = "Indikatorn ”Andel nöjda vårdnadshavare” har utfallet"


@pytest.mark.parametrize(
    ("row", "written"),
    [
        (
            indicator(mål="88%", kf="85 %", utfall="84 %"),
            f"{NÖJDA} 84 %. Årsmålet 88 % är inte uppnått (högre är bättre); utfallet ligger 4 "
            f"procentenheter under. "
            "KF:s årsmål 85 % är inte heller uppnått.",
        ),
        (
            indicator(mål="minst 80 %", kf="90 %", utfall="81 %"),
            f"{NÖJDA} 81 %. Årsmålet minst 80 % är uppnått; utfallet ligger 1 procentenhet över. "
            f"KF:s årsmål 90 % är "
            "däremot inte uppnått.",
        ),
        (
            indicator(mål="85 %", kf="85%", utfall="85,0 %"),
            f"{NÖJDA} 85,0 %. Årsmålet 85 %, som också är KF:s, är uppnått (högre är bättre).",
        ),
        (
            indicator(utfall="86 %", kf="öka", förra="85 %"),
            f"{NÖJDA} 86 %. KF:s årsmål ”öka” är uppnått. Jämfört med 2025 har utfallet ökat med 1 "
            "procentenhet, från 85 %.",
        ),
        (indicator(utfall="86 %", kf="Tas fram av nämnd"), f"{NÖJDA} 86 %."),
        (
            indicator(utfall="86 %", mål="86 %", förra="86 %", kf="Tas fram av nämnd"),
            f"{NÖJDA} 86 "
            f"%. Årsmålet "
            "86 % är uppnått "
            "(högre är bättre). Utfallet är oförändrat jämfört med 2025.",
        ),
        (
            indicator("Personaltäthet", mål="5,0", utfall="4,9"),
            "Indikatorn ”Personaltäthet” har utfallet 4,9 och årsmålet 5,0.",
        ),
        (
            indicator("Sjukfrånvaro", mål="6 %", utfall="7,1 %", förra="7,6 %"),
            "Indikatorn ”Sjukfrånvaro” har utfallet 7,1 %. Årsmålet 6 % är inte uppnått (lägre är "
            "bättre); "
            "utfallet ligger 1,1 "
            "procentenheter över. Jämfört med 2025 har utfallet minskat med 0,5 procentenheter, "
            "från 7,6 %.",
        ),
        (
            indicator("Antal avvikelser", mål="Max 10 st", utfall="11 st"),
            "Indikatorn ”Antal avvikelser” har utfallet 11 st. Årsmålet max 10 st är inte uppnått; "
            "utfallet "
            "ligger 1 st över.",
        ),
        (
            indicator("Väntetid", mål="högst 20 dagar", utfall="21 dagar"),
            "Indikatorn ”Väntetid” har utfallet 21 dagar. Årsmålet max 20 dagar är inte uppnått; "
            "utfallet "
            "ligger 1 dag över.",
        ),
        (
            indicator("Prognossäkerhet", mål="+/- 1 %", utfall="1,4 %"),
            "Indikatorn ”Prognossäkerhet” har utfallet 1,4 %. Årsmålet +/- 1 % är inte uppnått.",
        ),
        # KF's number of places is for the whole city
        (
            indicator("Antal platser", kf="19 000 st", utfall="40 st"),
            "Indikatorn ”Antal platser” har utfallet 40 st.",
        ),
        (
            indicator(utfall="90 %", kvinnor="94 %", män="86 %"),
            f"{NÖJDA} 90 %. För kvinnor och flickor är utfallet 94 % och för män och pojkar 86 %, "
            f"en skillnad på "
            "8 procentenheter.",
        ),
        (
            indicator(utfall="90 %", kvinnor="90 %", män="90 %"),
            f"{NÖJDA} 90 %. Utfallet är 90 % både för kvinnor och flickor och för män och pojkar.",
        ),
        (indicator(utfall="90 %", kvinnor="94 %"), f"{NÖJDA} 90 %."),
        (indicator(utfall="ca 90 %", mål="80 %"), f"{NÖJDA} ca 90 %."),
        (indicator(utfall="90 %", mål="80 st"), f"{NÖJDA} 90 % och årsmålet 80 st."),
        (indicator(utfall="redovisas i mars", mål="80 %"), ""),
        (indicator(mål="80 %"), ""),
        # a person has written
        (indicator(utfall="71 %", mål="80 %", analys="Vi bytte lokaler."), ""),
        (indicator(utfall="71 %", analys="–"), f"{NÖJDA} 71 %."),
    ],
)
def test_an_indicator(row: dict[str, Value], written: str) -> None:
    assert text("indikatorer", content(tblIndikatorer=rows(row))) == written


def test_a_number_that_may_still_grow_is_neither_missed_nor_compared_with_a_whole_year() -> None:
    row = indicator("Antal barnråd", mål="minst 40 st", t1="11 st", förra="38 st")
    said = text("indikatorer", content(tblIndikatorer=rows(row)), "T1", 4)
    assert said == "Indikatorn ”Antal barnråd” har utfallet 11 st och årsmålet minst 40 st."


# Goals and the summary

MET, MISSED = (
    indicator(mål="80 %", utfall="85 %", analys="Text"),
    indicator(mål="80 %", utfall="75 %", analys="Text"),
)
UNTOLD = indicator("Personaltäthet", mål="5,0", analys="Text")
GOAL = Row(5, {"Mål-ID": "E1", "Nivå": "Enhetsmål", "Mål": "Barnen har inflytande"})


@pytest.mark.parametrize(
    ("indicators", "written"),
    [
        ([], ""),
        ([MET], ""),  # the table says it
        ([UNTOLD, UNTOLD], ""),
        ([MET, MET], "Båda indikatorerna når årsmålet."),
        ([MET, MISSED], "En av två indikatorer når årsmålet."),
        ([MISSED, MISSED], "Ingen av de två indikatorerna når årsmålet."),
        ([MET] * 5, "Samtliga fem indikatorer når årsmålet."),
        ([MET] * 12 + [MISSED], "Tolv av 13 indikatorer når årsmålet."),
        (
            [MET, UNTOLD],
            "En av målets två indikatorer har ett utfall som kan jämföras med årsmålet, och den "
            "når det.",
        ),
        (
            [MET, MISSED, UNTOLD],
            "Två av målets tre indikatorer har ett utfall som kan jämföras med årsmålet, och en av "
            "dem når det.",
        ),
        (
            [MISSED, MISSED, UNTOLD],
            "Två av målets tre indikatorer har ett utfall som kan jämföras med årsmålet, och ingen "
            "av dem når det.",
        ),
        (
            [MET, MET, MET, UNTOLD],
            "Tre av målets fyra indikatorer har ett utfall som kan jämföras med årsmålet, och alla "
            "når det.",
        ),
    ],
)
def test_how_many_indicators_of_a_goal_are_met(
    indicators: list[dict[str, Value]], written: str
) -> None:
    assert text("mål", content(), goal=GOAL, rows=rows(*indicators), activities=()) == written


@pytest.mark.parametrize(
    ("deviations", "written"),
    [
        (["Genomförd"], "Målets enda aktivitet redovisas som genomförd."),
        (["Genomförd", "klar i maj", ""], "Två av tre aktiviteter redovisas som genomförda."),
        (["Genomförd", ""], "En av två aktiviteter redovisas som genomförd."),
        (["Avslutad", "Klart"], "Båda aktiviteterna redovisas som genomförda."),
        (["Försenad", "Ingen", "-"], "För en aktivitet redovisas en avvikelse."),
        (["Inte genomförd", "Genomförd delvis"], "För två aktiviteter redovisas en avvikelse."),
        (
            ["Genomförd", "Blev inte av", ""],
            "En av tre aktiviteter redovisas som genomförd. För en aktivitet redovisas en "
            "avvikelse.",
        ),
        (["", ""], ""),
    ],
)
def test_how_many_activities_are_done(deviations: list[str], written: str) -> None:
    activities = rows(
        *({"Aktivitet": f"Aktivitet {n}", "Avvikelse VB": d} for n, d in enumerate(deviations))
    )
    assert text("mål", content(), goal=GOAL, rows=(), activities=activities) == written


def goals(*judgements: str, level: str = "Enhetsmål", phase: str = "VB") -> tuple[Row, ...]:
    return rows(
        *(
            {"Nivå": level, "Mål": f"Mål {n}", f"Bedömning {phase}": j}
            for n, j in enumerate(judgements)
        )
    )


HELT, DELVIS, EJ = "Uppfylls helt", "Uppfylls delvis", "Uppfylls ej"


@pytest.mark.parametrize(
    ("tree", "written"),
    [
        (goals(HELT), "Enhetens enda enhetsmål bedöms uppfyllas helt."),
        (goals(EJ, EJ), "Båda enhetsmålen bedöms inte uppfyllas."),
        (goals(*[HELT] * 6), "Samtliga sex enhetsmål bedöms uppfyllas helt."),
        (
            goals(HELT, DELVIS),
            "Av enhetens två enhetsmål bedöms ett uppfyllas helt och ett uppfyllas delvis.",
        ),
        (
            goals(HELT, HELT, DELVIS, EJ, "Ingen", ""),
            "Av enhetens sex enhetsmål bedöms två uppfyllas helt, ett uppfyllas delvis och ett "
            "inte uppfyllas. För två "
            "enhetsmål finns ingen bedömning.",
        ),
        (goals(HELT, level="Nämndmål"), "Nämndens enda nämndmål bedöms uppfyllas helt."),
        (goals("", "Ingen"), ""),
        ((), ""),
    ],
)
def test_the_summary_of_goals(tree: tuple[Row, ...], written: str) -> None:
    assert text("sammanfattning", content(tblMal=tree)) == written


def test_the_summary_is_one_paragraph() -> None:
    said = followed(10, 100, 12, 101)
    tables = {"tblMal": goals(HELT), "tblIndikatorer": rows(MET, MISSED), **said.tables}
    assert text("sammanfattning", Content(FACTS, tables)) == (
        "Enhetens enda enhetsmål bedöms uppfyllas helt. En av två indikatorer når årsmålet. "
        "Nettokostnaden för "
        "2026 blev "
        "1 068 tkr mot budgeten på 1 080 tkr, ett överskott på 12 tkr."
    )


# Every figure is the book's

_FIGURE = re.compile(r"−?\d[\d\N{NO-BREAK SPACE}]*(?:,\d+)?")


def figures_of(said: str) -> set[Decimal]:
    plain = (
        found.replace("\N{NO-BREAK SPACE}", "").replace(",", ".").replace("−", "-")
        for found in _FIGURE.findall(said)
    )
    return {Decimal(found) for found in plain}


amounts = st.integers(0, 99_999_99).map(lambda cents: cents / 100)


@given(amounts, amounts, amounts, amounts)
def test_every_amount_in_a_text_is_one_of_the_book_or_a_difference_of_two(
    a: float, b: float, c: float, d: float
) -> None:
    exact = [Decimal(repr(amount)) for amount in (a, b, c, d)]
    known = {*exact, exact[1] - exact[0], exact[3] - exact[2], Decimal(2025), Decimal(2026)}
    known |= {abs(x - y) for x in known for y in known}
    net = float(exact[1] - exact[0])
    said = SENTENCES.written("budget", budget(a, b, (c, d), net=net), "VP", until=0)
    assert figures_of(" ".join(said)) <= known


percentages = st.decimals(0, 100, places=1)


@given(percentages, percentages, percentages, percentages)
def test_every_percentage_in_a_text_is_one_of_the_book_or_a_difference(
    outcome: Decimal, target: Decimal, kf: Decimal, last: Decimal
) -> None:
    row = indicator(
        **{
            cell: f"{value} %".replace(".", ",")
            for cell, value in {"utfall": outcome, "mål": target, "kf": kf, "förra": last}.items()
        }
    )
    (said,) = SENTENCES.written("indikatorer", content(tblIndikatorer=rows(row)), "VB", until=12)
    known = {outcome, target, kf, last, abs(outcome - target), abs(outcome - last), Decimal(2025)}
    assert figures_of(said) <= known
    assert ("inte uppnått (högre" in said) == (outcome < target)
    assert ("har utfallet ökat" in said) == (outcome > last)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_figures_look_as_the_locale_says(value: Decimal) -> None:
    """But for the minus: Babel writes a hyphen, whatever the locale says."""
    babels = format_decimal(value, format="#,##0.00", locale="sv_SE")
    assert number(float(value), 2) == babels.replace("-", "\N{MINUS SIGN}")


def test_amounts_are_held_together_by_hard_blanks() -> None:
    (said,) = SENTENCES.written("budget", budget(0, 20565), "VP", until=0)
    assert "20\N{NO-BREAK SPACE}565\N{NO-BREAK SPACE}tkr" in said


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (numeral(1, "indikator"), "en"),
        (numeral(1, "mål"), "ett"),
        (numeral(12), "tolv"),
        (numeral(1300), "1\N{NO-BREAK SPACE}300"),
        (counted(0, "aktivitet"), "inga aktiviteter"),
        (counted(1, "aktivitet"), "en aktivitet"),
        (counted(2, "mål"), "två mål"),
        (part_of(1, 3, "mål"), "ett av tre mål"),
        (part_of(0, 3, "mål"), "inget av de tre målen"),
        (part_of(5, 5, "mål"), "samtliga fem mål"),
        (part_of(2, 2, "nämndmål"), "båda nämndmålen"),
        (changed(Decimal("0.3"), "mnkr"), "en ökning med 0,3\N{NO-BREAK SPACE}mnkr"),
        (changed(Decimal(-5)), "en minskning med 5"),
        (changed(Decimal(0)), "oförändrat"),
    ],
)
def test_counts_and_changes_in_words(said: str, written: str) -> None:
    assert said == written


# In the report


def report(
    name: str, said: Content, phase: str, sentences: Sentences | None = SENTENCES
) -> list[Any]:
    return list(
        blocks(
            said, load_outline((DISPOSITION / name).read_text(encoding="utf-8")), phase, sentences
        )
    )


def generated(found: list[Any]) -> list[str]:
    return [
        block.text
        for block in found
        if isinstance(block, Paragraph) and block.role is Role.GENERATED
    ]


def test_a_persons_words_win() -> None:
    comment = rows({"Skede": "VP", "Kapitel": "Budgetkommentar", "Text": "Hyran ökar i juli."})
    said = budget(0, 300)
    assert len(generated(report("vp.toml", said, "VP"))) == 1
    assert (
        generated(
            report("vp.toml", replace(said, tables={**said.tables, "tblTexter": comment}), "VP")
        )
        == []
    )
    assert generated(report("vp.toml", said, "VP", None)) == []


def test_generated_texts_stand_before_anybodys_words_and_under_no_heading_of_theirs() -> None:
    """Looked for from the end, for the summary says the same at the top."""
    goal: dict[str, Value] = {**GOAL.values, "Bedömning VB": HELT, "Analys VB": "Barnen röstar."}
    tables = {
        "tblMal": rows(goal),
        "tblIndikatorer": rows({**MET, "Mål-ID": "E1"}, {**MISSED, "Mål-ID": "E1"}),
    }
    found = report("vb.toml", content(**tables), "VB")
    place = max(
        i
        for i, block in enumerate(found)
        if isinstance(block, Paragraph) and block.text.startswith("En av två")
    )
    own = next(
        i
        for i, block in enumerate(found)
        if isinstance(block, Paragraph) and block.text == "Barnen röstar."
    )
    assert place < own
    assert any(isinstance(block, Heading) and block.text == "Analys" for block in found[place:own])


BOARD = """
bok = "nämnd"
skeden = ["VP"]
dokument = "VP"
titel = "VP"
[[del]]
typ = "avsnitt"
rubrik = "Ekonomi"
    [[del.del]]
    typ = "områden"
[[del]]
typ = "mål"
    [[del.niva]]
    namn = "Nämndmål"
[[del]]
typ = "övriga kapitel"
[[del]]
typ = "utan plats"
rubrik = "Utan plats"
[tabell.omraden]
rubrik = "Budget"
kolumner = [{ kolumn = "Rad", bredd = 50 }, { kolumn = "Budget", bredd = 50, tal = true }]
"""
for name in ("indikatorer", "aktiviteter", "budget"):
    BOARD += (
        f'[tabell.{name}]\nrubrik = "Tabell"\nkolumner = [{{ kolumn = "Mål-ID", bredd = 1 }}]\n'
    )


def test_an_area_with_a_comment_has_no_generated_text() -> None:
    areas = rows(
        {"Område": "Förskola", "Rad": "Netto", "Budget": 50.0},
        {"Område": "Kultur", "Rad": "Netto", "Budget": 7.0},
    )
    texts = rows(
        {"Kapitel": "förskola", "Text": "Fler barn börjar i augusti."},
        {"Kapitel": "Annat", "Text": "Mer."},
    )
    found = blocks(content(tblOmraden=areas, tblTexter=texts), load_outline(BOARD), "VP", SENTENCES)
    assert [
        block.text.replace("\N{NO-BREAK SPACE}", " ")
        for block in found
        if isinstance(block, Paragraph)
    ] == [
        "Fler barn börjar i augusti.",
        "Nettobudgeten för Kultur uppgår till 7 tkr.",
        "Mer.",
    ]
    assert [block.text for block in found if isinstance(block, Heading)] == [
        "Ekonomi",
        "Förskola",
        "Kultur",
        "Annat",
    ]


# Templates that somebody has changed


@pytest.mark.parametrize(
    ("template", "told"),
    [
        (
            "Budget:\n{{ nettto.belopp }}",
            "Mallen meningar/budget.jinja, rad 2: uppgiften ”nettto” "
            "finns inte. "
            "Menade du ”netto”?",
        ),
        (
            "{{ qqq }}",
            "Uppgifterna är beloppsenhet, enhet, förra_året, intäkter, kostnader, netto.",
        ),
        ("{% if netto %}\nNetto\n", "klamrarna går inte ihop"),
        ("{% elsif netto %}", "ordet ”elsif” kan inte stå först inom {% %}"),
        (
            "{{ netto.belopp | belop }}",
            "”belop” finns inte att använda efter |. Menade du ”belopp”?",
        ),
        ('{% include "finns_inte.jinja" %}', "använder ”finns_inte.jinja”, som inte finns"),
    ],
)
def test_a_faulty_template_is_told_before_any_book_is_read(template: str, told: str) -> None:
    with pytest.raises(SentencesError) as caught:
        Sentences({**TEMPLATES, "budget": template})
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("template", "told"),
    [
        (
            "Budget\n{{ netto.belop }}",
            "Mallen meningar/budget.jinja, rad 2: uppgiften har inget som heter ”belop”",
        ),
        ("{{ 3 | antal('katt') }}", "”katt” kan inte räknas"),
        ("{{ enhet + 1 }}", "rad 1: raden går inte att fylla i"),
        ("{{ enhet.__class__.__mro__ }}", "rad 1: "),  # the sandbox
    ],
)
def test_a_template_that_cannot_be_filled_is_told_with_its_line(template: str, told: str) -> None:
    with pytest.raises(SentencesError) as caught:
        Sentences({**TEMPLATES, "budget": template}).written(
            "budget", budget(0, 300), "VP", until=0
        )
    assert told in str(caught.value)


def test_a_missing_template_is_told() -> None:
    with pytest.raises(SentencesError, match=r"meningar/mal\.jinja saknas"):
        Sentences({name: source for name, source in TEMPLATES.items() if name != "mal"})


def test_an_empty_template_turns_its_text_off() -> None:
    assert (
        Sentences({**TEMPLATES, "budget": ""}).written("budget", budget(0, 300), "VP", until=0)
        == []
    )


def test_every_text_has_its_template() -> None:
    assert {file_of(name).removesuffix(".jinja") for name in KNOWN} <= TEMPLATES.keys()


def test_a_faulty_template_stops_the_report_with_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from xlplan.cli import main as cli

    (tmp_path / "mallar" / "meningar").mkdir(parents=True)
    (tmp_path / "mallar" / "meningar" / "budget.jinja").write_text("{{ netto", encoding="utf-8")
    pack = tmp_path / "kommun.toml"
    pack.write_text('mallmapp = "mallar"', encoding="utf-8")
    book = Path(__file__).parents[1] / "workbooks" / "exempel" / "enheter" / "parkenheten.xlsx"
    with pytest.raises(SystemExit) as left:
        cli.main(["report", str(book), "--out", str(tmp_path / "ut"), "--pack", str(pack)])
    assert left.value.code == 2
    told = capsys.readouterr().err
    assert "Mallen meningar/budget.jinja, rad 1: klamrarna går inte ihop" in told
    assert "Traceback" not in told
    assert not (tmp_path / "ut").exists()
