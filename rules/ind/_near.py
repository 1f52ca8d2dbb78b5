"""Whether two names differ in spelling and inflection alone."""

import re

_FILLERS = {"som", "är", "att", "de", "den", "det", "sig", "sin", "sina", "sitt", "har"}
_ENDINGS = {
    "",
    "a",
    "e",
    "n",
    "t",
    "s",
    "r",
    "en",
    "et",
    "na",
    "ar",
    "er",
    "or",
    "ens",
    "ets",
    "as",
    "ars",
    "ers",
    "arna",
    "erna",
    "orna",
    "ade",
}
_LONG = 8
"""Letters: in a shorter word one letter more often makes another word (läkare, lärare)."""


def same_but_for_spelling(one: str, other: str) -> bool:
    """ "Andel brukare som är nöjd" and "Andel brukare som är nöjda". False for equal names (IND004
    is about those), and where a word, a number or a parenthesis is another."""
    if _bare(one) == _bare(other) or _parentheses(one) != _parentheses(other):
        return False
    words, others = _words(one), _words(other)
    return len(words) == len(others) and all(map(_same_word, words, others))


def _bare(name: str) -> str:
    return " ".join(re.findall(r"[\w%<>+]+", name.lower()))


def _parentheses(name: str) -> list[str]:
    return [_bare(inner) for inner in re.findall(r"\(([^()]*)\)", name)]


def _words(name: str) -> list[str]:
    return [word for word in _bare(name).split() if word not in _FILLERS]


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if not (one.isalpha() and other.isalpha()) or one[0] != other[0]:
        return False  # otrygg is not trygg, 1–14 not 15–90
    shared = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    if shared >= 3 and one[shared:] in _ENDINGS and other[shared:] in _ENDINGS:
        return True
    from rapidfuzz.distance import OSA  # only where two names are as like as this

    return min(len(one), len(other)) >= _LONG and OSA.distance(one, other, score_cutoff=1) == 1
