"""A Swedish sentence about a number as a row of tokens, one letter each, so that what it says is a
pattern of letters.

    "I år ökar lokalkostnaderna med 210 tkr jämfört med 2025"  ->  Y U S m A C L

A word that is not known is `x`, and no pattern passes over one: a sentence with a word that may
change what is meant is not understood, which is the point. `z` is a word that makes the whole
sentence something else than a plain statement about this year: a forecast, a condition, a part,
another year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from xlplan.statements.lexicon import LEXICON
from xlplan.statements.numbers import figures
from xlplan.statements.values import Figure, Mention

MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a figure of a sentence, as the letter that patterns know it by."""

    letter: str
    start: int
    end: int
    figure: Figure | None = None
    key: str = ""


_PUNCTUATION = {",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "–": ",", "—": ",", "-": ","}
_WORD = re.compile(r"[^\W_][\w:’'&/-]*|\d\S*|[^\s\w]")
_FIGURE_LETTERS = {"kr": "A", "%": "P", "procentenheter": "Q", "st": "N"}


def tokens(text: str, mentions: Iterable[Mention], year: int | None) -> list[Token]:
    """The sentence's tokens in order: figures first, then what the caller knows, then the longest
    word known here."""
    placed = [Token(_FIGURE_LETTERS[f.kind], f.start, f.end, f) for f in figures(text)]
    starts = {token.start: token for token in placed}
    for mention in sorted(mentions, key=lambda m: m.end - m.start, reverse=True):
        if not any(
            mention.start < token.end and token.start < mention.end for token in starts.values()
        ):
            starts[mention.start] = Token(
                mention.letter, mention.start, mention.end, None, mention.key
            )
    made: list[Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = starts.get(at) or _known(text, at, year, starts)
        made.append(token)
        at = token.end
    return made


def _known(text: str, at: int, year: int | None, taken: dict[int, Token]) -> Token:
    """The longest known phrase that begins there and runs into nothing that is taken; else one
    unknown word."""
    best: Token | None = None
    for pattern in _patterns(year):
        match = pattern.match(text, at)
        if match and match.lastgroup and (best is None or match.end() > best.end):
            clash = any(at < start < match.end() for start in taken)
            best = best if clash else Token(match.lastgroup.partition("_")[0], at, match.end())
    if best:
        return best
    match = _WORD.match(text, at)
    end = match.end() if match else at + 1
    end = min((start for start in taken if at < start < end), default=end)
    return Token(_PUNCTUATION.get(text[at:end], "x"), at, end)


@lru_cache(maxsize=64)
def _patterns(year: int | None) -> tuple[re.Pattern[str], ...]:
    """One pattern a kind of word, so that the longest phrase can win over the first."""
    parts = [("z_year", r"(?:19|20)\d\d(?:[-–/]\d+)?"), ("z_month", MONTHS)]
    if year is not None:
        parts += [
            (
                "Y_year",
                rf"(?:(?:för|under|i|år|budgetåret|verksamhetsåret|på|av) )*{year}(?: års)?",
            ),
            (
                "L_year",
                rf"(?:(?:budget(?:en)?|för|under|i|år) )*{year - 1}(?: års)?(?: "
                rf"(?:budget|utfall|resultat))?",
            ),
        ]
    parts += [(f"{letter}_word", _longest_first(words)) for letter, words in LEXICON.items()]
    parts.sort(
        key=lambda part: part[0] != "Y_year" and part[0] != "L_year"
    )  # before years of which nothing is known
    return tuple(
        re.compile(rf"(?P<{name}>{pattern})(?![\w%-])", re.IGNORECASE) for name, pattern in parts
    )


def _longest_first(words: str) -> str:
    """The alternatives with the longer ones first, as the first that fits is taken."""
    parts, depth = [""], 0
    for character in re.sub(r"\s*\|\s*", "|", words.strip()):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return "|".join(sorted(parts, key=len, reverse=True))
