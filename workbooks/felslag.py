"""A kind of fault among the sample books: a clean unit's content changed, and now and then its
finished file (what no template would make)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from innehall import Rows

Change = Callable[[dict[str, Any], Rows], None]


def _as_it_is(facts: dict[str, Any], rows: Rows) -> None:
    """No change of the content."""


@dataclass(frozen=True)
class Fault:
    """A clean unit (file name of its source) in a phase, and what is changed before and after its
    file is made."""

    unit: str
    change: Change = _as_it_is
    phase: str = "VP"
    parts: tuple[tuple[str, str, str], ...] = ()
    """(part of the package, pattern, replacement): each must match."""
    without: tuple[str, ...] = ()
    """Tables left out of the book."""
    book: str = "bok.xlsx"
    others: tuple[Fault, ...] = field(default=())


def edit(path: Path, part: str, pattern: str, replacement: str) -> None:
    """Change one part of a package; every other part stays as it is."""
    written = path.with_suffix(".ny")
    with (
        zipfile.ZipFile(path) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            data = source.read(item)
            if item.filename == part:
                text, count = re.subn(pattern, replacement, data.decode(), count=1, flags=re.S)
                assert count == 1, f"{path}: {pattern} finns inte i {part}"
                data = text.encode()
            target.writestr(item, data)
    written.replace(path)


def one(rows: Rows, table: str, **wanted: Any) -> dict[str, Any]:
    """The first row of a table whose cells hold all of `wanted` (headings with _ for a blank, text
    as a beginning)."""
    for row in rows[table]:
        if all(
            str(row.get(key.replace("_", " "), "")).startswith(str(value))
            for key, value in wanted.items()
        ):
            return row
    raise LookupError(f"{table}: {wanted}")
