"""Every rule's cases (tests/rules/<id>.yaml): the complete list of findings, with cell, severity
and full sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from cases import found, pack

CASES = Path(__file__).parent / "rules"


def load() -> list[Any]:
    params = []
    for path in sorted(CASES.glob("*.yaml")):
        for name, case in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            params.append(pytest.param(path.stem.upper(), case, id=f"{path.stem}: {name}"))
    return params


@pytest.mark.parametrize(("rule_id", "case"), load())
def test_case(rule_id: str, case: dict[str, Any]) -> None:
    assert found(case, rule_id) == case["väntat"]


def test_every_case_file_belongs_to_a_rule() -> None:
    assert {path.stem.upper() for path in CASES.glob("*.yaml")} <= pack().rules.keys()
