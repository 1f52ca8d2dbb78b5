"""The outline of a report: which parts it has, in which order, and what they are called.

An outline is data (`rules/disposition/*.toml`), so that a municipality can reorder and rename without programming;
`xlplan.report.outline_file` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FIELDS = ("År", "Enhet", "Nämnd", "Avdelning", "Enhetschef", "Beloppsenhet")
"""The facts that a title, a heading or a caption may name in braces."""

GOAL_TEXTS = (
    "Beskrivning",
    "Förväntat resultat",
    "Arbetssätt",
    "Resursanvändning",
    "Uppföljning",
    "Utveckling",
)
"""The text columns of `tblMal` that a plan may print."""

INDICATORS, ACTIVITIES, BUDGET = TABLES = ("indikatorer", "aktiviteter", "budget")
"""The tables of a report, by their names in the outline."""


class OutlineError(ValueError):
    """The outline cannot be used; the message says in Swedish what to change, one line a fault."""


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    column: str
    """The heading in the workbook."""
    heading: str
    weight: int
    """The column's width against the others."""
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class TableSpec:
    caption: str
    columns: tuple[ColumnSpec, ...]


@dataclass(frozen=True, slots=True)
class FactSpec:
    fact: str
    label: str


@dataclass(frozen=True, slots=True)
class GoalItem:
    """What is printed under a goal: a text column under its heading, or one of the tables."""

    name: str
    heading: str


@dataclass(frozen=True, slots=True)
class LevelSpec:
    name: str
    """Nivå in the workbook."""
    label: str
    items: tuple[GoalItem, ...]


@dataclass(frozen=True, slots=True)
class CoverPart:
    facts: tuple[FactSpec, ...]
    address: tuple[FactSpec, ...]


@dataclass(frozen=True, slots=True)
class ContentsPart:
    title: str
    levels: int


@dataclass(frozen=True, slots=True)
class ChapterPart:
    """A chapter of `tblTexter`. Without a title its texts stand under the heading above it."""

    chapter: str
    title: str
    if_empty: str
    """The sentence that is printed when there is no text; "" leaves the part out."""
    new_page: bool


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A heading with other parts under it."""

    title: str
    parts: tuple[Part, ...]
    if_empty: str
    new_page: bool


@dataclass(frozen=True, slots=True)
class GoalsPart:
    """The goal tree. With a title the tree stands one level below it."""

    title: str
    levels: tuple[LevelSpec, ...]
    if_empty: str
    new_page: bool


@dataclass(frozen=True, slots=True)
class BudgetPart:
    facts: tuple[FactSpec, ...]
    income_group: str
    """The name above the income lines; "" prints none."""
    cost_group: str
    show_zero: bool
    """Whether lines without an amount are printed, with a 0."""
    if_empty: str


@dataclass(frozen=True, slots=True)
class OtherChaptersPart:
    """The chapters that no other part names."""


@dataclass(frozen=True, slots=True)
class LeftoversPart:
    """What could not be placed: goals, indicators and activities with an unknown Mål-ID, texts without a chapter."""

    title: str
    intro: str


Part = CoverPart | ContentsPart | ChapterPart | SectionPart | GoalsPart | BudgetPart | OtherChaptersPart | LeftoversPart


@dataclass(frozen=True, slots=True)
class Outline:
    phase: str
    title: str
    document: str
    tables: Mapping[str, TableSpec]
    parts: tuple[Part, ...]


def same(name: str) -> str:
    """What two spellings of a name have in common: case and white space do not count."""
    return " ".join(name.split()).casefold()


def chapters_of(parts: tuple[Part, ...]) -> list[str]:
    """The chapters that the outline names, in order, spelled as `same` does."""
    found = []
    for part in parts:
        if isinstance(part, ChapterPart):
            found.append(same(part.chapter))
        elif isinstance(part, SectionPart):
            found += chapters_of(part.parts)
    return found


def goal_levels(parts: tuple[Part, ...]) -> tuple[LevelSpec, ...]:
    """The levels of the goal tree, the highest first."""
    for part in parts:
        if isinstance(part, GoalsPart):
            return part.levels
        if isinstance(part, SectionPart) and (levels := goal_levels(part.parts)):
            return levels
    return ()
