"""Checks measured: many books, one, a press in Excel, reading, starting, and the memory of many."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from statistics import median

import memory
from books import DISTINCT, books, planted
from planting import PLANTED_RULES
from result import Result, Setting, at_least
from sides import XLPLAN, Finding, as_users, check_command, run_baseline, run_xlplan, timed

READ_BOOKS = 50
MANY = 2_000


def batch(setting: Setting) -> Result:
    """All books with start-up. Every round the baseline takes its share of them, and is scaled to
    all."""
    return _batch(setting, books(setting.number), "≥ 18× (stretch 25×)", at_least(18))


def big(setting: Setting) -> Result:
    return _batch(setting, books(MANY), "≥ 30× (stretch 45×)", at_least(30))


@cache
def _warm(python: Path, book: Path) -> None:
    """The first run compiles modules; it is not counted."""
    run_baseline(python, [book], 1)
    run_xlplan([book])


def _batch(
    setting: Setting, files: list[Path], target: str, reached: Callable[[Result], bool]
) -> Result:
    theirs, ours, found = [], [], set[Finding]()
    first = files[:DISTINCT]
    _warm(setting.python, first[0])
    for i in range(setting.rounds):
        share = first[i :: setting.rounds]
        baseline = run_baseline(setting.python, share, len(files))
        checked = run_xlplan(files)
        theirs.append(baseline.seconds)
        ours.append(checked.seconds)
        found |= baseline.findings
    _compare(setting, "baseline", first, found)
    _compare(setting, "xlplan", files, checked.findings)
    what = (
        f"check {len(files)} books, whole command ({len(first) // setting.rounds} a round by "
        f"the baseline, scaled)"
    )
    return Result(what, theirs, ours, target, reached)


def _compare(setting: Setting, side: str, files: Sequence[Path], found: set[Finding]) -> None:
    """Of the planted kinds each side must find all that was planted, in its row, and nothing
    else."""
    there = {(file.name, *fault) for i, file in enumerate(files) for fault in planted(i)}
    said = {finding for finding in found if finding[1] in PLANTED_RULES}
    setting.differences += [f"{side} did not find {finding}" for finding in sorted(there - said)]
    setting.differences += [
        f"{side} found {finding}, which was not planted" for finding in sorted(said - there)
    ]


def one(setting: Setting) -> Result:
    theirs, ours, files = [], [], books(setting.number)
    _warm(setting.python, files[0])
    for book in files[: setting.rounds]:
        theirs.append(run_baseline(setting.python, [book], 1).seconds)
        ours.append(run_xlplan([book]).seconds)
    return Result(
        "check one book, whole command",
        theirs,
        ours,
        "≥ 2× and under 1 s (stretch 2.5×)",
        at_least(2, 1),
    )


def help_(setting: Setting) -> Result:
    """Against the bare interpreter, so here xlplan is the slower one."""
    bare, ours = [], []
    timed([*XLPLAN, "--help"])  # compiles, and is not counted
    for _ in range(3 * setting.rounds):
        bare.append(timed([sys.executable, "-c", "pass"]))
        ours.append(timed([*XLPLAN, "--help"]))
    return Result(
        "xlplan --help against python -c pass",
        bare,
        ours,
        "under 0.2 s and ≤ 5× (stretch 3×)",
        lambda result: result.ratio <= 5 and median(result.ours) < 0.2,
        faster=False,
    )


def reading(setting: Setting) -> Result:
    """Values and formulas of a book, in this process: openpyxl needs two loads for both. A round is
    a book."""
    import openpyxl

    from xlplan.reading import read_book

    theirs, ours = [], []
    for book in books(setting.number)[:READ_BOOKS]:
        start = time.perf_counter()
        openpyxl.load_workbook(book)
        openpyxl.load_workbook(book, data_only=True)
        between = time.perf_counter()
        read_book(book)
        theirs.append(between - start)
        ours.append(time.perf_counter() - between)
    return Result(
        "read values and formulas of a book, against openpyxl's two loads",
        theirs,
        ours,
        "≥ 10× (stretch 13×)",
        at_least(10),
    )


def growth(setting: Setting) -> Result | None:
    """Peak memory of all processes at half of many books and at all: in both the workers get chunks
    of full size."""
    if not memory.available():
        print("Memory is measured on Linux only; skipped.", file=sys.stderr)
        return None
    half, out = MANY // 2, Path(os.devnull)
    batches = books(half), books(MANY)
    peaks = [
        [memory.peak(check_command(files, out)) for _ in range(setting.rounds)] for files in batches
    ]
    per_thousand = (median(peaks[1]) - median(peaks[0])) / half * 1000
    return Result(
        f"peak memory at {half:,} and {MANY:,} books: {per_thousand:.1f} MiB more per 1,000",
        peaks[0],
        peaks[1],
        "≤ 300 MiB, ≤ 10 MiB per 1,000 (stretch 160; 2)",
        lambda result: median(result.ours) <= 300 and per_thousand <= 10,
        faster=False,
        unit="MiB",
    )


def excel(setting: Setting) -> Result:
    """The button Validera on an open book, against the whole command on the saved one."""
    theirs, ours, of_processor = [], [], []
    script = Path(__file__).parent / "press.py"
    first, *others = books(setting.number)[: 1 + setting.rounds]
    for book in (first, *others):
        whole = run_xlplan([book]).seconds
        command = [sys.executable, script, book]
        done = subprocess.run(command, env=as_users(), capture_output=True, text=True, check=True)
        if book != first:  # that one compiled
            theirs.append(whole)
            clock, processor = map(float, done.stdout.split())
            ours.append(clock)
            of_processor.append(processor)
    return Result(
        f"Validera on an open book, our own time from press to list ({median(of_processor):.2f} s "
        f"of the processor), "
        "against `xlplan check` on its file",
        theirs,
        ours,
        "under 1 s",
        lambda result: median(result.ours) < 1,
    )
