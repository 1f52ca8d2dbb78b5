"""The loop of `xlplan watch`: wait, look, check what is due, tell it in a line."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from xlplan.actions.watch.agenda import Agenda, Stamp
from xlplan.actions.watch.checks import Checking, Say, Watch, line, o_clock
from xlplan.actions.watch.drives import on_network
from xlplan.actions.watch.events import Events, Polling, SystemEvents
from xlplan.actions.watch.pages import beside, is_own
from xlplan.model import shown_path
from xlplan.reading import is_findings_list, named_as_books
from xlplan.wording import series

BACK = 2.0
"""Seconds between looks for a folder that is away."""
_TICK = 1.0
"""Seconds at most between looks at whether the folder is there: so soon is Ctrl+C heard on Windows,
too."""
_LOOKING_AT_MOST = 0.1
"""Share of the time that may go to looking through the folder; a large one is looked at less
often."""


Unforeseen = Callable[[Exception], str]
"""Keeps what is needed to understand an error that nobody foresaw, and gives the sentence about
it."""


def watch(wish: Watch, say: Say, unforeseen: Unforeseen) -> None:
    """Check each book of the folder now and whenever it is saved, until interrupted
    (KeyboardInterrupt).

    `say` gets a line a check. Raises PackError and RegisterError before anything is watched, never
    afterwards.
    """
    checking = Checking(wish, say)
    checking.prepare()
    watching = Watching(wish, say, checking, unforeseen)
    try:
        watching.start()
        while True:
            watching.step()
    finally:
        watching.close()


class Watching:
    """One watch: the events, the agenda and what has been said of the folder."""

    def __init__(
        self,
        wish: Watch,
        say: Say,
        check: Callable[[Path, Agenda, float, Stamp], None],
        unforeseen: Unforeseen,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        listen: Callable[[Watch], Events] | None = None,
    ) -> None:
        self._wish, self._say, self._check, self._unforeseen = wish, say, check, unforeseen
        self._clock, self._sleep, self._listen = clock, sleep, listen or events_of
        self._agenda = Agenda()
        self._events: Events | None = None
        self._folder: object = None
        self._look_at = 0.0

    def start(self) -> None:
        """Listen, then look through the folder for the first time."""
        self._folder = _identity(self._wish.folder)
        self._events = self._listen(self._wish)
        if not self._look(first=True):
            self._say("Det finns inga Excelböcker i mappen än.")

    def step(self) -> None:
        """Check the book that is due, or wait a moment for one. Returns within seconds."""
        assert self._events is not None
        identity = _identity(self._wish.folder)
        if identity is None:
            self._away()
        if identity is None or self._listens_elsewhere(identity):
            self._again()
            return
        if self._events.broken:
            self._events.close()
            self._events, self._look_at = Polling(), 0.0
            self._say(
                "Datorn kan inte säga till när något sparas i mappen. xlplan tittar efter varannan "
                "sekund i stället."
            )
        now = self._clock()
        seen = self._events.wait(self._agenda.wait(now, min(_TICK, max(0.0, self._look_at - now))))
        if seen or self._clock() >= self._look_at:
            self._look()
        if book := self._agenda.due(self._clock()):
            self._take(book)

    def _listens_elsewhere(self, identity: tuple[int, int]) -> bool:
        """Whether the folder has been made anew since it was listened to."""
        assert self._events is not None
        return self._events.folder_deleted or (
            self._events.in_one_folder and identity != self._folder
        )

    def close(self) -> None:
        if self._events is not None:
            self._events.close()

    def _look(self, *, first: bool = False) -> int:
        """Look through the folder; gives how many books there are."""
        assert self._events is not None
        before = self._clock()
        there = {
            book: stamp for book in named_as_books(self._wish.folder) if (stamp := stamp_of(book))
        }
        now = self._clock()
        if (
            _identity(self._wish.folder) is not None
        ):  # else it went away meanwhile, and its books are not gone
            self._agenda.look(there, now, first=first)
        self._look_at = now + max(self._events.every, (now - before) / _LOOKING_AT_MOST)
        return len(there)

    def _take(self, book: Path) -> None:
        stamp = stamp_of(book)
        self._agenda.seen(book, stamp, self._clock())
        if not self._agenda.is_due(book, self._clock()):  # it is being saved just now
            return
        if stamp is None:
            if _identity(self._wish.folder) is not None:
                self._gone(book)
            return
        if is_findings_list(book):
            self._agenda.done(book, stamp)
            return
        try:
            self._check(book, self._agenda, self._clock(), stamp)
        except Exception as error:  # one book's trouble must not end the watch
            self._agenda.done(book, stamp)
            self._say(self._line(book, self._unforeseen(error)))
        self._agenda.seen(book, stamp_of(book), self._clock())  # saved while it was being checked

    def _gone(self, book: Path) -> None:
        self._agenda.done(book, None)
        kept = [file for format in self._wish.formats if is_own(file := beside(book, format))]
        told = (
            f" {series(shown_path(Path(file.name)) for file in kept)} ligger kvar och kan tas bort."
            if kept
            else ""
        )
        self._say(self._line(book, f"finns inte kvar.{told}"))

    def _line(self, book: Path, told: str) -> str:
        return line(self._wish.folder, book, told)

    def _away(self) -> None:
        """Wait until the folder is back."""
        self.close()
        self._events = None
        self._agenda.pause()
        self._say(
            f"{o_clock()}  Mappen {shown_path(self._wish.folder)} går inte att nå just nu. "
            "xlplan väntar tills den är tillbaka."
        )
        while _identity(self._wish.folder) is None:
            self._sleep(BACK)
        self._say(f"{o_clock()}  Mappen är tillbaka, och bevakningen fortsätter.")

    def _again(self) -> None:
        """Listen anew: the folder is another than the one that was listened to, if only by being
        back."""
        self.close()
        self._folder = _identity(self._wish.folder)
        self._events = self._listen(self._wish)
        self._look()


def events_of(wish: Watch) -> Events:
    """The system's own events, or looking often where that is asked for or surer."""
    return Polling() if wish.poll or on_network(wish.folder) else SystemEvents(wish.folder)


def stamp_of(book: Path) -> Stamp | None:
    """How a file looks now; None if it is not there or cannot be reached."""
    try:
        status = book.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


def _identity(folder: Path) -> tuple[int, int] | None:
    """Which folder it is: one that is made anew is another. None if it is not there."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if folder.is_dir() else None
