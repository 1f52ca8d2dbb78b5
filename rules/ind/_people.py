"""What the rules on women and men share: which indicators count people, and which texts speak of
gender."""

import polars as pl

from xlplan.rule import pattern

MEN, WOMEN = "Utfall män/pojkar", "Utfall kvinnor/flickor"

GENDER = (
    r"(?i:\b(?:kvinn|flick|pojk|tjej|kill|köns|könen|jämställd|genus|manlig|mammor|pappor|damer"
    r"|herrar)|"
    r"\b(?:kön|män(?:nen)?s?)\b)"
)
"""Words of a text that speaks of women and men. "man" alone is mostly the pronoun."""

_PEOPLE = (
    r"(?:\w*(?:brukare|barn|elever|personer|medarbetare|deltagare|invånare|ungdomar|klienter"
    r"|vårdnadshavare|föräldrar|"
    r"besökare|anställda|patienter|studenter|pensionärer|hyresgäster|biståndstagare|bidragstagare)"
    r"|äldre|unga|vuxna|"
    r"boende|sökande|seniorer)"
)
_ADJECTIVES = r"(?:(?!(?:för|av|till|i|med|om|från|hos|på|per|som)\b)\w+ ){0,2}"
_COUNTED = pattern(
    rf"(?:andel|antal)\w* (?:av (?:de |alla )?)?{_ADJECTIVES}{_PEOPLE}\b|"
    r"andel som (?:upplever|känner|anser|tycker|är (?:nöjda|trygga))\b"
)
_NOT_SPLIT = pattern(
    rf"{GENDER}|\b(?:per|genomsnitt\w*|medel\w*|möter|platser|timmar|dagar|ur personalen)\b"
)


def counts_people(name: str) -> bool:
    """Whether the indicator counts people who can be told apart by gender: "Andel brukare som …",
    never "Andel inköp", "Andel hushåll" or "Antal barn per årsarbetare", and not one that counts
    women alone."""
    line = " ".join(name.lower().split())
    return bool(_COUNTED.match(line)) and not _NOT_SPLIT.search(line)


def mentions_gender(text: pl.Expr) -> pl.Expr:
    """Whether the text speaks of women and men. Never null."""
    return text.str.contains(GENDER).fill_null(False)
