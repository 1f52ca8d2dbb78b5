"""File events of a folder: only that it is worth looking, never what happened."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Protocol

from xlplan.actions.watch.pages import BESIDE

_GATHERED = 400
"""Milliseconds in which changes become one event at most."""
_TICK = 500
"""Milliseconds between the listener's looks at whether it is to stop."""


class Events(Protocol):
    """A source of events."""

    every: float
    """Seconds between looks at the folder even without an event."""
    in_one_folder: bool
    """Whether it hears nothing any more when the folder is made anew."""
    folder_deleted: bool
    """Whether the folder that it listens to has been deleted."""

    def wait(self, seconds: float) -> bool:
        """Wait that long, or until there is an event: True."""

    @property
    def broken(self) -> bool:
        """Whether there will never be an event again."""

    def close(self) -> None: ...


class SystemEvents:
    """The operating system's own events, by watchfiles. One may be lost, so the folder is looked at
    at times anyway."""

    every = 60.0
    in_one_folder = True

    def __init__(self, folder: Path) -> None:
        self._event, self._stop = threading.Event(), threading.Event()
        self._broken = self.folder_deleted = False
        self._listener = threading.Thread(target=self._listen, args=(folder,), daemon=True)
        self._listener.start()

    def _listen(self, folder: Path) -> None:
        from watchfiles import Change, watch

        def heard(change: Change, path: str) -> bool:
            if (
                change == Change.deleted and Path(path) == folder
            ):  # one made anew may get its number on the disk
                self.folder_deleted = True
            return is_worth_a_look(Path(path), folder)

        events = watch(
            folder,
            watch_filter=heard,
            debounce=_GATHERED,
            rust_timeout=_TICK,
            yield_on_timeout=True,
            stop_event=self._stop,
            # it would ignore every error, and be deaf without a word
            ignore_permission_denied=False,
        )
        listening = False
        try:
            for changes in events:
                if changes or not listening:  # what happened before it was listening
                    listening = True
                    self._event.set()
        except (
            Exception
        ):  # no room for more watchers, a drive that cannot be listened to, a folder that went away
            self._broken = True
            self._event.set()

    def wait(self, seconds: float) -> bool:
        seen = self._event.wait(seconds)
        self._event.clear()
        return seen

    @property
    def broken(self) -> bool:
        return self._broken

    def close(self) -> None:
        self._stop.set()
        self._listener.join(2)


class Polling:
    """No events: the folder is looked at often instead. For network drives, which tell nothing or
    not everything."""

    every = 2.0
    in_one_folder = False
    folder_deleted = False
    broken = False

    def wait(self, seconds: float) -> bool:
        time.sleep(seconds)
        return False

    def close(self) -> None:
        pass


def is_worth_a_look(path: Path, folder: Path) -> bool:
    """Whether an event may concern a book: one itself, or a folder that came or went with books in
    it. Excel's lock files, temporary files, what is hidden and xlplan's own pages do not."""
    inside = path.relative_to(folder).parts if path.is_relative_to(folder) else path.parts[-1:]
    if any(part.startswith(".") for part in inside):
        return False
    name = inside[-1].casefold() if inside else ""
    return not name.startswith("~") and not name.endswith((".tmp", BESIDE + ".html"))
