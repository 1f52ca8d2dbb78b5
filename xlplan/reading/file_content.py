"""The bytes of a user's file: read once, never locked, never written."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

from xlplan.model import shown_path
from xlplan.reading.refusals import UnreadableError, too_large

MAX_FILE = 100_000_000
"""Bytes on disk. A unit's book is about 0.1 MB; one with many pictures perhaps 20."""

_TRIES = 3
_LOCK, _LOCK_HOLDS = "~$", 1024
"""What the name of the file begins with that Excel keeps beside a workbook while it is open; it is
some 165 bytes."""
_PAUSE = 0.2
"""Seconds to wait for a program that is saving the file."""


def content_of(path: Path) -> bytes:
    """The whole file as it stood at one moment. Raises UnreadableError."""
    try:
        return _steady_content(path)
    # ValueError: a path that no file can have
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise UnreadableError(
            "missing", "den finns inte på den platsen; kontrollera mappens och filens namn"
        ) from None
    except PermissionError:
        raise UnreadableError(
            "locked",
            "den är låst av ett annat program eller för din inloggning; stäng den i Excel och "
            "försök igen",
        ) from None
    except OSError:
        raise UnreadableError(
            "locked",
            "den går inte att öppna just nu; kontrollera att den är nedladdad och att disken är "
            "ansluten",
        ) from None


def _steady_content(path: Path) -> bytes:
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_PAUSE)
        before = path.stat()
        _check_lock(path.name, before.st_size)
        _check_kind(before)
        data = path.read_bytes()
        if _same(before, path.stat()) and len(data) == before.st_size:
            return data
    raise UnreadableError(
        "locked", "den ändrades medan den lästes; vänta tills den är sparad och försök igen"
    )


def _check_lock(name: str, size: int) -> None:
    # before the content, which Excel lets nobody read
    if name.startswith(_LOCK) and size < _LOCK_HOLDS:
        book = shown_path(Path(name.removeprefix(_LOCK)))
        raise UnreadableError(
            "lock_file", f"den är Excels låsfil, som finns medan {book} är öppen; ange {book} själv"
        )


def _check_kind(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableError(
            "not_a_workbook", "det är en mapp, inte en fil; ange en arbetsbok i mappen"
        )
    # a pipe or a device would keep the reading waiting for ever
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError(
            "not_a_workbook", "det är inte en vanlig fil; ange en arbetsbok som slutar på .xlsx"
        )
    if status.st_size == 0:
        raise UnreadableError(
            "empty", "den är tom (0 byte); hämta en äldre version eller spara boken på nytt"
        )
    if status.st_size > MAX_FILE:
        raise too_large(f"den är större än {MAX_FILE // 1_000_000} MB")


def _same(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_size, before.st_mtime_ns, before.st_ino) == (
        after.st_size,
        after.st_mtime_ns,
        after.st_ino,
    )
