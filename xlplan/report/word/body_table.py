"""A table of a docx: caption, header row, and rows that are not split between pages."""

from __future__ import annotations

from collections.abc import Sequence

from xlplan.report.blocks import RowKind, Table, TableRow
from xlplan.report.notation import one_line
from xlplan.report.word.look import WordLook
from xlplan.report.word.trace import Trace
from xlplan.report.word.xml import Element, add, legal, paragraph, run

# Cells of text and of numbers, by the kind of row.
_CELL_STYLES = {
    RowKind.LINE: ("TableText", "TableNumber"),
    RowKind.PART: ("TablePart", "TablePartNumber"),
    RowKind.GROUP: ("TableGroup", "TableGroup"),
    RowKind.TOTAL: ("TableTotal", "TableTotalNumber"),
}
_TOGETHER = 30
"""A table that ends in a sum is read as a whole and kept on one page, if it has no more rows than
this."""


def write_table(to: Element, table: Table, look: WordLook, trace: Trace) -> None:
    """Write the table at the end of an element."""
    caption = _caption(to, table.caption) if table.caption else None
    element = add(to, "tbl")
    widths = [round(column.share * look.width) for column in table.columns]
    _table_properties(element, table, look)
    grid = add(element, "tblGrid")
    for width in widths:
        add(grid, "gridCol", w=width)
    header = _row(element, header=True)
    for column, width in zip(table.columns, widths, strict=True):
        p = paragraph(_cell(header, width), "TableHeadNumber" if column.numeric else "TableHead")
        run(p, column.heading)
        caption = p if caption is None else caption
    if caption is not None:
        trace.table(caption, table)
    sums = any(row.kind is RowKind.TOTAL for row in table.rows)
    together = sums and len(table.rows) <= _TOGETHER
    for number, row in enumerate(table.rows, 1):
        keep = row.kind is RowKind.GROUP or (together and number < len(table.rows))
        tr, rule = _row(element), look.sum_colour if row.kind is RowKind.TOTAL else ""
        places = [_cell(tr, width, rule=rule) for width in widths]
        _fill(places, table, row, trace, keep=keep)


def _caption(to: Element, text: str) -> Element:
    p = paragraph(to, "Caption")
    add(p[0], "keepNext")  # also where a municipality's own style stands below what it names
    run(p, text)
    return p


def _fill(
    places: Sequence[Element], table: Table, row: TableRow, trace: Trace, *, keep: bool
) -> None:
    """Write the cells of one row; with `keep` it stands on the same page as the next."""
    text_style, number_style = _CELL_STYLES[row.kind]
    for place, column, cell in zip(places, table.columns, row.cells, strict=True):
        p = paragraph(place, number_style if column.numeric else text_style)
        if keep:
            add(p[0], "keepNext")
        if cell.text:
            run(p, cell.text)
            trace.cell(p, cell)


def _table_properties(element: Element, table: Table, look: WordLook) -> None:
    properties = add(element, "tblPr")
    add(properties, "tblStyle", val=look.table_style)
    add(properties, "tblW", w=look.width, type="dxa")
    add(properties, "tblLayout", type="fixed")
    bands, parts = ("0420", 0) if look.bands else ("0020", 1)
    add(
        properties,
        "tblLook",
        val=bands,
        firstRow=1,
        lastRow=0,
        firstColumn=0,
        lastColumn=0,
        noHBand=parts,
        noVBand=1,
    )
    if table.caption:
        add(properties, "tblCaption", val=one_line(legal(table.caption)))
    if table.description:
        add(properties, "tblDescription", val=one_line(legal(table.description)))


def _row(element: Element, *, header: bool = False) -> Element:
    tr = add(element, "tr")
    properties = add(tr, "trPr")
    add(properties, "cantSplit")
    if header:
        add(properties, "tblHeader")
    return tr


def _cell(tr: Element, width: int, *, rule: str = "") -> Element:
    """A cell; with the colour of a rule above it, if it has one."""
    tc = add(tr, "tc")
    properties = add(tc, "tcPr")
    add(properties, "tcW", w=width, type="dxa")
    if rule:
        add(add(properties, "tcBorders"), "top", val="single", sz=8, space=0, color=rule)
    return tc
