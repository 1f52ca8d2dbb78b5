"""The unit as a text names it."""

import re
from collections.abc import Iterator

from xlplan.rule import Mention, pattern

_GENERIC = ("enheten ", "enhet ")


def unit_named(text: str, enhet: str) -> Iterator[Mention]:
    """The unit by its name, with or without "Enheten" before it, or by the end of one of its words:
    "skolan" for Ängsskolan, "boendet" for Lindens omsorgsboende. A plural name ("Björkens
    förskolor") is not one "förskolan"."""
    if not enhet:
        return
    short = enhet.casefold()
    for generic in _GENERIC:
        short = short.removeprefix(generic)
    for match in re.finditer(
        rf"(?<!\w)(?:enheten )?{re.escape(short)}s?(?!\w)", text, re.IGNORECASE
    ):
        yield Mention(match.start(), match.end(), "E")
    ends = {word for word in short.split() if len(word) > 5}
    for match in re.finditer(r"(?<!\w)(\w{4,}?)s?(?!\w)", text):
        word = match[1].casefold()
        stems = {
            word,
            word.removesuffix("t"),
            word.removesuffix("en") if word.endswith("en") else word,
        }
        if word.endswith(
            ("skolan", "boendet", "hallen", "hemmet", "gården", "tjänsten", "skola")
        ) and any(end.endswith(stem) for end in ends for stem in stems if len(stem) >= 5):
            yield Mention(match.start(), match.end(), "E")


_SENTENCE = pattern(r"[^.!?\n]+[.!?]*")
_NAME = pattern(r"(?<=[\w,] )[A-ZÅÄÖ][a-zåäö]+")


def goes_on(lead: str, enhet: str, neutral: re.Pattern[str], doubt: re.Pattern[str]) -> bool:
    """Whether what stands before a sentence leaves it to speak of the whole unit: each sentence of
    it has one of the words of `neutral` and none of `doubt`, and no name but the unit's own."""
    for match in _SENTENCE.finditer(lead):
        part = match[0].strip()
        names = (name for name in _NAME.findall(part) if name.casefold() not in enhet.casefold())
        if part and (not neutral.search(part) or doubt.search(part) or any(names)):
            return False
    return True
