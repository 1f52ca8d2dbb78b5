"""Kostnadsställen as people write them: `4127, 41270-41279`. A code of letters stands for itself
alone."""

import re
from collections.abc import Mapping

import polars as pl

from xlplan.rule import Asked, pattern

DIGITS = 12
"""More than any kostnadsställe has."""
_PART = pattern(r"(\d{1,12})(?:\s*[-–—]\s*(\d{1,12}))?")
_UNCLEAR = pattern(
    r"\d+\s*[-–—]\s*\d+|.*\b(?:till|och|samt|t\.?o\.?m)\b.*", re.IGNORECASE | re.DOTALL
)

Place = tuple[int, int] | str
"""From and to, with all digits, or a code of letters."""


def place(part: str) -> Place | None:
    """`41` is 410000000000-419999999999. None for what cannot be read."""
    if match := _PART.fullmatch(part):
        low, high = int(match[1].ljust(DIGITS, "0")), int((match[2] or match[1]).ljust(DIGITS, "9"))
        return (low, high) if low <= high else None
    return None if _UNCLEAR.fullmatch(part) else " ".join(part.split()).lower()


def judged(rows: Asked) -> pl.DataFrame:
    """A row a part of Kostnadsställen that cannot be read, or that a unit further up has too:
    `del`, `andra` (that unit) and `fall`. What lies wholly within a wider span of another unit is
    an exception from it, and no fault."""
    found: list[Mapping[str, object]] = []
    for (_,), of_book in rows.frame.group_by("bok", maintain_order=True):
        units = of_book.to_dicts()
        # a unit without any has its own code, wherever it stands
        taken = [
            (at, _name(unit))
            for unit in units
            if not unit["Kostnadsställen"] and unit["Enhetskod"]
            if (at := place(unit["Enhetskod"])) is not None
        ]
        for unit in units:
            own: list[Place] = []
            name = _name(unit)
            for part in filter(str.strip, re.split(r"[,;\n]", unit["Kostnadsställen"] or "")):
                said = {**unit, "namn": name, "del": part.strip(), "andra": None}
                at = place(part.strip())
                if at is None:
                    found.append({**said, "fall": "otydligt"})
                    continue
                own.append(at)
                if other := next((other for before, other in taken if _rivals(before, at)), None):
                    found.append({**said, "andra": other, "fall": "två enheter"})
            taken += [(at, name) for at in own]
    texts = dict.fromkeys(("namn", "del", "andra", "fall"), pl.String)
    return pl.DataFrame(found, schema={**rows.frame.schema, **texts})


def _name(unit: Mapping[str, str | None]) -> str:
    return unit["Enhet"] or unit["Enhetskod"] or "…"


def _rivals(one: Place, other: Place) -> bool:
    """Whether both have a code that neither has as an exception from the other."""
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    meet = one[0] <= other[1] and other[0] <= one[1]
    return meet and (one == other or not (_within(one, other) or _within(other, one)))


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
