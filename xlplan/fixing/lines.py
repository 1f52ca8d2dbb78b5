"""The lines of a table of money: which rows are lines of what kind, and which are sums."""

from __future__ import annotations

from xlplan.fixing.repair import BookTable
from xlplan.tables.specs import fold
from xlplan.template.lines import LINE, NAMES, TYPE


def has_lines(table: BookTable) -> bool:
    """True for a table of income and cost lines with sums, such as Budget and Månad, with both
    columns in place."""
    column = table.spec.columns.get(TYPE)
    return (
        column is not None
        and NAMES.keys() <= set(column.choices)
        and {LINE, TYPE} <= table.where.columns.keys()
    )


def types(table: BookTable) -> dict[int, str]:
    """Row -> Radtyp as the contract spells it; rows without one are left out."""
    canonical = table.spec.columns[TYPE].canonical
    found = {}
    for row in table.rows:
        value = table.cell(row, TYPE).value
        if isinstance(value, str) and (known := canonical.get(fold(value))):
            found[row] = known
    return found


def total_rows(table: BookTable) -> frozenset[int]:
    """The sum rows of the table."""
    if not has_lines(table):
        return frozenset()
    return frozenset(row for row, kind in types(table).items() if kind in NAMES)
