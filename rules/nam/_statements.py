"""Amounts that a text states about budgetjusteringar."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from xlplan.rule import pattern

IN_KR = {"kr": 1.0, "tkr": 1e3, "mnkr": 1e6, "mdkr": 1e9}
_WORDS = {
    "kronor": "kr",
    "tusen kronor": "tkr",
    "mkr": "mnkr",
    "miljoner kronor": "mnkr",
    "miljoner kr": "mnkr",
    "mn kr": "mnkr",
    "miljarder kronor": "mdkr",
}
_UNITS = "|".join(sorted(map(re.escape, (*IN_KR, *_WORDS)), key=len, reverse=True))
_AMOUNT = pattern(
    rf"(?<![\d,.])(\d{{1,3}}(?:\s\d{{3}})+|\d+)(?:[,.](\d+))?\s*({_UNITS})\b", re.IGNORECASE
)
_SENTENCE = pattern(r"(?<=[.;!?])\s+(?=[A-ZÅÄÖ])|\n")
_ABOUT = pattern(r"\bbudgetjustering\w*", re.IGNORECASE)
_OTHER = pattern(r"\b(?:investering|omslutning|nettobudget|ram\b|resultat)\w*", re.IGNORECASE)
"""Words after which an amount is about something else."""
NEAR = 25
"""Characters between an amount and the word that follows it, as in "2,5 mnkr i budgetjustering"."""

ROOM = 1e-6


class Stated(NamedTuple):
    """An amount in kr, half a unit in its last place, and how it is written."""

    kr: float
    room: float
    written: str


def adjustments(text: str) -> list[Stated]:
    """The amounts that stand after the word budgetjustering in its sentence, or else just before
    it."""
    return [stated for sentence in _SENTENCE.split(text) for stated in _of_sentence(sentence)]


def _of_sentence(sentence: str) -> Iterator[Stated]:
    about = _ABOUT.search(sentence)
    if not about:
        return
    after = sentence[about.end() :]
    other = _OTHER.search(after)
    found = list(_AMOUNT.finditer(after[: other.start()] if other else after))
    if not found:
        found = [
            m
            for m in _AMOUNT.finditer(sentence[: about.start()])
            if about.start() - m.end() <= NEAR
        ][-1:]
    yield from map(_stated, found)


def _stated(match: re.Match[str]) -> Stated:
    whole, part, unit = re.sub(r"\s", "", match[1]), match[2] or "", match[3].lower()
    factor = IN_KR[_WORDS.get(unit, unit)]
    value = float(f"{whole}.{part}") if part else float(whole)
    return Stated(
        value * factor,
        0.5 * 10.0 ** -len(part) * factor if part else 0.0,
        " ".join(match[0].split()),
    )


def not_theirs(stated: list[Stated], lines: list[tuple[float, float, str]]) -> str | None:
    """The first amount that is neither the lines' sum, nor one of them, nor those of one bilaga;
    None if all are.

    A line is its amount in kr, the room that rounding gives it, and its bilaga.
    """
    sets = [
        lines,
        *([line] for line in lines),
        *([x for x in lines if x[2] == each] for each in {x[2] for x in lines}),
    ]
    sums = [(abs(sum(x[0] for x in some)), sum(x[1] for x in some)) for some in sets]
    whole = sum(each.kr for each in stated), sum(each.room for each in stated)
    # beside the sum of this year's stand those of other years
    if any(
        abs(kr - sums[0][0]) <= room + sums[0][1] + ROOM
        for kr, room in (whole, *(each[:2] for each in stated))
    ):
        return None
    off = (
        s for s in stated if all(abs(s.kr - value) > s.room + room + ROOM for value, room in sums)
    )
    return next((each.written for each in off), None)
