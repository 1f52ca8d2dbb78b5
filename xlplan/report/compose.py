"""From a workbook's content and an outline to the blocks of a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from xlplan.model import PHASES, Content, Row, Value
from xlplan.report.areas import AREAS_TABLE, area_table, area_tree, frame_kind, frame_spec
from xlplan.report.blocks import (
    DEEPEST,
    Block,
    BulletList,
    Contents,
    Cover,
    Fact,
    FactList,
    Heading,
    Paragraph,
    Role,
    Source,
    Status,
)
from xlplan.report.chapters import TEXTS_TABLE, chapter_blocks, read_chapters
from xlplan.report.economy import MONTHS_TABLE, follow_up_table
from xlplan.report.figures import bars, months, shares
from xlplan.report.goals import GOALS_TABLE, Goal, goal_tree
from xlplan.report.notation import one_line, read_text
from xlplan.report.outline.names import (
    ACTIVITIES,
    BOOK_TABLES,
    BUDGET,
    FIELDS,
    INDICATORS,
    JUDGEMENT,
    SYMBOLS,
    same,
)
from xlplan.report.outline.outline import (
    AreasPart,
    BudgetPart,
    ChapterPart,
    ChartPart,
    ColumnSpec,
    ContentsPart,
    CoverPart,
    FactSpec,
    FollowUpPart,
    GoalItem,
    GoalsPart,
    LeftoversPart,
    LevelSpec,
    ListPart,
    OtherChaptersPart,
    Outline,
    Part,
    SectionPart,
    SentencesPart,
    TablePart,
    TablesPart,
    TableSpec,
    chapters_of,
    goal_levels,
    has_areas,
)
from xlplan.report.tables import BUDGET_TABLE, lines_table, money_table, rows_table
from xlplan.report.texts.sentences import Sentences
from xlplan.wording import PHASE_NAMES, mask, plain, render

FACTS_TABLE = "tblEnhet"
_OF_GOALS = (INDICATORS, ACTIVITIES)
# Control characters, lone surrogates and the two non-characters: no file format of ours may hold
# them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


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
    return _Composer(_printable(content), outline, phase, sentences).parts(outline.parts, 1)


def told_facts(content: Content) -> dict[str, str]:
    """The book's facts as a report prints them, by Uppgift; personal numbers masked."""
    return {
        name: one_line(_fact_text(name, value)) for name, value in _printable(content).facts.items()
    }


def _printable(content: Content) -> Content:
    """The content with personal numbers masked and without characters that cannot be printed."""

    def clean(values: Mapping[str, Value]) -> dict[str, Value]:
        return {
            k: mask(_UNPRINTABLE.sub("", v)) if isinstance(v, str) else v for k, v in values.items()
        }

    tables = {
        name: tuple(replace(row, values=clean(row.values)) for row in content.tables.get(name, ()))
        for name in dict.fromkeys(
            (GOALS_TABLE, TEXTS_TABLE, BUDGET_TABLE, MONTHS_TABLE, *BOOK_TABLES.values())
        )
    }
    return Content(clean(content.facts), tables)


class _Composer:
    def __init__(
        self, content: Content, outline: Outline, phase: str, sentences: Sentences | None
    ) -> None:
        self.content = content
        self.outline = outline
        self.phase = phase
        self.sentences = sentences
        self.tables = content.tables
        self.facts = {
            name: one_line(_fact_text(name, value)) for name, value in content.facts.items()
        }
        self.fields = (
            self.facts
            | {"Skede": phase, "Rapport": PHASE_NAMES[phase].capitalize()}
            | _years(content.facts.get("År"))
        )
        self.chapters = read_chapters(self.tables[TEXTS_TABLE], phase)
        self.levels = goal_levels(outline.parts)
        self.goals, self.homeless = goal_tree(self.tables[GOALS_TABLE], self.levels)
        self.commented = self._comments()
        self.rows_of = {name: _by_goal(self.tables[BOOK_TABLES[name]]) for name in _OF_GOALS}

    def _comments(self) -> set[str]:
        """The chapters that stand under the area that they are named after."""
        if not has_areas(self.outline.parts):
            return set()
        areas = {same(row.text("Område")) for row in self.tables[AREAS_TABLE]}
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
                return self.titled(part, level, self.goal_blocks(self.goals, inner))
            case BudgetPart():
                return self.budget(part)
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
                return self.follow_up(part)
            case TablePart():
                return self.titled(part, level, self.whole_table(part.table))
            case ListPart():
                return self.titled(part, level, self.whole_list(part.table))
            case AreasPart():
                return self.areas(part, level)
            case ChartPart():
                return self.chart(part.chart)
            case SentencesPart():
                own = self.chapters.get(same(part.unless)) if part.unless else None
                return [] if own else self.generated(part.text)

    def fill(self, template: str) -> str:
        """The template with the book's facts; a fact that is missing is said to be."""
        return render(
            template, {name: self.fields.get(name) or f"[{name} saknas]" for name in FIELDS}
        )

    def titled(
        self,
        part: ChapterPart | SectionPart | GoalsPart | TablePart | ListPart,
        level: int,
        body: list[Block],
    ) -> list[Block]:
        """The body under the part's heading, if it has one; nothing, or the outline's sentence, for
        an empty body."""
        if not body:
            if not part.if_empty:
                return []
            body = [Paragraph(self.fill(part.if_empty), Role.NOTE)]
        if part.title:
            return [
                Heading(min(level, DEEPEST), self.fill(part.title), new_page=part.new_page),
                *body,
            ]
        first, *rest = body
        return [
            replace(first, new_page=part.new_page) if isinstance(first, Heading) else first,
            *rest,
        ]

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
        named = {"", *chapters_of(self.outline.parts), *self.commented}
        found: list[Block] = []
        for name, chapter in self.chapters.items():
            if name not in named:
                found += [Heading(level, chapter.name), *chapter_blocks(chapter, level + 1)]
        return found

    def goal_blocks(self, goals: Iterable[Goal], level: int) -> list[Block]:
        return [block for goal in goals for block in self.goal(goal, level + goal.depth)]

    def goal(self, goal: Goal, level: int) -> list[Block]:
        spec = self.level_of(goal)
        title = Heading(
            min(level, DEEPEST),
            goal.title,
            spec.label,
            source=Source(GOALS_TABLE, goal.row.row, "Mål"),
        )
        found: list[Block] = [title]
        for item in spec.items:
            if item.name in _OF_GOALS:
                # taken out, so that a second goal with the same Mål-ID does not print them again
                rows = self.rows_of[item.name].pop(goal.id, []) if goal.id else []
                found += self.table(item.name, rows, goal.title)
            elif item.name == "diagram":
                found += bars(self.of_goal(INDICATORS, goal), self.phase, goal.title)
            elif item.name == "uträknat":
                found += self.generated(
                    "mål",
                    goal=goal.row,
                    rows=self.of_goal(INDICATORS, goal),
                    activities=self.of_goal(ACTIVITIES, goal),
                )
            elif text := goal.row.text(column := self.fill(item.name)).strip():
                source = Source(GOALS_TABLE, goal.row.row, column)
                if item.name == JUDGEMENT:
                    found.append(
                        Status(self.fill(item.heading), text, SYMBOLS.get(same(text), ""), source)
                    )
                    continue
                found.append(Heading(min(level + 1, DEEPEST), self.fill(item.heading)))
                found += read_text(text, level + 2, source)
        return found

    def of_goal(self, name: str, goal: Goal) -> list[Row]:
        """All rows of the goal in one of the tables, printed or not."""
        return [
            row
            for row in self.tables[BOOK_TABLES[name]]
            if goal.id and same(row.text("Mål-ID")) == goal.id
        ]

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
        return LevelSpec.model_construct(name=name, label=name, items=tuple(items.values()))

    def spec(self, name: str) -> TableSpec:
        """A table's declaration, its columns' names filled in for the phase and the year."""
        spec = self.outline.tables[name]
        columns = (
            c.model_copy(update={"column": self.fill(c.column), "heading": self.fill(c.heading)})
            for c in spec.columns
        )
        return spec.model_copy(
            update={
                "caption": self.fill(spec.caption),
                "columns": tuple(columns),
                "analysis": self.fill(spec.analysis),
            }
        )

    def table(
        self, name: str, rows: Sequence[Row], of: str, *, with_id: bool = False
    ) -> list[Block]:
        spec = self.spec(name)
        if with_id:
            goal = ColumnSpec.model_construct(column="Mål-ID", heading="Mål-ID", weight=12)
            spec = spec.model_copy(update={"columns": (goal, *spec.columns)})
        table = rows_table(
            spec, BOOK_TABLES[name], rows, spec.caption, f"{spec.caption}: {of}" if of else ""
        )
        return [*([table] if table else []), *self.analyses(spec, BOOK_TABLES[name], rows)]

    def analyses(self, spec: TableSpec, table: str, rows: Sequence[Row]) -> list[Block]:
        """The texts about the table's rows, each under its row's name."""
        found: list[Block] = []
        name = next((column.column for column in spec.columns if column.column != "Mål-ID"), "")
        for row in rows:
            if spec.analysis and (text := row.text(spec.analysis).strip()):
                found.append(
                    Paragraph(
                        one_line(row.text(name)) or "Analys",
                        Role.LABEL,
                        Source(table, row.row, name),
                    )
                )
                found += read_text(text, DEEPEST, Source(table, row.row, spec.analysis))
        return found

    def whole_table(self, name: str) -> list[Block]:
        rows = self.tables[BOOK_TABLES[name]]
        spec = frame_spec(self.spec(name), rows) if name == "ram" else self.spec(name)
        if any(column.numeric for column in spec.columns):
            table = money_table(spec, BOOK_TABLES[name], rows, spec.caption, frame_kind)
        else:
            table = rows_table(spec, BOOK_TABLES[name], rows, spec.caption, "")
        return [*([table] if table else []), *self.analyses(spec, BOOK_TABLES[name], rows)]

    def whole_list(self, name: str) -> list[Block]:
        """The table's rows as points, in the words of its last column; numbered, for they are
        referred to."""
        spec, table = self.spec(name), BOOK_TABLES[name]
        text = spec.columns[-1].column
        rows = [row for row in self.tables[table] if row.text(text).strip()]
        if not rows:
            return []
        points = tuple(one_line(row.text(text)) for row in rows)
        return [
            BulletList(
                points, numbered=True, sources=tuple(Source(table, row.row, text) for row in rows)
            )
        ]

    def areas(self, part: AreasPart, level: int) -> list[Block]:
        """Each area under its heading; an area that is part of another stands below it.

        Below its table stands what the book says in a chapter of the area's name; without one, the
        generated text.
        """
        found: list[Block] = []
        spec = self.spec("omraden")
        for area, depth, rows in area_tree(self.tables[AREAS_TABLE]):
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
                found += self.generated("område", area=area, rows=rows)
        if not found and part.if_empty:
            return [Paragraph(self.fill(part.if_empty), Role.NOTE)]
        return found

    def follow_up(self, part: FollowUpPart) -> list[Block]:
        spec = self.spec("uppfoljning")
        table = follow_up_table(
            spec,
            part,
            self.tables[BUDGET_TABLE],
            self.tables[MONTHS_TABLE],
            self.until(),
            self.phase,
        )
        if table is None:
            return [Paragraph(self.fill(part.if_empty), Role.NOTE)] if part.if_empty else []
        return [table]

    def until(self) -> int:
        """The last month with an outcome that the report tells of: 0–12."""
        last = {"T1": 4, "T2": 8, "VB": 12}.get(self.phase, 0)
        stated = self.content.facts.get("Avser månad")
        return min(last, int(stated)) if isinstance(stated, float) and 1 <= stated <= 12 else last

    def chart(self, name: str) -> list[Block]:
        unit = self.facts.get("Beloppsenhet", "")
        match name:
            case "indikatorer":
                return list(bars(self.tables[BOOK_TABLES[INDICATORS]], self.phase, ""))
            case "månader":
                return list(
                    months(self.tables[BUDGET_TABLE], self.tables[MONTHS_TABLE], self.until(), unit)
                )
        return list(shares(self.tables[GOALS_TABLE], self.phase))

    def generated(self, name: str, **about: object) -> list[Block]:
        """A generated text's paragraphs; none where there is nothing to say, or nothing is to be
        generated."""
        if self.sentences is None:
            return []
        written = self.sentences.written(
            name, self.content, self.phase, until=self.until(), **about
        )
        return [Paragraph(text, Role.GENERATED) for text in written]

    def budget(self, part: BudgetPart) -> list[Block]:
        spec = self.spec(BUDGET)
        table = lines_table(spec, part, self.tables[BUDGET_TABLE], spec.caption, BUDGET_TABLE)
        if table is None:
            return [Paragraph(self.fill(part.if_empty), Role.NOTE)] if part.if_empty else []
        facts = self.fact_list(part.facts)
        return [FactList(facts), table] if facts else [table]

    def leftovers(self, part: LeftoversPart, level: int) -> list[Block]:
        """To be asked for last: what the other parts have not printed."""
        body = self.goal_blocks(self.homeless, level + 1)
        for name, rows in self.rows_of.items():
            left = sorted(
                (row for found in rows.values() for row in found), key=lambda row: row.row
            )
            if table := self.table(name, left, self.fill(part.title), with_id=True):
                body += [Heading(level + 1, self.spec(name).caption), *table]
        if "" in self.chapters:
            body += [
                Heading(level + 1, "Texter utan kapitel"),
                *chapter_blocks(self.chapters[""], level + 2),
            ]
        if not body:
            return []
        intro = [Paragraph(self.fill(part.intro), Role.NOTE)] if part.intro else []
        return [Heading(level, self.fill(part.title)), *intro, *body]


def _fact_text(name: str, value: Value) -> str:
    """A fact as text; a year is not an amount and has no blank in it."""
    if name == "År" and isinstance(value, int | float):
        return f"{value:.0f}"
    return plain(value)


def _years(year: Value) -> dict[str, str]:
    """The two years before the book's."""
    if not isinstance(year, int | float):
        return {}
    return {"Föregående år": f"{year - 1:.0f}", "Året före det": f"{year - 2:.0f}"}


def _by_goal(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(same(row.text("Mål-ID")), []).append(row)
    return found
