"""The text of SIE files: fields of a record, amounts, and which character set the letters are in.

Fields are parted by blanks or tabs, within citation marks where they hold blanks, a citation mark
in a field as `\\"`; object lists stand within braces. Letters are CP437 (`#FORMAT PC8`) by the
specification; real files are often UTF-8 or Windows-1252 under the same label.

Source: SIE filformat, utgåva 4B (2008-09-30), chapters 5 and 11.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

CP437, UTF8, WINDOWS = "CP437", "UTF-8", "Windows-1252"
_CODECS = {CP437: "cp437", UTF8: "utf-8", WINDOWS: "cp1252"}

_FIELD = re.compile(rb'\{((?:"(?:\\"|[^"\n])*"|[^{}"\n])*)\}|"((?:\\"|[^"\n])*)"|([^\s{}"]+)')
_AMOUNT = re.compile(rb"([+-]?)(\d*)(?:[.,](\d*))?")

DAY = re.compile(rb"(\d{4})-?(\d\d)-?(\d\d)")
"""Year, month and day."""

_LETTERS = "åäöÅÄÖéÉü"
_MOJIBAKE = re.compile(
    "Ã[\\u0080-\\u00bf\u201a-\u2026\u0160-\u0178]|├[ñÑÑÂàÄÅÖ]|\N{REPLACEMENT CHARACTER}"
    "|[†”„][a-zåäö]"
)


def fields(record: bytes) -> list[bytes]:
    """A record's fields without citation marks, the label first. An object list is one field, as it
    stands between its braces."""
    found = []
    for objects, quoted, bare in _FIELD.findall(record):
        found.append(objects if objects else bare or quoted.replace(b'\\"', b'"'))
    return found


def objects(listed: bytes) -> list[tuple[bytes, bytes]]:
    """The objects of a list: `1 "100" 6 "P1"` -> [(b"1", b"100"), (b"6", b"P1")]."""
    words = fields(listed)
    return list(zip(words[::2], words[1::2], strict=False))


def ore(written: bytes) -> int | None:
    """Öre of a written amount: `-1234.5` -> -123450. None for what is no amount, or finer than an
    öre. A decimal comma is understood too."""
    match = _AMOUNT.fullmatch(written)
    if match is None or not (match[2] or match[3]):
        return None
    decimals = (match[3] or b"").ljust(2, b"0")
    if decimals[2:].strip(b"0"):
        return None
    amount = int((match[2] or b"0") + decimals[:2])
    return -amount if match[1] == b"-" else amount


def encoding_of(sample: bytes) -> str:
    """The character set of the letters beyond ASCII, told by the letters of Swedish; CP437, as the
    format says, if in doubt.

    Never by the file's label, which is the same in all three.
    """
    if sample.isascii():
        return CP437
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return UTF8
    counted = {name: sum(map(sample.count, _LETTERS_IN[name])) for name in (CP437, WINDOWS)}
    return WINDOWS if counted[WINDOWS] > counted[CP437] else CP437


_LETTERS_IN = {
    name: [letter.encode(_CODECS[name]) for letter in _LETTERS if letter != "É" or name != CP437]
    for name in (CP437, WINDOWS)
}


def decoded(text: bytes, encoding: str) -> str:
    """A text in that character set. Never fails: a byte that the set lacks becomes the replacement
    character."""
    return text.decode(_CODECS[encoding], "replace").strip()


def mojibake(names: Iterable[str]) -> str | None:
    """The first name whose letters were read in another character set when the file was written:
    `HyresintÃ¤kter`."""
    return next((name for name in names if _MOJIBAKE.search(name)), None)
