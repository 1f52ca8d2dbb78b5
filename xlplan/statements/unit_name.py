"""The unit as a text names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from xlplan.statements.values import Mention

_GENERIC = ("enheten ", "enhet ")
_KINDS = ("skolan", "boendet", "hallen", "hemmet", "gården", "tjänsten", "skola")
_KIND = re.compile("|".join(_KINDS))
_LONG_WORD = re.compile(r"(?<!\w)(\w{4,}?)s?(?!\w)")


def unit_named(text: str, enhet: str) -> Iterator[Mention]:
    """The unit by its name, with or without "Enheten" before it, or by the end of one of its words:
    "skolan" for Ängsskolan, "boendet" for Lindens omsorgsboende. A plural name ("Björkens
    förskolor") is not one "förskolan"."""
    if not enhet:
        return
    name, ends = _ways_to_name(enhet)
    for match in name.finditer(text):
        yield Mention(match.start(), match.end(), "E")
    if not ends or not _KIND.search(text.casefold()):
        return
    for match in _LONG_WORD.finditer(text):
        word = match[1].casefold()
        if word.endswith(_KINDS) and any(
            end.endswith(stem) for end in ends for stem in _stems(word) if len(stem) >= 5
        ):
            yield Mention(match.start(), match.end(), "E")


@lru_cache(maxsize=64)
def _ways_to_name(enhet: str) -> tuple[re.Pattern[str], frozenset[str]]:
    """The whole name, and the words whose ends are enough."""
    short = enhet.casefold()
    for generic in _GENERIC:
        short = short.removeprefix(generic)
    name = re.compile(rf"(?<!\w)(?:enheten )?{re.escape(short)}s?(?!\w)", re.IGNORECASE)
    return name, frozenset(word for word in short.split() if len(word) > 5)


def _stems(word: str) -> set[str]:
    return {word, word.removesuffix("t"), word.removesuffix("en")}


_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_NAME = re.compile(r"(?<=[\w,] )[A-ZÅÄÖ][a-zåäö]+")


def goes_on(lead: str, enhet: str, neutral: re.Pattern[str], doubt: re.Pattern[str]) -> bool:
    """Whether what stands before a sentence leaves it to speak of the whole unit: each sentence of
    it has one of the words of `neutral` and none of `doubt`, and no name but the unit's own."""
    for match in _SENTENCE.finditer(lead):
        part = match[0].strip()
        names = (name for name in _NAME.findall(part) if name.casefold() not in enhet.casefold())
        if part and (not neutral.search(part) or doubt.search(part) or any(names)):
            return False
    return True
