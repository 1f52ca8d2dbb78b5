"""Spans of codes as people write them in the register: `50-57, 6010`.

A code stands for every code that begins with it: 50 is all of 50…, 50-57 all from 50… to and with
57….
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

Owner = TypeVar("Owner")

DIGITS = 12
"""More than any account or kostnadsställe has: both ends of a span are written with so many."""
_PART = re.compile(r"(\d{1,12})(?:\s*[-\N{EN DASH}\N{EM DASH}]\s*(\d{1,12}))?")


class Span(NamedTuple):
    """Codes from low to high, both included, with DIGITS digits."""

    low: int
    high: int

    @property
    def width(self) -> int:
        """The narrower a span, the more precise it is."""
        return self.high - self.low


def parts(written: str) -> Iterator[str]:
    """The parts of a written list: `50-57, 6010;61` -> `50-57`, `6010`, `61`."""
    return (part.strip() for part in re.split(r"[,;\n]", written) if part.strip())


def span(part: str) -> Span | None:
    """The span of a written part: 50 -> 500000000000-509999999999. None for what is not written as
    one, or where the end is before the start."""
    if not (match := _PART.fullmatch(part.strip())):
        return None
    low, high = int(match[1].ljust(DIGITS, "0")), int((match[2] or match[1]).ljust(DIGITS, "9"))
    return Span(low, high) if low <= high else None


def place_of(code: str) -> Span | None:
    """The span of a code among spans: all that begins with it. None for one that is not digits
    alone, or too long."""
    return span(code) if code.isascii() and code.isdigit() else None


def narrowest(spans: Iterable[tuple[Span, Owner]], place: Span) -> tuple[Span, Owner] | None:
    """The most precise span that has the place, and whose it is; the first of equally precise
    ones."""
    having = [(at, owner) for at, owner in spans if at.low <= place.low and place.high <= at.high]
    return min(having, key=lambda found: found[0].width) if having else None


def rivals(spans: Sequence[tuple[Span, Owner]]) -> Iterator[tuple[Span, Owner, Span, Owner]]:
    """Pairs of different owners where neither is an exception from the other: codes are in both,
    with no narrower."""
    for i, (first, owner) in enumerate(spans):
        for second, other in spans[i + 1 :]:
            meet = first.low <= second.high and second.low <= first.high
            if owner != other and meet and not (_within(first, second) or _within(second, first)):
                yield first, owner, second, other


def _within(inner: Span, outer: Span) -> bool:
    return inner != outer and outer.low <= inner.low and inner.high <= outer.high
