"""Many books as one set of frames: one polars frame a table, with the key columns `bok` and `rad`.

Beside the contract's tables there are tables of observations (see `observations`), on which the
rules about the workbook as a file are asked in the same way.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from xlplan.model import BOOK_KINDS, PHASES, Value, shown_path
from xlplan.reading.book import Book, TableData, Unreadable
from xlplan.tables import layout
from xlplan.tables.casting import Problem, cast_column, unreadable_cells
from xlplan.tables.ledger import ledger_tables
from xlplan.tables.observations import INT, OBSERVATIONS, TEXT, UNTOLD
from xlplan.tables.placing import Place, find_tables, near, place, repeats
from xlplan.tables.specs import WRITTEN_BY_XLPLAN, ColumnSpec, TableSpec, fold, of_kind

FACT_HEADINGS = ("Uppgift", "Värde")
"""The headings that a transposed table is read by."""

OF_BOOK = ("bokslag", "skede", "år")
"""What each row of a table is told of its book (see `Frames.units`)."""
DTYPES: dict[str, type[pl.DataType]] = {"amount": pl.Float64, "number": pl.Float64, "date": pl.Date}


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
    """What rules have made of the tables together (`xlplan.rule.Asked.once`). Like the two below it
    stays behind when the frames are copied (`replace`), to be sent by a worker or joined."""
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
        every = pl.DataFrame(schema={"rad": INT, **_dtypes(self.specs[table])})
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


def not_ours(book: Book, specs: Mapping[str, TableSpec]) -> bool:
    """True for a workbook with none of the contract's tables: most likely the wrong file."""
    return not book.unreadable and not find_tables(book, specs).keys() - set(WRITTEN_BY_XLPLAN)


def kind_of(book: Book, specs: Mapping[str, TableSpec]) -> str:
    """The kind that the book says it is, else the one whose tables it has: "unit", "board" or
    "register"."""
    if book.kind in BOOK_KINDS:
        return book.kind
    # a table that only one kind has
    telling = [
        specs[name].kinds[0] for name in find_tables(book, specs) if len(specs[name].kinds) == 1
    ]
    return max(telling, key=telling.count) if telling else "unit"


def build(
    books: Sequence[Book],
    specs: Mapping[str, TableSpec],
    *,
    first: int = 0,
    phase: str = "",
    register: Mapping[str, pl.DataFrame] | None = None,
    ledger: Mapping[str, pl.DataFrame] | None = None,
) -> Frames:
    """Type all tables of all books. `phase` overrides the books' own Skede."""
    builder = _Builder(specs)
    for bok, book in enumerate(books, first):
        if not_ours(book, specs):
            book.unreadable = Unreadable(
                "not_ours",
                "den har ingen av planens tabeller (tblEnhet, tblMal, …); kontrollera att det är "
                "rätt fil",
            )
        builder.file(bok, book)
    tables = builder.frames()
    return Frames(
        books,
        first,
        specs,
        tables,
        _units(tables, specs, phase),
        builder.places,
        builder.missing,
        register or {},
        ledger_tables(ledger),
        phase=phase,
    )


def with_table(frames: Frames, table: str, rows: pl.DataFrame) -> Frames:
    """The frames of one book with those rows in a table, and, where it holds the unit's facts, with
    the facts that they say."""
    own = frames.tables[table]
    given = rows.with_columns(bok=pl.lit(0, INT))
    given = pl.concat([own.clear(), given], how="diagonal_relaxed").select(own.columns)
    tables = {**frames.tables, table: given}
    transposed = table in frames.specs and frames.specs[table].transposed
    units = _units(tables, frames.specs, frames.phase) if transposed else frames.units
    return replace(frames, tables=tables, units=units)


class _Builder:
    """Gathers columns of values book by book; a frame is made once, at the end."""

    def __init__(self, specs: Mapping[str, TableSpec]) -> None:
        self.specs = {name: spec for name, spec in specs.items() if name not in WRITTEN_BY_XLPLAN}
        self.of_kind = {kind: of_kind(self.specs, kind) for kind in BOOK_KINDS}
        self.columns: dict[str, dict[str, list[Value]]] = {
            name: {heading: [] for heading in ("bok", "rad", *spec.columns)}
            for name, spec in self.specs.items()
        }
        self.observed: dict[str, list[tuple[Value, ...]]] = {name: [] for name in OBSERVATIONS}
        self.places: dict[tuple[int, str], Place] = {}
        self.missing: dict[tuple[int, str], frozenset[str]] = {}

    def file(self, bok: int, book: Book) -> None:
        why = book.unreadable
        folder, name = (
            shown_path(Path(part)) if part else ""
            for part in (book.path.parent.name, book.path.name)
        )
        self.observed["_filer"].append(
            (bok, None, folder, name, why.code if why else None, why.clause if why else None)
        )
        if why:
            return
        kind = kind_of(book, self.specs)
        self.observed["_boken"].append((bok, None, name, book.contract_version or None, kind))
        specs = self.of_kind[kind]
        found = find_tables(book, specs)
        for name, spec in specs.items():
            self._note_table(bok, book, spec, name in found)
            if name not in found:
                self.missing[bok, name] = frozenset(spec.columns)
                continue
            data, where = found[name], place(found[name], spec)
            self.places[bok, name] = where
            self._note_columns(bok, spec, data, where)
            rows = (self._record if spec.transposed else self._rows)(bok, spec, data, where)
            self._note_layout(bok, book, spec, data, where, rows)
        for ref, text, table in book.outside:
            self.observed["_utanfor"].append((bok, ref.row, ref.sheet, ref.column, text, table))

    def _note_layout(
        self, bok: int, book: Book, spec: TableSpec, data: TableData, where: Place, rows: int
    ) -> None:
        seen = {
            "_sammanslagna": layout.merged(data),
            "_dolda": layout.hidden(book, spec, data, where),
            "_lankar": layout.links(book, data, where),
            "_utan_lista": layout.without_drop_downs(spec, data, where) if rows else (),
        }
        for name, observed in seen.items():
            # a table's name in Excel may differ from the contract's in case
            self.observed[name].extend((bok, *row[:3], spec.name, *row[4:]) for row in observed)

    def _note_table(self, bok: int, book: Book, spec: TableSpec, there: bool) -> None:
        likely = (
            ""
            if there
            else near(spec.name, [name for name in book.tables if name not in self.specs])
        )
        sheet = next((name for name in book.sheets if fold(name) == fold(spec.sheet)), "")
        if not there and not likely and not sheet:
            ours = {other.sheet for other in self.specs.values()}
            likely = near(spec.sheet, [name for name in book.sheets if name not in ours])
        row = (bok, None, spec.name, spec.sheet, there, bool(sheet), likely)
        self.observed["_tabeller"].append(row)

    def _note_columns(self, bok: int, spec: TableSpec, data: TableData, where: Place) -> None:
        there = where.rows if spec.transposed else where.columns
        lacking = frozenset(heading for heading in spec.columns if heading not in there)
        if not lacking:
            return
        self.missing[bok, spec.name] = lacking
        headings = {
            heading: (data.header_row, data.left + i) for i, heading in enumerate(data.headings)
        }
        if not spec.transposed:
            self._note_lacking(bok, spec, data, lacking, headings, spec.columns, is_row=False)
        elif gone := [name for name in FACT_HEADINGS if fold(name) not in map(fold, headings)]:
            # without these two no fact can be found: one finding each, not one a fact
            self._note_lacking(bok, spec, data, gone, headings, FACT_HEADINGS, is_row=False)
        else:
            names = [fold(heading) for heading in data.headings].index(fold(FACT_HEADINGS[0]))
            facts = {
                str(name or "").strip(): (data.first_row + i, data.left + names)
                for i, name in enumerate(data.columns[names])
            }
            self._note_lacking(bok, spec, data, lacking, facts, spec.columns, is_row=True)

    def _note_lacking(
        self,
        bok: int,
        spec: TableSpec,
        data: TableData,
        lacking: Collection[str],
        stands: Mapping[str, tuple[int, int]],
        wanted: Collection[str],
        *,
        is_row: bool,
    ) -> None:
        """Names that are missing, each with the one that stands there and that was most likely
        meant."""
        known = {fold(name) for name in wanted}
        spare = [
            name
            for name in stands
            if name and fold(name).rstrip(" :") not in known and not repeats(spec, name)
        ]
        for name in (name for name in wanted if name in lacking):
            likely = near(name, spare)
            if not likely and name in spec.columns and spec.columns[name].optional:
                continue
            row, column = stands.get(likely, (data.header_row, data.left))
            self.observed["_kolumner"].append(
                (bok, row, data.sheet, column, spec.name, name, is_row, False, likely)
            )

    def _record(self, bok: int, spec: TableSpec, data: TableData, where: Place) -> int:
        """A transposed table is one record a book."""
        unreadable = unreadable_cells(data.marks, data.first_row, data.rows)
        into = self.columns[spec.name]
        into["bok"].append(bok)
        into["rad"].append(data.header_row)
        for heading, column in self.specs[spec.name].columns.items():
            if heading not in where.rows:
                into[heading].append(None)
                continue
            row, at = where.rows[heading], where.columns[heading]
            raw = data.columns[at - data.left][row - data.first_row]
            cast = cast_column([raw], column, data.marks, row, at)
            problems = cast.problems + [
                problem for problem in unreadable.get(at, ()) if problem.row == row
            ]
            self._note_problems(bok, spec.name, column, problems)
            into[heading].append(None if problems else cast.values[0])
        return 1

    def _rows(self, bok: int, spec: TableSpec, data: TableData, where: Place) -> int:
        """The filled rows; returns how many they are."""
        unreadable = unreadable_cells(data.marks, data.first_row, data.rows)
        blank: list[Value] = [None] * data.rows
        typed: dict[str, list[Value]] = {}
        filled = [False] * data.rows
        for heading, column in spec.columns.items():
            if heading not in where.columns:
                typed[heading] = blank
                continue
            at = where.columns[heading]
            cast = cast_column(data.columns[at - data.left], column, data.marks, data.first_row, at)
            problems = cast.problems + unreadable.get(at, [])
            if problems:
                self._note_problems(bok, spec.name, column, problems)
                for problem in problems:
                    filled[problem.row - data.first_row] = True
                    cast.values[problem.row - data.first_row] = None
            typed[heading] = cast.values
        for heading in where.columns.keys() - spec.columns.keys():
            self._repeated(bok, spec, data, where.columns[heading], heading, filled)
        for heading in spec.decisive:
            filled = [
                was or value is not None for was, value in zip(filled, typed[heading], strict=True)
            ]
        kept = [i for i, is_filled in enumerate(filled) if is_filled]
        into = self.columns[spec.name]
        into["bok"].extend([bok] * len(kept))
        into["rad"].extend([data.first_row + i for i in kept])
        for heading in self.specs[spec.name].columns:
            values = typed.get(heading, blank)  # another kind of book has the column
            into[heading].extend(values if len(kept) == data.rows else [values[i] for i in kept])
        self._note_formulas(bok, spec, data, where)
        return len(kept)

    def _repeated(
        self, bok: int, spec: TableSpec, data: TableData, at: int, heading: str, filled: list[bool]
    ) -> None:
        """The filled cells of one of the columns that a repeated column stands for; `filled` is
        told of them."""
        column = repeats(spec, heading)
        assert column is not None
        cast = cast_column(data.columns[at - data.left], column, data.marks, data.first_row, at)
        problems = cast.problems + unreadable_cells(data.marks, data.first_row, data.rows).get(
            at, []
        )
        self._note_problems(bok, spec.name, replace(column, heading=heading), problems)
        for problem in problems:
            cast.values[problem.row - data.first_row] = None
            filled[problem.row - data.first_row] = True
        for i, value in enumerate(cast.values):
            if value is not None:
                filled[i] = True
                self.observed["_upprepade"].append(
                    (bok, data.first_row + i, spec.name, heading, value)
                )

    def _note_problems(
        self, bok: int, table: str, column: ColumnSpec, problems: Sequence[Problem]
    ) -> None:
        self.observed["_celler"].extend(
            (
                bok,
                problem.row,
                table,
                column.heading,
                problem.kind.value,
                problem.shown,
                problem.expected,
                column.example,
            )
            for problem in problems
        )

    def _note_formulas(self, bok: int, spec: TableSpec, data: TableData, where: Place) -> None:
        amounts = {
            at: heading
            for heading, at in where.columns.items()
            if (column := spec.columns.get(heading) or repeats(spec, heading))
            and column.kind == "amount"
        }
        if amounts:
            self.observed["_formler"].extend(
                (bok, row, spec.name, amounts[column], column, mark.formula)
                for (row, column), mark in data.marks.items()
                if mark.formula and column in amounts
            )

    def frames(self) -> dict[str, pl.DataFrame]:
        self._note_texts()
        made = {
            name: pl.DataFrame(
                columns,
                schema={"bok": INT, "rad": INT, **_dtypes(self.specs[name])},
            )
            for name, columns in self.columns.items()
        }
        for name, schema in OBSERVATIONS.items():
            made[name] = pl.DataFrame(self.observed[name], schema=schema, orient="row")
        return made

    def _note_texts(self) -> None:
        """All text, in the order of the contract's columns, and in each of the books."""
        for name, spec in self.specs.items():
            columns = self.columns[name]
            for heading, column in spec.columns.items():
                if column.kind in ("text", "prose", "target"):
                    self.observed["_texter"].extend(
                        (bok, row, name, heading, column.kind, text, text.lower())
                        for bok, row, text in zip(
                            columns["bok"], columns["rad"], columns[heading], strict=True
                        )
                        if isinstance(text, str)
                    )


def _dtypes(spec: TableSpec) -> dict[str, type[pl.DataType]]:
    return {heading: DTYPES.get(column.kind, TEXT) for heading, column in spec.columns.items()}


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
