"""Progress on standard error while books are read, and refusals for what stops the reading."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlplan.cli.options import USAGE, Refusal

if TYPE_CHECKING:
    from xlplan.checking.batch import Order


def with_progress(act: Any, paths: Sequence[Path], order: Order, jobs: int) -> Any:
    """What `act` makes of the books that it checks."""
    with refusals(), progress_bar("Granskar") as advance:
        return act(paths, order, jobs=jobs, progress=advance)


@contextmanager
def refusals() -> Iterator[None]:
    """What stops a whole run, told: no books, or a register, ledger or pack that cannot be used."""
    from xlplan.actions.files import NoBooksError
    from xlplan.model import LedgerError, PackError, RegisterError

    try:
        yield
    except (NoBooksError, RegisterError, LedgerError) as error:
        raise Refusal(str(error)) from error
    except PackError as error:
        raise Refusal(str(error), USAGE) from error


@contextmanager
def progress_bar(doing: str) -> Iterator[Callable[[int, int], None]]:
    """A bar while books are read, if standard error is a terminal; gives a function that takes how
    many."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import (
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (SpinnerColumn(), TextColumn(doing), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(doing, total=None)

        def advance(done: int, of: int) -> None:
            progress.update(task, advance=done, total=of)

        yield advance
