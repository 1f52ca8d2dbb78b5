"""The outline of a report: which parts it has, in which order, and what they are called.

An outline is data (`rules/disposition/*.toml`), so that a municipality can reorder and rename
without programming. Each part is one model, which is both how it is written in the file (the
aliases) and how reports are made of it; `xlplan.report.outline.outline_file` reads the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from xlplan import wording
from xlplan.model import PHASES
from xlplan.report.outline.names import (
    ACTIVITIES,
    BOOK_TABLES,
    CHARTS,
    FIELDS,
    GOAL_EXTRAS,
    GOAL_TEXTS,
    INDICATORS,
    JUDGEMENT,
    SENTENCES,
    same,
)
from xlplan.toml import Filled, Listed, Section, among, did_you_mean

_BOOKS = {"enhet": "unit", "nämnd": "board"}


def _known_fields(text: str) -> str:
    try:
        names = [name for name, _ in wording.fields(text)]
    except ValueError:
        raise ValueError(
            "har ett fält med kolon i klamrarna. Skriv bara namnet, till exempel {År}."
        ) from None
    unknown = [name for name in names if name not in FIELDS]
    if unknown:
        raise ValueError(
            "\n".join(
                f"nämner {{{name}}}, som inte finns.{did_you_mean(name, FIELDS)}"
                for name in unknown
            )
        )
    return text


Line = Annotated[str, AfterValidator(_known_fields)]
"""A text with fields in braces, which may be blank."""
Title = Annotated[Filled, AfterValidator(_known_fields)]
TableName = Annotated[str, among(BOOK_TABLES)]

_IF_EMPTY = Field("", alias="om_tom")
_NEW_PAGE = Field(False, alias="ny_sida")
_TITLE = Field("", alias="rubrik")


class OutlineColumn(Section):
    column: Filled = Field(alias="kolumn", examples=["Post"])
    """The heading in the workbook."""
    heading: Line = Field(alias="rubrik", default_factory=lambda said: said.get("column", ""))
    weight: int = Field(20, alias="bredd", ge=1, le=1000)
    """The column's width against the others."""
    numeric: bool = Field(False, alias="tal")


class OutlineTable(Section):
    caption: Title = Field(alias="rubrik")
    columns: Listed[OutlineColumn] = Field(
        alias="kolumner",
        min_length=1,
        description='en lista med minst en kolumn, till exempel [{ kolumn = "Post" }]',
    )
    analysis: Line = Field("", alias="analys")
    """The column whose texts follow below the table, each under its row's name; "" for none."""


class FactSpec(Section):
    fact: Filled = Field(alias="uppgift", examples=["Enhet"])
    label: str = Field(alias="rubrik", default_factory=lambda said: said.get("fact", ""))


def _of_goal(column: str) -> str:
    known = (*GOAL_TEXTS, JUDGEMENT, INDICATORS, ACTIVITIES, *GOAL_EXTRAS)
    if column not in known:
        raise ValueError(
            f"är ”{column}”, som inte finns bland målens texter och "
            f"tabeller.{did_you_mean(column, known)}"
        )
    return column


class GoalItem(Section):
    """What is printed under a goal: its Bedömning, a text column under its heading, one of the
    tables, a chart of its indicators, or a generated text."""

    name: Annotated[Filled, AfterValidator(_of_goal)] = Field(alias="kolumn")
    heading: Filled = Field(alias="rubrik", default_factory=lambda said: said.get("name", ""))


def _as_table(item: Any) -> Any:
    return {"kolumn": item} if isinstance(item, str) else item


class LevelSpec(Section):
    name: Filled = Field(alias="namn", examples=["Enhetsmål"])
    """Nivå in the workbook."""
    label: Filled = Field(alias="etikett", default_factory=lambda said: said.get("name", ""))
    items: Listed[Annotated[GoalItem, BeforeValidator(_as_table)]] = Field((), alias="innehall")


class Groups(Section):
    """The names above the lines of income and of costs; "" prints none."""

    income: str = Field("", alias="intakter")
    cost: str = Field("", alias="kostnader")


class CoverPart(Section):
    kind: Literal["framsida"] = Field(alias="typ")
    facts: Listed[FactSpec] = Field((), alias="uppgifter")
    address: Listed[FactSpec] = Field((), alias="adress")


class ContentsPart(Section):
    kind: Literal["innehåll"] = Field(alias="typ")
    title: Filled = Field(alias="rubrik", examples=["Innehåll"])
    levels: int = Field(3, alias="nivaer", ge=1, le=6)


class ChapterPart(Section):
    """A chapter of `tblTexter`. Without a title its texts stand under the heading above it."""

    kind: Literal["kapitel"] = Field(alias="typ")
    chapter: Filled = Field(alias="kapitel", examples=["Inledning"])
    title: Line = Field(alias="rubrik", default_factory=lambda said: said.get("chapter", ""))
    if_empty: Line = _IF_EMPTY
    """The sentence that is printed when there is no text; "" leaves the part out."""
    new_page: bool = _NEW_PAGE


class SectionPart(Section):
    """A heading with other parts under it."""

    kind: Literal["avsnitt"] = Field(alias="typ")
    title: Title = Field(alias="rubrik")
    parts: Listed[Part] = Field((), alias="del")
    if_empty: Line = _IF_EMPTY
    new_page: bool = _NEW_PAGE


class GoalsPart(Section):
    """The goal tree. With a title the tree stands one level below it."""

    kind: Literal["mål"] = Field(alias="typ")
    title: Line = _TITLE
    levels: Listed[LevelSpec] = Field(
        alias="niva", min_length=1, description="minst en nivå, den högsta först"
    )
    if_empty: Line = _IF_EMPTY
    new_page: bool = _NEW_PAGE


class BudgetPart(Section):
    kind: Literal["budget"] = Field(alias="typ")
    facts: Listed[FactSpec] = Field((), alias="uppgifter")
    groups: Groups = Field(default_factory=Groups, alias="grupper")
    show_zero: bool = Field(True, alias="visa_nollrader")
    """Whether lines without an amount are printed, with a 0."""
    if_empty: Line = _IF_EMPTY


class FollowUpPart(Section):
    """Budget, outcome and forecast of the lines of the budget, in the columns of the table
    "uppföljning"."""

    kind: Literal["uppföljning"] = Field(alias="typ")
    groups: Groups = Field(default_factory=Groups, alias="grupper")
    show_zero: bool = Field(True, alias="visa_nollrader")
    if_empty: Line = _IF_EMPTY


class WholeTablePart(Section):
    """One of the board's tables, whole."""

    kind: Literal["tabell"] = Field(alias="typ")
    table: TableName = Field(alias="tabell")
    title: Line = _TITLE
    if_empty: Line = _IF_EMPTY
    new_page: bool = _NEW_PAGE


class ListPart(Section):
    """The points of the decision, numbered, or the appendices."""

    kind: Literal["lista"] = Field(alias="typ")
    table: TableName = Field(alias="tabell")
    title: Line = _TITLE
    if_empty: Line = _IF_EMPTY
    new_page: bool = _NEW_PAGE


class AreasPart(Section):
    """A heading and a table for every area of `tblOmraden`, with a sentence made of its figures."""

    kind: Literal["områden"] = Field(alias="typ")
    if_empty: Line = _IF_EMPTY


class ChartPart(Section):
    kind: Literal["diagram"] = Field(alias="typ")
    chart: Annotated[str, among(CHARTS)] = Field(alias="diagram")


class SentencesPart(Section):
    """A generated text, where the book has none of its own in the chapter `unless`."""

    kind: Literal["uträknat"] = Field(alias="typ")
    text: Annotated[str, among(SENTENCES)]
    unless: str = Field("", alias="om_inte_kapitel")


class OtherChaptersPart(Section):
    """The chapters that no other part names."""

    kind: Literal["övriga kapitel"] = Field(alias="typ")


class LeftoversPart(Section):
    """What could not be placed: goals, indicators and activities with an unknown Mål-ID, texts
    without a chapter."""

    kind: Literal["utan plats"] = Field(alias="typ")
    title: Title = Field(alias="rubrik")
    intro: Line = Field("", alias="text")


TitledPart = ChapterPart | SectionPart | GoalsPart | WholeTablePart | ListPart
TablesPart = FollowUpPart | WholeTablePart | ListPart | AreasPart | ChartPart | SentencesPart
Part = Annotated[
    CoverPart
    | ContentsPart
    | ChapterPart
    | SectionPart
    | GoalsPart
    | BudgetPart
    | OtherChaptersPart
    | LeftoversPart
    | TablesPart,
    Field(discriminator="kind"),
]
SectionPart.model_rebuild()


class Outline(Section):
    book: Annotated[str, among(_BOOKS), AfterValidator(_BOOKS.__getitem__)] = Field(
        "enhet", alias="bok", validate_default=True
    )
    """The kind of book that it is for: "unit" or "board"."""
    phases: Listed[Annotated[str, among(PHASES)]] = Field(
        alias="skeden", min_length=1, description='en lista av skeden, till exempel ["T1", "T2"]'
    )
    title: Title = Field(alias="titel")
    document: Title = Field(alias="dokument")
    tables: Mapping[str, OutlineTable] = Field(alias="tabell")
    parts: Listed[Part] = Field((), alias="del")


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
