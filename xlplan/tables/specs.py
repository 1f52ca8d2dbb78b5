"""The contract's pandera schemas, compiled once to what typing and placing need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Protocol

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
    example: str

    @property
    def is_text(self) -> bool:
        """True if its typed values are text."""
        return self.kind not in ("amount", "number", "date")

    @cached_property
    def canonical(self) -> dict[str, str]:
        """A choice as anyone may type it (case and blanks apart) -> as the contract spells it."""
        return {fold(value): value for value in self.choices}


@dataclass(frozen=True)
class TableSpec:
    name: str
    sheet: str
    key: tuple[str, ...]
    prefilled: tuple[str, ...]
    transposed: bool
    columns: dict[str, ColumnSpec]

    @cached_property
    def decisive(self) -> tuple[str, ...]:
        """The columns that make a row filled."""
        return tuple(heading for heading in self.columns if heading not in self.prefilled)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """For comparing names: case, runs of white space and kinds of hyphen apart."""
    return " ".join(text.replace("\u2011", "-").replace("\u2013", "-").split()).casefold()


def specs(contract: Contract) -> Mapping[str, TableSpec]:
    """The contract's tables by name, in the order of the workbook's sheets."""
    return {name: _table(name, schema) for name, schema in contract.TABLES.items()}


def _table(name: str, schema: pa.DataFrameSchema) -> TableSpec:
    declared = schema.metadata
    return TableSpec(
        name=name,
        sheet=declared["sheet"],
        key=tuple(declared["key"]),
        prefilled=tuple(declared["prefilled"]),
        transposed=declared["transposed"],
        columns={heading: _column(heading, column) for heading, column in schema.columns.items()},
    )


def _column(heading: str, column: pa.Column) -> ColumnSpec:
    declared = column.metadata
    return ColumnSpec(
        heading=heading,
        kind=declared["kind"],
        choices=tuple(declared["choices"]),
        checked_by=declared["checked_by"],
        phases=tuple(declared["phases"]),
        example=declared["example"],
    )
