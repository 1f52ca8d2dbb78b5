"""Cell styles, and whether they show numbers, dates or texts, so that a repaired cell shows what it
holds."""

from __future__ import annotations

import re
from typing import Literal

from lxml import etree

Shows = Literal["number", "date", "text"]

_DATES = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)}
"""Numbers of built-in formats that show a day (ECMA-376 part 1, 18.8.30)."""
_TEXT = 49
_WORDS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')


class Styles:
    """The cell styles of a workbook by number. A style that is not there counts as the first."""

    def __init__(self, xml: bytes) -> None:
        self._shows: list[Shows] = []
        if not xml:
            return
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
        named = {
            int(e.get("numFmtId", "0")): e.get("formatCode", "")
            for e in root.iter("{*}numFmt")
            if _is_number(e)
        }
        for styles in root.iter("{*}cellXfs"):
            self._shows = [_shows(style, named) for style in styles.iter("{*}xf")]

    def shows(self, style: str) -> Shows:
        """What a cell with that style (its attribute `s`) shows of a number."""
        number = int(style) if style.isdigit() else 0
        return self._shows[number] if number < len(self._shows) else "number"


def _is_number(element: etree._Element) -> bool:
    return element.get("numFmtId", "").isdigit()


def _shows(style: etree._Element, named: dict[int, str]) -> Shows:
    number = int(style.get("numFmtId", "0")) if _is_number(style) else 0
    # an apostrophe before a number makes it text again as soon as somebody edits the cell
    if number == _TEXT or style.get("quotePrefix") in ("1", "true"):
        return "text"
    return "date" if number in _DATES else shown_by(named.get(number, ""))


def shown_by(number_format: str) -> Shows:
    """What a cell with that number format, such as "yyyy-mm-dd", shows of a number."""
    code = _WORDS.sub("", number_format).lower()
    if code == "@":
        return "text"
    return "date" if "d" in code and ("m" in code or "y" in code) else "number"
