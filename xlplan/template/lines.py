"""Budget lines in blocks, and the formulas of their sum rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

from xlplan.model import column_letters
from xlplan.template.declared import DeclaredTable
from xlplan.template.values import Content, Formula, RowContent, RowInput, amount_in

LINE, TYPE = "Post", "Radtyp"
INCOME, COST = "intäkt", "kostnad"
INCOME_SUM, COST_SUM, NET = "summa intäkter", "summa kostnader", "netto"
SUMMED = {INCOME_SUM: INCOME, COST_SUM: COST}
NAMES = {INCOME_SUM: "Summa intäkter", COST_SUM: "Summa kostnader", NET: "Summa netto"}


def has_sums(table: DeclaredTable) -> bool:
    """True for a table of income and cost lines, such as Budget and Månad."""
    return any(
        column.heading == TYPE and NAMES.keys() <= set(column.choices) for column in table.columns
    )


def is_sum(row: Mapping[str, Content]) -> bool:
    return row.get(TYPE) in NAMES


def in_blocks(rows: Sequence[RowInput], spare: int) -> list[RowInput]:
    """The lines as a budget is read: incomes, their sum, costs, their sum, the net; `spare` empty
    lines in each block.

    A line that is neither (`varav`) stays below the line that it follows. Rows that hold sums
    already are left alone.
    """
    if any(map(is_sum, rows)):
        return list(rows)
    blocks: dict[str, list[RowInput]] = {INCOME: [], COST: []}
    block = INCOME
    for row in rows:
        kind = row.get(TYPE)
        block = kind if isinstance(kind, str) and kind in blocks else block
        blocks[block].append(row)
    out: list[RowInput] = []
    for total, kind in SUMMED.items():
        out += [
            *blocks[kind],
            *({TYPE: kind} for _ in range(spare)),
            {LINE: NAMES[total], TYPE: total},
        ]
    return [*out, {LINE: NAMES[NET], TYPE: NET}]


def with_formulas(
    table: DeclaredTable, rows: Sequence[RowInput], first_row: int
) -> list[RowContent]:
    """The rows with a formula in every amount of a sum row that has no value of its own.

    `first_row` is Excel's row number of the first row. Every formula sums by Radtyp from the first
    line to the row above it, so a line that is inserted anywhere in between counts at once.
    """
    money = [
        (heading.heading, i) for i, heading in enumerate(table.columns) if heading.kind == "amount"
    ]
    out: list[dict[str, Content]] = []
    for row in rows:
        filled: dict[str, Content] = dict(row)
        if is_sum(row):
            for heading, place in money:
                if filled.get(heading) is None and (
                    formula := _total(table, heading, place, out, row, first_row)
                ):
                    filled[heading] = formula
        out.append(filled)
    return list(out)


def _total(
    table: DeclaredTable,
    heading: str,
    place: int,
    above: Sequence[RowContent],
    row: RowInput,
    first_row: int,
) -> Formula | None:
    letters, types = column_letters(place + 1), column_letters(table.index(TYPE) + 1)
    total = str(row[TYPE])
    if total in SUMMED and above:
        kind, last = SUMMED[total], first_row + len(above) - 1
        values = (amount_in(other.get(heading)) for other in above if other.get(TYPE) == kind)
        return Formula(sum_formula(letters, types, first_row, last, kind), fsum(values))
    stands = {str(other.get(TYPE)): i for i, other in enumerate(above)}
    if total == NET and INCOME_SUM in stands and COST_SUM in stands:
        income, cost = stands[INCOME_SUM], stands[COST_SUM]
        value = amount_in(above[cost].get(heading)) - amount_in(above[income].get(heading))
        return Formula(net_formula(letters, first_row + income, first_row + cost), value)
    return None


def sum_formula(letters: str, types: str, first_row: int, last_row: int, kind: str) -> str:
    """The sum of the lines of a kind, in column `letters`; `types` are the letters of Radtyp."""
    area, by = (
        f"{letters}${first_row}:{letters}{last_row}",
        f"${types}${first_row}:${types}{last_row}",
    )
    return f'SUMIFS({area},{by},"{kind}")'


def net_formula(letters: str, income_row: int, cost_row: int) -> str:
    """Nettokostnad: the sum of the costs less the sum of the incomes."""
    return f"{letters}{cost_row}-{letters}{income_row}"
