"""The outline of a report: which parts it has, in which order, and what they are called.

An outline is data (`rules/disposition/*.toml`), so that a municipality can reorder and rename
without programming; `xlplan.report.outline.outline_file` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlplan.model import PackError

FACTS = ("År", "Enhet", "Nämnd", "Avdelning", "Enhetschef", "Beloppsenhet")
FIELDS = (*FACTS, "Skede", "Rapport", "Föregående år", "Året före det")
"""What a title, a heading or a caption may name in braces: facts of the book, the report's phase
and what it is called ("Tertialrapport 1"), and the two years before the book's."""

GOAL_TEXTS = (
    "Beskrivning",
    "Förväntat resultat",
    "Arbetssätt",
    "Resursanvändning",
    "Uppföljning",
    "Utveckling",
    "Analys {Skede}",
)
"""The text columns of `tblMal` that a report may print."""

JUDGEMENT = "Bedömning {Skede}"
SYMBOLS = {"uppfylls helt": "●", "uppfylls delvis": "◆", "uppfylls ej": "■", "ingen": "—"}
"""The symbols that the city prints before a Bedömning."""

INDICATORS, ACTIVITIES, BUDGET = "indikatorer", "aktiviteter", "budget"
"""The tables that every report has, by their names in the outline."""
BOOK_TABLES = {
    INDICATORS: "tblIndikatorer",
    ACTIVITIES: "tblAktiviteter",
    BUDGET: "tblBudget",
    "uppfoljning": "tblBudget",
    "ram": "tblRam",
    "omraden": "tblOmraden",
    "omslutning": "tblOmslutning",
    "investeringar": "tblInvesteringar",
    "budgetjusteringar": "tblBudgetjusteringar",
    "bilagor": "tblBilagor",
    "beslut": "tblBeslut",
    "resultatenheter": "tblResultatenheter",
}
"""The tables that an outline may print, and the tables of the workbook that they are made of."""

GOAL_EXTRAS = ("diagram", "uträknat")
"""What a goal may also have: a chart of its indicators, and the generated text "mål".

The table's own names print the indicators and the activities.
"""
CHARTS = ("indikatorer", "månader", "bedömningar")
SENTENCES = ("sammanfattning", "budget", "ekonomi", "mål", "indikatorer", "område")
"""The generated texts, by the names of their templates in the pack."""


class OutlineError(PackError):
    """The outline cannot be used; the message says in Swedish what to change, one line a fault."""


@dataclass(frozen=True, slots=True)
class OutlineColumn:
    column: str
    """The heading in the workbook."""
    heading: str
    weight: int
    """The column's width against the others."""
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class OutlineTable:
    caption: str
    columns: tuple[OutlineColumn, ...]
    analysis: str = ""
    """The column whose texts follow below the table, each under its row's name; "" for none."""


@dataclass(frozen=True, slots=True)
class FactSpec:
    fact: str
    label: str


@dataclass(frozen=True, slots=True)
class GoalItem:
    """What is printed under a goal: its Bedömning, a text column under its heading, one of the
    tables, a chart of its indicators, or a generated text."""

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
class FollowUpPart:
    """Budget, outcome and forecast of the lines of the budget, in the columns of the table
    "uppföljning"."""

    income_group: str
    cost_group: str
    show_zero: bool
    if_empty: str


@dataclass(frozen=True, slots=True)
class WholeTablePart:
    """One of the board's tables, whole."""

    table: str
    title: str
    if_empty: str
    new_page: bool


@dataclass(frozen=True, slots=True)
class ListPart:
    """The points of the decision, numbered, or the appendices."""

    table: str
    title: str
    if_empty: str
    new_page: bool


@dataclass(frozen=True, slots=True)
class AreasPart:
    """A heading and a table for every area of `tblOmraden`, with a sentence made of its figures."""

    if_empty: str


@dataclass(frozen=True, slots=True)
class ChartPart:
    chart: str


@dataclass(frozen=True, slots=True)
class SentencesPart:
    """A generated text, where the book has none of its own in the chapter `unless`."""

    text: str
    unless: str


@dataclass(frozen=True, slots=True)
class OtherChaptersPart:
    """The chapters that no other part names."""


@dataclass(frozen=True, slots=True)
class LeftoversPart:
    """What could not be placed: goals, indicators and activities with an unknown Mål-ID, texts
    without a chapter."""

    title: str
    intro: str


TitledPart = ChapterPart | SectionPart | GoalsPart | WholeTablePart | ListPart
TablesPart = FollowUpPart | WholeTablePart | ListPart | AreasPart | ChartPart | SentencesPart
Part = (
    CoverPart
    | ContentsPart
    | ChapterPart
    | SectionPart
    | GoalsPart
    | BudgetPart
    | OtherChaptersPart
    | LeftoversPart
    | TablesPart
)


@dataclass(frozen=True, slots=True)
class Outline:
    book: str
    """The kind of book that it is for: "unit" or "board"."""
    phases: tuple[str, ...]
    title: str
    document: str
    tables: Mapping[str, OutlineTable]
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


def has_areas(parts: tuple[Part, ...]) -> bool:
    inner = (part.parts for part in parts if isinstance(part, SectionPart))
    return any(isinstance(part, AreasPart) for part in parts) or any(map(has_areas, inner))


def goal_levels(parts: tuple[Part, ...]) -> tuple[LevelSpec, ...]:
    """The levels of the goal tree, the highest first."""
    for part in parts:
        if isinstance(part, GoalsPart):
            return part.levels
        if isinstance(part, SectionPart) and (levels := goal_levels(part.parts)):
            return levels
    return ()
