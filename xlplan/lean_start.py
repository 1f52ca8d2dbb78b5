"""What makes a run of a second start and end quickly: to be called first of all, before anything
imports polars."""

from __future__ import annotations

import atexit
import gc

from xlplan.lean_polars import one_thread

SELDOM = 200_000
"""New objects between two searches for such as only refer to each other. Python's own 700 means 160
searches while a book is checked, a tenth of the time, and they find nothing: what is imported and
read stays."""


def start_lean() -> None:
    one_thread()
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])
    atexit.register(
        gc.freeze
    )  # no last search either: it takes a tenth of a second, for what the system takes back
