"""From a workbook's content and an outline to the blocks of a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from xlplan.model import PHASES, Content, Row, Value
from xlplan.report.blocks import (
    DEEPEST,
    Block,
    Contents,
    Cover,
    Fact,
    FactList,
    Heading,
    Paragraph,
    Role,
    Source,
)
from xlplan.report.chapters import TEXTS_TABLE, chapter_blocks, read_chapters
from xlplan.report.goals import GOALS_TABLE, Goal, goal_tree
from xlplan.report.notation import one_line, read_text
from xlplan.report.outline import (
    ACTIVITIES,
    BUDGET,
    FIELDS,
    INDICATORS,
    BudgetPart,
    ChapterPart,
    ColumnSpec,
    ContentsPart,
    CoverPart,
    FactSpec,
    GoalItem,
    GoalsPart,
    LeftoversPart,
    LevelSpec,
    OtherChaptersPart,
    Outline,
    Part,
    SectionPart,
    chapters_of,
    goal_levels,
    same,
)
from xlplan.report.tables import BUDGET_TABLE, budget_table, rows_table
from xlplan.wording import mask, plain, render

FACTS_TABLE = "tblEnhet"
_BOOK_TABLES = {INDICATORS: "tblIndikatorer", ACTIVITIES: "tblAktiviteter"}
# Control characters, lone surrogates and the two non-characters: no file format of ours may hold them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def blocks(content: Content, outline: Outline, phase: str) -> list[Block]:
    """The report of a phase (`VP`, `T1`, `T2` or `VB`) as blocks in reading order.

    Personal numbers are masked. Texts whose Skede is another phase are left out; nothing else that the outline has a
    place for is lost: what cannot be placed comes in a last chapter.

    Raises ValueError for a phase that does not exist.
    """
    if phase not in PHASES:
        raise ValueError(f"no such phase: {phase!r}")
    return _Composer(_printable(content), outline, phase).parts(outline.parts, 1)


def _printable(content: Content) -> Content:
    """The content with personal numbers masked and without characters that cannot be printed."""

    def clean(values: Mapping[str, Value]) -> dict[str, Value]:
        return {k: mask(_UNPRINTABLE.sub("", v)) if isinstance(v, str) else v for k, v in values.items()}

    tables = {
        name: tuple(replace(row, values=clean(row.values)) for row in content.tables.get(name, ()))
        for name in (GOALS_TABLE, TEXTS_TABLE, BUDGET_TABLE, *_BOOK_TABLES.values())
    }
    return Content(clean(content.facts), tables)


class _Composer:
    def __init__(self, content: Content, outline: Outline, phase: str) -> None:
        self.outline = outline
        self.tables = content.tables
        self.facts = {name: one_line(_fact_text(name, value)) for name, value in content.facts.items()}
        self.chapters = read_chapters(self.tables[TEXTS_TABLE], phase)
        self.levels = goal_levels(outline.parts)
        self.goals, self.homeless = goal_tree(self.tables[GOALS_TABLE], self.levels)
        self.rows_of = {name: _by_goal(self.tables[table]) for name, table in _BOOK_TABLES.items()}

    def parts(self, parts: Iterable[Part], level: int) -> list[Block]:
        return [block for part in parts for block in self.part(part, level)]

    def part(self, part: Part, level: int) -> list[Block]:
        """The blocks of one part; `level` is that of its heading."""
        match part:
            case CoverPart():
                return [self.cover(part)]
            case ContentsPart():
                return [Contents(part.title, part.levels)]
            case ChapterPart():
                return self.chapter(part, level)
            case SectionPart():
                return self.titled(part, level, self.parts(part.parts, level + 1))
            case GoalsPart():
                inner = level + 1 if part.title else level
                return self.titled(part, level, self.goal_blocks(self.goals, inner))
            case BudgetPart():
                return self.budget(part)
            case OtherChaptersPart():
                return self.other_chapters(level)
            case LeftoversPart():
                return self.leftovers(part, level)

    def fill(self, template: str) -> str:
        """The template with the book's facts; a fact that is missing is said to be."""
        return render(template, {name: self.facts.get(name) or f"[{name} saknas]" for name in FIELDS})

    def titled(self, part: ChapterPart | SectionPart | GoalsPart, level: int, body: list[Block]) -> list[Block]:
        """The body under the part's heading, if it has one; nothing, or the outline's sentence, for an empty body."""
        if not body:
            if not part.if_empty:
                return []
            body = [Paragraph(self.fill(part.if_empty), Role.NOTE)]
        if part.title:
            return [Heading(min(level, DEEPEST), self.fill(part.title), new_page=part.new_page), *body]
        first, *rest = body
        return [replace(first, new_page=part.new_page) if isinstance(first, Heading) else first, *rest]

    def cover(self, part: CoverPart) -> Cover:
        return Cover(
            title=self.fill(self.outline.title),
            document=self.fill(self.outline.document),
            unit=self.facts.get("Enhet", ""),
            board=self.facts.get("Nämnd", ""),
            facts=self.fact_list(part.facts),
            address=self.fact_list(part.address),
        )

    def fact_list(self, specs: Sequence[FactSpec]) -> tuple[Fact, ...]:
        """The facts that the book has, under the outline's labels."""
        return tuple(
            Fact(spec.label, value, Source(FACTS_TABLE, None, spec.fact))
            for spec in specs
            if (value := self.facts.get(spec.fact))
        )

    def chapter(self, part: ChapterPart, level: int) -> list[Block]:
        chapter = self.chapters.get(same(part.chapter))
        inner = level + 1 if part.title else level
        return self.titled(part, level, chapter_blocks(chapter, inner) if chapter else [])

    def other_chapters(self, level: int) -> list[Block]:
        named = {"", *chapters_of(self.outline.parts)}
        found: list[Block] = []
        for name, chapter in self.chapters.items():
            if name not in named:
                found += [Heading(level, chapter.name), *chapter_blocks(chapter, level + 1)]
        return found

    def goal_blocks(self, goals: Iterable[Goal], level: int) -> list[Block]:
        return [block for goal in goals for block in self.goal(goal, level + goal.depth)]

    def goal(self, goal: Goal, level: int) -> list[Block]:
        spec = self.level_of(goal)
        title = Heading(min(level, DEEPEST), goal.title, spec.label, source=Source(GOALS_TABLE, goal.row.row, "Mål"))
        found: list[Block] = [title]
        for item in spec.items:
            if item.name in _BOOK_TABLES:
                # taken out, so that a second goal with the same Mål-ID does not print them again
                rows = self.rows_of[item.name].pop(goal.id, []) if goal.id else []
                found += self.table(item.name, rows, goal.title)
            elif text := goal.row.text(item.name).strip():
                source = Source(GOALS_TABLE, goal.row.row, item.name)
                found.append(Heading(min(level + 1, DEEPEST), item.heading))
                found += read_text(text, level + 2, source)
        return found

    def level_of(self, goal: Goal) -> LevelSpec:
        """The goal's level; one that the outline does not know prints all that any level prints."""
        name = one_line(goal.row.text("Nivå"))
        for spec in self.levels:
            if same(spec.name) == same(name):
                return spec
        items: dict[str, GoalItem] = {}
        for spec in self.levels:
            for item in spec.items:
                items.setdefault(item.name, item)
        return LevelSpec(name, name, tuple(items.values()))

    def table(self, name: str, rows: Sequence[Row], of: str, *, with_id: bool = False) -> list[Block]:
        spec = self.outline.tables[name]
        if with_id:
            spec = replace(spec, columns=(ColumnSpec("Mål-ID", "Mål-ID", 12), *spec.columns))
        caption = self.fill(spec.caption)
        table = rows_table(spec, _BOOK_TABLES[name], rows, caption, f"{caption}: {of}")
        return [table] if table else []

    def budget(self, part: BudgetPart) -> list[Block]:
        spec = self.outline.tables[BUDGET]
        table = budget_table(spec, part, self.tables[BUDGET_TABLE], self.fill(spec.caption))
        if table is None:
            return [Paragraph(self.fill(part.if_empty), Role.NOTE)] if part.if_empty else []
        facts = self.fact_list(part.facts)
        return [FactList(facts), table] if facts else [table]

    def leftovers(self, part: LeftoversPart, level: int) -> list[Block]:
        """To be asked for last: what the other parts have not printed."""
        body = self.goal_blocks(self.homeless, level + 1)
        for name, rows in self.rows_of.items():
            left = sorted((row for found in rows.values() for row in found), key=lambda row: row.row)
            if table := self.table(name, left, self.fill(part.title), with_id=True):
                body += [Heading(level + 1, self.fill(self.outline.tables[name].caption)), *table]
        if "" in self.chapters:
            body += [Heading(level + 1, "Texter utan kapitel"), *chapter_blocks(self.chapters[""], level + 2)]
        if not body:
            return []
        intro = [Paragraph(self.fill(part.intro), Role.NOTE)] if part.intro else []
        return [Heading(level, self.fill(part.title)), *intro, *body]


def _fact_text(name: str, value: Value) -> str:
    """A fact as text; a year is not an amount and has no blank in it."""
    if name == "År" and isinstance(value, int | float):
        return f"{value:.0f}"
    return plain(value)


def _by_goal(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(same(row.text("Mål-ID")), []).append(row)
    return found
