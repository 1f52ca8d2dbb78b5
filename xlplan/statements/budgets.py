"""A unit's budget as texts speak of it: what is held against what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

COSTS, INCOMES, NET, ALL = "kostnader", "intäkter", "netto", "allt"
"""The keys of what is no line of its own: the sums, the net, and "the budget", which may be any of
the three."""
OWN = "raden"
"""The key of the line that a Kommentar stands beside."""
_KEY_OF_SUM = {"summa kostnader": COSTS, "summa intäkter": INCOMES, "netto": NET}
NamedLines = tuple[tuple[int, str, str], ...]
"""(rad, name, Radtyp) of each line."""


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One row of tblBudget, in kr; None for a blank amount."""

    rad: int
    name: str
    kind: str
    last: float | None
    now: float | None

    @property
    def key(self) -> str:
        return f"rad {self.rad}"


Reading = tuple[BudgetLine, float | None, float | None]
"""A line, or a sum of lines under one's name: last year, and now."""


@dataclass(frozen=True)
class Budget:
    """The budget of one book."""

    lines: tuple[BudgetLine, ...]
    nettobudget: float | None
    unit: float
    """One of the book's Beloppsenhet in kr."""
    half: float
    """Half a unit in the last place of its amounts, in kr."""
    enhet: str

    @cached_property
    def named(self) -> NamedLines:
        return tuple((line.rad, line.name, line.kind) for line in self.lines)

    def readings(self, key: str, *, own: int | None = None) -> list[Reading]:
        """Each way to understand the key of a statement, in the Kommentar of the line in row `own`;
        the first is the most likely."""
        if key == OWN:
            key = f"rad {own}"
        if key.startswith("rad "):
            line = next(line for line in self.lines if line.key == key)
            return [(line, line.last, line.now), *self._with_alike(line)]
        kinds = (COSTS, INCOMES, NET) if key == ALL else (key,)
        found: list[Reading] = [
            (line, line.last, line.now)
            for line in self.lines
            if _KEY_OF_SUM.get(line.kind) in kinds
        ]
        if NET in kinds and found and self.nettobudget is not None:
            found.append((found[-1][0], found[-1][1], self.nettobudget))
        return sorted(found, key=lambda reading: kinds.index(_KEY_OF_SUM[reading[0].kind]))

    def _with_alike(self, line: BudgetLine) -> Iterator[Reading]:
        """ "Personalkostnaderna" may also be Personalkostnader and Övriga personalkostnader
        together."""
        same = [
            o
            for o in self.lines
            if o.kind == line.kind and line.name.casefold() in o.name.casefold()
        ]
        if len(same) > 1:
            yield line, _sum([o.last for o in same]), _sum([o.now for o in same])


def _sum(amounts: Sequence[float | None]) -> float | None:
    return None if None in amounts else sum(a for a in amounts if a is not None)


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a text on money stands: what it may be about without saying so."""

    rad: int | None = None
    """The line whose own Kommentar it is."""
    plan: bool = False
    """Whether it belongs to the plan; else to a follow-up, whose amounts are outcomes."""
    goal: bool = False
    """Whether it stands under a goal."""
    heading: str = ""
