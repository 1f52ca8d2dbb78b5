"""The palette and the cell formats of the workbook.

Every text has a contrast of at least 7:1 against its ground (WCAG AAA), the headings' included.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from xlplan.template.declared import DeclaredColumn
from xlplan.template.values import Content, Formatted, Formula

INK = "#1E2B31"
MUTED = "#46565D"
HEADING = "#1F4E5F"
HEADING_PHASE = "#345A68"
LABEL = "#EDF2F4"
SUM = "#D9E5EA"
LINE = "#BAC8CE"
MARK = "#FAD4D4"
MARK_INK = "#7A1616"

TAB_PLAN = "#5B8A9A"
TAB_MONEY = "#7F9E72"
TAB_REVIEW = "#B59A6A"

TABLE_STYLE = "Table Style Light 1"
"""Grey bands and nothing else; the rest is the cells' own formats, which all programs show."""

LEFT: dict[str, Any] = {"align": "left", "indent": 1}
RIGHT: dict[str, Any] = {"align": "right"}

GENERAL, TEXT, DAY = "General", "@", "yyyy-mm-dd"


def amounts(money_unit: str, *, hide_zero: bool = False) -> str:
    """The number format of amounts in that Beloppsenhet; with `hide_zero` nothing is shown for
    0."""
    code = "#,##0.0" if money_unit == "mnkr" else "#,##0"
    return f"{code};-{code};" if hide_zero else code


def number_format(
    column: DeclaredColumn, content: Content, money_unit: str, *, hide_zero: bool = False
) -> str:
    """The format of a cell. Text columns are `@`, so that "1.10" and "80 %" stay as they are
    typed."""
    if isinstance(content, Formatted):
        return content.number_format
    if column.kind == "amount":
        return amounts(money_unit, hide_zero=hide_zero)
    if column.kind == "date" or isinstance(content, date):
        return DAY
    if column.kind == "number" or isinstance(content, Formula):
        return GENERAL
    # a true number in a text column would turn into text at the next edit if it were formatted as
    # text
    return TEXT if content is None or isinstance(content, str) else GENERAL


class CellLook:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **properties: Any) -> Format:
        """A format with XlsxWriter's own property names, unlocked unless told otherwise."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(
                {"font_color": INK, "locked": False, **properties}
            )
        return self._made[key]

    def title(self, *, locked: bool = False) -> Format:
        return self.format(
            bold=True, font_size=16, font_color=HEADING, valign="vcenter", locked=locked
        )

    def help(self) -> Format:
        return self.format(valign="vcenter")

    def hint(self) -> Format:
        return self.format(italic=True, font_size=10, font_color=MUTED, valign="vcenter")

    @property
    def mark(self) -> Format:
        """For cells that Granskning names; a conditional format sets colours only."""
        return self._workbook.add_format({"bg_color": MARK, "font_color": MARK_INK})

    @property
    def total(self) -> Format:
        """For total rows that are told by what stands in them."""
        return self._workbook.add_format({"bold": True, "bg_color": SUM})

    def heading(self, column: DeclaredColumn) -> Format:
        return self.format(
            bold=True,
            font_color="#FFFFFF",
            bg_color=HEADING_PHASE if column.phases else HEADING,
            text_wrap=True,
            valign="vcenter",
            **RIGHT if column.kind == "amount" else LEFT,
            border=1,
            border_color=LINE,
        )

    def cell(
        self,
        column: DeclaredColumn,
        code: str,
        *,
        emphasis: bool = False,
        locked: bool = False,
        **more: Any,
    ) -> Format:
        """A data cell: thin lines, text wrapped from the top; sum rows stand out."""
        properties: dict[str, Any] = {
            "num_format": code,
            "valign": "top",
            "border": 1,
            "border_color": LINE,
        }
        if column.kind != "amount":
            properties |= LEFT
        if column.is_text:
            properties["text_wrap"] = True
        if emphasis:
            properties |= {"bold": True, "bg_color": SUM}
        return self.format(**properties | {"locked": locked} | more)
