"""Patterns that are compiled late, and their rough form: it finds all that Python does."""

from __future__ import annotations

import re

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xlplan.patterns import pattern, rough
from xlplan_rules.pii._few import told
from xlplan_rules.txt import _counted, _money, txt008_annat_skede, txt012_agenda_2030
from xlplan_rules.txt._outdated import TERMS
from xlplan_rules.txt.txt002_platshallare import PATTERNS

SOUGHT = (
    *PATTERNS,
    *(term.split(" | ")[1] for term in TERMS),
    _counted._NUMBER,
    _money._NUMBER,
    _money._WAY,
    told(5),
    txt008_annat_skede.LIKELY,
    txt008_annat_skede._LABEL.pattern,
    txt012_agenda_2030._NUMBERED.pattern,
    r"\bök\w*(?![\w-])",
    r"(?<!\w)å(?!\w)",
    r"(?<![\w-])x\b|\b%",
    r"\b(?:å|-)\w",
    r"\b(?:å )?,",
    r"[^\W\d_]{2}[.!?]$",
    r"[\w:[-]+x$|(?>å+)\B-",
    r"(?P<tal>\d+)(?=(?:kr|[)(])) ?[^\w]",
)
PIECES = [
    *("å", "ö", "é", "x", "-", "_", " ", "  ", "\n", ".", ",", ":", "(", "[", "]", "%", "2", "4"),
    *("ök", "Försök", "ökning", "två", "TRE", "fem barn", "brukare", "elever", "mål 4: ", "TODO"),
    *("[skriv här]", "xx kr", "20xx", "PUL", "SoL 2001:453", "denna tertial", "Tertial 2: ", "T1"),
]


@pytest.mark.parametrize("sought", SOUGHT)
@given(text=st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
@example("Å försök att öka ökning-x, 10 % och 4kr) å.\n")
def test_the_rough_form_finds_wherever_python_finds(sought: str, text: str) -> None:
    if re.search(sought, text, re.IGNORECASE):
        assert pl.Series([text.lower()]).str.contains(rough(sought)).all()


@given(st.text(max_size=12))
@example("a\r(b\n[c\t] \x0b$5.")
def test_the_rough_form_of_words_as_they_stand_is_those_words(text: str) -> None:
    assert pl.Series([text.lower()]).str.contains(rough(re.escape(text))).all()


@pytest.mark.parametrize(
    ("sought", "text"),
    [
        (r"\bök", "försök"),
        (r"\b(?:tre|fem)\b", "extremt"),
        (r"(?<!\w)plan(?!\w)", "flygplanet"),
        (r"^\s*\?{2,}\s*$", "vad?? här"),
    ],
)
def test_the_rough_form_still_tells_a_word_from_a_part_of_one(sought: str, text: str) -> None:
    assert not pl.Series([text]).str.contains(rough(sought)).any()


@pytest.mark.parametrize("sought", [r"(a)\1", "(?=å", "[å"])
def test_what_polars_cannot_look_for_is_told(sought: str) -> None:
    with pytest.raises(ValueError, match="polars cannot look for"):
        rough(sought)


def test_a_lazy_pattern_finds_what_the_compiled_one_does() -> None:
    amount = pattern(r"(\d+) TKR", re.IGNORECASE)
    assert [match[1] for match in amount.finditer("12 tkr, 7 Tkr")] == ["12", "7"]
    assert (
        amount.sub("…", "12 tkr") == "…"
        and amount.search("kr") is None
        and amount.pattern == r"(\d+) TKR"
    )
    broken = pattern("(")
    with pytest.raises(re.error):
        broken.search("(")
