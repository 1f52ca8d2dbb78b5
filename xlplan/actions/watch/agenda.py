"""The queue of books to be checked: which and when, by what is seen of them on the disk, not by
events.

Programs save in many ways (Excel writes a file with another name, renames it and deletes the old
one), and a network drive may report a change late, twice or never. A book's stamp tells for certain
whether it is another than was last checked. Nothing here touches files or asks what the time is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Stamp = tuple[int, int]
"""When a file was last written (nanoseconds) and its size (bytes)."""

QUIET = 0.5
"""Seconds that a book must have been left alone before it is read."""
GONE = 3.0
"""Seconds that a book must be missing before it counts as deleted or renamed: a save leaves a
gap."""
AGAIN = (1.0, 2.0, 4.0)
"""Seconds before each new try to read a file that may be half written; after the last one it is
told."""
LOCKED_AGAIN = 15.0
"""Seconds between tries to read a file that another program keeps locked: its release changes
nothing on the disk."""


@dataclass
class _Waiting:
    stamp: Stamp | None
    """None = the book is missing."""
    due: float
    first: bool
    tries: int = 0


class Agenda:
    """The books of a folder. Times are seconds of a clock that never goes back."""

    def __init__(self) -> None:
        self._checked: dict[Path, Stamp] = {}
        self._waiting: dict[Path, _Waiting] = {}

    def look(self, there: Mapping[Path, Stamp], now: float, *, first: bool = False) -> None:
        """Compare all books that are there with what is known. With `first` none has just been
        saved: they need not rest before they are read, and those that are saved meanwhile go before
        them."""
        for book in {*there, *self._checked, *self._waiting}:
            self.seen(book, there.get(book), now, first=first)

    def seen(self, book: Path, stamp: Stamp | None, now: float, *, first: bool = False) -> None:
        """A book looks like that now; None = it is missing."""
        waiting = self._waiting.get(book)
        if stamp == self._checked.get(book):
            if (
                waiting and waiting.stamp != stamp
            ):  # away for a moment, or gone before anybody looked at it
                del self._waiting[book]
            return
        if waiting and waiting.stamp == stamp:
            return
        rest = 0.0 if first else GONE if stamp is None else QUIET
        self._waiting[book] = _Waiting(stamp, now + rest, first)

    def due(self, now: float) -> Path | None:
        """The book to take next: what was saved before what only has not been checked yet, the
        longest wait first."""
        due = [
            (w.first, w.due, str(book).casefold(), book)
            for book, w in self._waiting.items()
            if w.due <= now
        ]
        return min(due)[-1] if due else None

    def is_due(self, book: Path, now: float) -> bool:
        return book in self._waiting and self._waiting[book].due <= now

    def wait(self, now: float, at_most: float) -> float:
        """Seconds until a book is due."""
        return max(0.0, min([at_most, *(waiting.due - now for waiting in self._waiting.values())]))

    def done(self, book: Path, stamp: Stamp | None) -> None:
        """A book was checked as it looked then; None = it is gone and is not spoken of again."""
        self._waiting.pop(book, None)
        if stamp is None:
            self._checked.pop(book, None)
        else:
            self._checked[book] = stamp

    def try_again(self, book: Path, now: float) -> bool:
        """A book could not be read: wait and try again. False when that has been done often
        enough."""
        waiting = self._waiting[book]
        if waiting.tries >= len(AGAIN):
            return False
        waiting.due = now + AGAIN[waiting.tries]
        waiting.tries += 1
        return True

    def keep_trying(self, book: Path, now: float) -> bool:
        """A book is locked by another program: try until it is not. True the first time, when it is
        worth telling."""
        waiting = self._waiting[book]
        waiting.due = now + LOCKED_AGAIN
        waiting.tries += 1
        return waiting.tries == len(AGAIN) + 1

    def all_again(self, but: Path, now: float) -> None:
        """What the books are compared with is another: all but that one are to be checked once
        more."""
        for book, stamp in self._checked.items():
            if book != but:
                self._waiting.setdefault(book, _Waiting(stamp, now, first=True))
        self._checked = {book: stamp for book, stamp in self._checked.items() if book == but}

    def knows(self, book: Path) -> bool:
        """Whether it has been checked."""
        return book in self._checked

    def pause(self) -> None:
        """The folder is away: what waits is looked at anew when it is back."""
        self._waiting.clear()
