"""The baseline: the findings that there are now, written as those that are known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlplan.actions.check import check
from xlplan.actions.files import UnwritableError
from xlplan.checking.baseline import write
from xlplan.checking.batch import Order, Progress
from xlplan.model import Run
from xlplan.whole_file import os_reason


def write_baseline(
    paths: Sequence[Path],
    order: Order,
    out: Path,
    *,
    jobs: int = 0,
    progress: Progress | None = None,
) -> tuple[Run, int]:
    """Check the books and write what is found; the run, and how many findings are known now.

    Raises what `check` raises, and UnwritableError.
    """
    run = check(paths, order, jobs=jobs, progress=progress)
    try:
        return run, write(run, out)
    except OSError as error:
        raise UnwritableError(
            f"{out} kunde inte skrivas: {os_reason(error)}. Är filen öppen i ett annat program?"
        ) from error
