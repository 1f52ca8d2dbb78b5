"""Words and laws that others have replaced, and where a text means the old one on purpose."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from xlplan.rule import pattern

TERMS = (  # from which year | a regular expression of whole words | what holds now
    r"2024 | resultatutjämningsreserv\w* | resultatreserv",
    r"2024 | gymnasiesärskol\w* | anpassad gymnasieskola",
    r"2024 | grundsärskol\w* | anpassad grundskola",
    r"2024 | utvecklingsstörda?s? | intellektuell funktionsnedsättning",
    r"2008 | (?:med|ett|sitt) handikapp|handikappad\w* | funktionsnedsättning",
    r"2008 | handikappanpass\w* | tillgänglighetsanpassad",
    r"2019 | PUL|personuppgiftslagens? | dataskyddsförordningen",
    r"2026 | (?:socialtjänstlagen |SoL |SFS )\(?2001:453\)? | socialtjänstlagen (2025:400)",
    r"2012 | SOSFS 2005:12 | SOSFS 2011:9",
)
"""Utvecklingsstörning is a word of LSS (1993:387), and no such term; skollagen has had the new one
since July 2023."""
OWN = "0"
"""The year of a municipality's own words, which have none."""

_PAST = pattern(
    r"(?i)tidigare|före detta|\bf\.? ?d\b|dåvarande|ersat|ersät|upphäv|hette|gamla|numera"
    r"|riksförbund"
)


class Term(NamedTuple):
    since: int
    old: str
    """A regular expression of whole words."""
    new: str


def terms(written: tuple[str, ...], own: Mapping[str, str]) -> tuple[Term, ...]:
    """A municipality's own first."""
    of_own = ((OWN, re.escape(old).replace(r"\*", r"\w*"), new) for old, new in own.items())
    every = (*of_own, *(term.split(" | ") for term in written))
    return tuple(Term(int(since), old, new) for since, old, new in every)


def outdated(asked: Mapping[str, Any], held: tuple[Term, ...]) -> dict[str, str] | None:
    """The first such word of `text` that another has replaced before `årtal`: ord, från, nytt."""
    text = asked["text"]
    for term in held:
        if asked["årtal"] >= term.since and term.new.lower() not in text.lower():
            for match in re.finditer(rf"(?i)\b(?:{term.old})(?![\w:])", text):
                if not _left_alone(match):
                    return {"ord": match[0], "från": str(term.since), "nytt": term.new}
    return None


def _left_alone(match: re.Match[str]) -> bool:
    """A name, with its capital in the middle of a sentence, or a word that is said to be of the
    past."""
    before = match.string[max(0, match.start() - 60) : match.start()]
    name = match[0].istitle() and before.rstrip()[-1:] not in ("", *"*.!?:-•")
    return name or bool(_PAST.search(match.string, match.start() - 60, match.end() + 60))
