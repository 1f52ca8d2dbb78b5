"""References to appendices in texts."""

import re

from xlplan.rule import pattern

_NUMBER = r"\d{1,3}(?!\d)"
_BETWEEN = r"(?:\s*[-–,]\s*|\s+(?:och|samt)\s+|\s*,?\s*(?:och\s+)?bilaga\s+)"
_REFERENCE = pattern(
    rf"\bbilag(?:a|an|or|orna)\s+((?>{_NUMBER}(?:{_BETWEEN}{_NUMBER})*))(?![\d:]|\.\d)(?!\s+(?:till|i|av)\b)",
    re.IGNORECASE,
)


def named(table: str, column: str, text: str) -> list[str]:
    """The numbers of the appendices that a text refers to; "2–4" is 2, 3 and 4."""
    if (table, column) == ("tblBudgetjusteringar", "Bilaga"):
        text = text if "bilag" in text.lower() else f"bilaga {text}"
    found = []
    for match in _REFERENCE.finditer(text):
        for part in re.finditer(r"(\d+)(?:\s*[-–]\s*(\d+))?", match[1]):
            first, last = int(part[1]), int(part[2] or part[1])
            found += [
                str(n)
                for n in (range(first, last + 1) if first <= last <= first + 20 else (first, last))
            ]
    return list(dict.fromkeys(found))
