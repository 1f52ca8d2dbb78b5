"""What a sentence says of what it is about: how much it is, by how much it has changed, or only
which way.

    "Lokalkostnaderna uppgår till 3 810 tkr"              level, 3 810 tkr
    "Lokalkostnaderna ökar från 3 600 till 3 810 tkr"     level 3 810 tkr, and a change: up, from 3
    600 tkr
    "Lokalkostnaderna ökar med 210 tkr jämfört med 2025"  change, up, 210 tkr, compared with last
    year
    "Lokalkostnaderna minskar jämfört med 2025"           change, down

Sentences are understood as wholes: every word from the beginning to the number must be known (see
`words`), and what follows must end there or be an added clause. A sentence that is anything else, a
forecast, a wish, a part of something, another year, gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from xlplan.statements.patterns import (
    BOTH,
    CHANGES,
    COUNT,
    IDLE,
    JOINT,
    LEVELS,
    NEXT_COUNT,
    SHARE_OF_PEOPLE,
    SHARES,
)
from xlplan.statements.sentences import Sentence
from xlplan.statements.values import Mention, StatedFigure, Statement, Way
from xlplan.statements.words import Token, may_say, tokens

_SUMMED = re.compile(r"\b(?:summa|total)", re.IGNORECASE)
_COMPARED = re.compile("C[FTBEn]*L")
_WEAK = re.compile(r"vi|vår|vårt|våra|hos oss|planens?|verksamhetsplanens?", re.IGNORECASE)
_GOES_ON = re.compile(
    r"[\s,;)]*(?:och|men|samt) (?!det\b|som\b|vilket\b|motsvarar|innebär)[^\W\d]", re.IGNORECASE
)
""" "Lokalerna ökar med 5,8 % och blir 3 810 tkr": a level; "…, vilket motsvarar 210 tkr" is the
change once more."""
_MOST = 1000
"""Characters: what is longer is not 80 words, and is not read at all."""
_WAYS: dict[str, Way] = {
    **dict.fromkeys("UuM", "upp"),
    **dict.fromkeys("DdI", "ned"),
    "o": "oförändrat",
}


def statements(
    sentences: Iterable[Sentence],
    mentions: Callable[[str], Sequence[Mention]],
    year: int | None,
    *,
    own: str = "",
) -> Iterator[Statement]:
    """What the sentences say of what `mentions` finds in each of them, and, where nothing is named,
    of `own`: the key of what the whole cell is about ("" for nothing)."""
    for sentence in _readable(sentences):
        if own and not may_say(sentence):
            continue
        named = mentions(sentence.text)
        # about nothing of the caller's: most sentences, and reading words is what takes time
        if own or (any(mention.letter == "S" for mention in named) and may_say(sentence)):
            yield from _Reading(sentence, tokens(sentence, named, year), own).all()


def counts(
    sentences: Iterable[Sentence],
    mentions: Callable[[str], Sequence[Mention]],
    year: int | None,
) -> Iterator[Statement]:
    """How many the sentences say that there are of what `mentions` marks with `k`."""
    for sentence in _readable(sentences):
        named = mentions(sentence.text)
        if not (any(mention.letter == "k" for mention in named) and sentence.figures):
            continue
        found = tokens(sentence, named, year)
        letters = "".join(token.letter for token in found)
        match = COUNT.match(letters)
        while match:
            v, k = ("v", "k") if match["v"] else ("v2", "k2")
            figure, key = found[match.start(v)].figure, found[match.start(k)].key
            first, last = sorted((match.start(v), match.start(k)))
            phrase = sentence.text[found[first].start : found[last].end]
            yield Statement(
                key, "count", phrase, figure, sentence=sentence.text, lead=sentence.before
            )
            match = NEXT_COUNT.match(letters, match.end())


def _readable(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    return (sentence for sentence in sentences if len(sentence.text) <= _MOST)


class _Reading:
    """One sentence, read clause by clause from its beginning; the first that is not understood ends
    it."""

    def __init__(self, sentence: Sentence, found: list[Token], own: str) -> None:
        self.sentence = sentence
        self.tokens = found
        self.named = any(token.letter == "S" for token in found)
        if own and not self.named:
            self.tokens = [Token("S", 0, 0, None, own), *found]
        self.letters = "".join(token.letter for token in self.tokens)

    def all(self) -> Iterator[Statement]:
        if "S" not in self.letters:
            return
        if match := BOTH.match(self.letters):
            yield self._level(match, "s", "v")
            yield self._level(match, "s2", "v2")
            return
        at, carried, ended = 0, "", 0
        said: list[Statement] = []
        while at < len(self.letters):
            part, first, before = self.letters[at:], at, said
            unnamed = bool(carried) and "S" not in part[:6]
            if unnamed:  # "…, vilket är en ökning med 0,3 mnkr"
                self.tokens.insert(
                    at, Token("S", self.tokens[at].start, self.tokens[at].start, None, carried)
                )
                self.letters = self.letters[:at] + "S" + part
            said, end, carried = self._clause(first)
            if not end:
                return
            if (
                unnamed
                and before
                and before[-1].says == "change"
                and not _GOES_ON.match(self.sentence.text, ended)
            ):
                said = [each for each in said if each.says == "change"]
            yield from said
            ended = self.tokens[end - 1].end
            joint = JOINT.match(self.letters, end)
            at = joint.end() if joint and joint.end() > end else len(self.letters)

    def _clause(self, at: int) -> tuple[list[Statement], int, str]:
        """What the clause that begins there says, where it ends (0 if it is not understood), and
        what it is about."""
        for pattern in SHARES:
            if match := pattern.match(self.letters, at):
                share = replace(
                    self._level(match, "s", "v"),
                    says="share",
                    of=self.tokens[match.start("of")].key,
                )
                return [share], match.end(), share.key
        for pattern in CHANGES:
            if match := pattern.match(self.letters, at):
                return self._change(match), match.end(), self.tokens[match.start("s")].key
        for pattern in LEVELS:
            if (match := pattern.match(self.letters, at)) and not self._is_for(match):
                return (
                    [self._level(match, "s", "v")],
                    match.end(),
                    self.tokens[match.start("s")].key,
                )
        if (match := SHARE_OF_PEOPLE.match(self.letters, at)) and self._is_of_the_name(match):
            level = self._level(match, "s", "v")
            phrase = self.sentence.text[
                self.tokens[match.start()].start : self.tokens[match.end() - 1].end
            ]
            return [replace(level, phrase=phrase)], match.end(), level.key
        if match := IDLE.match(self.letters, at):
            return [], match.end(), self.tokens[match.start("s")].key
        return [], 0, ""

    def _is_for(self, match: re.Match[str]) -> bool:
        """ "Livsmedel för 300 tkr": what is bought, not what there is."""
        number = self.tokens[match.start("v")]
        return bool(re.search(r"\bför\s*$", self.sentence.text[: number.start]))

    def _is_of_the_name(self, match: re.Match[str]) -> bool:
        """Whether enough of the name's own words say of whom and what the share is."""
        verb = re.search(r"[VW].*n", match["rest"])
        return (
            bool(verb)
            or len({t.key for t in self.tokens[match.start() : match.end()] if t.letter == "n"})
            >= 2
        )

    def _level(self, match: re.Match[str], subject: str, value: str) -> Statement:
        about, number = self.tokens[match.start(subject)], self.tokens[match.start(value)]
        return self._told(match, about, number, says="level", figure=number.figure)

    def _change(self, match: re.Match[str]) -> list[Statement]:
        about = self.tokens[match.start("s")]
        at = {
            name: self.tokens[match.start(name)] for name, text in match.groupdict().items() if text
        }
        said = []
        way = _WAYS.get(at["way"].letter) if "way" in at else None
        if "v" in at:
            level = self._told(match, about, at["v"], says="level", figure=at["v"].figure)
            said.append(replace(level, way=way))
        by = at.get("by") or at.get("signed")
        if "signed" in at:
            sign = at["signed"].figure.sign if at["signed"].figure else 0
            if not sign:
                return []
            way = "upp" if sign > 0 else "ned"
        last = by or at.get("v") or at["way"]
        change = self._told(match, about, last, says="change", figure=by.figure if by else None)
        compared = change.compared or "before" in at
        definite = "definite" in at or self._is_definite(at.get("way"))
        before = at["before"].figure if "before" in at else None
        also = at["also"].figure if "also" in at else None
        return [
            *said,
            replace(
                change, way=way, compared=compared, definite=definite, before=before, also=also
            ),
        ]

    def _is_definite(self, token: Token | None) -> bool:
        return (
            token is not None
            and token.letter in "ud"
            and self.sentence.text[token.start : token.end].endswith("en")
        )

    def _is_whole(self, token: Token) -> bool:
        weak = _WEAK.fullmatch(self.sentence.text[token.start : token.end])
        return token.letter == "T" or (token.letter == "E" and not weak)

    def _told(
        self,
        match: re.Match[str],
        about: Token,
        last: Token,
        *,
        says: Literal["level", "change"],
        figure: StatedFigure | None,
    ) -> Statement:
        inside = self.letters[match.start() : match.end()]
        covered = self.tokens[match.start() : match.end()]
        ends = max(about.end, last.end)
        begins = min(
            token.start for token in (about, last, *self.tokens[match.start() : match.start() + 1])
        )
        phrase = self.sentence.text[begins:ends]
        return Statement(
            about.key,
            says,
            phrase,
            figure,
            compared=bool(_COMPARED.search(inside)),
            budget="budget" in self.sentence.text.casefold(),
            whole=any(map(self._is_whole, covered)) or bool(_SUMMED.search(phrase)),
            ours="E" in inside,
            cause="G" in self.letters[match.end() :],
            past="W" in inside,
            named=self.named and about.start < about.end,
            names=inside.count("n"),
            sentence=self.sentence.text,
            lead=self.sentence.before,
        )
