"""The corpus of statements (bench/text_against_tables): no false alarm, and most of what is false
is caught."""

from __future__ import annotations

import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
from cases import book, checked

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
import texts

from xlplan.checking.batch import Order, check_books
from xlplan.reading import read_book
from xlplan.statements import sentences

FOLLOWED_UP = Path(__file__).parents[1] / "workbooks" / "exempel" / "bokslut"
FLOORS = {"statements": 0.90, "held_out": 0.85}


@lru_cache(maxsize=1)
def judged() -> tuple[list[texts.Statement], list[list[str]]]:
    chosen = list(texts.statements())
    return chosen, texts.by_xlplan(chosen)[0]


def test_the_corpus_is_large_enough() -> None:
    chosen, _ = judged()
    assert sum(s.true is not None for s in chosen) >= 300
    assert sum(s.true is None for s in chosen) >= 60
    assert (
        sum(s.part == "held_out" for s in chosen) * 3
        >= sum(s.true is not None for s in chosen) * 0.9
    )


def test_no_true_and_no_untieable_statement_is_flagged() -> None:
    chosen, found = judged()
    alarms = [
        (s.book, s.place, s.text, told)
        for s, told in zip(chosen, found, strict=True)
        if told and s.true is not False
    ]
    assert alarms == []


@pytest.mark.parametrize("part", FLOORS)
def test_most_false_statements_are_caught(part: texts.Part) -> None:
    assert texts.scores(*judged())[part, False].share >= FLOORS[part]


def test_a_finding_points_at_the_cells_it_compares_with() -> None:
    case = texts.case(
        next(s for s in texts.statements() if s.text.startswith("Lokalkostnaderna ökar med 310"))
    )
    (result,) = checked([book(case)], "TXT006", case)
    (finding,) = result.findings
    assert (finding.ref and finding.ref.sheet, [ref.a1 for ref in finding.related]) == (
        "Texter",
        ["C8", "D8"],
    )
    assert {ref.sheet for ref in finding.related} == {"Budget"}


@pytest.mark.parametrize(("rules", "asked"), [(texts.RULES, True), (("STR001", "MAL001"), False)])
def test_a_text_is_split_once_a_run_and_only_if_a_rule_asks(
    rules: tuple[str, ...], asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    split = Counter[str]()
    plain = sentences.sentences

    def noted(text: str) -> list[sentences.Sentence]:
        split[text] += 1
        return plain(text)

    monkeypatch.setattr(sentences, "sentences", noted)
    books = [read_book(path) for path in sorted(FOLLOWED_UP.glob("*.xlsx"))[:3]]
    check_books(books, Order(select=rules))
    assert set(split.values()) == ({1} if asked else set())
