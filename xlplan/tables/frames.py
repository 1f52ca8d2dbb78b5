"""Frames: the tables of many books, one polars frame a table, with the key columns `bok` and `rad`.

Beside the contract's tables there are tables of observations (see `observations`), on which the
rules about the workbook as a file are asked in the same way.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import polars as pl

from xlplan.model import PHASES
from xlplan.reading.book import Book, TableData, Unreadable
from xlplan.statements import Texts
from xlplan.tables.gathering import Gatherer, dtypes
from xlplan.tables.kinds import not_ours
from xlplan.tables.ledger import ledger_tables
from xlplan.tables.observations import INT, TEXT, UNTOLD
from xlplan.tables.placing import Place, find_tables
from xlplan.tables.specs import TableSpec

OF_BOOK = ("bokslag", "skede", "år")
"""What each row of a table is told of its book (see `Frames.units`)."""


@dataclass
class Frames:
    """The typed tables of some books. `bok` counts from `first`, in the order of `books`."""

    books: Sequence[Book]
    first: int
    specs: Mapping[str, TableSpec]
    tables: dict[str, pl.DataFrame]
    units: pl.DataFrame
    """One row a readable book: bok, bokslag (of which kind it is), skede ("" if the book does not
    say and none was asked for), år, and every fact as `enhet.…`."""
    places: dict[tuple[int, str], Place]
    missing: dict[tuple[int, str], frozenset[str]]
    """Columns (or facts) that a book's table lacks; all of them where the table is missing."""
    register: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    """The tables of the register that the books are compared with, with the columns that it has;
    empty without one."""
    ledger: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    """The tables of the ledger that the books' outcome is compared with; empty without one."""
    whole: bool = False
    """Whether the books are all that there are, so that a missing one can be told."""
    phase: str = ""
    """The phase that was asked for in place of the books' own."""
    made: dict[Hashable, pl.DataFrame] = field(default_factory=dict, init=False, repr=False)
    """What rules have made of the tables together (`xlplan.rule.Asked.once`). Like the three below
    it stays behind when the frames are copied (`replace`), to be sent by a worker or joined."""
    texts: Texts = field(default_factory=Texts, init=False, repr=False)
    """What the texts of the tables say, for rules."""
    _of_books: dict[tuple[str, ...], pl.DataFrame] = field(
        default_factory=dict, init=False, repr=False
    )
    _with_books: dict[str, tuple[pl.DataFrame, pl.DataFrame]] = field(
        default_factory=dict, init=False, repr=False
    )

    def of_books(self, facts: tuple[str, ...]) -> pl.DataFrame:
        """bok, `OF_BOOK` and those facts of `units`; picked once, since most rules ask for none or
        the same."""
        if facts not in self._of_books:
            self._of_books[facts] = self.units.select(
                "bok", *OF_BOOK, *(f"enhet.{fact}" for fact in facts)
            )
        return self._of_books[facts]

    def with_books(self, table: str) -> pl.DataFrame:
        """A table with `OF_BOOK` beside each row; joined once, since many rules ask about the same
        table."""
        there = self._with_books.get(table)
        if there is None or there[0] is not self.tables[table]:
            joined = self.tables[table].join(
                self.of_books(()), on="bok", how="left", maintain_order="left"
            )
            there = self._with_books[table] = self.tables[table], joined
        return there[1]

    @cached_property
    def facts(self) -> list[dict[str, Any]]:
        """`units` as records, one a readable book."""
        return self.units.to_dicts()

    @cached_property
    def unread(self) -> tuple[tuple[int, str, str], ...]:
        """(bok, table, column) where a cell could not be read, each once."""
        return tuple(dict.fromkeys(self.tables["_celler"][["bok", "tabell", "kolumn"]].iter_rows()))

    def untold(self, bok: int, table: str) -> str:
        """What a table of observations would tell of a book that is open on a host that does not
        tell it; else ""."""
        kind, name = UNTOLD.get(table, ("", ""))
        return name if self.books and kind in self.books[bok - self.first].untold else ""

    def registered(self, table: str) -> pl.DataFrame:
        """A table of the register with all columns, blank where it lacks one; without rows if there
        is none."""
        every = pl.DataFrame(schema={"rad": INT, **dtypes(self.specs[table])})
        return (
            pl.concat([every, self.register[table]], how="diagonal")
            if table in self.register
            else every
        )

    def data(self, bok: int, table: str) -> TableData | None:
        """The table as read; None without it, or where the books themselves are not at hand."""
        if not self.books:
            return None
        return find_tables(self.books[bok - self.first], {table: self.specs[table]}).get(table)


def build(
    books: Sequence[Book],
    specs: Mapping[str, TableSpec],
    *,
    first: int = 0,
    phase: str = "",
    register: Mapping[str, pl.DataFrame] | None = None,
    ledger: Mapping[str, pl.DataFrame] | None = None,
) -> Frames:
    """The frames of the books, all their tables typed. `phase` overrides the books' own Skede."""
    gathered = Gatherer(specs)
    for bok, book in enumerate(books, first):
        if not_ours(book, specs):
            book.unreadable = Unreadable(
                "not_ours",
                "den har ingen av planens tabeller (tblEnhet, tblMal, …); kontrollera att det är "
                "rätt fil",
            )
        gathered.file(bok, book)
    tables = gathered.frames()
    return Frames(
        books,
        first,
        specs,
        tables,
        _units(tables, specs, phase),
        gathered.places,
        gathered.missing,
        register or {},
        ledger_tables(ledger),
        phase=phase,
    )


def with_table(frames: Frames, table: str, rows: pl.DataFrame) -> Frames:
    """The frames of one book with those rows in a table, and, where it holds the unit's facts, with
    the facts that they say."""
    own = frames.tables[table]
    known = [name for name in rows.columns if name in own.columns and name != "bok"]
    if rows.height == own.height and rows.select(known).equals(own.select(known)):
        return frames
    given = rows.select(known).with_columns(bok=pl.lit(0, INT))
    given = pl.concat([own.clear(), given], how="diagonal_relaxed").select(own.columns)
    tables = {**frames.tables, table: given}
    transposed = table in frames.specs and frames.specs[table].transposed
    units = _units(tables, frames.specs, frames.phase) if transposed else frames.units
    return replace(frames, tables=tables, units=units)


def _units(
    tables: Mapping[str, pl.DataFrame], specs: Mapping[str, TableSpec], phase: str
) -> pl.DataFrame:
    books = tables["_boken"].select("bok", "bokslag")
    record = next((tables[name] for name, spec in specs.items() if spec.transposed), None)
    if record is None:
        return books.with_columns(skede=pl.lit(phase), år=pl.lit(None, pl.Float64))
    own = pl.col("Skede") if "Skede" in record.columns else pl.lit(None, TEXT)
    stated = pl.when(own.is_in(PHASES)).then(own).otherwise(pl.lit(""))
    facts = record.with_columns(skede=pl.lit(phase) if phase else stated, år=pl.col("År")).select(
        "bok",
        "skede",
        "år",
        *(pl.col(c).alias(f"enhet.{c}") for c in record.columns if c not in ("bok", "rad")),
    )
    if phase:
        facts = facts.with_columns(pl.lit(phase).alias("enhet.Skede"))
    skede = (
        pl.when(pl.col("bokslag") == "register")
        .then(pl.lit(""))
        .otherwise(pl.col("skede").fill_null(phase))
    )
    return books.join(facts, on="bok", how="left").with_columns(skede=skede)
