"""Syntax errors as Swedish sentences: which line is no TOML, and how it is to be written.

A hint is only given where it is sure to fit: else the line is named, and no more.
"""

from __future__ import annotations

import re
from tomllib import TOMLDecodeError

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_AGAIN = ("Cannot overwrite a value", "Duplicate inline table key", "Cannot mutate immutable")
_OF_KEYS = ("Invalid statement", "Invalid initial character for a key", "Expected '=' after a key")
_OF_HEADING = "Expected ']"
_UNQUOTED = ("Unterminated string", 'Expected "\'"', r"Illegal character '\n'")
_BEFORE = ("Unclosed", "Unterminated", "Expected \"'''\"", 'Expected \'"""\'')
"""Errors that come to light after the line that they stand on."""
_BARE_SWEDISH = re.compile(r"\s*\[*[\w.\s-]*[åäöÅÄÖ]")
_KEY = re.compile(r"""\s*(?:[\w.-]|"[^"]*"|'[^']*')+\s*=\s*""")
_WORD = r"(?!(?:true|false|inf|nan)\b)"
_HINTS = (
    (re.compile(r"[-+]?\d+,\d"), "Decimaler skrivs med punkt, till exempel 5.5."),
    (re.compile(r"[-+]?\d[\d.]*\s*%"), "Ett tal skrivs utan procenttecken."),
    (re.compile(_WORD + r"(?i:true|false)\b"), "true och false skrivs med små bokstäver."),
    (re.compile(r"[“”„’‘»«]"), 'Citattecken skrivs raka: ".'),
    (re.compile(_WORD + r"[^\W\d_]"), "En text står inom citattecken."),
)
"""How a value that is no TOML begins, and how it is to be written."""


def line_and_fault(error: TOMLDecodeError, text: str) -> tuple[int, str]:
    """The line, from 1, and what is said of it."""
    lines = text.rstrip().split("\n")
    found = _AT.search(str(error))
    number = min(int(found[1]), len(lines)) if found and found[1] else len(lines)
    column = int(found[2]) - 1 if found and found[2] else len(lines[-1])
    said = _AT.sub("", str(error))
    if hint := _hint(said, lines[number - 1], column):
        return number, f"rad {number} är inte skriven som TOML. {hint}"
    before = " och raderna före" if number > 1 and said.startswith(_BEFORE) else ""
    return number, f"texten är inte skriven som TOML. Titta på rad {number}{before}."


def _hint(said: str, line: str, column: int) -> str:
    """How the line is to be written; "" where that is not sure."""
    if said.startswith("Cannot declare"):
        return "Rubriken står redan tidigare i filen."
    if said.startswith(_AGAIN):
        return "Det som står där är redan satt tidigare i filen."
    if said.startswith(_OF_HEADING) and line.count("]") < line.count("["):
        return "Rubriken saknar ] på slutet."
    if said.startswith((*_OF_KEYS, _OF_HEADING)) and _BARE_SWEDISH.match(line):
        return "Ett namn med å, ä eller ö står inom citattecken."
    key = _KEY.match(line)
    if said in _UNQUOTED and key:
        return "Texten saknar ett citattecken på slutet."
    if said == "Invalid value":
        return _of_value(line[column:])
    return _of_value(line[key.end() :]) if said.startswith("Expected newline") and key else ""


def _of_value(value: str) -> str:
    return next((hint for begin, hint in _HINTS if begin.match(value)), "")
