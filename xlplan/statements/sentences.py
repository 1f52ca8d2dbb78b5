"""The sentences of a text cell: its lines, and their parts that end with a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ABBREVIATIONS = (
    "ca",
    "bl.a",
    "t.ex",
    "p.g.a",
    "pga",
    "resp",
    "inkl",
    "exkl",
    "milj",
    "jmf",
    "jfr",
    "dvs",
    "d.v.s",
    "m.m",
    "fr.o.m",
    "t.o.m",
    "s.k",
    "f.d",
    "nr",
    "kl",
    "st",
    "max",
    "min",
    "etc",
    "osv",
    "m.fl",
    "f.n",
    "o.s.v",
)
_SHORT = re.compile(rf"(?:^|[\s(])(?:{'|'.join(map(re.escape, _ABBREVIATIONS))})\.$", re.IGNORECASE)
_END = re.compile(r"[.!?]+[”\")]*(?=\s|$)")
_MARK = re.compile(r"^\s*(?:[-–•*·]\s+|#+\s+|\d+[.)]\s+(?=[A-ZÅÄÖ]))")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: where it begins in the cell, its text without the full stop, and what stands
    before it in its paragraph: lines in a row are one, and so is a heading with the paragraph under
    it."""

    start: int
    text: str
    before: str


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences in order. A line is never joined with the next; the mark of a list item is left
    out."""
    before = ""
    start = 0
    for line in text.split("\n"):
        if not line.strip():
            before = before if before.startswith("#") and before.count("\n") == 1 else ""
        heading = line.lstrip().startswith("#")
        if heading:
            before = "# "
        mark = _MARK.match(line)
        at = mark.end() if mark else 0
        for end in (*(m.end() for m in _END.finditer(line)), len(line)):
            part = line[at:end]
            if end < len(line) and _SHORT.search(part):
                continue
            if part.strip():
                lead = len(part) - len(part.lstrip())
                if not heading:
                    yield Sentence(start + at + lead, part.strip().rstrip('.!?”" '), before)
                before += f"{part.strip()} "
            at = end
        if line.strip():
            before = f"{before.rstrip()}\n"
        start += len(line) + 1
