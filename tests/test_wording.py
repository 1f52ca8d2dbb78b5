"""Swedish words for data."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplan import wording
from xlplan.model import Severity


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (20565.0, "20 565"),
        (0.3, "0,3"),
        (-5.0, "−5"),
        (1234567.891, "1 234 567,891"),
        (0.0, "0"),
        (100.0, "100"),
        (1e6, "1 000 000"),
        (1e300, "1E+300"),
        (-2.5e22, "−2,5E+22"),
        (2.675, "2,675"),
        (0.1 + 0.2, "0,3"),
    ],
)
def test_numbers(value: float, written: str) -> None:
    assert wording.number(value).replace("\N{NO-BREAK SPACE}", " ") == written


def test_half_is_rounded_away_from_zero_as_in_excel() -> None:
    assert [wording.number(value, 0) for value in (0.5, 1.5, 2.5, -0.5)] == ["1", "2", "3", "−1"]


def test_amounts_shares_counts_and_series() -> None:
    assert wording.amount(20565.0, "tkr") == "20\u00a0565\u00a0tkr"
    assert wording.share_as_percent(0.285) == "28,5\u00a0%"
    assert (
        wording.count(1, "bok", "böcker") == "1 bok"
        and wording.count(3, "bok", "böcker") == "3 böcker"
    )
    assert wording.series(["a", "b", "c"]) == "a, b och c"
    assert wording.series([]) == ""
    assert wording.severities(Severity.WARNING, 2) == "2 varningar"


def test_a_sentence_is_filled_with_its_facts() -> None:
    facts = {"Post": "Lokaler", "Budget": 20565.0, "Start": date(2026, 3, 1), "enhet.År": 2026.0}
    sentence = wording.render(
        "{Post} har {Budget:belopp} från {Start} år {enhet.År:år}.", facts, "tkr"
    )
    assert sentence == "Lokaler har 20\u00a0565\u00a0tkr från 2026-03-01 år 2026."


def test_a_missing_fact_is_never_a_silent_blank() -> None:
    with pytest.raises(KeyError):
        wording.render("{Post} saknas.", {})
    with pytest.raises(ValueError, match="unknown form"):
        wording.fields("{Post:stor}")


@given(st.text(max_size=200))
def test_short_text_never_grows_nor_breaks_the_line(text: str) -> None:
    cut = wording.short(text)
    assert len(cut) <= wording.SHORT and "\n" not in cut


@pytest.mark.parametrize(
    "text",
    [
        "19811228-9874",
        "811228-9874",
        "811228+9874",
        "198112289874",
        "nr 811288-9871.",
        "811228 9874",
    ],
)
def test_a_personal_number_is_found_and_masked(text: str) -> None:
    masked = wording.mask(text)
    assert masked != text and "987" not in masked


@pytest.mark.parametrize(
    "text",
    [
        "811228-9875",
        "19811328-9874",
        "08-508 00 000",
        "20 565 000 0",
        "5560160680123",
        "556016-0680",
        "2026-03-01",
        "0701-234567",
        "0704123458",
        "0701234562",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert wording.mask(text) == text
