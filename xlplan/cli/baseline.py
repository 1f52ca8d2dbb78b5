"""`xlplan baseline`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlplan.cli.options import (
    OK,
    UNCHECKED,
    Refusal,
    checking_order,
    ignore_option,
    jobs_option,
    pack_option,
    paths_argument,
    phase_option,
    register_option,
    select_option,
)
from xlplan.cli.progress import with_progress
from xlplan.cli.swedish import SwedishGroup, option
from xlplan.cli.targets import refuse_bad_target

if TYPE_CHECKING:
    from xlplan.checking.batch import Order


@click.group(cls=SwedishGroup)
def baseline() -> None:
    """Skriv listan över kända avvikelser, för check --baseline.

    \b
    Exempel:
      xlplan baseline write enheter/ --output granskat.json
      xlplan check enheter/ --baseline granskat.json
    """


@baseline.command("write", short_help="Skriv de avvikelser som finns nu.")
@paths_argument
@phase_option(help="Granska för VP, T1, T2 eller VB i stället för bokens eget skede.")
@select_option
@ignore_option
@option(
    "--output",
    "out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FIL.json",
    help="Filen att skriva listan i. Måste anges.",
)
@register_option
@pack_option
@jobs_option(help="Hur många böcker åt gången. 0 = så många som datorn klarar.")
@checking_order
def baseline_write(paths: Sequence[Path], order: Order, out: Path, jobs: int) -> int:
    """Skriv de avvikelser som finns nu, så att check --baseline bara räknar nya.

    Finns filen redan skrivs den över. Det som är godtaget på bladet Undantag kommer inte med.

    \b
    Exempel:
      xlplan baseline write enheter/ --output granskat.json
    """
    from xlplan.actions.baseline import write_baseline
    from xlplan.actions.files import UnwritableError
    from xlplan.wording import count

    refuse_bad_target(out, paths)
    try:
        run, written = with_progress(partial(write_baseline, out=out), paths, order, jobs)
    except UnwritableError as error:
        raise Refusal(str(error)) from error
    books = count(len(run.books) - run.unreadable, "bok", "böcker")
    click.echo(f"Skrev {out}: {count(written, 'känd avvikelse', 'kända avvikelser')} i {books}.")
    if run.unreadable:
        click.echo(
            f"{count(run.unreadable, 'bok', 'böcker')} gick inte att läsa och är inte med.",
            err=True,
        )
    return UNCHECKED if run.unreadable or run.crashed else OK
