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

from xlplan.model import PHASES
from xlplan.patterns import pattern

Direction = Literal["at_least", "at_most", "within"]
Trend = Literal["öka", "minska", "oförändrat"]

_HARD_BLANK = "\N{NO-BREAK SPACE}"
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


def written(target: Target) -> str:
    """The even notation: `90%` -> `90 %`, `1945 GWh` -> `1 945 GWh`, `Högst 10` -> `Max 10`; hard
    blanks in numbers.

    It says the same as the target: parsing it gives an equal one.
    """
    match target.kind:
        case "yesno":
            return "Ja" if target.value else "Nej"
        case "deferred":
            in_phase = "i " if target.deferred_to in PHASES else ""
            doing = "Tas fram av " if target.to_board else f"Fastställs {in_phase}"
            return f"{doing}{target.deferred_to}"
        case "value" if target.trend is None:
            figure = _written_value(target)
            return figure[0].upper() + figure[1:] if target.direction else figure
        case "value":
            joint = "" if target.trend == "oförändrat" else "till "
            implied = target.direction == _IMPLIED.get(target.trend) and not target.strict
            return (
                f"{target.trend} "
                f"{joint}{_written_value(replace(target, direction=None) if implied else target)}"
            )
    change = f"med {_written_value(target)}" if target.value is not None else target.note
    return f"{target.trend} {change}".rstrip()


_UNEVEN = re.compile(
    r"""^\s | \s$ | \s\s               # blanks too many
    | [0-9](?:[^\W\d_]|%)              # 90%, 10personer
    | [0-9]\.[0-9]                     # 4.9
    | (?<![\w/-])procent(?=\s|$)
    | CO\s?2 | CO\s₂
    | (?:[±≤≥<>=~≈]|\+/?[-−–])[0-9]    # +/-1
    """,
    re.VERBOSE | re.IGNORECASE,
)


def evenly_written(target: Target) -> bool:
    """Whether the text keeps to the even notation in what makes columns uneven: blanks, decimal
    comma, `%`.

    The choice of words (`Högst` or `Max`) and of thousands (`1945` or `1 945`) is the writer's.
    """
    return target.kind in ("deferred", "yesno") or not _UNEVEN.search(target.text)


def _one_line(text: str) -> str:
    """One form of each letter, every kind of blank as one plain blank, no invisible characters, no
    full stop last."""
    text = unicodedata.normalize("NFC", text)
    return " ".join(re.sub("[\u00ad\u200b\u2060\ufeff]", "", text).split()).rstrip(" .")


# --- Values: [bound] [about] [±] number [– number] [unit] [note] ----------------------------------

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
            "max",
            "maximalt",
            "maximum",
            "högst",
            "som mest",
            "som högst",
            "upp till",
            "inom",
            "≤",
            "<=",
            *_not(_OVER),
        ),
        ("at_most", False),
    ),
    **dict.fromkeys((*_OVER, ">"), ("at_least", True)),
    **dict.fromkeys((*_UNDER, "<"), ("at_most", True)),
}
"""The direction, and whether the number itself misses it."""
_WRITTEN_BOUNDS: dict[tuple[Direction | None, bool], str] = {
    ("at_least", False): "minst ",
    ("at_least", True): "över ",
    ("at_most", False): "max ",
    ("at_most", True): "under ",
}

# the digits are taken once and for all (?>…), so that "1 9456" is not read as 1 followed by
# something
_NUMBER = r"[-−–+]?(?>(?:[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+)(?:[.,][0-9]+)?)"
_ABOUT = r"(?P<about>(?:circa|cirka|ca|c:a|omkring|runt|ungefär|~|≈)\.? ?)?"
_ANY_BOUND = "|".join(map(re.escape, sorted(_BOUNDS, key=len, reverse=True)))
_SINGLE = re.compile(
    rf"(?:(?P<bound>{_ANY_BOUND})\.? ?)?{_ABOUT}(?P<within>(?:±|\+ ?/? ?[-−–]) "
    rf"?)?(?P<number>{_NUMBER}) ?(?P<tail>.*)",
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
_YEAR = re.compile(r"(?:19|20)[0-9][0-9]")
_THOUSANDS_OR_DECIMALS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


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
    if (value := _number(match["number"])) is None or (measure := _measure(tail)) is None:
        return None
    if match["within"]:
        if direction == "at_least" or strict or value < 0:
            return None
        direction = "within"
    if bound in ("under", "inom") and measure == ("", "") and _YEAR.fullmatch(match["number"]):
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
    low, high, measure = _number(match["low"]), _number(match["high"]), _measure(match["tail"])
    if low is None or high is None or measure is None or low >= high:
        return None
    if match["joint"].casefold() == "och" and not match["between"]:
        return None
    if match["percent"] and measure[0] != "%":
        return None
    if measure == ("", "") and _YEAR.fullmatch(match["low"]) and _YEAR.fullmatch(match["high"]):
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


def _number(digits: str) -> Decimal | None:
    """None for what is thousands to some and decimals to others: "20.565"."""
    sign, digits = ("-", digits[1:]) if digits[0] in "-−–" else ("", digits.removeprefix("+"))
    if _THOUSANDS_OR_DECIMALS.fullmatch(digits):
        return None
    return Decimal(sign + digits.replace(" ", "").replace(",", "."))


def _written_number(number: Decimal) -> str:
    """Every digit, however many: `abs` would round to the 28 of the decimal context."""
    digits = f"{number.copy_abs():,f}".replace(",", _HARD_BLANK).replace(".", ",")
    return f"\N{MINUS SIGN}{digits}" if number < 0 else digits


def _written_value(target: Target) -> str:
    """Bound, number or range, unit and note; no capital."""
    assert target.value is not None
    figure = "+/-" + _HARD_BLANK if target.direction == "within" else ""
    figure += _written_number(target.value)
    if target.high is not None:
        figure += f"–{_written_number(target.high)}"
    unit = target.unit
    if abs(target.value) == 1 and target.high is None:
        first, *rest = unit.split(" ")
        unit = " ".join([_SINGULARS.get(first, first), *rest])
    figure = f"{figure}{_HARD_BLANK}{unit}" if unit else figure
    figure = f"{figure} {target.note}".rstrip().replace(" *", "*")
    bound = _WRITTEN_BOUNDS.get((target.direction, target.strict), "")
    return f"{bound}{'ca ' if target.about else ''}{figure}"


# --- Units ----------------------------------------------------------------------------------------

_UNITS = {
    form: forms.split()[0]
    for forms in (
        "% procent",
        "procentenheter procentenhet",
        "st styck stycken",
        "kr kronor sek",
        "tkr ksek kkr",
        "mnkr mkr msek",
        "personer person pers",
        "ggr gånger gång",
        "dagar dag",
        "timmar timme tim h",
        "minuter minut min",
        "veckor vecka",
        "månader månad mån",
        "tillfällen tillfälle",
        "enheter enhet",
        "platser plats",
        "poäng p",
        "kg kilo",
        "liter l",
        "km kilometer",
        "m² kvm kvadratmeter",
        "kWh kwh",
        "MWh mwh",
        "GWh gwh",
        "TWh twh",
    )
    for form in forms.split()
}
"""Every form of a unit, in lower case, and the one spelling."""
_SINGULARS = {
    "procentenheter": "procentenhet",
    "personer": "person",
    "ggr": "gång",
    "dagar": "dag",
    "timmar": "timme",
    "minuter": "minut",
    "veckor": "vecka",
    "månader": "månad",
    "tillfällen": "tillfälle",
    "enheter": "enhet",
    "platser": "plats",
}
_WHOLE_UNITS = {"%", "procentenheter", "st", "kr", "tkr", "mnkr"}
"""Units that end where they stand: what follows is a note, except "per …"."""
_NOTE_BEGINS = {
    "av",
    "relativt",
    "jämfört",
    "i",
    "på",
    "under",
    "över",
    "sedan",
    "mot",
    "från",
    "för",
    "inom",
    "med",
    "senast",
    "till",
    "vid",
    "hos",
    "där",
    "som",
    "enligt",
}
_CONJUNCTIONS = {"eller", "och", "samt", "men", "alternativt", "alt", "resp", "respektive"}
_CHANGES_MEANING = {
    "minst",
    "högst",
    "max",
    "min",
    "lägst",
    "maximalt",
    "minimum",
    "maximum",
    "procent",
    "ej",
    "inte",
}
"""Words that bound, measure or deny the number before them: with one of them in it, a note is no
mere note."""
_SPELLINGS = tuple(
    (pattern(written, re.IGNORECASE), spelling)
    for written, spelling in (
        (r"\bco ?[2₂](?=e?\b)", "CO₂"),
        (r"\bm2\b", "m²"),
        (r"(?:%|\bprocent) ?-? ?enhet(?:er)?\b", "procentenheter"),
        (r"\btusen (?:kr|kronor)\b", "tkr"),
        (r"\b(?:miljoner|milj\.?|mn\.?) ?(?:kr|kronor)\b", "mnkr"),
        (
            r"(?<=[\w%²]) ?/ ?(?=(?:år|månad|mån|vecka|dag|dygn|tertial|kvartal|timme|tim|h|m²|kvm"
            r"|kg"
            r"|km|invånare|person|"
            r"barn|elev|brukare|plats|enhet|avdelning)\b)",
            " per ",
        ),
        (r" ?(\*+)$", r" \1"),
    )
)
_PER_NUMBER = pattern(r"\bper ([0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?= )", re.IGNORECASE)
_OUT_OF = pattern(r"av ([0-9]+(?:,[0-9]+)?)(?: (.+))?", re.IGNORECASE)
_LETTERS = r"(?![₂²³])[^\W\d_]+(?:[-/’'&][^\W\d_]+)*"
_UNIT_WORD = re.compile(_LETTERS)
_GROUPED = pattern(rf"[0-9{_HARD_BLANK}]+")
_WORD = rf"\(?{_LETTERS}\.?\)?,?"
_NOTE_WORD = pattern(rf"{_WORD}|\(?{_YEAR.pattern}\)?,?")


def _measure(tail: str) -> tuple[str, str] | None:
    """The unit and the note after a number; None if that is not what follows it."""
    tail = tail.rstrip(" .")
    if not tail or tail.lower() in _UNITS:  # nearly always
        return _UNITS.get(tail.lower(), ""), ""
    for written, spelling in _SPELLINGS:
        tail = written.sub(spelling, tail)
    if match := _OUT_OF.fullmatch(tail):
        note = match[2].split() if match[2] else []
        return (f"av {match[1]}", " ".join(note)) if _is_note(note) else None
    words = _PER_NUMBER.sub(_hard_number, tail).strip(" ").split(" ")
    end = _end_of_unit(words)
    unit, note = (
        [_spelled(word, last) for word, last in zip(words[:end], ["", *words], strict=False)],
        words[end:],
    )
    return (" ".join(unit), " ".join(note)) if _is_unit(unit) and _is_note(note) else None


def _hard_number(match: re.Match[str]) -> str:
    """`per 1000` -> `per 1 000` with a hard blank: one word."""
    return f"per {_written_number(Decimal(match[1].replace(' ', '')))}"


def _end_of_unit(words: list[str]) -> int:
    for i, word in enumerate(words):
        if word.rstrip(".").lower() in _NOTE_BEGINS or word.startswith(("(", "*")):
            return i
        if i == 1 and _spelled(words[0]) in _WHOLE_UNITS and word.lower() != "per":
            return i
    return len(words)


def _spelled(word: str, last: str = "") -> str:
    """The word in its one spelling, in the singular after "per"; capitals only where they mean
    something (CO₂, LSS)."""
    word = word.rstrip(".")
    small, shouted = word.lower(), word.isupper() and word.isalpha() and len(word) > 3
    unit = _UNITS.get(small) or (small if shouted or word[1:].islower() else word)
    return _SINGULARS.get(unit, unit) if last.lower() == "per" else unit


def _is_unit(words: list[str]) -> bool:
    """At most three words, and three more after "per"."""
    if not words:
        return True
    head, _, per = " ".join(words).partition(" per ")
    if head.count(" ") > 2 or per.count(" ") > 2 or words[-1] == "per":
        return False
    if not _CONJUNCTIONS.isdisjoint(words) or not _CHANGES_MEANING.isdisjoint(words):
        return False
    return all(
        _UNIT_WORD.fullmatch(word)
        or (i == 0 and word == "%")
        or (last == "per" and _GROUPED.fullmatch(word))
        for i, (word, last) in enumerate(zip(words, ["", *words], strict=False))
    )


def _is_note(words: list[str]) -> bool:
    if not words:
        return True
    plain = [word.strip("(),").lower() for word in words]
    if len(words) > 8 or plain[0] in _CONJUNCTIONS or not _CHANGES_MEANING.isdisjoint(plain):
        return False
    if plain[-1] in _NOTE_BEGINS:  # "80 till"
        return False
    if words[-1].strip("*") == "":
        words = words[:-1]
    return all(map(_NOTE_WORD.fullmatch, words))


# --- Trends and deferred targets ------------------------------------------------------------------

_TREND = pattern(
    r"(?:(?:ska|skall|bör) (?:vara |bli )?)?(?:"
    r"(?P<up>ök(?:a|ar|as|ad|at|ade|ande|ning)|höj(?:a|s|as|d|t|da|er|ning))|"
    r"(?P<down>minsk(?:a|ar|as|ad|at|ade|ande|ning)|sänk(?:a|s|as|t|ta|er|ning))|"
    r"(?P<same>oförändra(?:t|d|de)(?: nivå)?|(?:bi)?behåll(?:a|as|s|er|en|et|na)(?: nivån?)?|samma "
    r"nivå))"
    r"(?: (?P<rest>.+))?",
    re.IGNORECASE,
)
_SINCE = pattern(r"(?:jämfört med|relativt|mot|sedan|från|under) .+", re.IGNORECASE)
_IMPLIED: dict[Trend | None, Direction] = {"öka": "at_least", "minska": "at_most"}


def _trend(line: str) -> Target | None:
    if not (match := _TREND.fullmatch(line)):
        return None
    trend: Trend = "öka" if match["up"] else "minska" if match["down"] else "oförändrat"
    rest = match["rest"] or ""
    if not rest or (_SINCE.fullmatch(rest) and _is_note(rest.split(" "))):
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
    direction = to.direction or (None if to.high is not None else _IMPLIED.get(trend))
    return replace(to, trend=trend, direction=direction)


_DEFERRED = pattern(
    r"(?:ska |skall |kommer att )?(?:tas fram|tags fram|fastställ(?:s|as)|sätt(?:s|as)|beslut(?:as"
    r"|s)|bestäm(?:s|mas)|"
    r"anges|formuleras|utarbetas|återkommer)(?: (?P<to>.+))?",
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
_TO_WORD = pattern(rf"{_WORD}|T[12]|[0-9][0-9.:-]*")


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
