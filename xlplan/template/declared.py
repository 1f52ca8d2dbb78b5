"""The contract's declarations as the builder reads them: plain tables and columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


class HasMetadata(Protocol):
    """A column of a table's schema."""

    @property
    def metadata(self) -> Mapping[str, Any]: ...


class Schema(Protocol):
    """A table's schema, such as pandera's `DataFrameSchema`; `rules/contract.py` says what the
    metadata hold."""

    @property
    def columns(self) -> Mapping[str, HasMetadata]: ...

    @property
    def metadata(self) -> Mapping[str, Any]: ...


class DeclaredContract(Protocol):
    """What the builder reads of a rule pack's contract module."""

    @property
    def VERSION(self) -> str: ...  # noqa: N802 - a module's constant

    @property
    def TABLES(self) -> Mapping[str, Schema]: ...  # noqa: N802

    @property
    def FACT_COLUMNS(self) -> tuple[str, ...]: ...  # noqa: N802

    @property
    def MONTHS(self) -> tuple[str, ...]: ...  # noqa: N802

    @property
    def CHAPTERS(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]: ...  # noqa: N802

    @property
    def INCOME_LINES(self) -> tuple[str, ...]: ...  # noqa: N802

    @property
    def COST_LINES(self) -> tuple[str, ...]: ...  # noqa: N802


@dataclass(frozen=True, slots=True)
class DeclaredColumn:
    heading: str
    kind: str
    """"text", "prose", "id", "choice", "target", "amount", "number" or "date"."""
    width: float
    """In characters of the standard font."""
    help: str = ""
    phases: tuple[str, ...] = ()
    """The phases that ask for the column; () = all."""
    choices: tuple[str, ...] = ()
    example: str = ""
    calculated: tuple[str, ...] = ()
    """The columns of the row that it is reckoned from, each with its sign: ("+Kostnader",
    "-Intäkter"). A repeated one stands for all its columns."""

    @property
    def is_text(self) -> bool:
        return self.kind not in ("amount", "number", "date")

    def folded(self, phase: str) -> bool:
        """True if the column waits, grouped and folded, for another phase than `phase`."""
        return bool(self.phases) and phase not in self.phases


@dataclass(frozen=True, slots=True)
class DeclaredTotals:
    """Which rows are totals, and of what."""

    by: str
    """The heading of the column that says what a row is."""
    of: Mapping[str, tuple[str, ...]]
    """A kind of total row -> the kinds of row that it takes in, each with its sign."""
    each: str
    """The heading whose value the rows of one block share; "" = the whole table is one block."""


@dataclass(frozen=True, slots=True)
class DeclaredTable:
    name: str
    sheet: str
    columns: tuple[DeclaredColumn, ...]
    key: tuple[str, ...] = ()
    rows: int = 1
    """Empty rows that the template gives; in a table with sums, empty rows in each block."""
    help: str = ""
    transposed: bool = False
    """True for a table of one fact a row: the declared columns are its rows."""
    totals: DeclaredTotals | None = None
    repeated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A repeated column's name -> the headings that stand for it here."""

    def index(self, heading: str) -> int:
        """The column's place in the table, from 0. ValueError if there is no such column."""
        return [column.heading for column in self.columns].index(heading)

    @property
    def calculated(self) -> tuple[str, ...]:
        """The headings of the columns that the template reckons."""
        return tuple(column.heading for column in self.columns if column.calculated)

    @property
    def money(self) -> bool:
        """True for a table of amounts."""
        return not self.transposed and any(column.kind == "amount" for column in self.columns)

    def is_total(self, row: Mapping[str, object]) -> bool:
        return self.totals is not None and row.get(self.totals.by) in self.totals.of


def declared(
    name: str, schema: Schema, kind: str = "unit", rows: Sequence[Mapping[str, object]] = ()
) -> DeclaredTable:
    """The table that a schema declares, as that kind of book has it.

    `rows` are the rows it will hold: a repeated column stands there under the headings that they
    use, if they do.
    """
    about = schema.metadata
    columns = {
        heading: column
        for heading, column in schema.columns.items()
        if not column.metadata["kinds"] or kind in column.metadata["kinds"]
    }
    repeated = {
        heading: _used(heading, rows) or tuple(column.metadata["given"])
        for heading, column in columns.items()
        if column.metadata["repeated"]
    }
    return DeclaredTable(
        name=name,
        sheet=about["sheet"],
        columns=tuple(
            _column(shown, column.metadata)
            for heading, column in columns.items()
            for shown in repeated.get(heading, (heading,))
        ),
        key=tuple(about["key"]),
        rows=about["rows"],
        help=about["help"],
        transposed=about["transposed"],
        totals=DeclaredTotals(**about["totals"]) if about["totals"] else None,
        repeated=repeated,
    )


def _used(name: str, rows: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    """The headings that begin with a repeated column's name, in the order that they are first
    used."""
    return tuple(
        dict.fromkeys(heading for row in rows for heading in row if heading.startswith(name))
    )


def _column(heading: str, about: Mapping[str, Any]) -> DeclaredColumn:
    return DeclaredColumn(
        heading=heading,
        kind=about["kind"],
        width=about["width"],
        help=about["help"],
        phases=tuple(about["phases"]),
        choices=tuple(about["choices"]),
        example=about["example"],
        calculated=tuple(about["calculated"]),
    )
