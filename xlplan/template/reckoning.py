"""Formulas that a table's rows carry with them: columns reckoned from others, and total rows.

Which they are is declared in the contract (`calculated` of a column, `totals` of a table). A
column's formula names the columns it reckons from, so that it is the same in every row and Excel
gives it to new rows by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from xlplan.model import column_letters
from xlplan.template.declared import DeclaredColumn, DeclaredTable
from xlplan.template.values import Content, Formula, RowContent, RowInput, amount_in

SIGNS = {"+": 1.0, "-": -1.0}


def column_formula(table: DeclaredTable, column: DeclaredColumn) -> str:
    """The formula of a calculated column, blank in a row without a name: such as kostnader −
    intäkter.

    Terms that are repeated columns stand between the first term and this column, wherever new ones
    are put in.
    """
    name, first = _cell(table, table.key[0]), _cell(table, column.calculated[0][1:])
    if any(term[1:] in table.repeated for term in column.calculated):
        reckoned = f"SUM(OFFSET({first},0,0,1,COLUMN()-COLUMN({first})))"
    else:
        reckoned = "".join(
            f"{term[0]}{_cell(table, term[1:])}" for term in column.calculated
        ).removeprefix("+")
    return f'IF({name}="","",{reckoned})'


def reckoned(table: DeclaredTable, rows: Sequence[RowInput], first_row: int) -> list[RowContent]:
    """The rows with a formula in every calculated column and in every amount of a total row, where
    no value is given.

    `first_row` is Excel's row number of the first row.
    """
    out: list[dict[str, Content]] = []
    calculated = [
        (column, column_formula(table, column)) for column in table.columns if column.calculated
    ]
    for row in rows:
        filled: dict[str, Content] = dict(row)
        if table.is_total(row):
            for place, column in enumerate(table.columns):
                if (
                    column.kind == "amount"
                    and not column.calculated
                    and filled.get(column.heading) is None
                ):
                    filled[column.heading] = _total(
                        table, column.heading, place, out, row, first_row
                    )
        for column, text in calculated:
            if filled.get(column.heading) is None:
                filled[column.heading] = Formula(text, _value(table, column, filled))
        out.append(filled)
    return list(out)


def _cell(table: DeclaredTable, heading: str) -> str:
    return f"{table.name}[[#This Row],[{heading}]]"


def _value(table: DeclaredTable, column: DeclaredColumn, row: Mapping[str, Content]) -> float | str:
    """What the column's formula comes to; as much noise as binary fractions leave is taken off."""
    if not row.get(table.key[0]):
        return ""
    return round(
        fsum(
            SIGNS[term[0]] * amount_in(row.get(heading))
            for term in column.calculated
            for heading in table.repeated.get(term[1:], (term[1:],))
        ),
        9,
    )


def _total(
    table: DeclaredTable,
    heading: str,
    place: int,
    above: Sequence[RowContent],
    row: RowInput,
    first_row: int,
) -> Formula | None:
    assert table.totals is not None
    totals, letters = table.totals, column_letters(place + 1)
    terms = {term[1:]: term[0] for term in totals.of[str(row[totals.by])]}
    if not totals.each:
        if not above:
            return None
        by, last = column_letters(table.index(totals.by) + 1), first_row + len(above) - 1
        area, kinds = f"{letters}${first_row}:{letters}{last}", f"${by}${first_row}:${by}{last}"
        parts = "".join(f'{sign}SUMIFS({area},{kinds},"{kind}")' for kind, sign in terms.items())
        return Formula(parts.removeprefix("+"), _sum(terms, totals.by, heading, above))
    # rows since the total above, of the same name
    start = max((i + 1 for i, other in enumerate(above) if table.is_total(other)), default=0)
    block = [
        i for i in range(start, len(above)) if above[i].get(totals.each) == row.get(totals.each)
    ]
    places = {kind: i for i in block if (kind := str(above[i].get(totals.by))) in terms}
    if places.keys() != terms.keys():
        return None
    name = f"${column_letters(table.index(totals.each) + 1)}{first_row + len(above)}"
    text = "".join(
        f"{sign}{letters}{first_row + places[kind]}" for kind, sign in terms.items()
    ).removeprefix("+")
    held = [above[i] for i in places.values()]
    value = _sum(terms, totals.by, heading, held) if row.get(totals.each) else ""
    return Formula(f'IF({name}="","",{text})', value)


def _sum(terms: Mapping[str, str], by: str, heading: str, rows: Iterable[RowContent]) -> float:
    return round(
        fsum(
            SIGNS[terms[kind]] * amount_in(row.get(heading))
            for row in rows
            if (kind := str(row.get(by))) in terms
        ),
        9,
    )
