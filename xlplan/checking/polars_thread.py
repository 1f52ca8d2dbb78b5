"""Hundreds of small queries, as rules ask of a book, on polars' own thread.

polars hands a query to one of its threads, and the one that asked sleeps until it is answered. For
a few hundred rows that takes longer than the answer: on a shared machine the hundreds of queries
about one book took 2 s of the clock and half of that of the processor. Asked from polars' own
thread they are answered on the spot, and with one such thread there is no other to wake.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

_AFFINITY = "POLARS_ENGINE_AFFINITY"
_lock = threading.Lock()
_within: list[str | None] = []
"""What the process had set, and one more for each that is within."""


@contextmanager
def in_memory() -> Iterator[None]:
    """polars answers in memory meanwhile: for small frames, starting its streaming engine takes
    longer than the answer. Afterwards the process has its own setting again."""
    import polars as pl

    with _lock:
        if not _within:
            _within.append(os.environ.get(_AFFINITY))
            pl.Config.set_engine_affinity("in-memory")
        _within.append(None)
    try:
        yield
    finally:
        with _lock:
            _within.pop()
            if len(_within) == 1:
                pl.Config.set_engine_affinity(_within.pop())  # type: ignore[arg-type]


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
