"""The contract's declarations as the builder reads them: plain tables and columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class HasMetadata(Protocol):
    """A column of a table's schema."""

    @property
    def metadata(self) -> Mapping[str, Any]: ...


class Schema(Protocol):
    """A table's schema, such as pandera's `DataFrameSchema`; `rules/contract.py` says what the metadata hold."""

    @property
    def columns(self) -> Mapping[str, HasMetadata]: ...

    @property
    def metadata(self) -> Mapping[str, Any]: ...


class Contract(Protocol):
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
    def CHAPTERS(self) -> Mapping[str, tuple[str, ...]]: ...  # noqa: N802

    @property
    def INCOME_LINES(self) -> tuple[str, ...]: ...  # noqa: N802

    @property
    def COST_LINES(self) -> tuple[str, ...]: ...  # noqa: N802


@dataclass(frozen=True, slots=True)
class Column:
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

    @property
    def is_text(self) -> bool:
        return self.kind not in ("amount", "number", "date")

    def folded(self, phase: str) -> bool:
        """True if the column waits, grouped and folded, for another phase than `phase`."""
        return bool(self.phases) and phase not in self.phases


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    sheet: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    rows: int = 1
    """Empty rows that the template gives; in a table with sums, empty rows in each block."""
    help: str = ""
    transposed: bool = False
    """True for a table of one fact a row: the declared columns are its rows."""

    def index(self, heading: str) -> int:
        """The column's place in the table, from 0. ValueError if there is no such column."""
        return [column.heading for column in self.columns].index(heading)


def declared(name: str, schema: Schema, kind: str = "unit") -> Table:
    """The table that a schema declares, as that kind of book has it."""
    about = schema.metadata
    columns = {
        heading: column
        for heading, column in schema.columns.items()
        if not column.metadata["kinds"] or kind in column.metadata["kinds"]
    }
    return Table(
        name=name,
        sheet=about["sheet"],
        columns=tuple(_column(heading, column.metadata) for heading, column in columns.items()),
        key=tuple(about["key"]),
        rows=about["rows"],
        help=about["help"],
        transposed=about["transposed"],
    )


def _column(heading: str, about: Mapping[str, Any]) -> Column:
    return Column(
        heading=heading,
        kind=about["kind"],
        width=about["width"],
        help=about["help"],
        phases=tuple(about["phases"]),
        choices=tuple(about["choices"]),
        example=about["example"],
    )
