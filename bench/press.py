"""One press of Validera, in a process of its own: `python press.py BOOK` prints the seconds that
are ours, by the clock and of the processor.

They are the imports (xlwings' too), reading the open book, the rules, and writing the findings. The
book is open in the tests' stand-in for Excel, which is imported after all that a press imports, for
none of its imports may help or hinder ours. Opening the book is not counted, and
what Excel itself takes to answer is not known here.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path


def now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


START = now()

from xlplan.startup import start  # noqa: E402 - its time is counted

start()

import xlwings.utils  # noqa: E402, F401 - as the add-in does

from xlplan.checking.batch import pack_of  # noqa: E402
from xlplan.excel import buttons  # noqa: E402

pack_of(None)

IMPORTED = now()
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))


def main() -> None:
    from openpyxl_engine import excel

    with excel() as app:
        book = app.open(sys.argv[1])
        pressed = now()
        buttons.validate(book)
        written = now()
        print(*(written[i] - pressed[i] + IMPORTED[i] - START[i] for i in (0, 1)))


if __name__ == "__main__":
    main()
