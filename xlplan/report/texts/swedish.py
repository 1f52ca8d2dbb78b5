"""Swedish words for the generated texts: counts in words, shares of a number, changes, months.

Figures look as `xlplan.wording` writes them, here as everywhere; what Swedish needs besides,
plurals and months, is asked of Babel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from babel import Locale
from babel.dates import get_month_names

from xlplan.wording import amount, number, percent, series

_LOCALE = Locale("sv", "SE")
_WORDS = (
    "noll",
    "ett",
    "två",
    "tre",
    "fyra",
    "fem",
    "sex",
    "sju",
    "åtta",
    "nio",
    "tio",
    "elva",
    "tolv",
)


class Noun(NamedTuple):
    gender: str
    """ "en" or "ett"."""
    one: str
    many: str
    those: str
    """The plural that is known: "målen"."""


NOUNS = {
    "mål": Noun("ett", "mål", "mål", "målen"),
    "enhetsmål": Noun("ett", "enhetsmål", "enhetsmål", "enhetsmålen"),
    "nämndmål": Noun("ett", "nämndmål", "nämndmål", "nämndmålen"),
    "indikator": Noun("en", "indikator", "indikatorer", "indikatorerna"),
    "aktivitet": Noun("en", "aktivitet", "aktiviteter", "aktiviteterna"),
}


class UnknownNounError(ValueError):
    """A template counts something that has no entry in `NOUNS`."""


def numeral(count: int, noun: str = "mål") -> str:
    """1, "indikator" -> "en"; 7 -> "sju"; 13 -> "13"."""
    if count == 1:
        return _noun(noun).gender
    return _WORDS[count] if 0 <= count < len(_WORDS) else number(count)


def counted(count: int, noun: str) -> str:
    """0 -> "inga mål", 1 -> "ett mål", 2 -> "två indikatorer"."""
    what = _noun(noun)
    name = what.one if _LOCALE.plural_form(count) == "one" else what.many
    return f"{numeral(count, noun) if count else 'inga'} {name}"


def part_of(count: int, whole: int, noun: str) -> str:
    """2 of 5 -> "två av fem indikatorer"; all -> "samtliga fem indikatorer", "båda indikatorerna";
    none -> "ingen av de fem indikatorerna". Of one there is no part: 1 -> "den enda indikatorn" is
    left to the template."""
    what = _noun(noun)
    if count == 0 and whole > 1:
        return (
            f"{'inget' if what.gender == 'ett' else 'ingen'} av de {numeral(whole, noun)} "
            f"{what.those}"
        )
    if count == whole:
        return (
            f"båda {what.those}" if whole == 2 else f"samtliga {numeral(whole, noun)} {what.many}"
        )
    return f"{numeral(count, noun)} av {counted(whole, noun)}"


def changed(difference: Decimal, money_unit: str = "") -> str:
    """300, "tkr" -> "en ökning med 300 tkr"; −300 -> "en minskning med 300 tkr"; 0 ->
    "oförändrat"."""
    if not difference:
        return "oförändrat"
    return (
        f"en {'ökning' if difference > 0 else 'minskning'} med "
        f"{amount(float(abs(difference)), money_unit)}"
    )


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=1)
def _months() -> Mapping[int, str]:
    return dict(get_month_names("wide", locale=_LOCALE))


def month(place: int) -> str:
    """4 -> "april"."""
    return _months()[place]


def _noun(name: str) -> Noun:
    if name not in NOUNS:
        raise UnknownNounError(f"”{name}” kan inte räknas. Det som kan räknas är {series(NOUNS)}")
    return NOUNS[name]


FILTERS: Mapping[str, Callable[..., str]] = {
    "tal": lambda value: number(float(value)),
    "belopp": lambda value, money_unit="": amount(float(value), money_unit),
    "procent": lambda value: percent(float(value)),
    "räkneord": numeral,
    "antal": counted,
    "andel": part_of,
    "förändring": changed,
    "uppräkning": series,
    "månad": month,
    "versal": upper_first,
}
"""What the templates may use: `{{ 3 | antal("indikator") }}` is "tre indikatorer"."""
