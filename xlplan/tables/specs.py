"""The contract's pandera schemas, compiled once to what typing and placing need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Protocol

import polars as pl

if TYPE_CHECKING:
    import pandera.polars as pa


WRITTEN_BY_XLPLAN = ("tblGranskning",)
"""Tables that hold xlplan's own output: never read, never missed."""


class Contract(Protocol):
    """The module of a rule pack that declares the workbook's tables (`rules/contract.py`)."""

    VERSION: str
    TABLES: dict[str, pa.DataFrameSchema]
    FACT_COLUMNS: tuple[str, ...]


@dataclass(frozen=True)
class ColumnSpec:
    """One column as declared; see `rules/contract.py` for the words."""

    heading: str
    kind: str
    choices: tuple[str, ...]
    checked_by: str
    phases: tuple[str, ...]
    kinds: tuple[str, ...]
    """The kinds of book that have the column; () = all that have the table."""
    repeated: bool
    """True if it stands for any number of columns, whose headings begin with `heading`."""
    optional: bool
    """True if a book may lack it, as those made before it was added do."""
    example: str
    declared: pa.Column = field(repr=False, compare=False)
    """The column of the contract's schema."""

    @property
    def is_text(self) -> bool:
        """True if its typed values are text."""
        return self.kind not in ("amount", "number", "date")

    @cached_property
    def canonical(self) -> dict[str, str]:
        """A choice as anyone may type it (case and blanks apart) -> as the contract spells it."""
        return {fold(value): value for value in self.choices}

    def refused(self, values: Sequence[object]) -> set[int]:
        """The values, by their numbers, that the contract's schema does not allow in the column: of
        another dtype than the column's, or none of its choices."""
        import pandera.polars as pa

        dtype = pl.String if all(isinstance(value, str) for value in values) else pl.Object
        frame = pl.DataFrame({self.heading: pl.Series(values, dtype=dtype)})
        try:
            pa.DataFrameSchema({self.heading: self.declared}).validate(frame, lazy=True)
        except pa.errors.SchemaErrors as errors:
            found = errors.failure_cases["index"]
            return set(range(len(values))) if found.is_null().any() else set(found.to_list())
        return set()


@dataclass(frozen=True)
class TableSpec:
    """A table of the contract, as the reader and the rules need it."""

    name: str
    sheet: str
    kinds: tuple[str, ...]
    """The kinds of book that have the table."""
    key: tuple[str, ...]
    prefilled: tuple[str, ...]
    transposed: bool
    columns: dict[str, ColumnSpec]
    repeated: dict[str, ColumnSpec]
    """Columns that stand for any number of columns, by the beginning of their headings."""

    @cached_property
    def decisive(self) -> tuple[str, ...]:
        """The columns that make a row filled."""
        return tuple(heading for heading in self.columns if heading not in self.prefilled)

    def of(self, kind: str) -> TableSpec:
        """The table as that kind of book has it."""
        return replace(
            self,
            columns={
                h: column
                for h, column in self.columns.items()
                if not column.kinds or kind in column.kinds
            },
        )


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A name as it is compared: case, runs of white space and kinds of hyphen apart."""
    return " ".join(text.replace("\u2011", "-").replace("\u2013", "-").split()).casefold()


def specs(contract: Contract) -> Mapping[str, TableSpec]:
    """All tables of the contract by name, in the order of the workbooks' sheets."""
    return {name: _table(name, schema) for name, schema in contract.TABLES.items()}


def of_kind(tables: Mapping[str, TableSpec], kind: str) -> Mapping[str, TableSpec]:
    """The tables that a kind of book has, with the columns that it has."""
    return {name: spec.of(kind) for name, spec in tables.items() if kind in spec.kinds}


def _table(name: str, schema: pa.DataFrameSchema) -> TableSpec:
    declared = schema.metadata
    columns = {heading: _column(heading, column) for heading, column in schema.columns.items()}
    return TableSpec(
        name=name,
        sheet=declared["sheet"],
        kinds=tuple(declared["kinds"]),
        key=tuple(declared["key"]),
        prefilled=tuple(declared["prefilled"]),
        transposed=declared["transposed"],
        columns={heading: column for heading, column in columns.items() if not column.repeated},
        repeated={heading: column for heading, column in columns.items() if column.repeated},
    )


def _column(heading: str, column: pa.Column) -> ColumnSpec:
    declared = column.metadata
    return ColumnSpec(
        heading=heading,
        kind=declared["kind"],
        choices=tuple(declared["choices"]),
        checked_by=declared["checked_by"],
        phases=tuple(declared["phases"]),
        kinds=tuple(declared["kinds"]),
        repeated=declared["repeated"],
        optional=declared["optional"],
        example=declared["example"],
        declared=column,
    )
