"""Traceability: from each text and figure of a report to the cell of the workbook that it stands
in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, cast

from xlplan.model import Ref
from xlplan.report.addresses import addresses
from xlplan.report.blocks import Block, Source

CellFinder = Callable[[str, int | None, str], Ref | None]
"""The cell of a table, a row (None for a fact) and a heading; None for what the book has not."""


def traced(blocks: Sequence[Block], cell_of: CellFinder) -> list[Block]:
    """The blocks with each `Source` knowing its cell: the files then name it."""
    return [cast(Block, _traced(block, cell_of)) for block in blocks]


def _traced(value: object, cell_of: CellFinder) -> object:
    if isinstance(value, Source):
        return replace(value, cell=cell_of(value.table, value.row, value.column))
    if isinstance(value, tuple):
        return tuple(_traced(item, cell_of) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {}
    for field in fields(value):
        was = getattr(value, field.name)
        if (now := _traced(was, cell_of)) != was:
            changed[field.name] = now
    return replace(value, **changed) if changed else value


def cells(sources: Iterable[Source | None]) -> tuple[Ref, ...]:
    """The cells that are known."""
    return tuple(source.cell for source in sources if source and source.cell)


def named(sources: Iterable[Source | None]) -> str:
    """ "Budget!D12" or "Månad!C10:F10, Budget!D10"; "" in a report that is not traced."""
    return ", ".join(addresses(cells(sources)))
