"""Settings of the process that let a run of a second start and end quickly.

They are for the command line, its worker processes and Excel's buttons; whoever imports xlplan's
modules keeps the settings that the process has.
"""

from __future__ import annotations

import atexit
import gc
import os

SELDOM = 200_000
"""New objects between two searches for such as only refer to each other. Python's own 700 means 160
searches while a book is checked, a tenth of the time, and they find nothing: what is imported and
read stays."""


def start() -> None:
    """To be called before anything imports polars."""
    small_queries()
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])
    # no last search either: it takes a tenth of a second, for what the system takes back
    atexit.register(gc.freeze)


def small_queries() -> None:
    """polars starts one thread for its queries and no more, and not its streaming engine, unless
    the environment says otherwise. Without effect once polars is imported."""
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    os.environ.setdefault("POLARS_ENGINE_AFFINITY", "in-memory")
