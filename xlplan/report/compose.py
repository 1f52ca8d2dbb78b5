"""From a workbook's content and an outline to the blocks of a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from xlplan.model import PHASES, Content
from xlplan.report.areas import AREAS_TABLE, area_table, area_tree
from xlplan.report.blocks import DEEPEST, Block, Contents, Cover, Heading, Paragraph, Role, Source
from xlplan.report.chapters import TEXTS_TABLE, chapter_blocks, read_chapters
from xlplan.report.goal_blocks import GoalBlocks
from xlplan.report.material import Material
from xlplan.report.outline.names import same
from xlplan.report.outline.outline import (
    AreasPart,
    BudgetPart,
    ChapterPart,
    ChartPart,
    ContentsPart,
    CoverPart,
    FollowUpPart,
    GoalsPart,
    LeftoversPart,
    ListPart,
    OtherChaptersPart,
    Outline,
    Part,
    SectionPart,
    SentencesPart,
    TablesPart,
    WholeTablePart,
    chapters_of,
    has_areas,
)
from xlplan.report.table_blocks import (
    budget,
    chart,
    follow_up,
    named_table,
    whole_list,
    whole_table,
)
from xlplan.report.texts.sentences import Sentences


def blocks(
    content: Content, outline: Outline, phase: str, sentences: Sentences | None = None
) -> list[Block]:
    """The report of a phase (`VP`, `T1`, `T2` or `VB`) as blocks in reading order, without the
    generated texts if `sentences` is not given.

    Personal numbers are masked. Texts whose Skede is another phase are left out; nothing else that
    the outline has a place for is lost: what cannot be placed comes in a last chapter.

    Raises ValueError for a phase that does not exist.
    """
    if phase not in PHASES:
        raise ValueError(f"no such phase: {phase!r}")
    return _Composer(Material(content, outline, phase, sentences)).parts(outline.parts, 1)


class _Composer:
    def __init__(self, material: Material) -> None:
        self.material = material
        self.outline = material.outline
        self.chapters = read_chapters(material.tables[TEXTS_TABLE], material.phase)
        self.goals = GoalBlocks(material)
        self.commented = self._comments()

    def _comments(self) -> set[str]:
        """The chapters that stand under the area that they are named after."""
        if not has_areas(self.outline.parts):
            return set()
        areas = {same(row.text("Område")) for row in self.material.tables[AREAS_TABLE]}
        return (areas & self.chapters.keys()) - {"", *chapters_of(self.outline.parts)}

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
                return self.titled(part, level, self.goals.blocks(self.goals.goals, inner))
            case BudgetPart():
                return budget(self.material, part)
            case OtherChaptersPart():
                return self.other_chapters(level)
            case LeftoversPart():
                return self.leftovers(part, level)
            case _:
                return self.table_part(part, level)

    def table_part(self, part: TablesPart, level: int) -> list[Block]:
        """The blocks of a part that is made of tables."""
        match part:
            case FollowUpPart():
                return follow_up(self.material, part)
            case WholeTablePart():
                return self.titled(part, level, whole_table(self.material, part.table))
            case ListPart():
                return self.titled(part, level, whole_list(self.material, part.table))
            case AreasPart():
                return self.areas(part, level)
            case ChartPart():
                return chart(self.material, part.chart)
            case SentencesPart():
                own = self.chapters.get(same(part.unless)) if part.unless else None
                return [] if own else self.material.generated(part.text)

    def titled(
        self,
        part: ChapterPart | SectionPart | GoalsPart | WholeTablePart | ListPart,
        level: int,
        body: list[Block],
    ) -> list[Block]:
        """The body under the part's heading, if it has one; nothing, or the outline's sentence, for
        an empty body."""
        if not body:
            if not part.if_empty:
                return []
            body = [Paragraph(self.material.fill(part.if_empty), Role.NOTE)]
        if part.title:
            return [
                Heading(
                    min(level, DEEPEST), self.material.fill(part.title), new_page=part.new_page
                ),
                *body,
            ]
        first, *rest = body
        return [
            replace(first, new_page=part.new_page) if isinstance(first, Heading) else first,
            *rest,
        ]

    def cover(self, part: CoverPart) -> Cover:
        return Cover(
            title=self.material.fill(self.outline.title),
            document=self.material.fill(self.outline.document),
            unit=self.material.facts.get("Enhet", ""),
            board=self.material.facts.get("Nämnd", ""),
            facts=self.material.fact_list(part.facts),
            address=self.material.fact_list(part.address),
        )

    def chapter(self, part: ChapterPart, level: int) -> list[Block]:
        chapter = self.chapters.get(same(part.chapter))
        inner = level + 1 if part.title else level
        return self.titled(part, level, chapter_blocks(chapter, inner) if chapter else [])

    def other_chapters(self, level: int) -> list[Block]:
        named = {"", *chapters_of(self.outline.parts), *self.commented}
        found: list[Block] = []
        for name, chapter in self.chapters.items():
            if name not in named:
                found += [Heading(level, chapter.name), *chapter_blocks(chapter, level + 1)]
        return found

    def areas(self, part: AreasPart, level: int) -> list[Block]:
        """Each area under its heading; an area that is part of another stands below it.

        Below its table stands what the book says in a chapter of the area's name; without one, the
        generated text.
        """
        found: list[Block] = []
        spec = self.material.spec("omraden")
        for area, depth, rows in area_tree(self.material.tables[AREAS_TABLE]):
            table = area_table(spec, rows, f"{area}. {spec.caption}")
            found.append(
                Heading(
                    min(level + depth, DEEPEST),
                    area,
                    source=Source(AREAS_TABLE, rows[0].row, "Område"),
                )
            )
            found += [table] if table else []
            if same(area) in self.commented:
                found += chapter_blocks(self.chapters[same(area)], level + depth + 1)
            else:
                found += self.material.generated("område", area=area, rows=rows)
        return found or self.material.note(part.if_empty)

    def leftovers(self, part: LeftoversPart, level: int) -> list[Block]:
        """To be asked for last: what the other parts have not printed."""
        body = self.goals.blocks(self.goals.homeless, level + 1)
        for name, rows in self.goals.left().items():
            title = self.material.fill(part.title)
            if table := named_table(self.material, name, rows, title, with_id=True):
                body += [Heading(level + 1, self.material.spec(name).caption), *table]
        if "" in self.chapters:
            body += [
                Heading(level + 1, "Texter utan kapitel"),
                *chapter_blocks(self.chapters[""], level + 2),
            ]
        if not body:
            return []
        intro = self.material.note(part.intro)
        return [Heading(level, self.material.fill(part.title)), *intro, *body]
