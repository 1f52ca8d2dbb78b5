"""The baseline: a file of the findings that are known, so that a later run fails only for new ones.

`xlplan baseline write` writes it and `check --baseline` reads it. It is JSON with one finding a
line, sorted, so that a version control system shows what came and went:

    {"baseline": 1, "xlplan": "0.2.0", "findings": [
    {"book": "4127 2026", "rule": "IND001", "key": "1.4 · Andel nöjda", "fingerprint": "…",
    "message": "…"} ]}

A finding is known by its book and its fingerprint, which is made of rule, table, key, column, case
and the values that the sentence names (see `xlplan.checking.engine`), never of a row number. The
message is for people only, and is masked.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xlplan.model import BookResult, Ending, Finding, Run, shown_path
from xlplan.version import __version__
from xlplan.whole_file import write_whole
from xlplan.wording import mask, told

FORMAT = 1
_TEXTS = ("book", "rule", "key", "fingerprint")

Entry = tuple[str, str, str, str]
"""Book, rule, key and fingerprint."""


class BaselineError(Exception):
    """A file that cannot be used as a baseline; the text says why, in Swedish."""


@dataclass(frozen=True)
class Baseline:
    """The known findings of a file, and the folder that paths of books without a name are told
    from."""

    entries: Counter[Entry]
    folder: Path


def write(run: Run, out: Path) -> int:
    """Write the run's open findings; returns how many. What cannot be read is no known finding.
    Raises OSError."""
    rows = sorted(
        (entry, mask(" ".join(told(run.texts[finding.rule], finding, book.money_unit))))
        for book in run.books
        if book.readable
        for entry, finding in _entries(book, out.resolve().parent)
        if not finding.accepted
    )
    lines = [
        json.dumps(
            dict(zip((*_TEXTS, "message"), (*entry, message), strict=True)), ensure_ascii=False
        )
        for entry, message in rows
    ]
    head = f'{{"baseline": {FORMAT}, "xlplan": {json.dumps(__version__)}, "findings": ['
    whole = filter(None, (head, ",\n".join(lines), "]}"))
    write_whole(out, "".join(f"{line}\n" for line in whole).encode())
    return len(rows)


def load(file: Path) -> Baseline:
    """Read a baseline. Raises BaselineError."""
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise BaselineError(
            f"{file} finns inte. Skriv den först med xlplan baseline write."
        ) from None
    except OSError as error:
        raise BaselineError(f"{file} kunde inte läsas: {error.strerror or error}.") from None
    except (ValueError, RecursionError):
        raise BaselineError(
            f"{file} går inte att läsa som JSON. Hämta den på nytt, eller skriv den igen med "
            f"xlplan baseline write."
        ) from None
    version = data.get("baseline") if isinstance(data, dict) else None
    if isinstance(version, int) and version > FORMAT:
        by = data.get("xlplan")
        raise BaselineError(
            f"{file} är skriven av en nyare xlplan ({by}) än den här ({__version__}). Uppdatera "
            f"xlplan."
        )
    if version != FORMAT or isinstance(version, bool):
        raise BaselineError(f"{file} är ingen lista från xlplan baseline write. Är det rätt fil?")
    findings = data.get("findings")
    if not isinstance(findings, list) or not all(map(_is_entry, findings)):
        raise BaselineError(
            f"{file} är ändrad så att den inte går att tolka. Skriv den igen med xlplan baseline "
            f"write."
        )
    entries = Counter(_entry(found) for found in findings)
    return Baseline(entries, file.resolve().parent)


def compare(run: Run, baseline: Baseline) -> Run:
    """The run with the baseline's findings marked as known, and how many of them are gone.

    A finding is gone only where its book was checked and its rule was asked: of the rest nothing is
    known. Of two equal findings where the baseline has one, the first is known.
    """
    left = baseline.entries.copy()
    books = []
    asked: set[tuple[str, str]] = set()
    for book in run.books:
        if not book.readable:
            books.append(book)
            continue
        named = identity(book, baseline.folder)
        asked.update(
            (named, outcome.rule) for outcome in book.outcomes if outcome.ending is Ending.RUN
        )
        findings = []
        for entry, finding in _entries(book, baseline.folder):
            known = left[entry] > 0
            left[entry] -= known
            findings.append(replace(finding, known=known))
        books.append(replace(book, findings=tuple(findings)))
    gone = sum(number for (named, rule, _, _), number in left.items() if (named, rule) in asked)
    return replace(run, books=tuple(books), gone=gone)


def identity(book: BookResult, folder: Path) -> str:
    """The book's name in a baseline: it outlives that the file is renamed or moved.

    Enhetskod and year, else the unit's name and year; a book that says neither goes by its path
    from the folder.
    """
    name = " ".join((book.code or book.unit).split())
    if name and book.year is not None:
        return f"{name} {book.year}"
    whole = (book.original or book.path).resolve()
    try:
        return mask(shown_path(Path(os.path.relpath(whole, folder))).replace(os.sep, "/"))
    except ValueError:  # another drive on Windows
        return mask(shown_path(Path(whole.name)))


def _entries(book: BookResult, folder: Path) -> Iterator[tuple[Entry, Finding]]:
    named = identity(book, folder)
    for finding in book.findings:
        yield (named, finding.rule, finding.key, finding.fingerprint), finding


def _is_entry(found: Any) -> bool:
    return isinstance(found, dict) and all(isinstance(found.get(name), str) for name in _TEXTS)


def _entry(found: Mapping[str, str]) -> Entry:
    book, rule, key, fingerprint = (found[name] for name in _TEXTS)
    return book, rule, key, fingerprint
