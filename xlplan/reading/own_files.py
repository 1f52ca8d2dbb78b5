"""xlplan's own lists of findings (`check --format xlsx`), which lie among the books and are none.

The writer marks them with a custom document property, which Excel and LibreOffice keep when the
list is worked in and saved, and which a sheet that is copied into another workbook does not bring
along.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from xlplan.reading.package import Package
from xlplan.reading.refusals import UnreadableError

PART = "docProps/custom.xml"
MARK = ("xlplan", "granskning")
"""The property's name and value."""

_MARKED = re.compile(
    rb'\bname="%b"[^>]*>\s*<(?:\w+:)?lpwstr[^>]*>%b<' % tuple(word.encode() for word in MARK)
)
_LARGEST = 1_000_000
"""Bytes of the part: a few hundred even where an organisation labels its documents."""


def refuse_own(package: Package) -> None:
    """Raise UnreadableError for a workbook that is such a list."""
    try:
        properties = package.xml(PART)
    except UnreadableError:  # a part that no other step reads: a book may do without it
        return
    if _MARKED.search(properties):
        raise UnreadableError(
            "findings_list",
            "den är en lista från xlplan över det som hittats, ingen planeringsbok; ange boken "
            "själv",
        )


def is_findings_list(path: Path) -> bool:
    """Whether a file is such a list; reads only the zip's list of parts and that part, and False
    where it cannot."""
    try:
        if not path.is_file():  # a pipe would keep the opening waiting for ever
            return False
        with zipfile.ZipFile(path) as package:
            info = package.getinfo(PART)
            return info.file_size <= _LARGEST and bool(_MARKED.search(package.read(info)))
    except Exception:  # whatever is wrong with the file, the reading tells it
        return False
