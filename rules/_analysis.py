"""What an indicator's analysis says of its outcome: for the rules that hold the text against the
cells of its row."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

import polars as pl

from xlplan.rule import (
    Asked,
    Figure,
    Mention,
    Statement,
    Target,
    parse_target,
    pattern,
    statements,
)

from ._unit_name import goes_on, unit_named

OUTCOME, NAMED = "utfall", "namn"
"""The keys of statements: of the outcome by that word, or by the indicator's own name (or by
nothing)."""
_OUTCOME = pattern(
    r"(?<!\w)(?:årets |periodens |det sammanlagda |det totala |enhetens )?(?:utfall(?:et)?"
    r"|resultat(?:et)?|indikatorn|"
    r"indikatorns (?:utfall|värde)|index(?:et)?|värdet)(?: för indikatorn| visar att)?(?!\w)",
    re.IGNORECASE,
)
_COUNTED = pattern(r"(?<!\w)(?:andel(?:en)?|antal(?:et)?)(?!\w)", re.IGNORECASE)
_PERIOD = pattern(r"(?<!\w)(?:under )?perioden(?!\w)", re.IGNORECASE)
_SMALL = {
    "som",
    "av",
    "med",
    "i",
    "är",
    "sig",
    "sin",
    "sina",
    "sitt",
    "inom",
    "för",
    "till",
    "och",
    "att",
    "på",
    "de",
    "en",
    "ett",
    "har",
    "kan",
    "får",
    "blir",
    "den",
    "det",
    "vid",
    "hos",
    "eller",
    "inte",
    "ej",
    "ingen",
    "utan",
    "andel",
    "antal",
    "andelen",
    "antalet",
    "man",
    "over",
    "över",
    "under",
    "per",
    "känner",
    "upplever",
    "anser",
    "tycker",
}
_DENIED = pattern(r"(?<!\w)(?:inte|ej|inga|ingen|utan|saknar|ogiltig)", re.IGNORECASE)
_WORD = pattern(r"[^\W\d_]{2,}")
_SAME = 0.02
_NEUTRAL = pattern(
    r"utfall|resultat|enkät|undersökning|mätning|indikator|mål|\bvi\b|enheten|andel|svar|förbättr"
    r"|försämr",
    re.IGNORECASE,
)
_DOUBT = pattern(
    r"\bbland\b|flick|pojk|kvinn|\bmän|grupp|årskurs|klass|avdelning|team|hus\b|samtliga skolor"
    r"|stad|kommun|nämnd|"
    r"region|(?:19|20)\d\d|förra|föregående|fjol|tertial|\bT[12]\b|prognos|:$",
    re.IGNORECASE,
)
"""What stands before in the paragraph and may be what the sentence goes on about."""
_NUMBERED = r"[0-9]|\b(?:procent|hälften|tredjedel|fjärdedel|var[a-zåäö]* (?:tredje|fjärde|femte))"
_CHANGED = (
    r"ök|minsk|sjunk|sjönk|steg|stig|höj|sänk|oföränd|samma|lägre|högre|förbättr|nedgång|uppgång"
)


def levels(rows: Asked, phase: str) -> Iterator[tuple[dict[str, Any], Statement]]:
    """(the row, what its Analys of the phase says) for each percentage that is surely said of the
    outcome."""
    for row, statement in _said(rows, f"Analys {phase}", _NUMBERED):
        if statement.says == "level" and statement.figure and statement.figure.kind == "%":
            yield row, statement


def _said(rows: Asked, heading: str, likely: str) -> Iterator[tuple[dict[str, Any], Statement]]:
    """`rows` holds tblIndikatorer as its frame, or as a further table."""
    table = rows.frame if "Indikator" in rows.frame.columns else rows.table("tblIndikatorer")
    asked = table.filter(rows.may_hold(likely, heading), pl.col("Indikator").is_not_null())
    if asked.is_empty():
        return
    facts = (
        rows.table("tblEnhet")
        .select("bok", "Enhet")
        .join(rows.books.select("bok", "år", fas="skede"), on="bok")
    )
    names = _names(table)
    for row in asked.join(facts, on="bok", maintain_order="left").iter_rows(named=True):
        name, enhet, text = row["Indikator"], row["Enhet"] or "", row[heading]
        year = int(row["år"]) if row["år"] is not None else None
        for statement in statements(
            text, partial(mentions, name=name, enhet=enhet), year, own=NAMED
        ):
            if _DENIED.search(name) and not _DENIED.search(statement.sentence):
                continue
            if _is_of_another(statement, name, names[row["bok"]]):
                continue
            if not (statement.whole or goes_on(statement.lead, enhet, _NEUTRAL, _DOUBT)):
                continue
            about_it = statement.named or statement.names or statement.ours or statement.whole
            if about_it or (statement.compared and not statement.lead):
                yield row, statement


def _names(indicators: pl.DataFrame) -> dict[int, list[str]]:
    """The names of each book's indicators."""
    names: dict[int, list[str]] = {}
    for bok, name in indicators.select("bok", "Indikator").drop_nulls().iter_rows():
        names.setdefault(bok, []).append(name)
    return names


def _is_of_another(statement: Statement, name: str, names: list[str]) -> bool:
    """Whether the sentence names another indicator in full and this one not: "sjukfrånvaron" beside
    the indicator "Sjukfrånvaro dag 1–14"."""
    said = [word.casefold() for word in _WORD.findall(statement.sentence)]

    def named(other: str) -> bool:
        words = _words(other)
        return bool(words) and all(any(_is_form(word, stem) for word in said) for stem in words)

    return not named(name) and any(named(other) for other in names if other != name)


def mentions(text: str, name: str, enhet: str) -> list[Mention]:
    """What in a sentence speaks of the indicator: its outcome, its name, and single words of it."""
    words = _words(name)
    alone = len(words) == 1
    found = [Mention(m.start(), m.end(), "S", OUTCOME) for m in _OUTCOME.finditer(text)]
    found += [Mention(m.start(), m.end(), "Y") for m in _PERIOD.finditer(text)]
    found += [Mention(m.start(), m.end(), "S", NAMED) for m in _COUNTED.finditer(text)]
    found += [
        Mention(m.start(), m.end(), "S", NAMED)
        for m in re.finditer(r"(?<!\w)(\w{3,})heten(?!\w)", text)
        if any(_is_form(m[1].casefold(), word) for word in words)
    ]
    small = {word for word in _WORD.findall(name.casefold()) if word in _SMALL}
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        stem = next((stem for stem in words if _is_form(word, stem)), "")
        if stem:
            found.append(
                Mention(match.start(), match.end(), "S" if alone else "n", NAMED if alone else stem)
            )
        elif _is_of_same_people(word, name) or (
            word in small and word not in ("av", "till", "på", "i", "är")
        ):
            found.append(Mention(match.start(), match.end(), "F"))
        elif match[0] == "AMI" and "medskapandeindex" in name.casefold():
            found.append(Mention(match.start(), match.end(), "S", NAMED))
    if (
        sum(mention.letter == "S" for mention in found) > 1
    ):  # "Utfallet för sjukfrånvaron": one is enough
        first = min((m for m in found if m.letter == "S"), key=lambda m: m.start)
        found = [
            m if m is first or m.letter != "S" else Mention(m.start, m.end, "n", m.key)
            for m in found
        ]
    return [*found, *unit_named(text, enhet)]


_PEOPLE = tuple(
    pattern(rf"\b(?:{words})(?:na|n|r|rna|arna|erna|en|et)?\b")
    for words in (
        "brukare|brukar|deltagare|deltagar|personer|person|boende|kunder|kund|klienter|klient|äldre",
        "barn|elever|elev",
        "vårdnadshavare|vårdnadshavar|föräldrar|förälder",
        "medarbetare|medarbetar|personal|anställda",
    )
)


def _is_of_same_people(word: str, name: str) -> bool:
    """Whether the word is another one for those whom the indicator is about: "brukarna" for
    "personer med …"."""
    return any(people.fullmatch(word) and people.search(name.casefold()) for people in _PEOPLE)


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    """The name's own words, without their endings: "Andel nöjda vårdnadshavare" -> nöjd,
    vårdnadshav."""
    return tuple(
        re.sub(r"(?:arna|erna|orna|are|ande|na|ar|er|or|en|et|an|a|e|n|t|s)$", "", word)
        if len(word) > 4
        else word
        for word in _WORD.findall(name.casefold())
        if word not in _SMALL
    )


def _is_form(word: str, stem: str) -> bool:
    if len(stem) >= 6 and word.startswith(stem[:-1]):  # utförda, utförs
        return len(word) - len(stem) <= 4
    return len(stem) >= 3 and word.startswith(stem) and len(word) - len(stem) <= 5


def value(text: str | None) -> tuple[float, float, str] | None:
    """(value, half a unit in its last place, unit) of a cell with one plain number; None for
    anything else."""
    target = parse_target(text) if text else None
    if target is None or not _is_plain(target) or target.value is None:
        return None
    exponent = target.value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return float(target.value), float(Decimal(5).scaleb(-places - 1)), target.unit


def _is_plain(target: Target) -> bool:
    return target.kind == "value" and not (
        target.high is not None or target.direction or target.about or target.trend
    )


def may_be(figure: Figure, cell: tuple[float, float, str]) -> bool:
    return figure.may_be(cell[0] - cell[1], cell[0] + cell[1])


def changes(rows: Asked) -> Iterator[tuple[dict[str, Any], str, dict[str, object] | None]]:
    """(the cell, the words, what the outcomes are if they contradict them) for each change since
    last year that an annual report's analysis states."""
    for row, statement in _said(rows, "Analys VB", _CHANGED):
        last, now = value(row["Utfall föregående år"]), value(row["Utfall VB"])
        if row["fas"] != "VB" or last is None or now is None or last[2] != now[2]:
            continue
        cell = {
            "bok": row["bok"],
            "rad": row["rad"],
            "tabell": "tblIndikatorer",
            "kolumn": "Analys VB",
        }
        told = {
            "fall": "utfall",
            "förra_utfall": row["Utfall föregående år"],
            "utfall": row["Utfall VB"],
        }
        if statement.says == "change" and statement.compared:
            yield cell, statement.phrase, None if _agrees(statement, last, now) else told
        elif statement.says == "level" and statement.way and now[2] != "%" and statement.figure:
            yield cell, statement.phrase, None if may_be(statement.figure, now) else told


def _agrees(
    statement: Statement, last: tuple[float, float, str], now: tuple[float, float, str]
) -> bool:
    """Whether the statement may be true, or can't be told, of outcomes that go from `last` to
    `now`."""
    change, room = now[0] - last[0], now[1] + last[1]
    if statement.before and not may_be(statement.before, last):
        return True  # since another time than last year
    if statement.way == "oförändrat":
        return abs(change) <= max(room, abs(last[0]) * _SAME)
    if (statement.way == "upp" and change <= -room) or (statement.way == "ned" and change >= room):
        return False
    figure = statement.figure
    if figure is None or statement.before or figure.kind == "kr":
        return True
    if figure.may_be(abs(change) - room, abs(change) + room):
        return True
    if figure.kind == "procentenheter":
        return now[2] != "%"
    relative, off = (
        100 * abs(change) / max(abs(last[0]), 1e-9),
        100 * room / max(abs(last[0]), 1e-9),
    )
    return figure.kind != "%" or figure.may_be(relative - off, relative + off)
