"""What running Swedish text says in numbers: amounts, percentages, changes and counts, and what
they are about.

The reading itself is loaded by the first text that is read: its patterns take a while to compile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from xlplan.statements.values import Figure, Mention, Statement

__all__ = ["Figure", "Mention", "Statement", "counts", "figures", "statements"]

Mentions = Callable[[str], Sequence[Mention]]
"""What in a sentence the caller knows."""


def figures(text: str) -> list[Figure]:
    """All numbers of a text in order, years apart. What can be read in two ways ("20.565 kr") is
    left out."""
    from xlplan.statements import numbers

    return numbers.figures(text)


def statements(
    text: str, mentions: Mentions, year: int | None, *, own: str = ""
) -> Iterator[Statement]:
    """What the text says of what `mentions` finds in each of its sentences, and, where nothing is
    named, of `own`: the key of what the whole cell is about ("" for nothing). `year` is the year
    that the book is for."""
    from xlplan.statements import said

    return said.statements(text, mentions, year, own=own)


def counts(text: str, mentions: Mentions, year: int | None) -> Iterator[Statement]:
    """How many the text says that there are of what `mentions` marks with the letter `k`."""
    from xlplan.statements import said

    return said.counts(text, mentions, year)
