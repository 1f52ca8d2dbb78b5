"""xlplan: checks and reports on the workbooks in which Swedish municipal units plan and follow up.

The Python door, described in docs/python.md: `check`, `tables`, `schema`, `schemas` and `report`.
Nothing is printed, and nothing is imported before it is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, get_args

from xlplan.version import __version__

if TYPE_CHECKING:
    import pandera.polars as pa

    from xlplan.checking.schemas import BookTables
    from xlplan.model import Run

__all__ = ["__version__", "check", "report", "schema", "schemas", "tables"]

File = str | Path
Kind = Literal["unit", "board", "register"]
Phase = Literal["", "VP", "T1", "T2", "VB"]
Format = Literal["docx", "pdf", "html"]
KINDS, PHASES, FORMATS = get_args(Kind), get_args(Phase), get_args(Format)


def check(
    paths: File | Sequence[File],
    *,
    phase: Phase = "",
    register: File | None = None,
    pack: File | None = None,
    jobs: int = 1,
) -> Run:
    """What `xlplan check` finds in workbooks and folders of them: a result a book, with its
    findings and which rules were asked. `phase` "" is each book's own; `jobs` 0 is a process a
    core.

    Raises NoBooksError, PackError and RegisterError; a file that cannot be read is a finding on it.
    """
    from xlplan.actions.check import check as check_books
    from xlplan.checking.batch import Order

    _refuse("phase", phase, PHASES)
    if jobs < 0:
        raise ValueError("jobs är antalet processer, 0 eller mer.")
    order = Order(_path(pack), phase=phase, register=_path(register))
    several = [paths] if isinstance(paths, str | Path) else list(paths)
    if not several:
        raise ValueError("paths är tomt: ange minst en bok eller en mapp med böcker.")
    return check_books([Path(path) for path in several], order, jobs=jobs)


def tables(path: File, *, pack: File | None = None) -> BookTables:
    """A workbook's tables by name, as polars frames: columns by the contract's headings, `rad`
    Excel's row number, amounts in the book's Beloppsenhet. A cell that cannot be read is null, and
    stands in the table `_celler`.

    Raises UnreadableBookError and PackError.
    """
    from xlplan.actions.files import readable
    from xlplan.checking.batch import pack_of
    from xlplan.checking.schemas import tables_of

    return tables_of(readable(Path(path)), pack_of(_path(pack)))


def schema(
    table: str, *, kind: Kind = "unit", phase: Phase = "VP", pack: File | None = None
) -> pa.DataFrameSchema:
    """The pandera schema of a table by itself: its columns, and the rules that need nothing but its
    own rows as checks, named by the rules' ids. Its metadata tells, under "needs_more", which need
    more: see `schemas`.

    Raises ValueError for a table that such a book has not, and PackError.
    """
    from xlplan.checking import schemas as made
    from xlplan.checking.batch import pack_of

    _refuse("kind", kind, KINDS)
    _refuse("phase", phase, PHASES)
    return made.schema(pack_of(_path(pack)), table, kind, phase)


def schemas(
    tables: BookTables,
    *,
    phase: Phase = "",
    register: File | None = None,
    pack: File | None = None,
) -> dict[str, pa.DataFrameSchema]:
    """The pandera schemas of a workbook's tables with every rule that is asked about them:
    validating each table (`lazy=True`) gives what `xlplan check` finds, but for what Undantag has
    accepted.

    Raises RegisterError and PackError.
    """
    from xlplan.checking import schemas as made
    from xlplan.checking.batch import pack_of, register_of

    _refuse("phase", phase, PHASES)
    board = register_of(Path(register), _path(pack))[1] if register else None
    return made.schemas(pack_of(_path(pack)), tables, phase, board)


def report(
    path: File,
    to: Format = "docx",
    *,
    phase: Phase = "",
    pack: File | None = None,
    template: File | None = None,
) -> bytes:
    """The narrative report of a workbook, as the bytes of a file in that format. `template` is a
    Word file that a docx is built on.

    Raises UnreadableBookError, UnwritableError (no phase is told, no outline fits) and PackError.
    """
    from xlplan.actions.report import report_bytes

    _refuse("to", to, FORMATS)
    _refuse("phase", phase, PHASES)
    return report_bytes(Path(path), to, phase, _path(pack), _path(template))


def _refuse(name: str, value: str, known: tuple[str, ...]) -> None:
    """A word that nobody knows would silently leave out what it is meant to ask for."""
    if value not in known:
        words = ", ".join(f"”{word}”" for word in known if word)
        raise ValueError(f"{name} kan vara {words}, inte ”{value}”.")


def _path(file: File | None) -> Path | None:
    return None if file is None else Path(file)


class _Door(ModuleType):
    """Python sets a package's submodules as its attributes when they are imported; `xlplan.tables`
    and `xlplan.report` stay the functions above."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in __all__ or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Door
