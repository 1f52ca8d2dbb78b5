"""Refusals: what the buttons cannot do, said to the one who pressed."""

from __future__ import annotations


class RefusalError(Exception):
    """A sentence or two in Swedish: what stands in the way and what to do. What lies behind it is
    its cause."""


def is_foreseen(error: Exception) -> bool:
    """Whether the error's text is a sentence for the user; any other is one that nobody foresaw."""
    from xlplan.actions.files import UnreadableBookError, UnwritableError
    from xlplan.model import PackError, RegisterError

    return isinstance(
        error, RefusalError | UnreadableBookError | UnwritableError | PackError | RegisterError
    )
