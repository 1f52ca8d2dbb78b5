"""The rows of xlplan's own tables in the open book, written in one go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from xlplan.excel.cells import formulas_of
from xlplan.excel.own_table import OwnTable, TableBounds, bounds_of
from xlplan.excel.refusals import RefusalError
from xlplan.model import Ref

if TYPE_CHECKING:
    import xlwings as xw

TEXT, GENERAL = "@", "General"
LINK_INK = "#0563C1"


def replace_rows(table: xw.main.Table, own: OwnTable, rows: Sequence[Sequence[str]]) -> None:
    """Fill the table with these rows in place of its own; without any it keeps one empty row.

    Cells that begin with "=" are formulas, so texts pass through `text` first. Raises RefusalError
    where the sheet cannot be written in, or where something of the user's stands below the table.
    """
    sheet = table.parent
    with _without_totals(table):
        bounds = bounds_of(table, own)
        last = bounds.head + max(1, len(rows))
        _refuse_taken(sheet, bounds, last)
        with writing(sheet.name):
            _unfilter(table)
            for run in _runs(bounds.columns):
                sheet.range((bounds.head + 1, run[0]), (bounds.last, run[-1])).clear_contents()
            if last != bounds.last:
                table.resize(sheet.range((bounds.head, bounds.left), (last, bounds.right)))
            _write(sheet, own, bounds, bounds.head + 1, rows)


def add_rows(
    table: xw.main.Table, own: OwnTable, rows: Sequence[Sequence[str]], *, start: int = 0
) -> int:
    """Add rows below those that are there, or from the row `start` on; gives the first row written.

    Raises as `replace_rows` does.
    """
    sheet = table.parent
    with _without_totals(table):
        bounds = bounds_of(table, own)
        is_empty = sheet.range((bounds.last, bounds.columns[0])).value in (None, "")
        start = start or (bounds.last if is_empty else bounds.last + 1)
        last = start + len(rows) - 1
        _refuse_taken(sheet, bounds, last)
        with writing(sheet.name):
            _unfilter(table)
            if last > bounds.last:
                table.resize(sheet.range((bounds.head, bounds.left), (last, bounds.right)))
            _write(sheet, own, bounds, start, rows)
    return start


def _refuse_taken(sheet: xw.Sheet, bounds: TableBounds, last: int) -> None:
    """Raise RefusalError if anything stands where the table is to grow."""
    if last <= bounds.last:
        return
    below = sheet.range((bounds.last + 1, bounds.left), (last, bounds.right))
    # an error, or a formula that shows nothing, has no value
    stands = formulas_of(below, below.shape) or below.options(ndim=2).value
    for i, row in enumerate(stands):
        for j, value in enumerate(row):
            if value not in (None, ""):
                cell = Ref(sheet.name, bounds.last + 1 + i, bounds.left + j).a1
                raise RefusalError(
                    f"Under tabellen på bladet {sheet.name} står något i {cell} som skulle skrivas "
                    "över. Flytta det, till exempel till höger om tabellen, och tryck på knappen "
                    "igen."
                )


def _write(
    sheet: xw.Sheet, own: OwnTable, bounds: TableBounds, start: int, rows: Sequence[Sequence[str]]
) -> None:
    if not rows:
        return
    last = start + len(rows) - 1
    linked = bounds.columns[own.headings.index(own.link)]
    for run in _runs(bounds.columns):
        block = sheet.range((start, run[0]), (last, run[-1]))
        # else the first row, which the template made, looks otherwise than those below
        block.clear_formats()
        # before the texts, so that Excel takes "1.10" and "=" for what they are
        block.number_format = TEXT
        block.wrap_text = True
        block.vertical_alignment = "top"
        block.adjust_indent(1)
        if linked in run:
            links = sheet.range((start, linked), (last, linked))
            links.number_format = GENERAL
            links.font.color = LINK_INK
        block.formula = [[row[bounds.columns.index(column)] for column in run] for row in rows]
    sheet.range((start, bounds.left), (last, bounds.right)).rows.autofit()


def _runs(columns: Sequence[int]) -> list[list[int]]:
    """The columns that stand side by side: one run, unless a person has put a column of their own
    among them."""
    runs: list[list[int]] = []
    for column in sorted(columns):
        if runs and runs[-1][-1] == column - 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def _unfilter(table: xw.main.Table) -> None:
    """Show all rows of a filtered table; its buttons stay."""
    # a host that cannot tell has no filter to lift
    with suppress(NotImplementedError, AttributeError):
        if table.show_autofilter:
            table.show_autofilter = False
            table.show_autofilter = True


@contextmanager
def _without_totals(table: xw.main.Table) -> Iterator[None]:
    """The table without the row of totals that a person has given it: rows would be written over
    it. Excel remembers what stands there, and gives the row back below the new ones."""
    if not table.show_totals:
        yield
        return
    with writing(table.parent.name):
        table.show_totals = False
    try:
        yield
    finally:
        with writing(table.parent.name):
            table.show_totals = True


@contextmanager
def writing(sheet: str) -> Iterator[None]:
    """What goes wrong while a sheet is written in is most likely that it is protected: Excel says
    no more than that."""
    try:
        yield
    except RefusalError:
        raise
    except Exception as error:
        raise RefusalError(
            f"Det gick inte att skriva på bladet {sheet}. Är det skyddat? Välj fliken Granska och "
            "Ta bort bladets skydd, och tryck på knappen igen."
        ) from error
