"""The board's money: the frame with its redistributions, and a table for every area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlplan.model import Row
from xlplan.report.blocks import RowKind, Table
from xlplan.report.notation import one_line
from xlplan.report.outline.names import same
from xlplan.report.outline.outline import OutlineColumn, OutlineTable
from xlplan.report.tables import money_table

AREAS_TABLE = "tblOmraden"
REPEATED = "Omf. "
"""A column of the outline with this name stands for all columns of redistributions that the book
has."""


def frame_spec(spec: OutlineTable, rows: Sequence[Row]) -> OutlineTable:
    """The frame's columns, with one for each redistribution."""
    there = list(
        dict.fromkeys(
            name for row in rows for name in row.values if name.startswith(REPEATED.strip())
        )
    )
    columns: list[OutlineColumn] = []
    for column in spec.columns:
        if column.column.strip() == REPEATED.strip():
            columns += [
                column.model_copy(update={"column": name, "heading": name}) for name in there
            ]
        else:
            columns.append(column)
    return spec.model_copy(update={"columns": tuple(columns)})


def frame_kind(row: Row) -> RowKind:
    """Of a row with Radtyp `område`, `varav` or `summa`; of any other table's row LINE."""
    return {"summa": RowKind.TOTAL, "varav": RowKind.PART}.get(
        same(row.text("Radtyp")), RowKind.LINE
    )


def area_tree(rows: Sequence[Row]) -> Iterator[tuple[str, int, list[Row]]]:
    """The areas in order, as the book spells them: name, depth below the top, and rows. What is
    part of another area follows below it; an area whose Överordnat is unknown, or that is part of
    itself, stands at the top."""
    areas: dict[str, list[Row]] = {}
    for row in rows:
        areas.setdefault(same(row.text("Område")), []).append(row)
    above = {
        name: next((parent for row in rows if (parent := same(row.text("Överordnat")))), "")
        for name, rows in areas.items()
    }

    def depth(name: str) -> int:
        steps, seen = 0, {name}
        while (name := above.get(name, "")) in areas and name not in seen:
            seen.add(name)
            steps += 1
        return steps

    def walk(name: str) -> Iterator[str]:
        if name in waiting:
            waiting.remove(name)
            yield name
            for other in areas:
                if above[other] == name:
                    yield from walk(other)

    waiting = list(areas)
    tops = [name for name in areas if above[name] not in areas]
    for top in [*tops, *areas]:
        for name in walk(top):
            yield (
                one_line(areas[name][0].text("Område")) or "Område utan namn",
                depth(name),
                areas[name],
            )


def area_table(spec: OutlineTable, rows: Sequence[Row], caption: str) -> Table | None:
    """The rows of one area in the book's order; Netto stands out, and varav is part of the row
    above it."""

    def kind(row: Row) -> RowKind:
        name = same(row.text("Rad"))
        return (
            RowKind.TOTAL
            if name == "netto"
            else RowKind.PART
            if name.startswith("varav")
            else RowKind.LINE
        )

    return money_table(spec, AREAS_TABLE, rows, caption, kind)
