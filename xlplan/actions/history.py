"""A unit's months as they were run, from the memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlplan.wording import series

if TYPE_CHECKING:
    from xlplan.store import PastMonth


class HistoryError(Exception):
    """A memory that cannot be read, or that has no such unit; the text says so in Swedish."""

    def __init__(self, sentence: str, *, misnamed: bool) -> None:
        super().__init__(sentence)
        self.misnamed = misnamed
        """Whether the memory's address, or the unit, is none."""


def history(unit: str, store: str) -> list[PastMonth]:
    """The months of the unit with that code or name, in the memory at the address `store` ("" for
    the default one). Raises HistoryError."""
    from xlplan.store import AddressError, StoreError, UnknownUnitError, open_store

    try:
        with open_store(store, create=False) as memory:
            shown = memory.shown
            return list(memory.history(unit))
    except UnknownUnitError as error:
        meant = series((f"{near.code} {near.unit}" for near in error.near), "eller")
        hint = f" Menade du {meant}?" if meant else ""
        raise HistoryError(
            f"Minnet {shown} har ingen enhet med kod eller namn ”{unit}”.{hint}", misnamed=True
        ) from error
    except StoreError as error:
        raise HistoryError(str(error), misnamed=isinstance(error, AddressError)) from error
