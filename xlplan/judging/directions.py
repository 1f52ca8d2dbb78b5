"""Directions of indicators: which way is better. Units do not write it, so it is read out of what
is written, or not known.

Four things tell, in this order: the register's column Bättre, a target with a bound or a trend
(`Max 10`, `öka`), KF:s årsmål with one, and the indicator's name. The name is trusted only where it
can mean one thing: "Sjukfrånvaro dag 1–14" is better lower, but "Andel enheter med låg
sjukfrånvaro" is left alone. A wrong guess would call a good year bad: all else is silence.
"""

from __future__ import annotations

import re

from xlplan.judging.targets import Direction, Target

DIRECTION_WORDS: dict[Direction | None, str] = {
    "at_most": " (lägre är bättre)",
    "at_least": " (högre är bättre)",
}
"""How a sentence says a direction that was inferred."""

_REGISTERED: dict[str | None, Direction] = {"Högre": "at_least", "Lägre": "at_most"}
_TRENDS: dict[str | None, Direction] = {"öka": "at_least", "minska": "at_most"}
_LOWER = re.compile(
    r"(?:[\w-]+ ){0,2}(?:"
    r"\w*sjukfrånvaro\w*|klimatpåverkan|klimatavtryck\w*|\w*utsläpp\w*"
    r"|(?:el|energi)-?(?:användning|förbrukning)\w*|köpt energi|\w*matsvinn\w*"
    r"|avhopp\w*|kötid\w*|väntetid\w*|handläggningstid\w*|vräkningar|avhysningar"
    r"|\w*kostnad per|dagar från)\b"
    r"|andel \b.*\botrygg\w*"
)
_HIGHER = re.compile(
    r"andel\w* .*(?:"
    r"\b(?:nöjda?|trygga?|bemött\w*|bemötta|påverka|delaktig\w*|inflytande|trivs|stolta?"
    r"|rekommenderar|klarar|utvecklas|självförsörjande|egen försörjning|behöriga?|legitimerade"
    r"|ekologisk\w*|fossilfri\w*|elbil\w*|eldrivna|förnybar\w*|miljöbilar|uppdaterade?"
    r"|erbjudits|ordinarie personal|meningsfull\w*|avtalad tid|i tid|smakar bra|deltar)\b"
    r"|legitimation\b|inom \w+ (?:arbets)?dag\w*)"
    r"|(?:.* )?(?:index\b|\w+index\b|ami\b|hme\b|nki\b).*"
)
_TURNED = re.compile(
    r"\b(?:som inte|inte|ej|utan|aldrig|sällan|fria?|minsk\w*|sänk\w*|låga?|lägre|saknar"
    r"|missnöj\w*|onöj\w*|hot|effektiv\w*|brist\w*|avslut\w*|avbr\w*|åtgärd för|förbättr\w*"
    r"|klagomål|fossilberoende)\b"
)
_NOT_DISCRIMINATED = re.compile(r"andel .*\binte upplever (?:sig )?(?:\w+ )?diskriminer\w*")
_MEANT_OTHERWISE = re.compile(r"\b(?:som|med)\b")


def stated_direction(target: Target | None) -> Direction | None:
    """The direction that the target itself says, by a bound or a trend."""
    return None if target is None else target.direction or _TRENDS.get(target.trend)


def by_name(name: str) -> Direction | None:
    """The direction that an indicator's name says; None if it can mean either."""
    line = " ".join(name.lower().split())
    if _NOT_DISCRIMINATED.match(line):
        return "at_least"
    if _TURNED.search(line):
        return None
    lower, higher = _LOWER.match(line), _HIGHER.match(line)
    if lower and not higher:
        return "at_most" if "otrygg" in lower[0] or not _MEANT_OTHERWISE.search(line) else None
    return "at_least" if higher and not re.search(r"\botrygg", line) and not lower else None


def better_direction(
    name: str, *targets: Target | None, registered: str | None = None
) -> Direction | None:
    """The direction: that of the register's Bättre, else of the first target that says one, else of
    the name.

    A target within ± (`+/- 1 %`) has no better side, whatever the register says.
    """
    said: Direction | None = next(filter(None, map(stated_direction, targets)), None)
    if said != "within" and (stated := _REGISTERED.get(registered)):
        return stated
    return said or by_name(name)


def spoken_direction(way: Direction | None, registered: str | None = None) -> str:
    """How a sentence says a direction that no target says: " (lägre är bättre enligt
    registret)"."""
    words = DIRECTION_WORDS.get(way, "")
    return words.replace(")", " enligt registret)") if registered in _REGISTERED else words
