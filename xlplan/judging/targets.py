"""Targets and outcomes as people write them: `80 %`, `öka`, `Max 10 personer`, `Tas fram av nämnd`.

    parse_target("minst 80%")         a value: at least 80, in per cent
    parse_target("minska med 5 %")    a trend, and by how much
    parse_target("Fastställs 2020")   deferred, to a year
    parse_target("bra")               None: not understood

The grammar is wide in notation (blanks, signs, synonyms, inflections) and narrow in meaning: what
can be read in two ways, such as `80 eller 90` or `20.565`, is not understood rather than guessed
at.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from xlplan.judging.measures import WORD, YEAR, is_note, measure_of, number_of
from xlplan.patterns import pattern

Direction = Literal["at_least", "at_most", "within"]
Trend = Literal["öka", "minska", "oförändrat"]

_LONGEST = 120
"""Characters. A longer text is an analysis, not a target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a target or outcome says. Two are equal when they say the same, however they are
    written."""

    text: str = field(compare=False)
    """As it stands in the cell."""
    kind: Literal["value", "trend", "deferred", "yesno"]
    value: Decimal | None = None
    """The number; by how much, for a trend; the lower end of a range; 1 or 0 for yes or no.
    Decimals as written."""
    high: Decimal | None = None
    """The upper end, if a range is written (`80–85 %`)."""
    unit: str = ""
    """In one spelling: "%", "st", "personer", "ggr per år", "av 5", "kg CO₂ per kg livsmedel"; ""
    if not written."""
    note: str = ""
    """What follows the unit: "av barnen", "energieffektivisering relativt 2018"."""
    direction: Direction | None = None
    """None if not written. "within": at most that far from zero, either way (`+/- 1 %`)."""
    strict: bool = False
    """Whether the number itself misses the target (`under 5 %`, `över 80 %`)."""
    about: bool = False
    """Whether the number is approximate (`ca 80 %`)."""
    trend: Trend | None = None
    """Also beside a value: `öka till 80 %`."""
    deferred_to: str = ""
    """"nämnd", "nämnd/styrelse", a year, a phase ("T1"), "senare", or the words as written ("av
    enheten")."""

    @property
    def to_board(self) -> bool:
        """Whether the board is to set the target (`Tas fram av nämnd`)."""
        return self.deferred_to.split(" ")[0] in ("nämnd", "nämnd/styrelse")


@lru_cache(maxsize=16384)
def parse_target(text: str) -> Target | None:
    """What the text says, or None if it is not understood (an empty text is not)."""
    line = _one_line(text)
    if not line or len(line) > _LONGEST:
        return None
    if line.casefold() in ("ja", "nej"):
        return Target(text=text, kind="yesno", value=Decimal(line.casefold() == "ja"))
    target = _value(line) or _trend(line) or _deferred(line)
    return target and replace(target, text=text)


def unit_of(text: str) -> str | None:
    """The unit of a written number: "90%" -> "%", "82" -> "". None if the text holds no number that
    is understood."""
    target = parse_target(text)
    return None if target is None or target.value is None or target.kind == "yesno" else target.unit


def comparable(a: Target | None, b: Target | None) -> bool:
    """Whether both are values in the same unit, so that their numbers may be compared."""
    return a is not None and b is not None and a.kind == b.kind == "value" and a.unit == b.unit


def meets(target: Target, outcome: Target, better: Direction | None = None) -> bool | None:
    """Whether the outcome reaches the target; None if that cannot be told from the two.

    `better` is the direction to use when the target does not say one.
    """
    if target.kind == outcome.kind == "yesno":
        return target.value == outcome.value
    if not comparable(target, outcome) or outcome.high is not None or outcome.direction is not None:
        return None
    reached, goal = outcome.value, target.value
    assert reached is not None and goal is not None
    if target.high is not None:
        return goal <= reached <= target.high
    match target.direction or better:
        case "at_least":
            return reached > goal if target.strict else reached >= goal
        case "at_most":
            return reached < goal if target.strict else reached <= goal
        case "within":
            return abs(reached) <= goal
    return None


def _one_line(text: str) -> str:
    """One form of each letter, every kind of blank as one plain blank, no invisible characters, no
    full stop last."""
    text = unicodedata.normalize("NFC", text)
    return " ".join(re.sub("[\u00ad\u200b\u2060\ufeff]", "", text).split()).rstrip(" .")


# a value is written [bound] [about] [±] number [– number] [unit] [note]
_OVER = ("över", "mer än", "fler än", "högre än", "större än")
_UNDER = ("under", "mindre än", "färre än", "lägre än")


def _not(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{no} {phrase}" for no in ("inte", "ej") for phrase in phrases)


_BOUNDS: dict[str, tuple[Direction, bool]] = {
    **dict.fromkeys(
        ("minst", "minimum", "min", "lägst", "som lägst", "åtminstone", "≥", ">=", *_not(_UNDER)),
        ("at_least", False),
    ),
    **dict.fromkeys(
        (
            *("max", "maximalt", "maximum", "högst", "som mest", "som högst", "upp till", "inom"),
            *("≤", "<=", *_not(_OVER)),
        ),
        ("at_most", False),
    ),
    **dict.fromkeys((*_OVER, ">"), ("at_least", True)),
    **dict.fromkeys((*_UNDER, "<"), ("at_most", True)),
}
"""The direction, and whether the number itself misses it."""

# the digits are taken once and for all (?>…), so that "1 9456" is not read as 1 followed by
# something
_NUMBER = r"[-−–+]?(?>(?:[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+)(?:[.,][0-9]+)?)"
_ABOUT = r"(?P<about>(?:circa|cirka|ca|c:a|omkring|runt|ungefär|~|≈)\.? ?)?"
_ANY_BOUND = "|".join(map(re.escape, sorted(_BOUNDS, key=len, reverse=True)))
_SINGLE = re.compile(
    rf"(?:(?P<bound>{_ANY_BOUND})\.? ?)?{_ABOUT}"
    rf"(?P<within>(?:±|\+ ?/? ?[-−–]) ?)?(?P<number>{_NUMBER}) ?(?P<tail>.*)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"{_ABOUT}(?P<between>mellan )?(?P<low>{_NUMBER})(?P<percent> ?(?:%|procent))? ?"
    rf"(?P<joint>[-–—]|till|och) ?(?P<high>{_NUMBER}) ?(?P<tail>.*)",
    re.IGNORECASE,
)
_AFTERTHOUGHT = pattern(
    r"(?:^| )eller (?:(mera?|flera?|högre|över)|mindre|färre|lägre|under)$", re.IGNORECASE
)
_DIGIT = re.compile("[0-9]")


def _value(line: str) -> Target | None:
    if not _DIGIT.search(line):
        return None
    if match := _RANGE.fullmatch(line):
        return _range(match)
    return _single(match) if (match := _SINGLE.fullmatch(line)) else None


def _single(match: re.Match[str]) -> Target | None:
    bound, tail = (match["bound"] or "").casefold(), match["tail"]
    direction, strict = _BOUNDS.get(bound, (None, False))
    if not bound and (after := _AFTERTHOUGHT.search(tail)):
        direction, tail = "at_least" if after[1] else "at_most", tail[: after.start()]
    if (value := number_of(match["number"])) is None or (measure := measure_of(tail)) is None:
        return None
    if match["within"]:
        if direction == "at_least" or strict or value < 0:
            return None
        direction = "within"
    if bound in ("under", "inom") and measure == ("", "") and YEAR.fullmatch(match["number"]):
        return None  # a time
    return Target(
        text=match[0],
        kind="value",
        value=value,
        unit=measure[0],
        note=measure[1],
        direction=direction,
        strict=strict,
        about=bool(match["about"]),
    )


def _range(match: re.Match[str]) -> Target | None:
    low, high = number_of(match["low"]), number_of(match["high"])
    measure = measure_of(match["tail"])
    if low is None or high is None or measure is None or low >= high:
        return None
    if match["joint"].casefold() == "och" and not match["between"]:
        return None
    if match["percent"] and measure[0] != "%":
        return None
    if measure == ("", "") and YEAR.fullmatch(match["low"]) and YEAR.fullmatch(match["high"]):
        return None  # a time
    return Target(
        text=match[0],
        kind="value",
        value=low,
        high=high,
        unit=measure[0],
        note=measure[1],
        about=bool(match["about"]),
    )


_TREND = pattern(
    r"(?:(?:ska|skall|bör) (?:vara |bli )?)?(?:"
    r"(?P<up>ök(?:a|ar|as|ad|at|ade|ande|ning)|höj(?:a|s|as|d|t|da|er|ning))|"
    r"(?P<down>minsk(?:a|ar|as|ad|at|ade|ande|ning)|sänk(?:a|s|as|t|ta|er|ning))|"
    r"(?P<same>oförändra(?:t|d|de)(?: nivå)?|(?:bi)?behåll(?:a|as|s|er|en|et|na)(?: nivån?)?"
    r"|samma nivå))"
    r"(?: (?P<rest>.+))?",
    re.IGNORECASE,
)
_SINCE = pattern(r"(?:jämfört med|relativt|mot|sedan|från|under) .+", re.IGNORECASE)
IMPLIED: dict[Trend | None, Direction] = {"öka": "at_least", "minska": "at_most"}
"""The bound that a trend to a value has: `öka till 80 %` is at least 80."""


def _trend(line: str) -> Target | None:
    if not (match := _TREND.fullmatch(line)):
        return None
    trend: Trend = "öka" if match["up"] else "minska" if match["down"] else "oförändrat"
    rest = match["rest"] or ""
    if not rest or (_SINCE.fullmatch(rest) and is_note(rest.split(" "))):
        return Target(text=line, kind="trend", trend=trend, note=rest)
    joint, _, figure = rest.partition(" ")
    joint = joint.casefold()
    if joint == "med" and trend != "oförändrat":
        by = _value(figure)
        return by and replace(by, kind="trend", trend=trend)
    if joint not in (("på", "till") if trend == "oförändrat" else ("till",)):
        figure = rest if trend == "oförändrat" else ""
    if not (to := _value(figure)):
        return None
    direction = to.direction or (None if to.high is not None else IMPLIED.get(trend))
    return replace(to, trend=trend, direction=direction)


_DEFERRED = pattern(
    r"(?:ska |skall |kommer att )?"
    r"(?:tas fram|tags fram|fastställ(?:s|as)|sätt(?:s|as)|beslut(?:as|s)|bestäm(?:s|mas)"
    r"|anges|formuleras|utarbetas|återkommer)(?: (?P<to>.+))?",
    re.IGNORECASE,
)
_BOARD = pattern(
    r"(?:av )?(?:respektive |resp\.? |varje |berörd )?\w*nämnd(?:en|er|erna)?\b"
    r"(?P<company> ?(?:/|eller|och) ?\w*styrelse(?:n|r|rna)?\b)?",
    re.IGNORECASE,
)
_WHEN = pattern(
    r"(?:(?:i|till|under|år|vid|per) )*"
    r"(?:(?:T|tertial|tertialrapport) ?(?P<tertial>[12])|(?P<other>VP|VB|20[0-9]{2}|senare))",
    re.IGNORECASE,
)
_TO_WORD = pattern(rf"{WORD}|T[12]|[0-9][0-9.:-]*")


def _deferred(line: str) -> Target | None:
    if not (match := _DEFERRED.fullmatch(line)):
        return None
    to = match["to"] or "senare"
    if when := _WHEN.fullmatch(to):
        other = when["other"] or f"T{when['tertial']}"
        to = other.lower() if other.lower() == "senare" else other.upper()
    elif board := _BOARD.match(to):
        to = ("nämnd/styrelse" if board["company"] else "nämnd") + to[board.end() :]
    words = to.split(" ")
    if len(words) > 6 or not all(map(_TO_WORD.fullmatch, words)):
        return None
    return Target(text=line, kind="deferred", deferred_to=to)
