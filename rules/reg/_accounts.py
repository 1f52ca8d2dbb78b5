"""Accounts as people write them: `30-39`, `50–57, 6010`."""

import re
from collections.abc import Mapping

import polars as pl

from xlplan.rule import Asked, pattern

DIGITS = 8
"""More than any account has."""
_PART = pattern(r"(\d{1,8})(?:\s*[-–—]\s*(\d{1,8}))?")

Span = tuple[int, int]


def span(part: str) -> Span | None:
    """The accounts of one part, both ends with all digits: `50` is 50000000–50999999. None if it
    cannot be read."""
    match = _PART.fullmatch(part.strip())
    if not match:
        return None
    low, high = int(match[1].ljust(DIGITS, "0")), int((match[2] or match[1]).ljust(DIGITS, "9"))
    return (low, high) if low <= high else None


def judged(rows: Asked) -> pl.DataFrame:
    """A row a part of Konton that cannot be read, or that an earlier line has too: `del`, `andra`
    (that line) and `fall`."""
    found: list[Mapping[str, object]] = []
    for (_,), of_book in rows.frame.group_by("bok", maintain_order=True):
        taken: list[tuple[Span, str]] = []
        for line in of_book.to_dicts():
            own: list[Span] = []
            for part in filter(str.strip, re.split(r"[,;\n]", line["Konton"])):
                said = {**line, "del": part.strip(), "andra": None}
                accounts = span(part)
                if accounts is None:
                    found.append({**said, "fall": "otydligt"})
                    continue
                own.append(accounts)
                if other := next(
                    (post for at, post in taken if at[0] <= accounts[1] and accounts[0] <= at[1]),
                    None,
                ):
                    found.append({**said, "andra": other, "fall": "två rader"})
            taken += [(accounts, line["Post"] or "…") for accounts in own]
    texts = dict.fromkeys(("del", "andra", "fall"), pl.String)
    return pl.DataFrame(found, schema={**rows.frame.schema, **texts})
