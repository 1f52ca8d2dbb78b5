"""The catalogue as a whole: every rule has its manual, the manual is true, and its cases say both
yes and no."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from typing import Any

import manual
import pytest
import yaml
from cases import book, books, checked, pack, said

import xlplan_rules
from xlplan.outputs.lines import lines
from xlplan.rule import Rule

RULES = Path(next(iter(xlplan_rules.__path__)))
CASES = Path(__file__).parent / "rules"
RETIRED: frozenset[str] = frozenset()
"""Ids of rules that once were: an id is never used again, for accepted deviations and packs name
it."""

LINES = 105
COMPARED = ("register", "huvudbok")
"""What a case's books are compared with."""
BANNED = re.compile(
    r"\b(ogiltigt?|ogiltiga|felaktigt?|felaktiga|error|invalid|misslyckades|slarv\w*)\b",
    re.IGNORECASE,
)
ENDED = (".", "?", "!")

FILES = {path.stem.split("_")[0].upper(): path for path in sorted(RULES.glob("[a-z]*/[a-z]*.py"))}


def of_rules() -> list[Rule]:
    return list(pack().rules.values())


def cases_of(rule: Rule) -> list[dict[str, Any]]:
    return list(
        yaml.safe_load((CASES / f"{rule.id.lower()}.yaml").read_text(encoding="utf-8")).values()
    )


every_rule = pytest.mark.parametrize("rule", of_rules(), ids=lambda rule: rule.id)


def test_every_file_is_a_rule() -> None:
    assert FILES.keys() == pack().rules.keys()


def test_a_retired_id_is_not_used_again() -> None:
    assert not RETIRED & pack().rules.keys()


@every_rule
def test_the_file_is_short(rule: Rule) -> None:
    assert len(FILES[rule.id].read_text(encoding="utf-8").splitlines()) <= LINES


@every_rule
def test_the_manual_has_its_sections(rule: Rule) -> None:
    read = manual.read(rule.manual)
    assert re.match(r"[”A-ZÅÄÖ]", read.sentence) and read.sentence.endswith(".")
    assert {"Varför", "Bryter", "Klarar"} <= read.sections.keys()
    assert all(read.sections.values()), "ett avsnitt är tomt"


@every_rule
def test_the_sentences_are_kind_and_whole(rule: Rule) -> None:
    for text in (*rule.says.values(), *rule.do.values()):
        assert text.endswith(ENDED)
        assert "  " not in text and " ." not in text and '"' not in text
    for text in (*rule.says.values(), *rule.do.values(), rule.manual):
        assert not BANNED.search(text)


@every_rule
def test_the_manual_is_true(rule: Rule) -> None:
    sections = manual.read(rule.manual).sections
    for name, breaks in (("Bryter", True), ("Klarar", False)):
        case = manual.workbook(sections[name], rule.table)
        results = checked(books(case), rule.id, case)
        told = [
            finding for result in results for finding in result.findings if finding.rule == rule.id
        ]
        assert bool(told) is breaks, f"{name} ger {len(told)} fynd"


@every_rule
def test_the_cases_say_both_yes_and_no(rule: Rule) -> None:
    expected = [case["väntat"] for case in cases_of(rule)]
    failing = sum(map(bool, expected))
    assert failing >= 1 and len(expected) - failing >= 2


@every_rule
def test_books_do_not_disturb_each_other(rule: Rule) -> None:
    """All the rule's cases asked about at once say what each says by itself."""
    if rule.scope == "batch":
        pytest.skip("den jämför böcker med varandra")
    together = [case for case in cases_of(rule) if not case.keys() & {"böcker", "skede", "med"}]
    for _, alike in groupby(sorted(together, key=_compared), key=_compared):
        cases = list(alike)
        given = {name: cases[0][name] for name in COMPARED if name in cases[0]}
        results = checked([book(case, f"{i}.xlsx") for i, case in enumerate(cases)], rule.id, given)
        told = [[said(line, result) for line in lines(result.findings)] for result in results]
        assert told == [case["väntat"] for case in cases]


def _compared(case: dict[str, Any]) -> str:
    return repr([case.get(name) for name in COMPARED])
