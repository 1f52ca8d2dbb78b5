"""`xlplan month`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlplan.cli.swedish import SwedishCommand, option

if TYPE_CHECKING:
    from xlplan.actions.month import Wish
    from xlplan.month.figures import MonthRun
    from xlplan.month.memory import Memory
    from xlplan.store import Store
from xlplan.cli.options import (
    FAIL_ON,
    FINDINGS,
    MONTH_FORMATS,
    OK,
    UNCHECKED,
    USAGE,
    Refusal,
    pack_option,
    paths_argument,
    progress_bar,
    register_option,
    targets_of,
)


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
@option(
    "--store",
    default="",
    metavar="URL",
    help="Där månaderna sparas, så att nästa månad kan jämföras: en SQLite-fil eller en "
    "PostgreSQL-adress. Annars "
    "xlplan.db i mappen som du står i.",
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
@option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(MONTH_FORMATS),
    metavar="FORMAT",
    help="text och html att läsa, xlsx att sortera, json för andra program. Kan upprepas. Annars "
    "text.",
)
@option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FIL",
    help="Filen att skriva i. Vid flera --format en för varje, i samma ordning; text utan fil "
    "visas på skärmen.",
)
@option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="error",
    metavar="ALLVAR",
    help="Vilka anmärkningar som ger slutkod 1: error bara fel, warning fel och varningar, note "
    "allt, never inget. "
    "Annars error.",
)
@pack_option
@option(
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="ANTAL",
    help="Hur många böcker som läses samtidigt. 0 = så många som datorn klarar.",
)
def month(
    paths: Sequence[Path],
    of: tuple[int, int],
    actuals: Sequence[Path],
    mapping: Path | None,
    register: Path | None,
    store: str,
    no_store: bool,
    write_back: bool,
    backup: Path | None,
    formats: Sequence[str],
    outputs: Sequence[str],
    fail_on: str,
    pack: Path | None,
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
    from xlplan.actions.month import Wish
    from xlplan.checking.batch import Order

    if mapping and not actuals:
        raise click.UsageError(
            "--mapping beskriver kolumnerna i huvudbokens fil. Ge också --actuals."
        )
    if store and no_store:
        raise click.UsageError("Ge antingen --store eller --no-store.")
    targets = targets_of(formats, outputs, paths)
    _refuse_writing(write_back, backup, actuals)
    wish = Wish(*of, Order(pack, register=register), tuple(actuals), mapping, write_back, backup)
    run, unsaved = _month_run(paths, wish, None if no_store else store, jobs)
    _write_month(run, targets)
    if unsaved:
        raise Refusal(unsaved)
    return _month_exit_code(run, fail_on)


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


class _Recalling:
    """A memory that is asked once. With `tell_later` what goes wrong is kept in `failed`: the books
    have been written in by then, and what became of them is to be told."""

    def __init__(self, memory: Store, *, tell_later: bool) -> None:
        self._memory, self._tell_later = memory, tell_later
        self.failed = ""

    def recall(self, codes: Sequence[str], year: int) -> Memory | None:
        from xlplan.store import StoreError

        try:
            return self._memory.recall(codes, year)
        except StoreError as error:
            if not self._tell_later:
                raise
            self.failed = str(error)
            return None


def _month_run(
    paths: Sequence[Path], wish: Wish, store: str | None, jobs: int
) -> tuple[MonthRun, str]:
    """The run, remembered if `store` is an address ("" for the default one), and why it could not
    be remembered: the month is shown all the same."""
    from xlplan.actions.files import NoBooksError
    from xlplan.actions.month import month as run_month
    from xlplan.model import LedgerError, PackError, RegisterError

    try:
        if store is None:
            with progress_bar("Läser böcker") as advance:
                return run_month(paths, wish, jobs=jobs, progress=advance), ""
        from xlplan.store import AddressError, StoreError, open_store

        try:
            memory = open_store(store)
        except StoreError as error:
            code = USAGE if isinstance(error, AddressError) else UNCHECKED
            raise Refusal(f"{error} Med --no-store visas månaden utan att sparas.", code) from error
        with memory:
            recalling = _Recalling(memory, tell_later=wish.write)
            try:
                with progress_bar("Läser böcker") as advance:
                    run = run_month(paths, wish, memory=recalling, jobs=jobs, progress=advance)
            except StoreError as error:
                raise Refusal(str(error)) from error
            if recalling.failed:
                return (
                    run,
                    f"Månaden visas men är varken jämförd med tidigare månader eller sparad. "
                    f"{recalling.failed}",
                )
            if not run.units:
                return run, ""
            try:
                saved = memory.save(run)
            except StoreError as error:
                return run, f"Månaden visas men kunde inte sparas. {error}"
            click.echo(f"Sparat i {memory.shown}.", err=True)
            for unit in saved.left_out:
                click.echo(
                    f"{unit.unit or unit.path.name} sparades inte: boken har ingen Enhetskod.",
                    err=True,
                )
            return run, ""
    except (NoBooksError, RegisterError, LedgerError) as error:
        raise Refusal(str(error)) from error
    except PackError as error:
        raise Refusal(str(error), USAGE) from error


def _write_month(run: MonthRun, targets: Sequence[tuple[str, Path | None]]) -> None:
    from xlplan.actions.check import os_reason
    from xlplan.outputs.month.formats import write_file, write_text

    for name, file in targets:
        if file is None:
            write_text(name, run, sys.stdout)
            continue
        try:
            write_file(name, run, file)
        except OSError as error:
            raise Refusal(
                f"{file} kunde inte skrivas: {os_reason(error)}. Är filen öppen i ett annat "
                f"program?"
            ) from error
        click.echo(f"Skrev {file}", err=True)


def _month_exit_code(run: MonthRun, fail_on: str) -> int:
    from xlplan.model import Severity
    from xlplan.month.figures import count

    if run.unchecked or any(book.why for book in run.written):
        return UNCHECKED
    if fail_on == "never":
        return OK
    limit = Severity(fail_on).rank
    return (
        FINDINGS
        if any(count(run, severity) for severity in Severity if severity.rank >= limit)
        else OK
    )
