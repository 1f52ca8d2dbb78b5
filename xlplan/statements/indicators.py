"""An indicator as its analysis names it, and what the analysis says that must be about its
outcome."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from xlplan.statements.unit_name import goes_on, unit_named
from xlplan.statements.values import NAMED, OUTCOME, Mention, Statement

_OUTCOME = re.compile(
    r"(?<!\w)(?:årets |periodens |det sammanlagda |det totala |enhetens )?(?:utfall(?:et)?"
    r"|resultat(?:et)?|indikatorn|"
    r"indikatorns (?:utfall|värde)|index(?:et)?|värdet)(?: för indikatorn| visar att)?(?!\w)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?<!\w)(?:andel(?:en)?|antal(?:et)?)(?!\w)", re.IGNORECASE)
_PERIOD = re.compile(r"(?<!\w)(?:under )?perioden(?!\w)", re.IGNORECASE)
_THE_STATE = re.compile(r"(?<!\w)(\w{3,})heten(?!\w)")
"""What "nöjda" is as a noun: nöjdheten."""
_GENERAL = (  # what speaks of any indicator | words of which it has one | letter | key
    (_OUTCOME, ("utfall", "resultat", "indikatorn", "index", "värdet"), "S", OUTCOME),
    (_PERIOD, ("perioden",), "Y", ""),
    (_COUNTED, ("andel", "antal"), "S", NAMED),
    (_THE_STATE, ("heten",), "S", NAMED),
)
_SMALL = frozenset(
    (
        "som",
        "av",
        "med",
        "i",
        "är",
        "sig",
        "sin",
        "sina",
        "sitt",
        "inom",
        "för",
        "till",
        "och",
        "att",
        "på",
        "de",
        "en",
        "ett",
        "har",
        "kan",
        "får",
        "blir",
        "den",
        "det",
        "vid",
        "hos",
        "eller",
        "inte",
        "ej",
        "ingen",
        "utan",
        "andel",
        "antal",
        "andelen",
        "antalet",
        "man",
        "over",
        "över",
        "under",
        "per",
        "känner",
        "upplever",
        "anser",
        "tycker",
    )
)
_NEVER_SMALL = frozenset(("av", "till", "på", "i", "är"))
"""Words that a sentence's meaning hangs on, also where they stand in the name."""
_DENIED = re.compile(r"(?<!\w)(?:inte|ej|inga|ingen|utan|saknar|ogiltig)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_ENDING = re.compile(r"(?:arna|erna|orna|are|ande|na|ar|er|or|en|et|an|a|e|n|t|s)$")
_NEUTRAL = re.compile(
    r"utfall|resultat|enkät|undersökning|mätning|indikator|mål|\bvi\b|enheten|andel|svar|förbättr"
    r"|försämr",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\bbland\b|flick|pojk|kvinn|\bmän|grupp|årskurs|klass|avdelning|team|hus\b|samtliga skolor"
    r"|stad|kommun|nämnd|"
    r"region|(?:19|20)\d\d|förra|föregående|fjol|tertial|\bT[12]\b|prognos|:$",
    re.IGNORECASE,
)
"""What stands before in the paragraph and may be what the sentence goes on about."""
_PEOPLE = tuple(
    re.compile(rf"\b(?:{words})(?:na|n|r|rna|arna|erna|en|et)?\b")
    for words in (
        "brukare|brukar|deltagare|deltagar|personer|person|boende|kunder|kund|klienter|klient|äldre",
        "barn|elever|elev",
        "vårdnadshavare|vårdnadshavar|föräldrar|förälder",
        "medarbetare|medarbetar|personal|anställda",
    )
)


@dataclass(frozen=True)
class IndicatorNamed:
    """What in a sentence speaks of an indicator: its outcome, its name, and single words of it."""

    name: str
    enhet: str

    def __call__(self, text: str) -> list[Mention]:
        found = [
            Mention(m.start(), m.end(), letter, key)
            for pattern, letter, key in _likely(text.lower())
            for m in pattern.finditer(text)
            if pattern is not _THE_STATE or self._is_own(m[1].casefold())
        ]
        found += self._words_named(text)
        if sum(mention.letter == "S" for mention in found) > 1:
            # "Utfallet för sjukfrånvaron": one is enough
            first = min((m for m in found if m.letter == "S"), key=lambda m: m.start)
            found = [
                m if m is first or m.letter != "S" else Mention(m.start, m.end, "n", m.key)
                for m in found
            ]
        return [*found, *unit_named(text, self.enhet)]

    def _is_own(self, word: str) -> bool:
        return any(_is_form(word, stem) for stem in self._stems)

    def _words_named(self, text: str) -> Iterator[Mention]:
        for match in _WORD.finditer(text):
            word = match[0].casefold()
            if word not in self._told:
                self._told[word] = self._what_is(word)
            letter, key = self._told[word]
            if letter:
                yield Mention(match.start(), match.end(), letter, key)
            elif match[0] == "AMI" and "medskapandeindex" in self.name.casefold():
                yield Mention(match.start(), match.end(), "S", NAMED)

    def _what_is(self, word: str) -> tuple[str, str]:
        """The letter and key that a word is told by; "" if it is none of the name's."""
        alike = (stem for stem in self._stems if stem[:2] == word[:2])  # most words are quite other
        if stem := next((stem for stem in alike if _is_form(word, stem)), ""):
            return ("S", NAMED) if len(self._stems) == 1 else ("n", stem)
        # another word for those whom the indicator is about: "brukarna" for "personer med …"
        same_people = any(people.fullmatch(word) for people in self._people)
        return ("F", "") if same_people or word in self._small else ("", "")

    @cached_property
    def _told(self) -> dict[str, tuple[str, str]]:
        return {}

    @cached_property
    def _stems(self) -> tuple[str, ...]:
        return _stems(self.name)

    @cached_property
    def _people(self) -> tuple[re.Pattern[str], ...]:
        name = self.name.casefold()
        return tuple(people for people in _PEOPLE if people.search(name))

    @cached_property
    def _small(self) -> frozenset[str]:
        return (_SMALL & set(_WORD.findall(self.name.casefold()))) - _NEVER_SMALL


def _likely(lowered: str) -> Iterator[tuple[re.Pattern[str], str, str]]:
    """(pattern, letter, key) of what any indicator is spoken of by, and may stand in the text."""
    for pattern, words, letter, key in _GENERAL:
        if any(word in lowered for word in words):
            yield pattern, letter, key


@lru_cache(maxsize=4096)
def _stems(name: str) -> tuple[str, ...]:
    """The name's own words, without their endings: "Andel nöjda vårdnadshavare" -> nöjd,
    vårdnadshav."""
    return tuple(
        _ENDING.sub("", word) if len(word) > 4 else word
        for word in _WORD.findall(name.casefold())
        if word not in _SMALL
    )


def _is_form(word: str, stem: str) -> bool:
    if len(stem) >= 6 and word.startswith(stem[:-1]):  # utförda, utförs
        return len(word) - len(stem) <= 4
    return len(stem) >= 3 and word.startswith(stem) and len(word) - len(stem) <= 5


# -- whether it must be about the outcome ----------------------------------------------------------
def is_meant(statement: Statement, indicator: IndicatorNamed, others: Iterable[str]) -> bool:
    """Whether it must be about the indicator's outcome; `others` are the names of the book's
    indicators."""
    if _DENIED.search(indicator.name) and not _DENIED.search(statement.sentence):
        return False
    if _is_of_another(statement, indicator.name, others):
        return False
    if not (statement.whole or goes_on(statement.lead, indicator.enhet, _NEUTRAL, _DOUBT)):
        return False
    about_it = statement.named or statement.names or statement.ours or statement.whole
    return bool(about_it or (statement.compared and not statement.lead))


def _is_of_another(statement: Statement, name: str, names: Iterable[str]) -> bool:
    """Whether the sentence names another indicator in full and this one not: "sjukfrånvaron" beside
    the indicator "Sjukfrånvaro dag 1–14"."""
    said = [word.casefold() for word in _WORD.findall(statement.sentence)]

    def named(other: str) -> bool:
        stems = _stems(other)
        return bool(stems) and all(any(_is_form(word, stem) for word in said) for stem in stems)

    return not named(name) and any(named(other) for other in names if other != name)
