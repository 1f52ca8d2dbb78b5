"""Unexpected errors, as one sentence for the user and a log that the user can send on."""

from __future__ import annotations

import sys
import tempfile
import traceback
from pathlib import Path

from xlplan.version import __version__

UNCHANGED = "Inget har ändrats."


def unexpected(error: Exception, changed: str = UNCHANGED) -> str:
    """The sentence for an error that should not be able to happen; `changed` says what it may have
    left behind."""
    log = logged(error)
    where = (
        f" Detaljerna står i {log}: skicka gärna den filen till den som sköter xlplan."
        if log
        else ""
    )
    return (
        f"Något gick fel i xlplan som inte borde kunna hända ({type(error).__name__}). "
        f"{changed}{where}"
    )


def logged(error: Exception) -> Path | None:
    """Write the error with its trace to a file in the user's temporary folder; None where that
    cannot be done."""
    log = Path(tempfile.gettempdir()) / "xlplan-fel.log"
    trace = "".join(traceback.format_exception(error))
    details = f"xlplan {__version__}\n{' '.join(map(ascii, sys.argv))}\n{trace}"
    try:
        log.write_text(details, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return None
    return log
