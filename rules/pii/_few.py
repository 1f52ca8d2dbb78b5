"""Figures on a few people, as texts write them."""

import re

from xlplan.rule import pattern

_STEMS = (
    "brukar",
    "klient",
    "patient",
    "omsorgstagar",
    "elev",
    "ungdom",
    "deltagar",
    "flick",
    "pojk",
)
PEOPLE = (
    rf"(?:(?:{'|'.join(_STEMS)})(?:e|er|or|ar)?(?:na|n)?|barnen|barn|boende)"
    r"|kunder(?:na)? (?:inom|i|med) (?:hemtjänst|omsorg|äldreomsorg)\w*"
    r"|personer(?:na)? med (?:\w*nedsättning|demens|missbruk|samsjuklighet|beslut|insats|skyddad"
    r"|psykisk|autism)\w*"
)
"""A regular expression for those a unit is there for."""
_WORDS = ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio")
_RANGE = r"(?:\d|två|tre|fyra) (?:och|till|eller) "
_BEFORE = pattern(
    rf"(?i)(?:\b(?:minst|högst|max|om|per|på|åk|årskurs|grupp|mellan) |{_RANGE}|\d ?|[,.:/–-])$"
)
_AFTER = pattern(r"(?i)\s*(?:per|åt gången|i taget|samtidigt|i varje|på varje|från)\b")


def told(limit: int) -> str:
    """A regular expression for fewer people than that."""
    few = "|".join((*map(str, range(2, limit)), *_WORDS[: limit - 2]))
    return rf"(?i)\b(?:{few}) (?:av (?:våra |de |alla |\w+s )?)?(?:{PEOPLE})\b"


def figures(text: str, limit: int) -> str | None:
    """The figures on fewer people than that, in their words; None if those there are mean a group's
    size or a rate."""
    found = (
        m
        for m in re.finditer(told(limit), text)
        if not _BEFORE.search(text[max(0, m.start() - 30) : m.start()])
    )
    return (
        "”, ”".join(dict.fromkeys(m[0] for m in found if not _AFTER.match(text, m.end()))) or None
    )
