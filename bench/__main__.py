"""`python bench`: xlplan's times beside what a user would write today, in one run. See
README.md."""

from __future__ import annotations

import argparse
import os
import platform
import time
from pathlib import Path
from statistics import median

from environment import baseline_python, interpreter
from measurements import BIG, EVERY
from result import Result, Setting

TEXT = "text"
HEADINGS = ("What", "Other side", "xlplan", "Ratio", "Target", "Reached")


def main() -> int:
    asked = _arguments()
    chosen = asked.only or [*EVERY, TEXT, *(BIG if asked.big else {})]
    needs_baseline = {"batch", "one", "big", "month", "ledger", "ledger-memory"} & set(chosen)
    before = interpreter(asked.before.resolve() / ".venv") if asked.before else None
    baseline = baseline_python() if needs_baseline else Path()
    setting = Setting(baseline, asked.books, asked.rounds, before)
    print(
        f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{asked.rounds} rounds"
    )
    print(f"{_yardstick()}\n")
    timed = [name for name in chosen if name != TEXT]
    if timed:
        print(_row(HEADINGS))
        print(_row(["---"] * len(HEADINGS)), flush=True)
    for name in timed:
        if result := (EVERY | BIG)[name](setting):
            print(_row(_cells(result)), flush=True)
    if TEXT in chosen:
        from texts import told  # needs PyYAML, which the rest does without

        print("\n".join(["", *told()] if timed else told()))
    for difference in setting.differences:
        print(f"- {difference}")
    return 1 if setting.differences else 0


def _yardstick() -> str:
    """How fast the machine is just now, so that seconds of one run can be read beside those of
    another."""
    wall, own, total = time.perf_counter(), time.process_time(), 0
    for number in range(5_000_000):
        total += number
    wall, own = time.perf_counter() - wall, time.process_time() - own
    return f"Five million additions in plain Python: {wall:.2f} s, {own:.2f} s of the processor"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python bench", description=__doc__)
    add = parser.add_argument
    add("--books", type=int, default=200, metavar="N", help="books in the batch (%(default)s)")
    add(
        "--rounds",
        type=int,
        default=3,
        metavar="N",
        help="times that both sides take turns (%(default)s)",
    )
    add(
        "--before",
        type=Path,
        metavar="CHECKOUT",
        help="another commit's checkout, with its .venv, to measure annual and asking against",
    )
    add("--big", action="store_true", help="also 2,000 books, and the growth of memory")
    add(
        "--only",
        action="append",
        choices=[*EVERY, TEXT, *BIG],
        help="only this one; may be repeated",
    )
    return parser.parse_args()


def _cells(result: Result) -> list[str]:
    return [
        result.what,
        _spread(result.theirs, result.unit),
        _spread(result.ours, result.unit),
        f"{result.ratio:.{1 if result.ratio >= 1 else 2}f}×",
        result.target,
        "yes" if result.reached(result) else "**no**",
    ]


def _spread(values: list[float], unit: str) -> str:
    """Median and, in brackets, least and most: "1.62 s (1.58-1.71)"."""
    digits = 0 if unit == "MiB" else 1 if median(values) >= 10 else 3
    least, most = min(values), max(values)
    return f"{median(values):.{digits}f} {unit} ({least:.{digits}f}–{most:.{digits}f})"


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    raise SystemExit(main())
