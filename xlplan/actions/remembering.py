"""The month remembered: the run compared with what earlier ones came to, and saved for those to
come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xlplan.actions.month import MonthOrder, month
from xlplan.checking.batch import Progress
from xlplan.month.figures import MonthRun
from xlplan.month.memory import Memory

if TYPE_CHECKING:
    from xlplan.store import Store


class RememberingError(Exception):
    """The memory cannot be used; the text says why in Swedish."""

    def __init__(self, sentence: str, *, misnamed: bool = False) -> None:
        super().__init__(sentence)
        self.misnamed = misnamed
        """Whether its address is none."""


@dataclass(frozen=True)
class RememberedMonth:
    """The run, and what became of saving it."""

    run: MonthRun
    saved_in: str = ""
    left_out: tuple[str, ...] = ()
    """Units that could not be saved, for they have no Enhetskod."""
    unsaved: str = ""
    """Why nothing could be saved, in Swedish: the month is shown all the same."""


def month_remembered(
    paths: Sequence[Path],
    order: MonthOrder,
    store: str | None,
    *,
    jobs: int = 0,
    progress: Progress | None = None,
) -> RememberedMonth:
    """The month of the books, with the memory at the address `store`: "" for the default one, None
    for none.

    Raises RememberingError, and what `month` raises.
    """
    if store is None:
        return RememberedMonth(month(paths, order, jobs=jobs, progress=progress))
    from xlplan.store import AddressError, StoreError, open_store

    try:
        memory = open_store(store)
    except StoreError as error:
        raise RememberingError(
            f"{error} Med --no-store visas månaden utan att sparas.",
            misnamed=isinstance(error, AddressError),
        ) from error
    with memory:
        recalling = _Recalling(memory, tell_later=order.write)
        try:
            run = month(paths, order, memory=recalling, jobs=jobs, progress=progress)
        except StoreError as error:
            raise RememberingError(str(error)) from error
        return _saved(run, memory, recalling.failed)


class _Recalling:
    """A memory that is asked once. With `tell_later` what goes wrong is kept in `failed`: the books
    have been written in by then, and what became of them is to be told."""

    def __init__(self, memory: Store, *, tell_later: bool) -> None:
        self._memory, self._tell_later = memory, tell_later
        self.failed = ""

    def recall(self, codes: Sequence[str], year: int) -> Memory | None:
        from xlplan.store import StoreError

        try:
            return self._memory.recall(codes, year)
        except StoreError as error:
            if not self._tell_later:
                raise
            self.failed = str(error)
            return None


def _saved(run: MonthRun, memory: Store, failed: str) -> RememberedMonth:
    from xlplan.store import StoreError

    if failed:
        why = "Månaden visas men är varken jämförd med tidigare månader eller sparad."
        return RememberedMonth(run, unsaved=f"{why} {failed}")
    if not run.units:
        return RememberedMonth(run)
    try:
        saved = memory.save(run)
    except StoreError as error:
        return RememberedMonth(run, unsaved=f"Månaden visas men kunde inte sparas. {error}")
    left_out = tuple(unit.unit or unit.path.name for unit in saved.left_out)
    return RememberedMonth(run, memory.shown, left_out)
