"""The budget's lines as running text names them, and what it says of them that must be about the
unit's own budget of the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from xlplan.statements.budgets import ALL, COSTS, INCOMES, NET, OWN, NamedLines, TextPlace
from xlplan.statements.unit_name import goes_on, unit_named
from xlplan.statements.values import Mention, Statement

_INFLECTED = r"(?:s|na|na?s|en|ens|er|erna|ernas|n|ns|et|ets|t)?"
_SUMS: tuple[
    tuple[str, tuple[str, ...], str], ...
] = (  # key | words of which it has one | how it is named
    (
        NET,
        ("netto",),
        r"nettobudget(?:en)?|nettokostnad(?:en|er|erna)?|budgetnetto(?:t)?|netto(?:ram(?:en)?"
        r"|anslag(?:et)?)|summa "
        r"netto|netto",
    ),
    (
        COSTS,
        ("kostnad",),
        r"(?<!\bi )(?:summa |totala )?kostnader(?:na)?|totalkostnad(?:en|erna)?"
        r"|bruttokostnad(?:en|er|erna)?",
    ),
    (INCOMES, ("intäkt",), r"(?<!\bi )(?:summa |totala )?intäkter(?:na)?"),
    (
        ALL,
        ("budget", "omsättning", "omslutning"),
        r"(?<!års )(?<!årets )(?<!\bi )(?<!enligt )(?:års|total)?budget(?:en)?(?= på| om| är| var"
        r"| uppgår| uppgick| "
        r"omfattar|$)|omsättning(?:en)?|omslutning(?:en)?|"
        r"budgetomslutning(?:en)?|budgetram(?:en)?",
    ),
)
_TAKEN = re.compile(r"\b(?:får|har|fick|ger|söker|köper|köps|säljer|med|av|till)\s$", re.IGNORECASE)
""" "Vi får bidrag på 120 tkr" need not be all of the line Bidrag."""
_NOT_ONE = r"(?<!\bett )(?<!\bvarje )(?<!\bnytt )(?<!\bnya )(?<!\bny )"
""" "Ett instrument" is not the line Instrument."""
_OWN = re.compile(
    r"(?<![\w-])(?:kostnad(?:en|erna)?|intäkt(?:en|erna)?|posten|raden|beloppet|budgetposten)"
    r"(?![\w-])(?! för)",
    re.IGNORECASE,
)
"""In a line's own Kommentar: "kostnaden", "posten"."""


@dataclass(frozen=True)
class LinesNamed:
    """What in a sentence speaks of the budget: its lines and sums, and the unit."""

    lines: NamedLines
    enhet: str
    own: bool
    """Whether the text is a line's own Kommentar, where a sum's name is the line's."""
    text: str = field(compare=False, repr=False)
    """What the sentences are of: a name without a word in it is in none of them."""

    def __call__(self, text: str) -> list[Mention]:
        named = list(self._lines_named(text))
        if self.own:
            own = (Mention(m.start(), m.end(), "S", OWN) for m in _OWN.finditer(text))
            named = [*own, *(m for m in named if m.key not in (COSTS, INCOMES, ALL))]
        return [*named, *unit_named(text, self.enhet)] if named or self.own else []

    def _lines_named(self, text: str) -> Iterator[Mention]:
        """Of those that begin at one place the longest."""
        at: dict[int, Mention] = {}
        lowered = text.lower()
        likely = {i for word, i in self._words if word in lowered}
        for key, _, forms in (self._names[i] for i in sorted(likely)):
            for match in _named(forms).finditer(text):
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

    @cached_property
    def _names(self) -> tuple[Name, ...]:
        return _names(self.lines)

    @cached_property
    def _words(self) -> list[tuple[str, int]]:
        """Each of the words that the text has, and where its name stands in `_names`."""
        lowered = self.text.lower()
        each = ((word, i) for i, (_, words, _) in enumerate(self._names) for word in words)
        return [(word, i) for word, i in each if word in lowered]


Name = tuple[str, tuple[str, ...], str]
"""The key of a line or a sum, words of which any naming of it has one, and a regular expression."""


@lru_cache(maxsize=64)
def _names(lines: NamedLines) -> tuple[Name, ...]:
    """Of each line whose name is its own, and of each sum."""
    names = [name.casefold() for _, name, _ in lines]
    own = (
        (f"rad {rad}", *_forms(name, kind))
        for rad, name, kind in lines
        if kind in ("intäkt", "kostnad") and names.count(name.casefold()) == 1
    )
    return *own, *_SUMS


@lru_cache(maxsize=512)
def _named(forms: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){_NOT_ONE}(?:{forms})(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=512)
def _forms(name: str, kind: str) -> tuple[tuple[str, ...], str]:
    """How a line is named in running text, "Lokalkostnader" as "kostnaderna för lokaler": words of
    which each form has one, and a regular expression."""
    name = name.strip()
    forms = [re.escape(name) + _INFLECTED]
    stem = re.fullmatch(r"(\w+?)s?kostnad(?:er)?", name, re.IGNORECASE)
    whose = stem[1] if stem else name
    if " " in whose:
        # "Entreprenader och köp av verksamhet"; one word of two may be a part of the line
        parts = [part for part in re.split(" och |, ", name) if " " in part]
        return (name.lower(), *map(str.lower, parts)), "|".join([*forms, *map(re.escape, parts)])
    word = re.escape(whose)
    if kind == "kostnad":
        form = rf"{word}(?:er|en|erna|s|n|na|et)?"
        forms += [
            rf"{word}s?kostnad(?:er|erna|en)?",
            rf"(?:kostnad(?:en|er|erna)?|budget(?:en)?|utgifter(?:na)?) för {form}",
            rf"{word}(?:en)?(?= kostar)",
        ]
        return (whose.lower(),), "|".join(forms)
    bare = re.sub(r"s?intäkter$", "", whose, flags=re.IGNORECASE)
    forms.append(
        rf"(?:intäkt(?:en|er|erna)?|budget(?:en)?) (?:från|för) "
        rf"{re.escape(bare)}(?:er|en|erna|s|n|na|et)?"
    )
    if not whose.casefold().endswith(("er", "a")):
        forms.append(rf"{word}(?:en|et|erna|na)?")
    return (bare.lower(),), "|".join(forms)


# -- whether it must be about the budget -----------------------------------------------------------
_DOUBT = re.compile(
    r"prognos|utfall|bokslut|nämnd|förvaltning|kommun|\bstaden|avdelning|investering|projekt|månad"
    r"|tertial|underskott|"
    r"överskott|\bper \w+|förra|föregående|fjol|20\d\d–|tidigare",
    re.IGNORECASE,
)
"""What stands before in the paragraph and may be what the sentence goes on about."""
_NEUTRAL = re.compile(
    r"budget|ekonomi|resurs|kostnad|intäkt|förutsättning|sammanfatt|inledning|kommentar|netto"
    r"|förändring|bakgrund|"
    r"uppdrag|enheten|våra? |\bvi\b|belopp",
    re.IGNORECASE,
)
_BY_BUDGET = re.compile(r"\b(?:enligt|i) (?:års)?budget(?:en)?\b", re.IGNORECASE)
_WHOLE_UNIT = re.compile(r"enhetens|hela enheten|nettobudget|omsättning", re.IGNORECASE)
"""Under a goal amounts are what the goal takes, unless it is said that they are the unit's."""


def is_meant(statement: Statement, place: TextPlace, enhet: str) -> bool:
    """Whether it must be about the unit's own budget of the year. Whatever may be about a part,
    another year or an outcome is not."""
    whole = statement.whole or statement.budget
    if place.rad is not None:
        return not statement.past and _own_is_meant(statement)
    if not place.plan and not _is_of_budget(statement):
        # "enhetens nettokostnad är 24 700 tkr", "… 180 tkr mer än budget": the outcome
        return False
    if place.plan and statement.past and not statement.budget:
        return False
    if statement.past and statement.says == "level" and "budget" not in statement.phrase.lower():
        # "personalkostnaderna blev 34 690 tkr, 370 tkr lägre än budget" tells the outcome
        return False
    if statement.key in (COSTS, INCOMES, ALL) and not whole:
        return False
    if place.goal and not _WHOLE_UNIT.search(statement.sentence):
        return False
    return statement.whole or (
        goes_on(place.heading, enhet, _NEUTRAL, _DOUBT)
        and goes_on(statement.lead, enhet, _NEUTRAL, _DOUBT)
    )


def _is_of_budget(statement: Statement) -> bool:
    """Whether a follow-up's statement is of the budget, and not of the outcome beside it."""
    said = statement.sentence.partition(statement.phrase)[0]
    return "budget" in statement.phrase.lower() or bool(_BY_BUDGET.search(said))


def _own_is_meant(statement: Statement) -> bool:
    """In a line's own Kommentar a bare amount may be a part of it, or what one cause makes."""
    if statement.says == "level":
        return statement.budget or statement.way is not None
    return True
