"""Books shared out among worker processes; one that its worker dies over is lost alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from xlplan.startup import small_queries

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

T = TypeVar("T")
Work = Callable[[Sequence[Path], int], T]
"""What is made of some books; the number is that of the first of them among all."""


def worker_pool(workers: int) -> ProcessPoolExecutor:
    """Processes that share the machine's cores."""
    import multiprocessing  # takes a while, and one book needs no processes
    from concurrent.futures import ProcessPoolExecutor

    small_queries()  # the processes share the cores; more threads would only disturb
    # forking after polars has started its threads can deadlock
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"))


def chunks(files: Sequence[Path], size: int) -> list[tuple[Sequence[Path], int]]:
    """The files so many at a time, each part with the number of its first file."""
    return [(files[i : i + size], i) for i in range(0, len(files), size)]


def in_workers(
    files: Sequence[Path],
    work: Work[T],
    lost: Callable[[Path, int], T],
    *,
    jobs: int,
    chunk: int,
    meanwhile: Callable[[], object] = lambda: None,
) -> Iterator[T]:
    """What worker processes make of at most `chunk` books at a time, in the files' order.

    If a worker dies (the system may end one that takes too much memory), its books are tried one by
    one in a worker of their own, and `lost` stands for the one at fault. `meanwhile` is done while
    the workers start.
    """
    # at least two chunks a worker, so that the last one is not waited for alone
    parts = chunks(files, max(1, min(chunk, -(-len(files) // (jobs * 2)))))
    with worker_pool(min(jobs, len(parts))) as pool:
        futures = [pool.submit(work, part, first) for part, first in parts]
        meanwhile()
        for future, (part, first) in zip(futures, parts, strict=True):
            try:
                yield future.result()
            except BrokenExecutor:
                for number, file in enumerate(part, first):
                    yield _alone(file, number, work, lost)


def _alone(file: Path, number: int, work: Work[T], lost: Callable[[Path, int], T]) -> T:
    try:
        with worker_pool(1) as pool:
            return pool.submit(work, [file], number).result()
    except BrokenExecutor:
        return lost(file, number)
