"""What all modules keep to, and no linter asks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = [path for folder in ("xlplan", "rules") for path in sorted((ROOT / folder).rglob("*.py"))]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_group_of_a_pattern_is_possessive(path: Path) -> None:
    """Python before 3.11.5, which Debian 12 has, finds other things with (?:…)*+ (gh-106052); (?>(?:…)*) is right."""
    assert not re.findall(r"\)[*+?]\+(?![\s*+])", path.read_text(encoding="utf-8"))
