"""Refusals: how a step of the reading says that a file cannot be read."""

from __future__ import annotations

from xlplan.reading.book import Unreadable


class UnreadableError(Exception):
    """The file cannot be read. Raised inside the reading only; `read_book` turns it into a
    value."""

    def __init__(self, code: str, clause: str) -> None:
        super().__init__(f"{code}: {clause}")
        self.reason = Unreadable(code, clause)


def damaged(what: str) -> UnreadableError:
    """The refusal of a damaged file. `what` says which part is damaged, such as "bladet Mål"; the
    way out is the same for all."""
    return UnreadableError(
        "damaged",
        f"{what} är skadat; låt Excel reparera filen när du öppnar den och spara, eller hämta en "
        "äldre kopia",
    )


def too_large(what: str) -> UnreadableError:
    return UnreadableError(
        "too_large", f"{what}; ta bort det som inte hör till planen och spara boken på nytt"
    )
