"""The two sides of the bench as whole commands, timed by the wall clock, and what each of them
found."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from books import COMPILED
from environment import HERE

XLPLAN = (
    sys.executable,
    "-P",
    "-m",
    "xlplan",
)  # -P: the one that is installed, not one in the working folder
Finding = tuple[str, str, int]
"""(file name, rule id, Excel row)"""


@dataclass(frozen=True)
class Checked:
    seconds: float
    """Of the whole command, start-up included."""
    findings: set[Finding]


def timed(command: Sequence[str | Path]) -> float:
    """Seconds of a command that ends with any code up to 1: xlplan says by 1 that there are
    findings."""
    start = time.perf_counter()
    done = subprocess.run(
        list(map(str, command)), env=as_users(), capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise SystemExit(
            f"{' '.join(map(str, command))[:200]} ended with code {done.returncode}\n{done.stderr}"
        )
    return seconds


def as_users() -> dict[str, str]:
    """The environment of both sides: modules stay compiled, and tools for developers are not
    found."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    path = os.pathsep.join(
        filter(None, [str(HERE / "without_dev_tools"), os.environ.get("PYTHONPATH")])
    )
    return {**kept, "PYTHONPATH": path, "PYTHONPYCACHEPREFIX": str(COMPILED)}


def check_command(
    books: Sequence[Path], out: Path, python: Path = Path(sys.executable)
) -> list[str | Path]:
    """By the xlplan that is installed for that interpreter."""
    return [python, *XLPLAN[1:], "check", *_paths(books), "--format", "json", "--output", out]


def _paths(books: Sequence[Path]) -> list[Path]:
    """Folders where the books are all that is in them, as users give them; else the books
    themselves."""
    folders = sorted({book.parent for book in books})
    return (
        folders
        if sum(len(list(folder.glob("*.xlsx"))) for folder in folders) == len(books)
        else list(books)
    )


def run_xlplan(books: Sequence[Path]) -> Checked:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "findings.json")
        seconds = timed(check_command(books, out))
        run = json.loads(out.read_text(encoding="utf-8"))
    found = {
        (Path(book["path"]).name, finding["rule"], int(re.sub(r"\D", "", cell) or 0))
        for book in run["workbooks"]
        for finding in book["findings"]
        for cell in (finding["cell"], *(place["cell"] for place in finding.get("also", ())))
    }
    return Checked(seconds, found)


def run_baseline(python: Path, books: Sequence[Path], of: int) -> Checked:
    """The baseline over some books. The time per book, without the start, is scaled to a batch of
    `of` books."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "findings.json")
        seconds = timed([python, HERE / "baseline.py", out, *books])
        said = json.loads(out.read_text(encoding="utf-8"))
    loop = said["loop_seconds"]
    return Checked(
        seconds - loop + loop * of / len(books),
        {(name, rule, row) for name, rule, row in said["findings"]},
    )
