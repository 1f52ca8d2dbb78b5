"""One press of Validera, in a process of its own: `python press.py BOOK` prints the seconds that
are ours, by the clock and of the processor.

They are the imports (xlwings' too), reading the open book, the rules, and writing the findings. The
book is open in the tests' stand-in for Excel, which is imported after all that a press imports, and
without numpy, for none of its imports may help or hinder ours. Opening the book is not counted, and
what Excel itself takes to answer is not known here.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path


def now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


START = now()

from xlplan.lean_xlwings import import_xlwings  # noqa: E402 - its time is counted

import_xlwings()

from xlplan.checking.batch import pack_of  # noqa: E402
from xlplan.excel import buttons  # noqa: E402

pack_of(None)

IMPORTED = now()
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))


def main() -> None:
    from xlplan.hidden_imports import import_without

    import_without("openpyxl_engine", "numpy", "PIL")
    from openpyxl_engine import excel

    with excel() as app:
        book = app.open(sys.argv[1])
        pressed = now()
        buttons.validate(book)
        written = now()
        print(*(written[i] - pressed[i] + IMPORTED[i] - START[i] for i in (0, 1)))


if __name__ == "__main__":
    main()
