"""What all modules keep to, and no linter asks."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = [path for folder in ("xlplan", "rules") for path in sorted((ROOT / folder).rglob("*.py"))]


def test_no_group_of_a_pattern_is_possessive() -> None:
    """Python before 3.11.5, which Debian 12 has, finds other things with (?:…)*+ (gh-106052);
    (?>(?:…)*) is right."""
    found = {
        path: re.findall(r"\)[*+?]\+(?![\s*+])", path.read_text(encoding="utf-8"))
        for path in MODULES
    }
    assert len(found) > 400 and not [path for path, groups in found.items() if groups]
