"""Whole files: written beside their place and renamed, so that one appears whole or not at all; and
why one cannot be written."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_REASONS = {
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "utrymmet som du får använda på disken är slut",
    errno.EFBIG: "filen är större än vad som får skrivas där",
    errno.EROFS: "disken går inte att skriva på",
}


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Give a temporary path; on leaving without an exception it takes `out`'s place. Raises
    OSError.

    A link is followed: the file it points at is replaced. What is no ordinary file (a device, a
    pipe) is written to.
    """
    out = out.resolve()
    special = out.exists() and not out.is_file()
    folder = None if special else out.parent
    handle, name = tempfile.mkstemp(prefix=f".{out.stem[:40]}-", suffix=out.suffix, dir=folder)
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        if special:
            with out.open("wb") as target:
                target.write(unfinished.read_bytes())
            return
        umask = os.umask(0)
        os.umask(umask)
        # mkstemp makes it private; a report is as readable as any new file
        unfinished.chmod(0o666 & ~umask)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)


def write_whole(out: Path, data: bytes) -> None:
    """Write bytes so that nobody ever sees half a file. Raises OSError."""
    with whole_file(out) as unfinished:
        unfinished.write_bytes(data)


def os_reason(error: OSError) -> str:
    """Why the file system said no, in Swedish."""
    if isinstance(error, PermissionError):
        return "åtkomst nekas"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "mappen finns inte"
    if isinstance(error, IsADirectoryError):
        return "det är en mapp"
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
