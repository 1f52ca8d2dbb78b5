"""One press of Validera, in a process of its own: `python press.py BOOK` prints the seconds that are ours, by the clock
and of the processor.

They are the imports (xlwings' too), reading the open book, the rules, and writing the findings. The book is open in the
tests' stand-in for Excel; opening it there is not counted, and what Excel itself takes to answer is not known here.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

START = time.perf_counter(), time.process_time()

from xlplan.lean_xlwings import import_xlwings  # noqa: E402 - its time is counted

import_xlwings()

IMPORTED = time.perf_counter(), time.process_time()
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))


def main() -> None:
    from openpyxl_engine import excel

    with excel() as app:
        book = app.open(sys.argv[1])
        pressed = time.perf_counter(), time.process_time()
        from xlplan.excel.buttons import validate

        validate(book)
        written = time.perf_counter(), time.process_time()
        print(*(written[i] - pressed[i] + IMPORTED[i] - START[i] for i in (0, 1)))


if __name__ == "__main__":
    main()
