"""Repairs of texts: blanks around them, double full stops and blanks (TXT010), targets written
unevenly (IND007)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlplan.fixing.repair import BookCell, Patient, Repair
from xlplan.judging.notation import evenly_written, written
from xlplan.judging.targets import parse_target

_AROUND = (
    " \t\n\r\v\f"
    "\N{NO-BREAK SPACE}\N{FIGURE SPACE}\N{NARROW NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\ufeff"
)
"""What says nothing at the beginning or end of a text."""
_LINE_END = re.compile("[ \t\N{NO-BREAK SPACE}]+(?=\n)")
_MIXED = re.compile("(?<=\\S)(?= *\N{NO-BREAK SPACE})[ \N{NO-BREAK SPACE}]{2,3}(?=\\S)")
_WORDS = re.compile("(?<=[^\\W\\d_]{2})\N{NO-BREAK SPACE}(?=[^\\W\\d_]{2})")
"""A hard blank between two words, as pasted from a web page; one beside a figure or a sign is
meant."""

# the signs and exceptions of TXT010
_STOPS = re.compile(r"(?<=[^\W_]|[%)”\"»])\.\.(?=[\s)”\"»]|\Z)")
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d_]{1,3}\.\s?[^\W\d_]{1,4}"
    r"|\b(?:etc|osv|kl|mm|dvs|resp|exkl|inkl|kap|nr|st|tel))\.\.\Z",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s*(?:(?:(?![^\W\d_])\S){1,4}|[^\W\d_][.)])\s+")
_BLANKS = re.compile(r"(?<=[^\s|]) {2,3}(?=[^\s|])")
_COLUMNS = re.compile(r"\S(?:\t|[ \N{NO-BREAK SPACE}]{4,})\S")

_ONE_LINE = ("text", "choice", "id")
_WRITTEN = (*_ONE_LINE, "prose", "target")


def blanks_around(patient: Patient) -> Iterator[Repair]:
    """Blanks before and after texts, at the ends of their lines, and hard blanks that only disturb
    searching."""
    for cell in _texts(patient):
        yield from _changed(
            cell, trimmed(str(cell.value), one_line=cell.column.kind in _ONE_LINE), ""
        )


def doubled_signs(patient: Patient) -> Iterator[Repair]:
    """Two full stops or blanks where TXT010 has found them."""
    for cell in _texts(patient):
        if patient.has("TXT010", cell.ref):
            text = trimmed(str(cell.value), one_line=cell.column.kind in _ONE_LINE)
            if (single := undoubled(text)) != text:
                yield from _changed(cell, single, "TXT010")


def uneven_targets(patient: Patient) -> Iterator[Repair]:
    """Targets where IND007 proposes an even notation that says the same."""
    for cell in _texts(patient):
        if cell.column.kind == "target" and patient.has("IND007", cell.ref):
            target = parse_target(str(cell.value).strip(_AROUND))
            if (
                target is not None
                and not evenly_written(target)
                and parse_target(even := written(target)) == target
            ):
                yield from _changed(cell, even, "IND007")


def _texts(patient: Patient) -> Iterator[BookCell]:
    for table in patient.tables.values():
        for cell in table.cells():
            if isinstance(cell.value, str) and cell.typed and cell.column.kind in _WRITTEN:
                yield cell


def _changed(cell: BookCell, becomes: str, rule: str) -> Iterator[Repair]:
    if becomes != cell.value:
        yield Repair(cell.ref, cell.column.heading, cell.value, becomes, rule, str(cell.value))


def trimmed(text: str, *, one_line: bool) -> str:
    """The text without blanks around it and at the ends of its lines; line breaks inside it stay.

    Hard blanks beside other blanks become one blank, unless the text is laid out in columns; in a
    text of one line so do hard blanks between words.
    """
    text = _LINE_END.sub("", text.strip(_AROUND))
    if not _COLUMNS.search(text):
        text = _MIXED.sub(" ", text)
    return _WORDS.sub(" ", text) if one_line else text


def undoubled(text: str) -> str:
    """The text with single full stops and blanks. An ellipsis, "osv..", list marks and columns are
    left."""
    text = _STOPS.sub(lambda stops: ".." if _ABBREVIATED.search(text[: stops.end()]) else ".", text)
    if _COLUMNS.search(text):
        return text
    return "\n".join(_single_blanks(line) for line in text.split("\n"))


def _single_blanks(line: str) -> str:
    item = _ITEM.match(line)
    start = item.end() if item else 0
    return line[:start] + _BLANKS.sub(" ", line[start:])
