"""The numbers of running Swedish text, each with the interval that it stands for.

    "20,6 mnkr"          20 550 000–20 650 000 kr: half a unit in the last place (domain: printed
                         amounts are rounded)
    "20 500 tkr"         20 450–20 550 tkr: zeros at the end may be rounding, but two digits always
                         count
    "80 %"               79,5–80,5
    "drygt 20 miljoner"  from 20 (less its rounding) to a tenth more; "knappt" the other way; "ca"
                         both ways
    "minst 4", "över 4"  from 4 up; "högst", "under" from 4 down
    "mellan 4 och 5"     both ends with their rounding; "12,9 + 24,6 mnkr" their sum
    "hälften", "var tredje", "nio av tio"   a share within 2,5 procentenheter; with "drygt" and its
    like within 10
    "fem", "12"          a count, exact

What "drygt", "knappt" and "ca" allow is a tenth of the value, or one unit in its last place if that
is more: wider than most people mean, since a true text that is doubted costs more than a false one
that passes.
"""

from __future__ import annotations

import re
from dataclasses import replace
from math import inf

from xlplan.statements.number_words import NUMBER_WORDS, SHARES
from xlplan.statements.values import Kind, StatedFigure

_SHARE_WIDTH, _LOOSE_SHARE_WIDTH = 2.5, 10.0
"""Procentenheter, for shares in words."""
_LOOSE = 0.1
"""How far "ca", "drygt" and "knappt" reach, as a part of the value."""


# -- how numbers are written -----------------------------------------------------------------------
_BLANK = "[ \u00a0\u2009\u202f]"
_FIRST_LETTERS = "".join(sorted({word[0] for word in NUMBER_WORDS}))
_WORD = rf"(?=[{_FIRST_LETTERS}])(?:{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})"
"""Most words begin with another letter, and are then not held against each of these."""
_DIGITS = (
    rf"(?:\d{{1,3}}(?:{_BLANK}\d{{3}})+(?!\d)|\d{{1,3}}(?:\.\d{{3}}){{2,}}(?!\d)|\d+)(?:[.,]\d+)?"
)
_NUMBER = rf"(?:[-−–+±]?{_DIGITS}|(?:{_WORD}|en|ett)(?![\w-]))"
_UNITS = {
    "procentenheter": r"(?:procent|%)-?{b}?enhet(?:er)?|p\.e\.",
    "%": r"%|procent(?:en)?",
    "miljarder": r"mdkr|miljard(?:er)?(?:{b}(?:kr|kronor))?",
    "mnkr": r"mnkr|mkr|msek|mn{b}?kr|milj\.?{b}?(?:kr|kronor)|miljon(?:er)?(?:{b}(?:kr|kronor))?",
    "tkr": r"tkr|kkr|ksek|tusen{b}(?:kr|kronor)",
    "kr": r"kr|kronor|sek|:-",
}
_UNIT = "|".join(
    f"(?P<u{i}>{pattern.replace('{b}', _BLANK)})(?![\\w%-])"
    for i, pattern in enumerate(_UNITS.values())
)
_FACTOR = {
    "procentenheter": 1.0,
    "%": 1.0,
    "miljarder": 1e9,
    "mnkr": 1e6,
    "tkr": 1e3,
    "kr": 1.0,
    "": 1.0,
}
_KINDS: dict[str, Kind] = {"procentenheter": "procentenheter", "%": "%", "": "st"}

_HEDGES: dict[str, str] = {
    "about": r"circa|cirka|ca\.?|c:a|omkring|runt|ungefär|uppskattningsvis|i storleksordningen"
    r"|kring|~|≈|typ|"
    r"någonstans kring",
    "more": r"drygt|dryga|strax över|lite över|lite drygt|något över|något mer än|lite mer än",
    "less": r"knappt|knappa|nästan|närmare|strax under|nära|nästintill|inte fullt|uppemot|upp emot"
    r"|emot|något under",
    "at_least": r"över|mer än|fler än|högre än|minst|åtminstone|lägst|inte mindre än|inte under|>"
    r"|≥",
    "at_most": r"under|mindre än|färre än|lägre än|högst|max\.?|maximalt|som mest|upp till|inte "
    r"mer än|inte över|<|≤",
}
_HEDGE = "|".join(f"(?P<{name}>{words})" for name, words in _HEDGES.items())
_LONGEST_HEDGE = 30
"""Characters."""
_HEDGE_BEFORE = re.compile(rf"(?<![\w])(?:{_HEDGE}){_BLANK}*$", re.IGNORECASE)
_FIGURE = re.compile(
    rf"(?<![\w.,])(?:(?P<between>mellan{_BLANK}+)(?=\S+(?:{_BLANK}\d{{3}})*(?:{_BLANK}?%)?[^.,]{{0,12}}?{_BLANK}och))?"
    rf"(?P<number>{_NUMBER})(?:{_BLANK}?(?:{_UNIT}))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_JOINT = re.compile(
    rf"{_BLANK}*(?:(?P<dash>[-–—])|(?P<plus>\+)|(?P<word>respektive|resp\.?|och|till|eller)){_BLANK}*",
    re.IGNORECASE,
)
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_WHOLES = ("tio", "hundra", "fem", "fyra", "tre", "10", "100")
_SHARE = re.compile(
    rf"(?<!\w)(?:(?P<share>{'|'.join(SHARES)})|"
    rf"(?P<part>{_WORD}|\d{{1,2}}) av "
    rf"(?P<whole>{'|'.join(_WHOLES)}))(?![\w-]|{_BLANK}?\d)",
    re.IGNORECASE,
)


_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"\w+")
_IN_WORDS = {*NUMBER_WORDS, *(share.rpartition(" ")[2] for share in SHARES)}
_ONE = re.compile(rf"e(?:n|tt){_BLANK}?(?:{'|'.join(_UNITS.values()).replace('{b}', _BLANK)})")
_SHARE_WORDS = (
    *dict.fromkeys(share.rpartition(" ")[2] for share in SHARES),
    *(f" av {whole}" for whole in _WHOLES),
)


def figures(text: str) -> list[StatedFigure]:
    """All numbers of a text in order, years apart. What can be read in two ways ("20.565 kr") is
    left out."""
    lowered = text.lower()
    if not (
        _DIGIT.search(lowered)
        or not _IN_WORDS.isdisjoint(_LETTERS.findall(lowered))
        or _ONE.search(lowered)
    ):
        return []  # as most sentences, and to look closer takes longer
    part = any(word in lowered for word in _SHARE_WORDS)
    shares = [_shared(match, text) for match in _SHARE.finditer(text)] if part else []
    taken = [(f.start, f.end) for f in shares]
    found = [
        m
        for m in _FIGURE.finditer(text)
        if not any(start < m.end() and m.start() < end for start, end in taken)
    ]
    made: list[StatedFigure] = []
    i = 0
    while i < len(found):
        figure, used = _read(found, i, text)
        made += [figure] if figure else []
        i += used
    return sorted([*shares, *made], key=lambda figure: figure.start)


def _read(found: list[re.Match[str]], i: int, text: str) -> tuple[StatedFigure | None, int]:
    """The figure that begins with the i-th number, and how many numbers it is made of."""
    match = found[i]
    joint = (
        _JOINT.fullmatch(text, match.end(), found[i + 1].start()) if i + 1 < len(found) else None
    )
    unit = _unit(match)
    if joint is None:
        return _single(match, unit, text), 1
    other = _unit(found[i + 1])
    if joint["plus"] and other and unit in ("", other):
        return _joined(match, found[i + 1], other, text, add=True), 2
    if unit in ("", other) and (joint["dash"] or (match["between"] and joint["word"] == "och")):
        return _joined(match, found[i + 1], other, text, add=False), 2
    if joint["dash"]:
        return None, 2
    return _single(match, unit or other, text), 1  # "3,1 respektive 4,2 mnkr" share their unit


def _unit(match: re.Match[str]) -> str:
    return next((name for i, name in enumerate(_UNITS) if match[f"u{i}"]), "")


def _single(match: re.Match[str], unit: str, text: str) -> StatedFigure | None:
    number = match["number"]
    if _AMBIGUOUS.fullmatch(number.lstrip("-−–+±")) or (
        number.lower() in ("en", "ett") and not unit
    ):
        return None
    if not unit and _YEAR.fullmatch(number):
        return None
    value, last = _value(number, unit)
    factor = _FACTOR[unit]
    exact = unit == "" and last == 1.0
    half = 0.0 if exact else last / 2
    sign = -1 if number[0] in "-−–" else 1 if number[0] == "+" else 0
    start = match.start("number")
    figure = StatedFigure(
        start,
        match.end(),
        text[start : match.end()],
        _KINDS.get(unit, "kr"),
        (value - half) * factor,
        (value + half) * factor,
        unit,
        sign=sign,
    )
    return _hedged(figure, text, value * factor, max(abs(value) * _LOOSE, last) * factor)


def _joined(
    first: re.Match[str], second: re.Match[str], unit: str, text: str, *, add: bool
) -> StatedFigure | None:
    a, b = _single(first, unit, text), _single(second, unit, text)
    if a is None or b is None or a.kind != b.kind or (not add and a.low > b.high):
        return None
    low, high = (a.low + b.low, a.high + b.high) if add else (a.low, b.high)
    start = first.start() if first["between"] else a.start
    return replace(
        a,
        start=start,
        end=b.end,
        text=text[start : b.end],
        low=low,
        high=high,
        about=a.about or not add,
    )


def _value(number: str, unit: str) -> tuple[float, float]:
    """The value without its sign, and one unit in its last place."""
    word = number.lower()
    if word in NUMBER_WORDS or word in ("en", "ett"):
        return float(NUMBER_WORDS.get(word, 1)), 1.0
    digits = re.sub(rf"{_BLANK}|[-−–+±]", "", number)
    if digits.count(".") > 1:
        digits = digits.replace(".", "")
    whole, _, decimals = digits.replace(",", ".").partition(".")
    value = float(f"{whole}.{decimals or 0}")
    if decimals:
        return value, 10.0 ** -len(decimals)
    zeros = len(whole) - len(whole.rstrip("0")) if unit in ("kr", "tkr", "mnkr", "miljarder") else 0
    return value, 10.0 ** max(0, min(zeros, len(whole) - 2))


def _hedged(figure: StatedFigure, text: str, value: float, loose: float) -> StatedFigure:
    """The figure with the words before it that widen or bound it; two such words say too little to
    be held to."""
    match = _hedge_before(text, figure.start)
    if match is None:
        return figure
    start = match.start()
    figure = replace(figure, start=start, text=text[start : figure.end])
    if _hedge_before(text, start):
        return replace(figure, low=-inf, high=inf, about=True)
    match match.lastgroup:
        case "about":
            return replace(figure, low=value - loose, high=value + loose, about=True)
        case "more":
            return replace(figure, high=value + loose, about=True)
        case "less":
            return replace(figure, low=value - loose, about=True)
        case "at_least":
            return replace(figure, high=inf, bound="minst")
        case _:
            return replace(figure, low=-inf, bound="högst")


def _hedge_before(text: str, at: int) -> re.Match[str] | None:
    """Words that widen or bound the figure that begins there."""
    words_end = len(text[:at].rstrip())
    return _HEDGE_BEFORE.search(text, max(0, words_end - _LONGEST_HEDGE), at)


def _shared(match: re.Match[str], text: str) -> StatedFigure:
    if match["share"]:
        value = SHARES[match["share"].lower()]
    else:
        part, whole = (
            NUMBER_WORDS.get(word.lower()) or int(word) for word in (match["part"], match["whole"])
        )
        value = 100 * part / whole
    low, high = value - _SHARE_WIDTH, value + _SHARE_WIDTH
    figure = StatedFigure(match.start(), match.end(), match[0], "%", low, high, "andel", about=True)
    return _hedged(figure, text, value, _LOOSE_SHARE_WIDTH)
