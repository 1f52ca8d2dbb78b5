"""The goals of a report, each with what its level prints: texts, judgement, indicators and
activities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlplan.model import Row
from xlplan.report.blocks import DEEPEST, Block, Heading, Source, Status
from xlplan.report.figures import bars
from xlplan.report.goals import GOALS_TABLE, Goal, goal_tree
from xlplan.report.material import Material
from xlplan.report.notation import one_line, read_text
from xlplan.report.outline.names import (
    ACTIVITIES,
    BOOK_TABLES,
    INDICATORS,
    JUDGEMENT,
    SYMBOLS,
    same,
)
from xlplan.report.outline.outline import GoalItem, LevelSpec, goal_levels
from xlplan.report.table_blocks import named_table

_OF_GOALS = (INDICATORS, ACTIVITIES)


class GoalBlocks:
    """The goals' blocks; remembers which indicators and activities have been printed."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.levels = goal_levels(material.outline.parts)
        self.goals, self.homeless = goal_tree(material.tables[GOALS_TABLE], self.levels)
        """Those that have a place in the tree, and the others."""
        self._rows = {name: _by_goal(material.tables[BOOK_TABLES[name]]) for name in _OF_GOALS}

    def blocks(self, goals: Iterable[Goal], level: int) -> list[Block]:
        return [block for goal in goals for block in self._goal(goal, level + goal.depth)]

    def left(self) -> dict[str, list[Row]]:
        """The rows that no goal has printed, by table and in the book's order."""
        return {
            name: sorted((row for found in rows.values() for row in found), key=lambda row: row.row)
            for name, rows in self._rows.items()
        }

    def _goal(self, goal: Goal, level: int) -> list[Block]:
        spec = self._level_of(goal)
        source = Source(GOALS_TABLE, goal.row.row, "Mål")
        found: list[Block] = [Heading(min(level, DEEPEST), goal.title, spec.label, source=source)]
        for item in spec.items:
            found += self._item(goal, item, level)
        return found

    def _item(self, goal: Goal, item: GoalItem, level: int) -> Sequence[Block]:
        material = self.material
        if item.name in _OF_GOALS:
            # taken out, so that a second goal with the same Mål-ID does not print them again
            rows = self._rows[item.name].pop(goal.id, []) if goal.id else []
            return named_table(material, item.name, rows, goal.title)
        if item.name == "diagram":
            return bars(self._of_goal(INDICATORS, goal), material.phase, goal.title)
        if item.name == "uträknat":
            return material.generated(
                "mål",
                goal=goal.row,
                rows=self._of_goal(INDICATORS, goal),
                activities=self._of_goal(ACTIVITIES, goal),
            )
        if not (text := goal.row.text(column := material.fill(item.name)).strip()):
            return []
        source, heading = Source(GOALS_TABLE, goal.row.row, column), material.fill(item.heading)
        if item.name == JUDGEMENT:
            return [Status(heading, text, SYMBOLS.get(same(text), ""), source)]
        return [Heading(min(level + 1, DEEPEST), heading), *read_text(text, level + 2, source)]

    def _of_goal(self, name: str, goal: Goal) -> list[Row]:
        """All rows of the goal in one of the tables, printed or not."""
        return [
            row
            for row in self.material.tables[BOOK_TABLES[name]]
            if goal.id and same(row.text("Mål-ID")) == goal.id
        ]

    def _level_of(self, goal: Goal) -> LevelSpec:
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


def _by_goal(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(same(row.text("Mål-ID")), []).append(row)
    return found
