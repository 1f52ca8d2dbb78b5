"""`xlplan new`."""

from __future__ import annotations

from pathlib import Path

import click

from xlplan.cli.options import OK, UNCHECKED, USAGE, Refusal, phase_option
from xlplan.cli.progress import progress_bar
from xlplan.cli.swedish import SwedishCommand, option

KINDS = ("unit", "board", "register", "template")
FEW = 5
"""How many books that are there already are named one by one."""


@click.command(
    cls=SwedishCommand, short_help="Gör en tom bok, ett tomt register eller en Word-mall."
)
@click.argument("out", type=click.Path(path_type=Path), metavar="BOK.xlsx|MALL.docx|MAPP")
@option(
    "--unit",
    default="",
    metavar="NAMN",
    help="Enhetens namn, högst 200 tecken. Måste anges för en enhets bok.",
)
@option(
    "--year",
    type=click.IntRange(2000, 2100),
    default=None,
    metavar="ÅR",
    help="Året som boken gäller. Måste anges, utom för en Word-mall.",
)
@phase_option(default="VP", help="Bokens skede: VP, T1, T2 eller VB. Annars VP.")
@option(
    "--board",
    default="",
    metavar="NAMN",
    help="Nämnden som enheten hör till. Måste anges för nämndens bok.",
)
@option(
    "--kind",
    type=click.Choice(KINDS),
    default=None,
    metavar="SLAG",
    help="unit: en enhets bok, board: nämndens egen bok, register: det som enheternas böcker görs "
    "av, template: en "
    "Word-mall för rapporter. Annars unit.",
)
@option(
    "--register",
    type=click.Path(path_type=Path),
    metavar="REGISTER.xlsx",
    help="Gör böckerna för alla enheter i registret, i mappen MAPP.",
)
def new(
    out: Path,
    unit: str,
    year: int | None,
    phase: str,
    board: str,
    kind: str | None,
    register: Path | None,
) -> int:
    """Gör en tom arbetsbok för en enhet eller en nämnd, ett tomt register, böckerna för alla
    enheter i ett register, eller en Word-mall för rapporter.

    En fil som finns skrivs aldrig över.

    \b
    Exempel:
      xlplan new plan.xlsx --unit "Enheten Björken" --year 2027 --board "Norrstrands nämnd"
      xlplan new nämnden.xlsx --kind board --board "Norrstrands nämnd" --year 2027
      xlplan new register.xlsx --kind register --board "Norrstrands nämnd" --year 2027
      xlplan new enheter-2027 --register register.xlsx --year 2027
      xlplan new rapportmall.docx --kind template
    """
    if register:
        _refuse_given(
            "kan inte anges med --register: uppgifterna står i registret.",
            {"--unit": unit, "--board": board, "--kind": kind},
        )
        return _new_from_register(register, out, _given(year), phase.upper())
    if kind == "template":
        _refuse_given(
            "hör inte till en Word-mall: den är densamma för alla böcker.",
            {"--unit": unit, "--board": board, "--year": year},
        )
        return _new_template(out)
    return _new_book(out, kind or "unit", unit, _given(year), phase.upper(), board)


def _refuse_given(why: str, options: dict[str, object]) -> None:
    """Options that have nothing to say here."""
    if given := [name for name, value in options.items() if value]:
        raise click.UsageError(f"{given[0]} {why}")


def _given(year: int | None) -> int:
    if year is None:
        raise click.UsageError("--year saknas.")
    return year


def _new_book(out: Path, kind: str, unit: str, year: int, phase: str, board: str) -> int:
    from xlplan.actions.files import UnwritableError
    from xlplan.actions.new import new_book

    if out.suffix.casefold() != ".xlsx":
        raise click.UsageError(
            f"Boken ska heta något som slutar på .xlsx, till exempel {out.stem or 'plan'}.xlsx."
        )
    if kind == "unit" and not unit.strip():
        raise click.UsageError("Ge enhetens namn med --unit.")
    if kind == "board" and not board.strip():
        raise click.UsageError("Ge nämndens namn med --board.")
    if len(unit) > 200 or len(board) > 200:
        raise click.UsageError("Namnen i --unit och --board får ha högst 200 tecken.")
    try:
        new_book(out, kind=kind, name=unit, year=year, phase=phase, board=board)
    except UnwritableError as error:
        raise Refusal(str(error), USAGE) from error
    click.echo(f"Skrev {out}")
    return OK


def _new_template(out: Path) -> int:
    from xlplan.actions.files import UnwritableError
    from xlplan.actions.new import new_template

    if out.suffix.casefold() != ".docx":
        raise click.UsageError(
            f"Mallen ska heta något som slutar på .docx, till exempel {out.stem or 'mall'}.docx."
        )
    try:
        new_template(out)
    except UnwritableError as error:
        raise Refusal(str(error), USAGE) from error
    click.echo(f"Skrev {out}")
    return OK


def _new_from_register(register: Path, folder: Path, year: int, phase: str) -> int:
    """The books of all units of a register; those that could not be made are told, and the others
    are made."""
    from xlplan.actions.files import UnwritableError
    from xlplan.actions.new import new_books, register_of_other_year
    from xlplan.model import RegisterError
    from xlplan.wording import count

    if folder.suffix.casefold() in (".xlsx", ".xlsm") or folder.is_file():
        raise click.UsageError(
            f"Med --register skrivs böckerna i en mapp, till exempel enheter-{year}."
        )
    try:
        with progress_bar("Gör böcker") as advance:
            made = new_books(register, folder, year=year, phase=phase, progress=advance)
    except (RegisterError, UnwritableError) as error:
        raise Refusal(str(error)) from error
    for sentence in register_of_other_year(register, year):
        click.echo(sentence, err=True)
    for result in made:
        if result.why and not result.exists:
            click.echo(result.why, err=True)
    there = [result.why for result in made if result.exists]
    if len(there) > FEW:
        there = [f"{len(there)} böcker finns redan i {folder} och skrivs inte över."]
    for why in there:
        click.echo(why, err=True)
    done = sum(result.out is not None for result in made)
    click.echo(
        f"Skrev {count(done, 'bok', 'böcker')} i {folder}" if done else "Inga böcker gjordes.",
        err=not done,
    )
    return OK if done == len(made) else UNCHECKED
