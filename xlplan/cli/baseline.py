"""`xlplan baseline`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlplan.cli.swedish import SwedishGroup, option

if TYPE_CHECKING:
    pass
from xlplan.cli.options import (
    OK,
    UNCHECKED,
    Refusal,
    codes,
    pack_option,
    paths_argument,
    phase_option,
    refuse_bad_target,
    register_option,
    with_progress,
)


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
@option(
    "--select",
    multiple=True,
    metavar="KOD",
    help="Bara dessa regler, t.ex. BUD eller IND001. Kan upprepas.",
)
@option("--ignore", multiple=True, metavar="KOD", help="Inte dessa regler. Kan upprepas.")
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
@option(
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="ANTAL",
    help="Hur många böcker åt gången. 0 = så många som datorn klarar.",
)
def baseline_write(
    paths: Sequence[Path],
    phase: str | None,
    select: Sequence[str],
    ignore: Sequence[str],
    out: Path,
    register: Path | None,
    pack: Path | None,
    jobs: int,
) -> int:
    """Skriv de avvikelser som finns nu, så att check --baseline bara räknar nya.

    Finns filen redan skrivs den över. Det som är godtaget på bladet Undantag kommer inte med.

    \b
    Exempel:
      xlplan baseline write enheter/ --output granskat.json
    """
    from xlplan.actions.check import check as check_books
    from xlplan.actions.check import os_reason
    from xlplan.checking.baseline import write
    from xlplan.checking.batch import Order
    from xlplan.wording import count

    refuse_bad_target(out, paths)
    order = Order(pack, codes(select), codes(ignore), (phase or "").upper(), register)
    run = with_progress(check_books, paths, order, jobs)
    try:
        written = write(run, out)
    except OSError as error:
        raise Refusal(
            f"{out} kunde inte skrivas: {os_reason(error)}. Är filen öppen i ett annat program?"
        ) from error
    books = count(len(run.books) - run.unreadable, "bok", "böcker")
    click.echo(f"Skrev {out}: {count(written, 'känd avvikelse', 'kända avvikelser')} i {books}.")
    if run.unreadable:
        click.echo(
            f"{count(run.unreadable, 'bok', 'böcker')} gick inte att läsa och är inte med.",
            err=True,
        )
    return UNCHECKED if run.unreadable or run.crashed else OK
