"""A sheet's XML rewritten in the shape that Excel gives it, so that one fast scan suffices.

Other programs may write `<x:c>`, cells without `r`, single quotes, CDATA or comments. All are
correct XML and rare.
"""

from __future__ import annotations

import re
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from xlplan.model import column_letters, column_number
from xlplan.reading.refusals import damaged

_KEPT = {"cols", "sheetData", "mergeCells", "dataValidations", "extLst"}
"""The children of `worksheet` that the reading needs."""
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ROOT = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def plain_sheet(data: bytes, sheet: str) -> bytes:
    """The sheet with cols, cells, merges and drop-downs only: no prefixes, and `r` first in every
    row and cell.

    Raises UnreadableError if it is not XML.
    """
    writer = _Writer()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):
        raise damaged(f"bladet {sheet}") from None
    return "".join((_ROOT, *writer.out, "</worksheet>")).encode()


class _Writer:
    def __init__(self) -> None:
        self.out: list[str] = []
        self._depth = 0
        self._keeping = False
        self._row = 0
        self._column = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        name = tag.rsplit(":", 1)[-1]
        if self._depth == 2:
            self._keeping = name in _KEPT
        if not self._keeping:
            return
        plain = {
            key if key.startswith("xml:") else key.rsplit(":", 1)[-1]: value
            for key, value in attributes.items()
        }
        if self._depth == 3 and name == "row":
            plain = {
                "r": self._next_row(plain),
                **{key: value for key, value in plain.items() if key != "r"},
            }
        elif self._depth == 4 and name == "c":
            plain = {
                "r": self._next_cell(plain),
                **{key: value for key, value in plain.items() if key != "r"},
            }
        self.out.append(
            f"<{name}{''.join(f' {key}={_quoted(value)}' for key, value in plain.items())}>"
        )

    def end(self, tag: str) -> None:
        if self._keeping:
            self.out.append(f"</{tag.rsplit(':', 1)[-1]}>")
        if self._depth == 2:
            self._keeping = False
        self._depth -= 1

    def text(self, text: str) -> None:
        if self._keeping and self._depth > 4:
            self.out.append(escape(text, {"\r": "&#13;"}))

    def _next_row(self, attributes: dict[str, str]) -> str:
        number = attributes.get("r", "").strip()
        self._row = int(number) if number else self._row + 1
        self._column = 0
        return str(self._row)

    def _next_cell(self, attributes: dict[str, str]) -> str:
        if place := _PLACE.fullmatch(attributes.get("r", "").strip()):
            self._row, self._column = int(place[2]), column_number(place[1].upper())
        else:
            self._column += 1
        return f"{column_letters(self._column)}{self._row}"


def _quoted(value: str) -> str:
    return quoteattr(value, {'"': "&quot;"})
