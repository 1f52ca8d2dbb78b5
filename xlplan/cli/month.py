"""`xlplan month`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlplan.cli.options import (
    UNCHECKED,
    USAGE,
    Refusal,
    checking_order,
    exit_code,
    fail_on_option,
    jobs_option,
    pack_option,
    paths_argument,
    register_option,
    store_option,
)
from xlplan.cli.progress import progress_bar, refusals
from xlplan.cli.swedish import SwedishCommand, option
from xlplan.cli.targets import formats_option, output_option, targets_of, write_targets
from xlplan.outputs.formats import formats_of, uses
from xlplan.outputs.occasion import Occasion

if TYPE_CHECKING:
    from xlplan.actions.month import MonthOrder
    from xlplan.actions.remembering import RememberedMonth
    from xlplan.checking.batch import Order
    from xlplan.month.figures import MonthRun


def _month_of_year(
    _context: click.Context, _parameter: click.Parameter, value: str
) -> tuple[int, int]:
    """ "2026-03" -> (2026, 3)."""
    year, _, month = value.partition("-")
    if not (
        year.isdecimal()
        and month.isdecimal()
        and 2000 <= int(year) <= 2100
        and 1 <= int(month) <= 12
    ):
        raise click.UsageError(
            f"--month {value} är ingen månad. Skriv år och månad, till exempel 2026-03."
        )
    return int(year), int(month)


@click.command(
    "month",
    cls=SwedishCommand,
    short_help="Månadens budgetuppföljning: vilka enheter håller sin budget?",
)
@paths_argument
@option(
    "--month",
    "of",
    callback=_month_of_year,
    required=True,
    metavar="ÅÅÅÅ-MM",
    help="Den sista månaden med utfall, t.ex. 2026-03. Måste anges.",
)
@option(
    "--actuals",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FIL",
    help="Utfallet ur ekonomisystemet: en SIE 4-fil, CSV eller xlsx. Kan upprepas. Annars det som "
    "står i böckerna.",
)
@option(
    "--mapping",
    type=click.Path(path_type=Path),
    metavar="FIL.toml",
    help="Vilka kolumner som är konto, kostnadsställe, period och belopp i en CSV- eller xlsx-fil.",
)
@register_option
@store_option(
    help="Där månaderna sparas, så att nästa månad kan jämföras: en SQLite-fil eller en "
    "PostgreSQL-adress. Annars xlplan.db i mappen som du står i."
)
@option("--no-store", is_flag=True, help="Spara inget och jämför inte med tidigare månader.")
@option(
    "--write",
    "write_back",
    is_flag=True,
    help="Skriv utfallet ur --actuals på bladet Månad i böckerna. Varje bok sparas först som "
    "säkerhetskopia.",
)
@option(
    "--backup",
    type=click.Path(path_type=Path),
    metavar="MAPP",
    help="Mapp för säkerhetskopiorna. Annars mappen xlplan-kopior bredvid boken.",
)
@formats_option(
    list(formats_of("month")),
    help=f"{uses('month')}. Kan upprepas. Annars text.",
)
@output_option
@fail_on_option(
    help="Vilka anmärkningar som ger slutkod 1: error bara fel, warning fel och varningar, note "
    "allt, never inget. Annars error."
)
@pack_option
@jobs_option(help="Hur många böcker som läses samtidigt. 0 = så många som datorn klarar.")
@checking_order
def month(
    paths: Sequence[Path],
    of: tuple[int, int],
    order: Order,
    actuals: Sequence[Path],
    mapping: Path | None,
    store: str,
    no_store: bool,
    write_back: bool,
    backup: Path | None,
    formats: Sequence[str],
    outputs: Sequence[str],
    fail_on: str,
    jobs: int,
) -> int:
    """Visa för varje enhet budget, utfall och avvikelse hittills, prognosen för året och om
    budgeten hålls, med skäl.

    \b
    Slutkoder: 0 inget att rätta · 1 det finns anmärkningar · 2 kommandot är fel
    skrivet · 3 någon bok gick inte att läsa eller skriva i, eller inget kunde sparas.

    \b
    Exempel:
      xlplan month enheter/ --month 2026-03
      xlplan month enheter/ --month 2026-03 --actuals huvudbok.se --register register.xlsx
      xlplan month enheter/ --month 2026-03 --actuals huvudbok.se --write
      xlplan month enheter/ --month 2026-03 --format text --format xlsx --output mars.xlsx
    """
    from xlplan.actions.month import MonthOrder

    _refuse_mismatched(actuals, mapping, store, no_store)
    targets = targets_of("month", formats, outputs, paths)
    _refuse_writing(write_back, backup, actuals)
    wanted = MonthOrder(*of, order, tuple(actuals), mapping, write_back, backup)
    done = _remembered(paths, wanted, None if no_store else store, jobs)
    write_targets(done.run, targets, Occasion())
    if done.unsaved:
        raise Refusal(done.unsaved)
    return _exit_code(done.run, fail_on)


def _refuse_mismatched(
    actuals: Sequence[Path], mapping: Path | None, store: str, no_store: bool
) -> None:
    if mapping and not actuals:
        raise click.UsageError(
            "--mapping beskriver kolumnerna i huvudbokens fil. Ge också --actuals."
        )
    if store and no_store:
        raise click.UsageError("Ge antingen --store eller --no-store.")


def _refuse_writing(write_back: bool, backup: Path | None, actuals: Sequence[Path]) -> None:
    """Before anything is read: options that do not go together."""
    if write_back and not actuals:
        raise click.UsageError(
            "--write skriver huvudbokens utfall i böckerna. Ge också --actuals med huvudbokens fil."
        )
    if backup and not write_back:
        raise click.UsageError("--backup är mappen för säkerhetskopior och hör ihop med --write.")
    if backup and backup.exists() and not backup.is_dir():
        raise click.UsageError(f"--backup {backup} är en fil. Ge en mapp för säkerhetskopiorna.")


def _remembered(
    paths: Sequence[Path], wanted: MonthOrder, store: str | None, jobs: int
) -> RememberedMonth:
    """The month, with what became of saving it told."""
    from xlplan.actions.remembering import RememberingError, month_remembered

    try:
        with refusals(), progress_bar("Läser böcker") as advance:
            done = month_remembered(paths, wanted, store, jobs=jobs, progress=advance)
    except RememberingError as error:
        raise Refusal(str(error), USAGE if error.misnamed else UNCHECKED) from error
    if done.saved_in:
        click.echo(f"Sparat i {done.saved_in}.", err=True)
    for unit in done.left_out:
        click.echo(f"{unit} sparades inte: boken har ingen Enhetskod.", err=True)
    return done


def _exit_code(run: MonthRun, fail_on: str) -> int:
    from xlplan.month.figures import count

    unchecked = run.unchecked or any(book.why for book in run.written)
    return exit_code(bool(unchecked), partial(count, run), fail_on)
