"""The example of a municipality's own pack: its findings, and its own rule's manual and cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import manual
import pytest
import yaml
from cases import TODAY, books, checked, found, pack

from xlplan import wording
from xlplan.actions.check import check
from xlplan.checking.batch import Order
from xlplan.outputs.lines import lines
from xlplan.outputs.rules.catalogue import catalogue, explained

FOLDER = Path(__file__).parents[1] / "workbooks" / "exempel" / "regelpaket"
SETTINGS = FOLDER / "norrstrand.toml"
OWN = "NOR001"


def told(settings: Path | None) -> list[str]:
    """The findings of the example's book, as in vantat.txt."""
    run = check([FOLDER], Order(settings, today=TODAY))
    told = [
        (book, line, wording.told(run.texts[line.finding.rule], line.finding, book.money_unit))
        for book in run.books
        for line in lines(book.findings)
    ]
    return [
        f"{book.path.name} {line.cells[0].sheet}!{line.place} "
        f"{wording.SEVERITY_WORDS[line.finding.severity]} {line.finding.rule} "
        f"{' | '.join(sentences)}".replace(wording.HARD_BLANK, " ")
        for book, line, sentences in told
    ]


def cases() -> Iterator[Any]:
    for path in sorted((FOLDER / "egna_regler").glob("*.yaml")):
        for name, case in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            yield pytest.param(path.stem.upper(), case, id=f"{path.stem}: {name}")


def test_the_pack_gives_exactly_its_findings() -> None:
    expected = (FOLDER / "vantat.txt").read_text(encoding="utf-8").splitlines()
    assert told(SETTINGS) == [line for line in expected if line and not line.startswith("#")]


def test_without_the_pack_the_book_says_something_else() -> None:
    assert [line.split(" ")[2:4] for line in told(None)] == [
        ["notis", "IND007"],
        ["notis", "AKT006"],
    ]


@pytest.mark.parametrize(("rule_id", "case"), list(cases()))
def test_the_own_rules_cases(rule_id: str, case: dict[str, Any]) -> None:
    assert found(case, rule_id, SETTINGS) == case["väntat"]


def test_the_own_rules_manual_is_true() -> None:
    rule = pack(SETTINGS).rules[OWN]
    sections = manual.read(rule.manual).sections
    for name, breaks in (("Bryter", True), ("Klarar", False)):
        case = manual.workbook(sections[name], rule.table)
        results = checked(books(case), OWN, case, SETTINGS)
        assert any(result.findings for result in results) is breaks


def test_the_catalogue_shows_what_the_pack_makes_of_the_rules() -> None:
    rules = pack(SETTINGS).rules
    shown = catalogue(rules.values())
    assert "NOR001" in shown and "AKT006" not in shown
    assert "procent = 5" in explained(rules["BUD010"])
    assert "”brukarråd*” → ”boenderåd”" in explained(rules["TXT011"])
    assert "Allvar: varning" in explained(rules["IND007"])
