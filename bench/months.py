"""The month for many units as a whole command on both sides, and what each came to."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import memory
from environment import HERE
from rows import YEAR
from sides import XLPLAN, timed

MONTH = 12
Sums = dict[str, tuple[float, dict[str, tuple[float, float]]]]
"""By Enhetskod: the net outcome, and each line's budget and outcome so far; in kronor."""


def command(books: Sequence[Path], out: Path) -> list[str | Path]:
    folders = sorted({book.parent for book in books})
    asked = [
        "--month",
        f"{YEAR}-{MONTH}",
        "--no-store",
        "--fail-on",
        "never",
        "--format",
        "json",
        "--output",
        out,
    ]
    return [*XLPLAN, "month", *folders, *asked]


def by_xlplan(books: Sequence[Path]) -> tuple[float, Sums]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "month.json")
        seconds = timed(command(books, out))
        units = json.loads(out.read_text(encoding="utf-8"))["units"]
    return seconds, {unit["code"]: (unit["net"]["outcome_so_far"], _lines(unit)) for unit in units}


def _lines(unit: dict[str, Any]) -> dict[str, tuple[float, float]]:
    return {
        f"{line['post']}|{line['line_type']}": (line["budget_so_far"], line["outcome_so_far"])
        for line in unit["lines"]
    }


def by_pandas(python: Path, books: Sequence[Path], of: int) -> tuple[float, Sums]:
    """The time per book, without the start, is scaled to `of` books."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "month.json")
        seconds = timed([python, HERE / "plain_month.py", out, str(MONTH), *books])
        said = json.loads(out.read_text(encoding="utf-8"))
    loop = said["loop_seconds"]
    sums = {
        code: (unit["outcome"], {name: tuple(pair) for name, pair in unit["lines"].items()})
        for code, unit in said["units"].items()
    }
    return seconds - loop + loop * of / len(books), sums


def peak(books: Sequence[Path]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        return memory.peak(command(books, Path(folder, "month.json")))
