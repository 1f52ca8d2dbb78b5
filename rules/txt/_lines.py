"""The budget's lines as a text may name them, and what each is in the table: what texts on money
are held against."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from xlplan.rule import Mention, pattern

from .._unit_name import unit_named

IN_KR = {"kr": 1.0, "tkr": 1e3, "mnkr": 1e6}
COSTS, INCOMES, NET, ALL = "kostnader", "intäkter", "netto", "allt"
"""The keys of what is no line of its own: the sums, the net, and "the budget", which may be any of
the three."""
_KEY_OF_SUM = {"summa kostnader": COSTS, "summa intäkter": INCOMES, "netto": NET}
_INFLECTED = r"(?:s|na|na?s|en|ens|er|erna|ernas|n|ns|et|ets|t)?"
_SUMS = (
    (
        NET,
        r"nettobudget(?:en)?|nettokostnad(?:en|er|erna)?|budgetnetto(?:t)?|netto(?:ram(?:en)?"
        r"|anslag(?:et)?)|summa "
        r"netto|netto",
    ),
    (
        COSTS,
        r"(?<!\bi )(?:summa |totala )?kostnader(?:na)?|totalkostnad(?:en|erna)?"
        r"|bruttokostnad(?:en|er|erna)?",
    ),
    (INCOMES, r"(?<!\bi )(?:summa |totala )?intäkter(?:na)?"),
    (
        ALL,
        r"(?<!års )(?<!årets )(?<!\bi )(?<!enligt )(?:års|total)?budget(?:en)?(?= på| om| är| var"
        r"| uppgår| uppgick| "
        r"omfattar|$)|omsättning(?:en)?|omslutning(?:en)?|"
        r"budgetomslutning(?:en)?|budgetram(?:en)?",
    ),
)
_TAKEN = pattern(r"\b(?:får|har|fick|ger|söker|köper|köps|säljer|med|av|till)\s$", re.IGNORECASE)
""" "Vi får bidrag på 120 tkr" need not be all of the line Bidrag."""
_NOT_ONE = r"(?<!\bett )(?<!\bvarje )(?<!\bnytt )(?<!\bnya )(?<!\bny )"
""" "Ett instrument" is not the line Instrument."""
OWN = "raden"
_OWN = r"kostnad(?:en|erna)?|intäkt(?:en|erna)?|posten|raden|beloppet|budgetposten"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of tblBudget, in kr; None for a blank amount."""

    rad: int
    name: str
    kind: str
    last: float | None
    now: float | None


@dataclass(frozen=True)
class Budget:
    """The budget of one book."""

    lines: tuple[Line, ...]
    nettobudget: float | None
    unit: float
    """One of the book's Beloppsenhet in kr."""
    half: float
    """Half a unit in the last place of its amounts, in kr."""
    enhet: str

    def readings(self, key: str) -> list[tuple[Line, float | None, float | None]]:
        """(line, last year, now) of each way to understand the key; the first is the most
        likely."""
        if key.startswith("rad "):
            line = next(line for line in self.lines if f"rad {line.rad}" == key)
            return [(line, line.last, line.now), *self._with_alike(line)]
        kinds = (COSTS, INCOMES, NET) if key == ALL else (key,)
        found = [
            (line, line.last, line.now)
            for line in self.lines
            if _KEY_OF_SUM.get(line.kind) in kinds
        ]
        if NET in kinds and found and self.nettobudget is not None:
            found.append((found[-1][0], found[-1][1], self.nettobudget))
        return sorted(found, key=lambda reading: kinds.index(_KEY_OF_SUM[reading[0].kind]))

    def _with_alike(self, line: Line) -> Iterator[tuple[Line, float | None, float | None]]:
        """ "Personalkostnaderna" may also be Personalkostnader and Övriga personalkostnader
        together."""
        same = [
            o
            for o in self.lines
            if o.kind == line.kind and line.name.casefold() in o.name.casefold()
        ]
        if len(same) > 1:
            yield line, _sum([o.last for o in same]), _sum([o.now for o in same])

    def mentions(self, text: str) -> list[Mention]:
        return [*_lines_named(text, self.lines), *unit_named(text, self.enhet)]


def _sum(amounts: Sequence[float | None]) -> float | None:
    return None if None in amounts else sum(a for a in amounts if a is not None)


def budget(
    rows: Sequence[Mapping[str, Any]],
    unit: str,
    decimals: int,
    nettobudget: float | None,
    enhet: str,
) -> Budget:
    """The budget of a book's rows of tblBudget (rad, Post, Radtyp, Föregående år, Budget)."""
    factor = IN_KR[unit]

    def kr(amount: float | None) -> float | None:
        return None if amount is None else amount * factor

    lines = tuple(
        Line(
            row["rad"],
            row["Post"],
            row["Radtyp"] or "",
            kr(row["Föregående år"]),
            kr(row["Budget"]),
        )
        for row in rows
    )
    return Budget(lines, kr(nettobudget), factor, 0.5 * 10.0**-decimals * factor, enhet)


def _lines_named(text: str, lines: tuple[Line, ...]) -> Iterator[Mention]:
    """The budget's lines and sums that the text names; of those that begin at one place the
    longest."""
    at: dict[int, Mention] = {}
    for key, named in _patterns(lines):
        for match in named.finditer(text):
            if (
                key.startswith("rad ")
                and _TAKEN.search(text, 0, match.start())
                and "kostnad" not in match[0].lower()
            ):
                continue
            held = at.get(match.start())
            if held is None or held.end < match.end():
                at[match.start()] = Mention(match.start(), match.end(), "S", key)
    yield from at.values()


@lru_cache(maxsize=64)
def _patterns(lines: tuple[Line, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    names = [line.name.casefold() for line in lines]
    named = [
        (f"rad {line.rad}", "|".join(_forms(line)))
        for line in lines
        if line.kind in ("intäkt", "kostnad") and names.count(line.name.casefold()) == 1
    ]
    return tuple(
        (key, re.compile(rf"(?<![\w-]){_NOT_ONE}(?:{forms})(?![\w-])", re.IGNORECASE))
        for key, forms in (*named, *_SUMS)
    )


def _forms(line: Line) -> Iterator[str]:
    """Regular expressions for how a line is named in running text: "Lokalkostnader" as "kostnaderna
    för lokaler"."""
    name = line.name.strip()
    plain = re.escape(name)
    yield plain + _INFLECTED
    stem = re.fullmatch(r"(\w+?)s?kostnad(?:er)?", name, re.IGNORECASE)
    whose = stem[1] if stem else name
    if (
        " " in whose
    ):  # "Entreprenader och köp av verksamhet"; one word of two may be a part of the line
        yield from (re.escape(part) for part in re.split(" och |, ", name) if " " in part)
        return
    word = re.escape(whose)
    if line.kind == "kostnad":
        form = rf"{word}(?:er|en|erna|s|n|na|et)?"
        yield rf"{word}s?kostnad(?:er|erna|en)?"
        yield rf"(?:kostnad(?:en|er|erna)?|budget(?:en)?|utgifter(?:na)?) för {form}"
        yield rf"{word}(?:en)?(?= kostar)"
    else:
        bare = re.sub(r"s?intäkter$", "", whose, flags=re.IGNORECASE)
        yield (
            rf"(?:intäkt(?:en|er|erna)?|budget(?:en)?) (?:från|för) "
            rf"{re.escape(bare)}(?:er|en|erna|s|n|na|et)?"
        )
        if not whose.casefold().endswith(("er", "a")):
            yield rf"{word}(?:en|et|erna|na)?"


def own_line_named(text: str) -> Iterator[Mention]:
    """In a line's own Kommentar: "kostnaden", "posten"."""
    for match in re.finditer(rf"(?<![\w-])(?:{_OWN})(?![\w-])(?! för)", text, re.IGNORECASE):
        yield Mention(match.start(), match.end(), "S", OWN)
