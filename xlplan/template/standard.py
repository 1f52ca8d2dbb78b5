"""What a new workbook has from the start: the standard chapters and the standard lines of a
budget."""

from __future__ import annotations

from collections.abc import Sequence

from xlplan.template.declared import DeclaredContract
from xlplan.template.lines import COST, INCOME, LINE, TYPE
from xlplan.template.values import RowInput, RowsInput

TEXTS, BUDGET, MONTH = "tblTexter", "tblBudget", "tblManad"


def standard_rows(
    contract: DeclaredContract, given: RowsInput, kind: str = "unit"
) -> dict[str, Sequence[RowInput]]:
    """Rows by table of that kind of book, for the contract's tables. The month's sheet has the
    lines of the budget given."""
    by_phase = contract.CHAPTERS.get(kind, {})
    chapters = [
        {"Skede": phase, "Kapitel": chapter}
        for phase, names in by_phase.items()
        for chapter in names
    ]
    lines: list[RowInput] = [
        {LINE: name, TYPE: kind}
        for kind, names in ((INCOME, contract.INCOME_LINES), (COST, contract.COST_LINES))
        for name in names
    ]
    budget = given.get(BUDGET, lines)
    month = [
        {heading: row[heading] for heading in (LINE, TYPE) if heading in row} for row in budget
    ]
    standard: dict[str, Sequence[RowInput]] = {
        name: schema.metadata["start"]
        for name, schema in contract.TABLES.items()
        if schema.metadata["start"]
    }
    standard |= {TEXTS: chapters, BUDGET: budget, MONTH: month}
    return {name: rows for name, rows in standard.items() if name in contract.TABLES}
