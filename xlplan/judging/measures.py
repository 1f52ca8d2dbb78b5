"""Numbers with what they are counted in, as people write them: `1 945 GWh`, `80 % av barnen`."""

from __future__ import annotations

import re
from decimal import Decimal

from xlplan.patterns import pattern
from xlplan.wording import HARD_BLANK

YEAR = re.compile(r"(?:19|20)[0-9][0-9]")
"""A year in four digits."""
_THOUSANDS_OR_DECIMALS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")

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
SINGULARS = {
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
"""A unit's spelling -> what one of it is called."""
_WHOLE_UNITS = {"%", "procentenheter", "st", "kr", "tkr", "mnkr"}
"""Units that end where they stand: what follows is a note, except "per …"."""
_NOTE_BEGINS = {
    *("av", "för", "från", "hos", "i", "inom", "med", "mot", "på", "till", "under", "vid", "över"),
    *("där", "enligt", "jämfört", "relativt", "sedan", "senast", "som"),
}
"""Words that a note begins with and no unit has in it."""
_CONJUNCTIONS = {"eller", "och", "samt", "men", "alternativt", "alt", "resp", "respektive"}
_CHANGES_MEANING = {
    *("minst", "min", "minimum", "lägst", "högst", "max", "maximalt", "maximum"),
    *("procent", "ej", "inte"),
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
            r"(?<=[\w%²]) ?/ ?"
            r"(?=(?:år|månad|mån|vecka|dag|dygn|tertial|kvartal|timme|tim|h|m²|kvm|kg|km"
            r"|invånare|person|barn|elev|brukare|plats|enhet|avdelning)\b)",
            " per ",
        ),
        (r" ?(\*+)$", r" \1"),
    )
)
_PER_NUMBER = pattern(r"\bper ([0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?= )", re.IGNORECASE)
_OUT_OF = pattern(r"av ([0-9]+(?:,[0-9]+)?)(?: (.+))?", re.IGNORECASE)
_LETTERS = r"(?![₂²³])[^\W\d_]+(?:[-/’'&][^\W\d_]+)*"
_UNIT_WORD = re.compile(_LETTERS)
_GROUPED = pattern(rf"[0-9{HARD_BLANK}]+")
WORD = rf"\(?{_LETTERS}\.?\)?,?"
"""A pattern for a word with the signs around it."""
_NOTE_WORD = pattern(rf"{WORD}|\(?{YEAR.pattern}\)?,?")


def measure_of(tail: str) -> tuple[str, str] | None:
    """The unit and the note after a number; None if that is not what follows it."""
    tail = tail.rstrip(" .")
    if not tail or tail.lower() in _UNITS:  # nearly always
        return _UNITS.get(tail.lower(), ""), ""
    for written, spelling in _SPELLINGS:
        tail = written.sub(spelling, tail)
    if match := _OUT_OF.fullmatch(tail):
        note = match[2].split() if match[2] else []
        return (f"av {match[1]}", " ".join(note)) if is_note(note) else None
    words = _PER_NUMBER.sub(_hard_number, tail).strip(" ").split(" ")
    end = _end_of_unit(words)
    unit, note = (
        [_spelled(word, last) for word, last in zip(words[:end], ["", *words], strict=False)],
        words[end:],
    )
    return (" ".join(unit), " ".join(note)) if _is_unit(unit) and is_note(note) else None


def _hard_number(match: re.Match[str]) -> str:
    """`per 1000` -> `per 1 000` with a hard blank: one word."""
    return f"per {written_number(Decimal(match[1].replace(' ', '')))}"


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
    return SINGULARS.get(unit, unit) if last.lower() == "per" else unit


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


def is_note(words: list[str]) -> bool:
    """Whether the words may follow a number and its unit without changing what they mean."""
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


def number_of(digits: str) -> Decimal | None:
    """The number in written digits; None for what is thousands to some and decimals to others:
    "20.565"."""
    sign, digits = ("-", digits[1:]) if digits[0] in "-−–" else ("", digits.removeprefix("+"))
    if _THOUSANDS_OR_DECIMALS.fullmatch(digits):
        return None
    return Decimal(sign + digits.replace(" ", "").replace(",", "."))


def written_number(number: Decimal) -> str:
    """The number in Swedish digits, every one of them: `abs` would round to the 28 of the decimal
    context."""
    digits = f"{number.copy_abs():,f}".replace(",", HARD_BLANK).replace(".", ",")
    return f"\N{MINUS SIGN}{digits}" if number < 0 else digits
