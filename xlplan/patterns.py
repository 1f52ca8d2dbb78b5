"""Regular expressions, compiled when something is first looked for with them, and in a rough form
that polars searches many texts with.

A book's check takes some hundred and twenty, and asks a third of them: the others are for texts
that most books have not. Compiling one takes as long as reading the module around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, cast


class _LazyPattern:
    def __init__(self, text: str, flags: int) -> None:
        self.pattern, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        """Asked only for what the object has not: `search` and the like are looked up once each."""
        value = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, value)
        return value


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but not yet; a fault in `text` shows when something is looked for."""
    return cast("re.Pattern[str]", _LazyPattern(text, flags))


# -- the rough form --------------------------------------------------------------------------------
_START, _END = r"(?-u:\b{start-half})", r"(?-u:\b{end-half})"
"""No letter of a–z before, or behind: no word begins or ends where neither holds."""
_WORD_EDGES = {
    r"\b": rf"(?:{_START}|{_END})",
    r"(?<!\w)": _START,
    r"(?<![\w-])": _START,
    r"(?!\w)": _END,
    r"(?![\w-])": _END,
}
_ESCAPES = {r"\w": r"\S", r"\d": "[0-9]", r"\B": "", r"\Z": "", "$": r"(?:\n?$)"}
_PART = re.compile(
    r"""(?P<edge>\\b|\(\?<?!\\w\)|\(\?<?!\[\\w-\]\))
    |(?P<look>\(\?<?[=!])
    |(?P<flags>\(\?[aimsu]+\))
    |(?P<group>\((?:\?(?:P<\w+>|[>:]|[ims-]+:))?)
    |(?P<class>\[\^?\]?(?:\\(?s:.)|[^\]\\])*\])
    |(?P<blank>\\\s)
    |(?P<escape>\\.|\$)
    |(?P<text>[^\\([$)|]+|[)|])""",
    re.VERBOSE,
)


@lru_cache(maxsize=512)
def rough(pattern: str) -> str:
    """What polars finds, in a text in small letters, wherever Python finds the pattern, case aside,
    and seldom elsewhere.

    It is ready sooner than the text of a book is searched, and quick in Swedish: letters of all the
    world, small and capital, take long to get ready, and the end of a word ten to forty times as
    long to find in text with å, ä and ö. What polars has not, as looking ahead, is left out.
    """
    return "".join(_rough(pattern))


def _rough(pattern: str) -> Iterator[str]:
    at = 0
    while at < len(pattern):
        part = _PART.match(pattern, at)
        if part is None or re.fullmatch(r"\\[1-9]", part[0]):
            raise ValueError(f"polars cannot look for {pattern}")
        at = part.end()
        match part.lastgroup:
            case "edge":
                begins = part[0] == r"\b" and _begins_a_word(pattern, at)
                yield _START if begins else _WORD_EDGES[part[0]]
            case "look":
                at = _ways(pattern, at)[1]
            case "flags":
                yield "(?m)" if "m" in part[0] else ""
            case "group":
                yield "(?:"
            case "class":
                yield _rough_class(part[0])
            case "blank":
                yield part[0][1]
            case "escape":
                yield _ESCAPES.get(part[0], part[0])
            case _:
                yield part[0].lower()


def _begins_a_word(pattern: str, at: int) -> bool:
    """Whether a letter or digit is all that can follow there."""
    part = _PART.match(pattern, at)
    if part is None:
        return False
    if part.lastgroup == "group":
        ways, end = _ways(pattern, part.end())
        may_lack = pattern[end : end + 1] in ("?", "*", "{")
        return not may_lack and all(_begins_a_word(pattern, way) for way in ways)
    return bool(re.match(r"(?:\\[wd]|\w)(?![?*{])", pattern[at : at + 3]))


def _ways(pattern: str, at: int) -> tuple[list[int], int]:
    """Where the alternatives of the group begin that began before, and where it ends."""
    ways, depth = [at], 1
    while depth:
        part = _PART.match(pattern, at)
        if part is None:
            raise ValueError(f"polars cannot look for {pattern}")
        at = part.end()
        depth += {")": -1}.get(part[0], int(part.lastgroup in ("look", "group")))
        if part[0] == "|" and depth == 1:
            ways.append(at)
    return ways, at


def _rough_class(written: str) -> str:
    """A set of characters; one of what is not in it is made larger by leaving out what is."""
    denied = written.startswith("[^")
    inside = []
    for each in re.findall(r"\\.|.", written[2 if denied else 1 : -1], re.DOTALL):
        if each in (r"\w", r"\W"):
            each = "" if denied else each.replace("w", "S")
        elif each == r"\d":
            each = "0-9"
        elif each == "[":
            each = r"\["
        inside.append(each if each.startswith("\\") else each.lower())
    held = "".join(inside)
    return f"[{'^' if denied else ''}{held}]" if held else "(?s:.)"
