"""The sentences of a text cell: its lines, and their parts that end with a full stop."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from xlplan.statements.numbers import figures
from xlplan.statements.values import StatedFigure

_ABBREVIATIONS = {
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
}
_END = re.compile(r"[.!?]+[”\")]*(?=\s|$)")
_MARK = re.compile(r"^\s*(?:[-–•*·]\s+|#+\s+|\d+[.)]\s+(?=[A-ZÅÄÖ]))")


class _Paragraph:
    """What a paragraph holds, without the marks of its lines: written once, for all its
    sentences."""

    text = ""


@dataclass(eq=False)
class Sentence:
    """One sentence: where it begins in the cell, and its text without the full stop. What is read
    from it, whatever is looked for, is read when it is first asked for, and kept."""

    start: int
    text: str
    _paragraph: _Paragraph
    _at: int

    @property
    def before(self) -> str:
        """What stands before it in its paragraph: lines in a row are one, and so is a heading with
        the paragraph under it."""
        return self._paragraph.text[: self._at]

    @cached_property
    def figures(self) -> list[StatedFigure]:
        return figures(self.text)

    @cached_property
    def lowered(self) -> str:
        """The text in small letters, each in its place."""
        lowered = self.text.lower()
        if len(lowered) == len(self.text):
            return lowered
        return "".join(low if len(low := c.lower()) == 1 else c for c in self.text)


def sentences(text: str) -> list[Sentence]:
    """The sentences in order. A line is never joined with the next; the mark of a list item is left
    out."""
    found: list[Sentence] = []
    paragraph, before, start = _Paragraph(), "", 0
    for line in text.split("\n"):
        bare = line.lstrip()
        heading = bare.startswith("#")
        under_heading = before.startswith("#") and before.count("\n") == 1
        if heading or not (bare or under_heading):
            paragraph.text = before
            paragraph, before = _Paragraph(), "# " if heading else ""
        mark = _MARK.match(line)
        at = mark.end() if mark else 0
        for end in [*[m.end() for m in _END.finditer(line)], len(line)]:
            part = line[at:end]
            if end < len(line) and part.endswith(".") and _is_short(part):
                continue
            if said := part.strip():
                if not heading:
                    first = start + at + len(part) - len(part.lstrip())
                    found.append(Sentence(first, said.rstrip('.!?”" '), paragraph, len(before)))
                before += f"{said} "
            at = end
        if bare:
            before = f"{before.rstrip()}\n"
        start += len(line) + 1
    paragraph.text = before
    return found


def _is_short(part: str) -> bool:
    """Whether its full stop is that of an abbreviation, which ends no sentence."""
    if part[-2:-1].isspace():
        return False
    last = part[:-1].rsplit(None, 1)[-1:]
    return bool(last) and last[0].rpartition("(")[2].lower() in _ABBREVIATIONS
