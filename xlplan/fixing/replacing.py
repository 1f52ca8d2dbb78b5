"""A book that gets a new content: made whole beside it, the old one saved, and then put in its
place in one step.

Wherever the computer stops, even without power, the book is either as it was or as it was to
become, and so is the copy. What may be left is a hidden file that begins with a full stop, which
nothing reads and a later run takes away.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from xlplan.fixing.outcome_cells import OutcomeError
from xlplan.model import shown_path
from xlplan.reading.backup_names import backup_name
from xlplan.whole_file import os_reason

_MARK, _ENDING = ".xlplan-", ".tmp"
"""What unfinished files are called by: `.plan.xlplan-k3j2h1.tmp`. OneDrive passes such over."""
_FORGOTTEN = 600
"""Seconds after which an unfinished file is one that a stopped run has left."""
_NAME_LENGTH = 54
"""Bytes that the user's name takes in Excel's lock file, after one that says how many of them are
used."""
_LOCKED = (
    "den är låst av ett annat program eller för din inloggning; stäng den i Excel och försök igen"
)


def refuse_busy(book: Path) -> None:
    """Raise OutcomeError for a book that somebody has open, and for one that may not be changed."""
    for lock, told in (
        (f"~${book.name}", _excel_user),
        (f".~lock.{book.name}#", _libreoffice_user),
    ):
        file = book.with_name(lock)
        if os.path.lexists(file):
            user = told(file)
            raise OutcomeError(
                f"den är öppen{f' hos {user}' if user else ''}; stäng den och kör igen. Har ingen "
                f"den öppen är {shown_path(Path(lock))} kvar efter ett avbrott och kan tas bort"
            )
    if book.exists() and not (
        book.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
        and os.access(book, os.W_OK)
    ):
        raise OutcomeError(
            "den är skrivskyddad; ta bort skrivskyddet i filens egenskaper, eller be den som äger "
            "boken, och kör igen"
        )


@contextmanager
def prepared(book: Path, data: bytes) -> Iterator[Callable[[bytes], None]]:
    """Make the new content ready beside the book, and give what puts it in the book's place.

    That is called with what the book held when it was read, and refuses to write over anything
    else. Raises OutcomeError.
    """
    try:
        with _beside(book, data) as unfinished:
            _dress(unfinished, book)

            def take_place(expected: bytes) -> None:
                refuse_busy(book)
                if book.read_bytes() != expected:
                    raise OutcomeError(
                        "den ändrades medan utfallet skrevs; vänta tills den är sparad och kör igen"
                    )
                unfinished.replace(book)
                _settle(book.parent)

            yield take_place
    except OSError as error:
        raise OutcomeError(_told(error, book.parent)) from error


def backed_up(book: Path, data: bytes, folder: Path, year: int, month: int) -> Path:
    """Save what the book holds in the folder, and give its place; the same content is saved once
    only.

    No earlier copy is ever written over. Raises OutcomeError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _beside(folder / book.name, data) as unfinished:
            with suppress(OSError):
                shutil.copystat(book, unfinished)
            number = 1
            while True:
                place = folder / backup_name(book, year, month, number)
                if _placed(unfinished, place):
                    _settle(folder)
                    return place
                if place.is_file() and place.read_bytes() == data:
                    return place
                number += 1
    except OSError as error:
        raise OutcomeError(
            f"säkerhetskopian i {shown_path(folder)} kunde inte skrivas: {os_reason(error)}"
        ) from error


@contextmanager
def _beside(place: Path, data: bytes) -> Iterator[Path]:
    """A hidden file in the place's folder that holds the data, on the disk itself; taken away on
    leaving. Raises OSError."""
    prefix = f".{place.stem[:40]}{_MARK}"
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=_ENDING, dir=place.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if unfinished.read_bytes() != data:
            raise OSError(errno.EIO, "det som skrevs gick inte att läsa tillbaka")
        _sweep(unfinished, prefix)
        yield unfinished
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _sweep(unfinished: Path, prefix: str) -> None:
    """Take away what stopped runs have left of the same book; by the disk's own clock, which may be
    another's."""
    with suppress(OSError):
        now = unfinished.stat().st_mtime
        for other in unfinished.parent.iterdir():
            is_ours = other.name.startswith(prefix) and other.name.endswith(_ENDING)
            if is_ours and now - other.stat().st_mtime > _FORGOTTEN:
                other.unlink()


def _dress(unfinished: Path, book: Path) -> None:
    """Give the new file the book's owner, rights and marks; its time is now."""
    held = book.stat()
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(unfinished, held.st_uid, held.st_gid)
    shutil.copystat(book, unfinished)
    os.utime(unfinished)


def _placed(unfinished: Path, place: Path) -> bool:
    """Give the file that name unless another has it."""
    try:
        os.link(unfinished, place)  # the one way that never takes another file's place
    except FileExistsError:
        return False
    except OSError:  # a disk without links
        if os.path.lexists(place):
            return False
        unfinished.rename(place)
    return True


def _settle(folder: Path) -> None:
    """Have the folder itself written to the disk, where that can be asked for."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _told(error: OSError, folder: Path) -> str:
    if isinstance(error, PermissionError) and not os.access(folder, os.W_OK):
        return (
            f"du får inte skapa filer i mappen {shown_path(folder)}; be den som äger mappen om "
            "rätt att skriva i den"
        )
    if isinstance(error, PermissionError):
        return _LOCKED
    if isinstance(error, FileNotFoundError):
        return "den finns inte längre på sin plats; kontrollera mappens och filens namn"
    return f"den kunde inte skrivas: {os_reason(error)}"


def _excel_user(lock: Path) -> str:
    """Who has the book open, from Excel's lock file; "" where it does not say."""
    try:
        held = lock.read_bytes()[: 1 + _NAME_LENGTH]
    except OSError:  # Excel lets nobody read it on Windows
        return ""
    return held[1 : 1 + held[0]].decode("cp1252", "replace").strip() if held else ""


def _libreoffice_user(lock: Path) -> str:
    try:
        return lock.read_text(encoding="utf-8", errors="replace").split(",")[0].strip()
    except OSError:
        return ""
