"""What is read from a text: its numbers, what the caller knows of its words, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["kr", "%", "procentenheter", "st"]
Bound = Literal["", "minst", "högst"]
Way = Literal["upp", "ned", "oförändrat"]


OUTCOME, NAMED = "utfall", "namn"
"""The keys of statements on an indicator: of the outcome by that word, or by the indicator's own
name (or by nothing)."""

COUNTED = ("enhetsmål", "nämndmål", "indikatorer", "aktiviteter", "inriktningsmål")
"""What of a plan is counted: the keys of such statements, and the words that name it."""


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """One number as written. `low` and `high` are in kr, per cent, procentenheter or pieces, as
    `kind` says."""

    start: int
    end: int
    text: str
    """As it stands, with "ca", "drygt" and their like."""
    kind: Kind
    low: float
    high: float
    unit: str = ""
    """The unit's own word: "tkr"; "" for a bare number."""
    about: bool = False
    bound: Bound = ""
    sign: int = 0
    """1 or -1 if a sign is written."""

    def may_be(self, low: float, high: float) -> bool:
        """Whether the number can stand for a value between `low` and `high`."""
        noise = 1e-9 * max(1.0, abs(low), abs(high))
        shared = min(self.high, high) - max(self.low, low)
        # two rounded numbers that only touch (6,1 and 6,0) are different ones
        return shared > noise if self.low < self.high and low < high else shared >= -noise


@dataclass(frozen=True, slots=True)
class Mention:
    """What the caller knows of the sentence's words: `S` what the number may be about, `n` a word
    of its name, `E` the unit itself, `k` what is counted, or another letter of the lexicon but
    those of change. `key` is the caller's own."""

    start: int
    end: int
    letter: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a sentence says."""

    key: str
    """What it is about: the caller's key of the mention, or `own`."""
    says: Literal["level", "change", "count", "share"]
    phrase: str
    """The words as they stand, from what it is about to the number."""
    figure: StatedFigure | None = None
    also: StatedFigure | None = None
    """The same once more in brackets: "105 tkr (50 %)"."""
    before: StatedFigure | None = None
    """What a change is from."""
    way: Way | None = None
    compared: bool = False
    """Whether it says that it compares with last year."""
    budget: bool = False
    """Whether the sentence speaks of the budget."""
    whole: bool = False
    """Whether it says that it is all of it, or the whole unit's: "enhetens", "totalt"."""
    ours: bool = False
    """Whether it says whose it is, if only by "vi" or "vår": that may be less than the whole
    unit."""
    cause: bool = False
    """Whether a cause is given: the change may then be only what that cause makes."""
    definite: bool = False
    """Whether the change is spoken of as known: "ökningen på …"."""
    past: bool = False
    named: bool = True
    """Whether what it is about is said by name, rather than being what the cell is about."""
    names: int = 0
    """How many words of the caller's name are in it (letter `n`)."""
    of: str = ""
    """The key of what it is a share of."""
    sentence: str = ""
    """All of the sentence."""
    lead: str = ""
    """What stands before the sentence in its paragraph."""
