"""A row of the bench's result, and the setting that it was measured in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median


@dataclass
class Setting:
    python: Path
    """The baseline's interpreter."""
    number: int
    rounds: int
    before: Path | None
    """The interpreter of another commit's checkout."""
    differences: list[str] = field(default_factory=list)
    """Where the two sides, or what was planted, do not agree."""


@dataclass(frozen=True)
class Result:
    """Seconds (or MiB) round by round. The ratio is ours by theirs or theirs by ours, as `faster`
    says."""

    what: str
    theirs: list[float]
    ours: list[float]
    target: str
    reached: Callable[[Result], bool]
    faster: bool = True
    unit: str = "s"

    @property
    def ratio(self) -> float:
        pairs = zip(self.theirs, self.ours, strict=True)
        return median(theirs / ours if self.faster else ours / theirs for theirs, ours in pairs)


def at_least(times: float, under: float = float("inf")) -> Callable[[Result], bool]:
    return lambda result: result.ratio >= times and median(result.ours) < under
