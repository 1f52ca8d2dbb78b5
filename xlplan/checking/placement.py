"""Where a finding stands: its cell, its row's own key, and the mini-table that shows the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlplan.model import Anchor, AnchorRow, Ref, Value, column_letters
from xlplan.reading.book import TableData
from xlplan.rule import Rule
from xlplan.tables import Frames, as_shown
from xlplan.wording import mask, plain, short

CELL_WIDTH = 40


def reference(
    rule: Rule, row: Mapping[str, Value], frames: Frames
) -> tuple[int, str, str, Ref | None]:
    """(bok, table, heading, cell) of a row that breaks a rule."""
    bok = int(str(row["bok"]))
    table = str(row.get("tabell") or rule.table)
    heading = str(row.get("kolumn") or row.get("rubrik") or rule.marks)
    number = row.get("rad")
    at = int(number) if isinstance(number, int) else None
    sheet, column = row.get("blad"), row.get("kol")
    if isinstance(sheet, str) and isinstance(column, int) and at is not None:
        return bok, table, heading, Ref(sheet, at, column)
    place = frames.places.get((bok, table))
    return bok, table, heading, place.ref(at, heading) if place else None


def compared(row: Mapping[str, object], frames: Frames) -> tuple[Ref, ...]:
    """The cells of another row that the finding compares with; none where the row names none."""
    bok, table, at, headings = (
        row.get(name) for name in ("bok", "jämförd_tabell", "jämförd_rad", "jämförda")
    )
    place = (
        frames.places.get((bok, table)) if isinstance(bok, int) and isinstance(table, str) else None
    )
    if place is None or not isinstance(at, int) or not isinstance(headings, list):
        return ()
    stands = place.rows if place.rows else place.columns
    return tuple(place.ref(at, heading) for heading in headings if heading in stands)


def key_of(frames: Frames, bok: int, table: str, heading: str, row: Mapping[str, Value]) -> str:
    """The row's own name to a person, masked: "1.4 · Andel nöjda"; for a fact its Uppgift, for a
    file its name."""
    return mask(_named(frames, bok, table, heading, row))


def _named(frames: Frames, bok: int, table: str, heading: str, row: Mapping[str, Value]) -> str:
    spec = frames.specs.get(table)
    if isinstance(named := row.get("nyckel"), str):
        return named
    if spec is None:
        return plain(row.get("fil") or row.get("text") or table)
    if spec.transposed:
        return heading or spec.name
    parts = {heading: row.get(heading) for heading in spec.key}
    if not any(parts.values()):
        parts = _stored(frames, bok, table, row)
    named = " · ".join(short(mask(plain(value)), 120) for value in parts.values() if value)
    return named or plain(row.get("rubrik")) or table


def _stored(frames: Frames, bok: int, table: str, row: Mapping[str, Value]) -> dict[str, Value]:
    """The key columns of the row as they stand in the book."""
    data, place = frames.data(bok, table), frames.places.get((bok, table))
    at = row.get("rad")
    if (
        data is None
        or place is None
        or not isinstance(at, int)
        or not data.first_row <= at <= data.last_row
    ):
        return {}
    return {
        heading: _shown(data, at, place.columns[heading])
        for heading in frames.specs[table].key
        if heading in place.columns
    }


def anchor(frames: Frames, bok: int, table: str, ref: Ref, related: Sequence[str]) -> Anchor | None:
    """The row above and the row itself, in the key columns, the marked column and the related
    ones."""
    data, place = frames.data(bok, table) if frames.books else None, frames.places.get((bok, table))
    if data is None or place is None or not data.first_row <= ref.row <= data.last_row:
        return None
    if place.rows:
        wanted = sorted({data.left, *place.columns.values()})
    else:
        named = (*frames.specs[table].key, *related)
        wanted = sorted(
            {ref.column, *(place.columns[name] for name in named if name in place.columns)}
        )
    wanted = [column for column in wanted if data.left <= column <= data.right]
    above = [ref.row - 1] if ref.row > data.first_row else []
    return Anchor(
        columns=tuple(column_letters(column) for column in wanted),
        headings=tuple(data.headings[column - data.left] for column in wanted),
        rows=tuple(
            AnchorRow(row, tuple(_shown(data, row, c) for c in wanted)) for row in (*above, ref.row)
        ),
    )


def _shown(data: TableData, row: int, column: int) -> str:
    mark = data.marks.get((row, column))
    if mark is not None and mark.text:
        return mark.text
    return short(
        mask(as_shown(data.columns[column - data.left][row - data.first_row], mark)), CELL_WIDTH
    )
