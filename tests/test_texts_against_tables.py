"""The corpus of statements (bench/text_against_tables): no false alarm, and most of what is false
is caught."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

import pytest
from cases import book, checked

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
import texts

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
