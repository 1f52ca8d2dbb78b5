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
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from xlplan.statements.lexicon import LEXICON
from xlplan.statements.sentences import Sentence
from xlplan.statements.values import Mention, StatedFigure
from xlplan.wording import MONTH_NAMES


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a figure of a sentence, as the letter that patterns know it by."""

    letter: str
    start: int
    end: int
    figure: StatedFigure | None = None
    key: str = ""


_PUNCTUATION = {",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "–": ",", "—": ",", "-": ","}
_WORD = re.compile(r"[^\W_][\w:’'&/-]*|\d\S*|[^\s\w]")
_FIGURE_LETTERS = {"kr": "A", "%": "P", "procentenheter": "Q", "st": "N"}
_WAYS = "UDudoMI"
"""The letters of growing, shrinking and staying the same."""
_TELLING = frozenset(_FIGURE_LETTERS.values()) | frozenset(_WAYS)
"""A letter of these is in all that a sentence can say."""
LONGEST = 80
"""Words. A longer sentence says more than one thing."""


def may_say(sentence: Sentence) -> bool:
    """Whether there is a figure or a change in it, without which it says nothing: most sentences
    have neither, and need not be read word by word."""
    return bool(sentence.figures) or bool(_ways().search(sentence.lowered))


def tokens(sentence: Sentence, mentions: Iterable[Mention], year: int | None) -> list[Token]:
    """The sentence's tokens in order: figures first, then what the caller knows, then the longest
    word known here. None of a sentence that says nothing: of another kind (`z`), too long, or with
    neither figure nor change before its first unknown word."""
    text, lowered = sentence.text, sentence.lowered
    starts = _placed(sentence, mentions)
    made: list[Token] = []
    at, telling, unknown = 0, False, False
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = starts.get(at) or _known(lowered, at, year, starts)
        if token.letter == "z" or len(made) == LONGEST:
            return []
        telling = telling or token.letter in _TELLING
        unknown = unknown or token.letter == "x"
        if unknown and not telling:
            return []
        made.append(token)
        at = token.end
    return made


def _placed(sentence: Sentence, mentions: Iterable[Mention]) -> dict[int, Token]:
    """Figures, and what the caller knows where there is no figure, by where they begin; of mentions
    that meet the longest."""
    starts = {f.start: Token(_FIGURE_LETTERS[f.kind], f.start, f.end, f) for f in sentence.figures}
    for mention in sorted(mentions, key=lambda m: m.end - m.start, reverse=True):
        if not any(
            mention.start < token.end and token.start < mention.end for token in starts.values()
        ):
            starts[mention.start] = Token(
                mention.letter, mention.start, mention.end, None, mention.key
            )
    return starts


def _known(lowered: str, at: int, year: int | None, taken: Collection[int]) -> Token:
    """The longest known phrase that begins there and runs into nothing that is taken; else one
    unknown word."""
    best, longest = "", at
    for letter, pattern in _beginning_with(lowered[at], year):
        match = pattern.match(lowered, at)
        if match and match.end() > longest and not any(at < start < match.end() for start in taken):
            best, longest = letter, match.end()
    if best:
        return Token(best, at, longest)
    match = _WORD.match(lowered, at)
    end = match.end() if match else at + 1
    end = min((start for start in taken if at < start < end), default=end)
    return Token(_PUNCTUATION.get(lowered[at:end], "x"), at, end)


# -- what the words may look like ------------------------------------------------------------------
Known = tuple[str, re.Pattern[str]]
"""A letter, and what its words look like in small letters."""


@lru_cache(maxsize=1024)
def _beginning_with(character: str, year: int | None) -> tuple[Known, ...]:
    """One pattern a kind of word, so that the longest phrase can win over the first: of the words
    that begin with the character, as most begin with another."""
    years = () if year is None else _years(year)
    return (*(known for known, initials in years if character in initials), *_words(character))


@lru_cache(maxsize=64)
def _years(year: int) -> tuple[tuple[Known, frozenset[str]], ...]:
    """The book's year and the one before it, before years of which nothing is known."""
    parts = {
        "Y": rf"(?:(?:för|under|i|år|budgetåret|verksamhetsåret|på|av) )*{year}(?: års)?",
        "L": rf"(?:(?:budget(?:en)?|för|under|i|år) )*{year - 1}(?: års)?"
        r"(?: (?:budget|utfall|resultat))?",
    }
    return tuple((_known_as(letter, words), _initials(words)) for letter, words in parts.items())


@cache
def _lexicon() -> tuple[tuple[str, tuple[tuple[str, frozenset[str]], ...]], ...]:
    """The words of each letter, the longer ones first, and the characters that each begins with."""
    of_letters = [("z", [r"(?:19|20)\d\d(?:[-–/]\d+)?"]), ("z", list(MONTH_NAMES))]
    of_letters += [(letter, _longest_first(words)) for letter, words in LEXICON.items()]
    return tuple(
        (letter, tuple((words, _initials(words)) for words in alternatives))
        for letter, alternatives in of_letters
    )


@cache
def _words(character: str) -> tuple[Known, ...]:
    fitting = (
        (letter, [words for words, initials in alternatives if character in initials])
        for letter, alternatives in _lexicon()
    )
    return tuple(_known_as(letter, "|".join(words)) for letter, words in fitting if words)


def _known_as(letter: str, words: str) -> Known:
    return letter, re.compile(rf"(?:{words})(?![\w%-])")


@cache
def _ways() -> re.Pattern[str]:
    """All words of change; what may stand before one is not looked for, so that the search is by
    first characters."""
    words = [words for letter in _WAYS for words in _longest_first(LEXICON[letter])]
    return re.compile("|".join(_first_group(w)[1][1:] if w.startswith("(?:") else w for w in words))


def _longest_first(words: str) -> list[str]:
    """The alternatives in small letters with the longer ones first, as the first that fits is
    taken."""
    return sorted(
        _alternatives(re.sub(r"\s*\|\s*", "|", words.strip().lower())), key=len, reverse=True
    )


def _alternatives(words: str) -> list[str]:
    """What bars part outside of brackets."""
    parts, depth = [""], 0
    for character in words:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _initials(words: str) -> frozenset[str]:
    """The characters that what fits an alternative can begin with: its first, or those of the group
    that it begins with, and of what follows one that may be left out."""
    if not words.startswith("(?:"):
        return frozenset(words[:1])
    group, rest = _first_group(words)
    initials = frozenset[str]().union(*map(_initials, _alternatives(group)))
    return initials | _initials(rest[1:]) if rest.startswith(("?", "*")) else initials


def _first_group(words: str) -> tuple[str, str]:
    """What stands in the brackets that an alternative begins with, and what follows them."""
    depth = 0
    for at, character in enumerate(words):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if not depth:
            return words[3:at], words[at + 1 :]
    raise ValueError(words)
