"""Reports of the open book on the user's computer: where they go, and opening them there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from xlplan.excel.refusals import RefusalError
from xlplan.report.word.file import was_edited
from xlplan.whole_file import os_reason, write_whole

if TYPE_CHECKING:
    import xlwings as xw

AT_MOST = 50
"""Names tried: the report's own, then with -2, -3 …"""


def file_of(book: xw.Book) -> Path | None:
    """The open book's file; None for one that has never been saved, or that is opened from the
    web."""
    try:
        path = Path(book.fullname)
    except Exception:  # from OneDrive or SharePoint without a synchronised folder
        return None
    return path if path.is_absolute() and path.is_file() else None


def documents_folder() -> Path:
    """The user's own documents."""
    roots = [
        Path(root) for name in ("OneDriveCommercial", "OneDrive") if (root := os.environ.get(name))
    ]
    places = [root / name for root in (*roots, Path.home()) for name in ("Documents", "Dokument")]
    return next((place for place in places if place.is_dir()), Path.home())


def placed(name: str, suffix: str, data: bytes, beside: Path | None) -> Path:
    """Write a document beside the book, or else among the user's own documents, and never over what
    somebody has worked in or has open: then under the next free name. Raises RefusalError."""
    why = ""
    for out in _places(name, suffix, beside):
        if was_edited(out):
            continue
        try:
            write_whole(out, data)
        except OSError as error:
            why = f"{out} kunde inte skrivas: {os_reason(error)}."
            continue
        return out
    raise RefusalError(
        f"Rapporten gick inte att spara. {why} Spara boken i en mapp där du får skriva, och försök "
        "igen."
    )


def _places(name: str, suffix: str, beside: Path | None) -> Iterator[Path]:
    for folder in filter(None, (beside, documents_folder())):
        for number in range(1, AT_MOST + 1):
            yield folder / (f"{name}{suffix}" if number == 1 else f"{name}-{number}{suffix}")


def opened(file: Path) -> bool:
    """Open a document in the program that the computer has for it, if it has one."""
    try:
        if sys.platform == "win32":
            os.startfile(file)
            return True
        if sys.platform == "darwin":
            return subprocess.run(["open", str(file)], check=False).returncode == 0
    except OSError:
        pass
    return False
