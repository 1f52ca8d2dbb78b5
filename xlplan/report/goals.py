"""The goal tree: which goal stands under which, whatever a book's Överordnat says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlplan.model import Row
from xlplan.report.notation import one_line
from xlplan.report.outline.names import same
from xlplan.report.outline.outline import LevelSpec

GOALS_TABLE = "tblMal"


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal in its place. `depth` is 0 for a goal at the top."""

    row: Row
    depth: int

    @property
    def id(self) -> str:
        return same(self.row.text("Mål-ID"))

    @property
    def title(self) -> str:
        """Its number and text; the number once, also where the text begins with it."""
        number, text = one_line(self.row.text("Nr")), one_line(self.row.text("Mål"))
        if not text:
            return number or one_line(self.row.text("Mål-ID")) or "Mål utan namn"
        return text if not number or text.startswith(number) else f"{number} {text}"


def goal_tree(rows: Sequence[Row], levels: Sequence[LevelSpec]) -> tuple[list[Goal], list[Goal]]:
    """The goals in reading order: those that hang together from the top, and those that do not.

    A goal at the top names no parent and is of the highest Nivå that the book has. Below it come
    the goals that name it, in the book's order. Left over are goals with an unknown parent, goals
    that name each other in a ring, and what stands below those; a goal is never listed twice.
    """
    known: dict[str, int] = {}
    for index, row in enumerate(rows):
        if goal_id := same(row.text("Mål-ID")):
            known.setdefault(goal_id, index)
    parents = [known.get(same(row.text("Överordnat"))) for row in rows]
    children: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        if parent is not None:
            children.setdefault(parent, []).append(index)

    ranks = [_rank(row, levels) for row in rows]
    highest = min(ranks, default=0)
    tops = [
        i
        for i, row in enumerate(rows)
        if not row.text("Överordnat").strip() and ranks[i] == highest
    ]
    seen: set[int] = set()
    placed = _walk(rows, tops, children, seen)
    # first those that nothing known stands above, then what is left: goals in a ring
    homeless = [i for i, parent in enumerate(parents) if parent is None and i not in seen]
    left_over = _walk(rows, [*homeless, *range(len(rows))], children, seen)
    return placed, left_over


def _rank(row: Row, levels: Sequence[LevelSpec]) -> int:
    level = same(row.text("Nivå"))
    return next((rank for rank, spec in enumerate(levels) if same(spec.name) == level), len(levels))


def _walk(
    rows: Sequence[Row], tops: Sequence[int], children: dict[int, list[int]], seen: set[int]
) -> list[Goal]:
    """Depth first from each top not seen yet, without recursion: a chain of goals may be of any
    length."""
    found: list[Goal] = []
    waiting = [(top, 0) for top in reversed(tops)]
    while waiting:
        index, depth = waiting.pop()
        if index in seen:
            continue
        seen.add(index)
        found.append(Goal(rows[index], depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(index, []))]
    return found
