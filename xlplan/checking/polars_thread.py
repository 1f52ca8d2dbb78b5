"""Hundreds of small queries, as rules ask of a book, on polars' own thread.

polars hands a query to one of its threads, and the one that asked sleeps until it is answered. For
a few hundred rows that takes longer than the answer: on a shared machine the hundreds of queries
about one book took 2 s of the clock and half of that of the processor. Asked from polars' own
thread they are answered on the spot, and with one such thread there is no other to wake.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


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
