"""`#KSUMMA`: the check sum of a SIE file, which shows whether it has been changed or cut off on the
way.

CRC-32 (polynomial EDB88320) over the records between an empty #KSUMMA and the one with the sum; of
each record the label and the fields' content, without the blanks between, citation marks around
them, braces and line breaks. Programs differ on the braces and on blanks within texts, so the sums
of all four readings are kept, and the file is sound if its own is one of them.

Source: SIE filformat, utgåva 4B (2008-09-30), chapter 10.
"""

from __future__ import annotations

import re
import zlib

_LINE = re.compile(rb"^[ \t]*#KSUMMA\b[^\n]*", re.MULTILINE)
_BLANKS, _BRACES = b" \t\r\n", b"{}"
_ESCAPED, _STAND_IN = b'\\"', b"\x01"
"""A control character stands in for a citation mark inside a field; no text may hold one."""


class Checksum:
    """The check sum of chunks of whole lines, as they are read."""

    def __init__(self) -> None:
        self.declared: int | None = None
        """The file's own sum, once it has been read."""
        self.begun = False
        self._on = False
        self._sums = [0, 0, 0, 0]

    @property
    def cut_off(self) -> bool:
        """Whether the summing began and never ended: the file's end is missing."""
        return self.begun and self.declared is None

    @property
    def differs(self) -> bool:
        """Whether the file's own sum is that of none of the readings."""
        return self.declared is not None and self.declared & 0xFFFFFFFF not in self._sums

    @property
    def computed(self) -> int:
        """The sum by the letter of the specification."""
        return self._sums[0]

    def add(self, chunk: bytes) -> None:
        """Take in a chunk of whole lines."""
        done = 0
        for line in _LINE.finditer(chunk) if b"#KSUMMA" in chunk else ():
            self._sum(chunk[done : line.start()])
            done = line.end()
            words = line[0].replace(b'"', b" ").split()
            if len(words) == 1:
                self.begun = self._on = True
            elif self._on and re.fullmatch(rb"-?\d+", words[1]):
                self.declared, self._on = int(words[1]), False
        self._sum(chunk[done:])

    def _sum(self, lines: bytes) -> None:
        if not self._on or not lines:
            return
        if b'"' not in lines:
            kept = [lines.translate(None, _BLANKS + _BRACES), lines.translate(None, _BLANKS)]
            readings = [*kept, *kept]
        else:
            readings = _quoted(lines)
        self._sums = [
            zlib.crc32(text, before) for text, before in zip(readings, self._sums, strict=True)
        ]


def _quoted(lines: bytes) -> list[bytes]:
    """The four readings of lines with citation marks: what stands between an odd mark and the next
    is a field."""
    text = lines.replace(_ESCAPED, _STAND_IN)
    plain: list[bytes] = []
    braced: list[bytes] = []
    # a mark that is never closed must not turn the rest of the chunk inside out
    for part in text.split(b"\n") if text.count(b'"') % 2 else [text]:
        segments = part.split(b'"')
        for out, unwanted in ((plain, _BLANKS + _BRACES), (braced, _BLANKS)):
            out += [
                segment if i % 2 else segment.translate(None, unwanted)
                for i, segment in enumerate(segments)
            ]
    kept = [b"".join(out).replace(_STAND_IN, b'"') for out in (plain, braced)]
    return [*kept, *(reading.translate(None, _BLANKS + b'"') for reading in kept)]
