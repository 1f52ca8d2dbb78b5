"""The occasion of a run: what some formats tell besides what the run came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

from xlplan.model import Severity

if TYPE_CHECKING:
    from xlplan.rule import Rule


@dataclass(frozen=True)
class Occasion:
    """What its rules mean, which severity fails it, when it was, and where its links start."""

    rules: Mapping[str, Rule] = field(default_factory=dict)
    fail_on: Severity | None = Severity.ERROR
    """The lowest severity that fails the run; None = none does."""
    today: date = field(default_factory=date.today)
    at: time | None = None
    """The time of day, for a page that is written anew many times a day (`xlplan watch`); None =
    not told."""
    links_from: Path = Path()
    """The folder that links to the books start from: that of the file."""
