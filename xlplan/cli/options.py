"""Options, refusals and progress that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlplan.cli.swedish import option

if TYPE_CHECKING:
    from xlplan.checking.batch import Order
    from xlplan.model import Run

OK, FINDINGS, USAGE, UNCHECKED = 0, 1, 2, 3
PHASES = ("VP", "T1", "T2", "VB")
FAIL_ON = ("error", "warning", "note", "never")
FORMATS = ("text", "json", "sarif", "junit", "html", "xlsx")
MONTH_FORMATS = ("text", "json", "xlsx", "html")
REPORT_FORMATS = ("docx", "pdf", "html")
FILE_ONLY = ("html", "xlsx")
HISTORY_FORMATS = ("text", "json")
KINDS = ("unit", "board", "register", "template")
FEW = 5
"""How many books that are there already are named one by one."""
paths_argument = click.argument(
    "paths", nargs=-1, required=True, metavar="BOK|MAPP…", type=click.Path(path_type=Path)
)
phase_option = partial(
    option, "--phase", type=click.Choice(PHASES, case_sensitive=False), metavar="SKEDE"
)
pack_option = option(
    "--pack",
    type=click.Path(path_type=Path),
    metavar="FIL.toml",
    help="Kommunens egna inställningar av reglerna.",
)
register_option = option(
    "--register",
    type=click.Path(path_type=Path),
    metavar="REGISTER.xlsx",
    help="Jämför böckerna med nämndens register.",
)


class Refusal(click.ClickException):
    """A sentence to the user and an exit code; nothing has been changed."""

    def __init__(self, sentence: str, exit_code: int = UNCHECKED) -> None:
        super().__init__(sentence)
        self.code = exit_code


def codes(options: Sequence[str]) -> tuple[str, ...]:
    """`--select IND001,BUD` is the same as giving the option twice."""
    return tuple(
        code.strip().upper() for option in options for code in option.split(",") if code.strip()
    )


def targets_of(
    formats: Sequence[str], outputs: Sequence[str], paths: Sequence[Path]
) -> list[tuple[str, Path | None]]:
    """Each format and its file (None = standard output), before anything is read."""
    formats = formats or ("text",)
    needing = list(formats)
    if len(outputs) < len(formats) and "text" in needing:
        needing.remove("text")  # the text goes to the screen, the files belong to the other formats
    if len(outputs) > len(needing) or (len(outputs) < len(needing) and outputs):
        raise click.UsageError(
            "Ge en --output för varje --format (text får vara utan och visas då på skärmen)."
        )
    files = dict(zip(needing, outputs, strict=False))
    targets = [
        (name, None if files.get(name, "-") == "-" else Path(files[name])) for name in formats
    ]
    if missing := [name for name, file in targets if file is None and name in FILE_ONLY]:
        raise click.UsageError(
            f"Formatet {missing[0]} behöver en fil: --output granskning.{missing[0]}."
        )
    if sum(file is None for _, file in targets) > 1:
        raise click.UsageError(
            "Bara ett format kan visas på skärmen. Ge de andra var sin --output."
        )
    kept = [file for _, file in targets if file is not None]
    if len({file.resolve() for file in kept}) < len(kept):
        raise click.UsageError("Två format kan inte ha samma --output.")
    for file in kept:
        refuse_bad_target(file, paths)
    return targets


def refuse_bad_target(file: Path, paths: Sequence[Path]) -> None:
    """Before anything is read: no output may take the place of a workbook."""
    if file.is_dir():
        raise click.UsageError(f"--output {file} är en mapp. Ge ett filnamn.")
    if not file.parent.is_dir():
        raise click.UsageError(
            f"Mappen {file.parent} finns inte. Skapa den först, eller välj en annan plats för "
            f"--output."
        )
    if not file.is_file():
        return
    from xlplan.actions.files import is_a_book

    if is_a_book(file, paths):
        raise click.UsageError(
            f"--output {file} är en planeringsbok och skrivs inte över. Välj ett annat filnamn."
        )


def with_progress(act: Any, paths: Sequence[Path], order: Order, jobs: int) -> Run:
    from xlplan.actions.files import NoBooksError
    from xlplan.model import PackError, RegisterError

    try:
        with progress_bar("Granskar") as advance:
            run: Run = act(paths, order, jobs=jobs, progress=advance)
    except (NoBooksError, RegisterError) as error:
        raise Refusal(str(error)) from error
    except PackError as error:
        raise Refusal(str(error), USAGE) from error
    return run


def progress_bar(doing: str) -> Any:
    """A bar on standard error while books are read, if that is a terminal; gives a function that
    takes how many."""
    from contextlib import contextmanager

    @contextmanager
    def bar() -> Any:
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

    return bar()
