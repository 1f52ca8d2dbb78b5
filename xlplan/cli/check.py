"""`xlplan check`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlplan.cli.options import (
    USAGE,
    Refusal,
    checking_order,
    exit_code,
    fail_on_option,
    ignore_option,
    jobs_option,
    pack_option,
    paths_argument,
    phase_option,
    register_option,
    select_option,
)
from xlplan.cli.progress import with_progress
from xlplan.cli.swedish import SwedishCommand, option
from xlplan.cli.targets import (
    Targets,
    formats_option,
    output_option,
    targets_of,
    write_targets,
)
from xlplan.outputs.formats import formats_of, uses

if TYPE_CHECKING:
    from xlplan.checking.baseline import Baseline
    from xlplan.checking.batch import Order
    from xlplan.model import Run


@click.command(cls=SwedishCommand)
@paths_argument
@phase_option(help="Granska för VP, T1, T2 eller VB i stället för bokens eget skede.")
@select_option
@ignore_option
@formats_option(
    list(formats_of("check")),
    help=f"{uses('check')}. Kan upprepas. Annars text.",
)
@output_option
@fail_on_option(
    help="Vad som ger slutkod 1: error bara fel, warning fel och varningar, note allt, never "
    "inget. Annars error."
)
@option(
    "--statistics",
    is_flag=True,
    help="Visa också en rad för varje regel: hur mycket den hittade och i hur många böcker den "
    "prövades.",
)
@option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FIL.json",
    help="Lista över kända avvikelser, skriven av xlplan baseline write. Bara nya räknas.",
)
@option(
    "--fix",
    is_flag=True,
    help="Rätta det säkra (blanksteg, tal som text, 90% …) i en kopia. Kräver --out.",
)
@option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="MAPP",
    help="Mapp för de rättade kopiorna. Originalen ändras aldrig.",
)
@register_option
@pack_option
@jobs_option(help="Hur många böcker som granskas samtidigt. 0 = så många som datorn klarar.")
@checking_order
def check(
    paths: Sequence[Path],
    order: Order,
    formats: Sequence[str],
    outputs: Sequence[str],
    fail_on: str,
    statistics: bool,
    baseline: Path | None,
    fix: bool,
    out: Path | None,
    jobs: int,
) -> int:
    """Granska böcker och mappar med böcker.

    \b
    Slutkoder: 0 inget att rätta · 1 det finns sådant att rätta · 2 kommandot är fel
    skrivet · 3 något gick inte att läsa eller granska (resten är granskat).

    \b
    Exempel:
      xlplan check plan.xlsx
      xlplan check enheter/ --format text --format html --output granskning.html
      xlplan check enheter/ --statistics
      xlplan check enheter/ --register register.xlsx
      xlplan check enheter/ --baseline granskat.json
      xlplan check plan.xlsx --fix --out rattade
    """
    targets = targets_of("check", formats, outputs, paths)
    _refuse_statistics(statistics, targets)
    known = _known(baseline)
    run, failed = _checked(paths, order, jobs, _folder_for_copies(fix, out, paths, targets))
    run = _compared(run, known)
    _write(run, targets, order, fail_on)
    if statistics:
        from xlplan.outputs.check.statistics import write

        write(run, sys.stdout)
    unchecked = failed or run.unreadable or run.crashed
    return exit_code(bool(unchecked), run.count, fail_on)


def _refuse_statistics(statistics: bool, targets: Targets) -> None:
    if statistics and ("text", None) not in [(format.name, file) for format, file in targets]:
        raise click.UsageError(
            "--statistics visas på skärmen efter texten. Lägg till --format text utan --output."
        )


def _known(file: Path | None) -> Baseline | None:
    """The baseline to compare with, before anything is checked."""
    if file is None:
        return None
    from xlplan.checking.baseline import BaselineError, load

    try:
        return load(file)
    except BaselineError as error:
        raise Refusal(str(error), USAGE) from error


def _compared(run: Run, known: Baseline | None) -> Run:
    """The run with what the baseline knows marked as known."""
    if not known:
        return run
    from xlplan.checking.baseline import compare

    return compare(run, known)


def _checked(paths: Sequence[Path], order: Order, jobs: int, out: Path | None) -> tuple[Run, bool]:
    """The run, and whether a copy could not be written. With `out` repaired copies stand for the
    books they repair."""
    from xlplan.actions.check import check as check_books

    if out is None:
        return with_progress(check_books, paths, order, jobs), False
    from xlplan.actions.fix import UnfixableError, fix

    failed: list[str] = []
    try:
        run = with_progress(partial(fix, out=out, failed=failed), paths, order, jobs)
    except UnfixableError as error:
        raise Refusal(str(error), USAGE) from error
    for sentence in failed:
        click.echo(sentence, err=True)
    return run, bool(failed)


def _folder_for_copies(
    fix: bool, out: Path | None, paths: Sequence[Path], targets: Targets
) -> Path | None:
    """The folder for repaired copies, before anything is read; None where nobody asked for
    repairs."""
    if not fix:
        if out is not None:
            raise click.UsageError("--out är mappen för rättade kopior och hör ihop med --fix.")
        return None
    if out is None:
        raise click.UsageError(
            "Ge en mapp för de rättade kopiorna: --fix --out rattade. Originalen ändras aldrig."
        )
    if out.exists() and not out.is_dir():
        raise click.UsageError(f"--out {out} är en fil. Ge en mapp för de rättade kopiorna.")
    whole = out.resolve()
    for path in paths:
        if path.is_dir() and whole.is_relative_to(path.resolve()):
            raise click.UsageError(
                f"--out {out} ligger i mappen som granskas, och kopiorna skulle granskas som "
                "böcker nästa gång. Välj en mapp utanför."
            )
    if inside := [file for _, file in targets if file and file.resolve().is_relative_to(whole)]:
        raise click.UsageError(
            f"--output {inside[0]} ligger i mappen för kopiorna. Lägg den utanför."
        )
    return out


def _write(run: Run, targets: Targets, order: Order, fail_on: str) -> None:
    from xlplan.checking.batch import ordered_pack
    from xlplan.model import Severity
    from xlplan.outputs.occasion import Occasion

    limit = None if fail_on == "never" else Severity(fail_on)
    write_targets(run, targets, Occasion(ordered_pack(order).rules, limit, order.today))
