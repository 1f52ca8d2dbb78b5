"""polars for hundreds of small queries, as rules ask of a book.

polars hands a query to one of its threads, and the one that asked sleeps until it is answered. For
a few hundred rows that takes longer than the answer: on a shared machine the hundreds of queries
about one book took 2 s of the clock and half of that of the processor. Asked from polars' own
thread they are answered on the spot, and with one such thread there is no other to wake.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TypeVar

from xlplan.hidden_imports import import_without

T = TypeVar("T")

DATA_PLATFORMS = ("polars.io.iceberg", "polars.io.delta", "polars.io.lance", "polars.catalog")


def one_thread() -> None:
    """polars starts one thread for its queries and no more, unless POLARS_MAX_THREADS says
    otherwise. To be called before anything imports polars; without effect afterwards."""
    os.environ.setdefault("POLARS_MAX_THREADS", "1")


def import_polars() -> None:
    """polars without what reads data platforms, which xlplan has nothing to do with: a fourth of
    its start. Nothing happens if polars is there already."""
    if "polars" not in sys.modules:
        import_without("polars", hollow=DATA_PLATFORMS)


def on_its_thread(work: Callable[[], T]) -> T:
    """What `work` returns or raises, done on a thread of polars'. Whatever the caller's own thread
    holds alone (an open database, Excel) must not be touched in it."""
    import polars as pl

    returned: list[T] = []
    raised: list[BaseException] = []

    def run(frame: pl.DataFrame) -> pl.DataFrame:
        try:
            returned.append(work())
        except BaseException as error:  # polars would make a text of it
            raised.append(error)
        return frame

    # one query alone, or one of the streaming engine, would be answered by the caller
    pl.collect_all([pl.LazyFrame({"": [0]}).map_batches(run)], engine="in-memory")
    if raised:
        raise raised[0]
    return returned[0]
