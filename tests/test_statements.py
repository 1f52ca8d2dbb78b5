"""Numbers in running Swedish text: the interval that each stands for, and what sentences say of
what they name."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplan.statements import Mention, StatedFigure, Statement, Texts
from xlplan.statements.numbers import figures
from xlplan.wording import HARD_BLANK, number

LINES = re.compile(r"(?:personal|lokal)kostnad\w*|nettobudget\w*|andelen|bidragen", re.IGNORECASE)


def mentions(text: str) -> list[Mention]:
    return [
        Mention(match.start(), match.end(), "S", match[0].lower()) for match in LINES.finditer(text)
    ]


def said(text: str, own: str = "") -> list[Statement]:
    return list(Texts().statements(text, mentions, 2026, own=own))


def one(text: str) -> StatedFigure:
    (figure,) = figures(text)
    return figure


def interval(text: str) -> tuple[float, float]:
    figure = one(text)
    return round(figure.low, 6), round(figure.high, 6)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("20 565 tkr", 20_564_500, 20_565_500),
        (f"20{HARD_BLANK}565{HARD_BLANK}000 kr", 20_564_500, 20_565_500),
        ("20\u2009565 tkr", 20_564_500, 20_565_500),
        ("20.565.000 kr", 20_564_500, 20_565_500),
        ("20,6 mnkr", 20_550_000, 20_650_000),
        ("20,6 mkr", 20_550_000, 20_650_000),
        ("20 miljoner kronor", 19_500_000, 20_500_000),
        ("tre miljoner kr", 2_500_000, 3_500_000),
        ("en miljon kronor", 500_000, 1_500_000),
        ("450 tusen kronor", 445_000, 455_000),
        ("−0,3 mnkr", 250_000, 350_000),
        ("12,9 + 24,6 mnkr", 37_400_000, 37_600_000),
        ("mellan 4 och 5 mnkr", 3_500_000, 5_500_000),
        ("4–5 mnkr", 3_500_000, 5_500_000),
        ("80 %", 79.5, 80.5),
        ("80%", 79.5, 80.5),
        ("80,0 procent", 79.95, 80.05),
        ("15 procentenheter", 14.5, 15.5),
        ("hälften", 47.5, 52.5),
        ("nio av tio", 87.5, 92.5),
        ("drygt hälften", 47.5, 60),
        ("drygt 20 miljoner kronor", 19_500_000, 22_000_000),
        ("knappt 7 %", 6, 7.5),
        ("ca 85 %", 76.5, 93.5),
        ("tolv", 12, 12),
        ("tjugofem", 25, 25),
    ],
)
def test_what_a_number_stands_for(text: str, low: float, high: float) -> None:
    assert interval(text) == pytest.approx((low, high))


def test_bounds_are_open() -> None:
    assert one("minst 4 mnkr").bound == "minst"
    assert one("minst 4 mnkr").may_be(9e6, 9e6)
    assert not one("över 20 miljoner").may_be(15e6, 15e6)
    assert not one("högst 300 tkr").may_be(400e3, 400e3)


def test_two_numbers_share_a_unit() -> None:
    assert [(f.kind, f.unit) for f in figures("3,1 respektive 4,2 mnkr")] == [
        ("kr", "mnkr"),
        ("kr", "mnkr"),
    ]
    assert [f.kind for f in figures("från 86 till 88,5 %")] == ["%", "%"]


@pytest.mark.parametrize(
    "text", ["20.565 kr", "år 2026", "2025-03-01", "en enhet", "ett mål", "version 1.2.3"]
)
def test_what_is_no_number_or_can_be_read_in_two_ways(text: str) -> None:
    assert [figure for figure in figures(text) if figure.kind != "st"] == []


def test_rounded_numbers_that_only_touch_differ() -> None:
    assert not one("6,1 %").may_be(5.95, 6.05)
    assert one("7,15 %").may_be(7.05, 7.15)


@given(
    st.integers(1, 10**9),
    st.sampled_from([("kr", 1.0), ("tkr", 1e3), ("mnkr", 1e6)]),
    st.integers(0, 3),
)
def test_a_written_amount_comes_back_in_its_interval(
    amount: int, unit: tuple[str, float], places: int
) -> None:
    """However it is rounded when it is written, the interval holds what it was."""
    name, factor = unit
    exact = amount / factor
    written = f"{number(exact, places)} {name}"
    figure = one(f"Det blir {written}.")
    assert figure.kind == "kr"
    assert figure.text == written
    assert figure.low <= amount * (1 + 1e-9) and amount * (1 - 1e-9) <= figure.high


@given(st.decimals(0, 100, places=1))
def test_a_written_percentage_comes_back(share: object) -> None:
    value = float(str(share))
    figure = one(f"{number(value, 1)} %")
    assert figure.low <= value <= figure.high
    assert figure.high - figure.low == pytest.approx(0.1)


WORDS = (
    "personalkostnaderna lokalkostnader nettobudgeten ökar minskar med till från är uppgår 20,6 "
    "mnkr 3 % hälften "
    "jämfört 2025 2026 förra året , . ; ( ) : - och vilket en ökning drygt knappt mellan + – inte "
    "per budgeten enheten"
)


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS.split()), max_size=60).map(" ".join)))
def test_no_text_stops_it(text: str) -> None:
    for statement in [*said(text, own="rad"), *Texts().counts(text, mentions, 2026)]:
        assert statement.phrase in text or not statement.phrase
    for figure in figures(text):
        assert text[figure.start : figure.end] == figure.text
        assert figure.low <= figure.high


def test_a_long_row_of_fillers_costs_little() -> None:
    said("den " * 20_000 + "personalkostnaderna 3 mnkr")
    said("Personalkostnaderna " + "vår totala budget " * 20 + "med 3 mnkr mnkr")


# -- what is said ----------------------------------------------------------------------------------
def test_a_level() -> None:
    (level,) = said("I år uppgår personalkostnaderna till 20,6 mnkr, eftersom vi växer.")
    assert (level.key, level.says, level.figure and level.figure.text) == (
        "personalkostnaderna",
        "level",
        "20,6 mnkr",
    )
    assert level.cause and not level.compared


def test_a_change_with_both_ends() -> None:
    level, change = said("Lokalkostnaderna ökar från 3 600 till 3 810 tkr.")
    assert (level.says, level.figure and level.figure.text) == ("level", "3 810 tkr")
    assert (change.says, change.way, change.before and change.before.text) == (
        "change",
        "upp",
        "3 600",
    )


def test_a_change_after_the_level() -> None:
    level, change = said(
        "Nettobudgeten uppgår till 50,6 mnkr, vilket är en minskning med 0,3 mnkr jämfört med 2025."
    )
    assert (level.says, change.says, change.way, change.compared) == (
        "level",
        "change",
        "ned",
        True,
    )
    assert change.key == "nettobudgeten"


def test_two_lines_in_one_sentence() -> None:
    texts = [
        (s.key, s.figure and s.figure.text)
        for s in said("Personalkostnader och lokalkostnader är 3,1 respektive 4,2 mnkr.")
    ]
    assert texts == [("personalkostnader", "3,1"), ("lokalkostnader", "4,2 mnkr")]


def test_what_the_cell_is_about_need_not_be_named() -> None:
    (change,) = said("+210 tkr jämfört med föregående år", own="rad 7")
    assert (change.key, change.way, change.compared, change.named) == ("rad 7", "upp", True, False)


@pytest.mark.parametrize(
    "text",
    [
        "Personalkostnaderna för vikarier är 800 tkr.",
        "Prognosen för personalkostnaderna är 21 mnkr.",
        "Om vi växer ökar personalkostnaderna med 1 mnkr.",
        "Personalkostnaderna är inte 21 mnkr.",
        "Personalkostnaderna är 1,7 mnkr per månad.",
        "Personalkostnaderna var 19 mnkr 2024.",
        "Av personalkostnaderna är 900 tkr utbildning.",
        "Personalkostnaderna borde vara 21 mnkr.",
        "Personalkostnaderna är 28 mnkr och 2 mnkr.",
        "Målet är att personalkostnaderna är 20 mnkr.",
    ],
)
def test_what_may_mean_something_else_says_nothing(text: str) -> None:
    assert said(text) == []


def test_what_stands_before_in_the_paragraph_is_told() -> None:
    first, second = said("Andelen är 84 %. Personalkostnaderna är 3 mnkr.\n\nIngress.")
    assert (first.lead, second.lead) == ("", "Andelen är 84 %. ")
    (below,) = said("## Avdelning Norr\n\nPersonalkostnaderna är 3 mnkr.")
    assert "Norr" in below.lead


def test_counts() -> None:
    def goals(text: str) -> list[Mention]:
        return [
            Mention(m.start(), m.end(), "k", m[0])
            for m in re.finditer("enhetsmål|indikatorer", text)
        ]

    told = [
        (s.key, s.phrase)
        for s in Texts().counts("Enheten har fem enhetsmål och 12 indikatorer.", goals, 2026)
    ]
    assert told == [("enhetsmål", "fem enhetsmål"), ("indikatorer", "12 indikatorer")]
    assert list(Texts().counts("Två av fem enhetsmål gäller mat.", goals, 2026)) == []


def test_a_text_is_read_once_for_one_subject() -> None:
    read = []

    def noted(sentence: str) -> list[Mention]:
        read.append(sentence)
        return mentions(sentence)

    texts = Texts()
    first = texts.statements("Personalkostnaderna är 3 mnkr. Andelen är 84 %.", noted, 2026)
    assert len(first) == 2
    assert texts.statements("Personalkostnaderna är 3 mnkr. Andelen är 84 %.", noted, 2026) is first
    assert read == ["Personalkostnaderna är 3 mnkr", "Andelen är 84 %"]
