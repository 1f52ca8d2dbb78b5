"""The register: one workbook a board and year, kept by the controller.

Unit books are made from it and compared with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from xlplan.model import RegisterError, shown_path
from xlplan.reading import Book, read_book
from xlplan.tables import TableSpec, build, kind_of, not_ours


def read_register(path: Path, specs: Mapping[str, TableSpec]) -> Book:
    """The register as read. Raises RegisterError for a file that cannot be read, or that is another
    kind of book."""
    book = read_book(path)
    if book.unreadable is not None:
        raise RegisterError(
            f"Registret {shown_path(path)} kunde inte läsas: {book.unreadable.clause}."
        )
    if not_ours(book, specs) or kind_of(book, specs) != "register":
        raise RegisterError(
            f"{shown_path(path)} är inget register: bladet Enheter med tabellen tblEnheter saknas. "
            "Ett tomt register görs med xlplan new register.xlsx --kind register."
        )
    return book


def tables_of(book: Book, specs: Mapping[str, TableSpec]) -> dict[str, pl.DataFrame]:
    """The register's tables by name, without `bok`; `rad` is Excel's own row number. Tables and
    columns that it lacks are not there."""
    frames = build([book], specs)
    return {
        name: frames.tables[name].drop("bok", *frames.missing.get((bok, name), ()))
        for bok, name in frames.places
        if "register" in specs[name].kinds
    }


def completed(
    tables: Mapping[str, pl.DataFrame], specs: Mapping[str, TableSpec]
) -> dict[str, pl.DataFrame]:
    """The register's tables as if it had every table and column, blank where it has none."""
    every = build([], specs).registered
    return {
        name: pl.concat([every(name), tables[name]], how="diagonal")
        if name in tables
        else every(name)
        for name, spec in specs.items()
        if "register" in spec.kinds
    }
