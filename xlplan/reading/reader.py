"""One workbook file as a Book."""

from __future__ import annotations

import logging
from pathlib import Path

from xlplan.reading.assembling import assembled, is_read
from xlplan.reading.book import Book
from xlplan.reading.decoding import values_of
from xlplan.reading.file_content import content_of
from xlplan.reading.own_files import refuse_own
from xlplan.reading.package import Package
from xlplan.reading.refusals import UnreadableError, damaged, too_large
from xlplan.reading.scanning import scan
from xlplan.reading.structure import structure_of

_log = logging.getLogger(__name__)


def read_book(path: Path, data: bytes | None = None) -> Book:
    """Read a workbook's tables. A file that cannot be read gives a Book that says why
    (`unreadable`), never an error.

    The file is read once and neither locked nor written; macros never run. With `data` given that
    is read as the file's content.
    """
    try:
        return _read(path, content_of(path) if data is None else data)
    except UnreadableError as refused:
        reason = refused.reason
    except MemoryError:
        reason = too_large("den ryms inte i datorns minne").reason
    except Exception:
        # a file that no step foresaw must not stop the other files; the log keeps what a developer
        # needs
        _log.exception("unforeseen while reading %s", path)
        reason = damaged("innehållet").reason
    return Book(path, unreadable=reason)


def _read(path: Path, data: bytes) -> Book:
    package = Package(data)
    refuse_own(package)
    structure = structure_of(package)
    read = [sheet for sheet in structure.sheets if sheet.part and is_read(sheet)]
    scans = [scan(package.xml(sheet.part), sheet.name, structure.formats) for sheet in read]
    book = assembled(
        path, structure.sheets, zip(read, scans, values_of(structure, scans), strict=True)
    )
    book.links = structure.links
    return book
