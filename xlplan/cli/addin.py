"""`xlplan addin`: the commands that build, install and look at the Excel add-in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from xlplan.cli.swedish import SwedishGroup, option

OK, OBSTACLES, USAGE, UNDONE = 0, 1, 2, 3


class Undone(click.ClickException):
    """Why it could not be done."""

    exit_code = UNDONE


@click.group(cls=SwedishGroup)
def addin() -> None:
    """Knapparna i Excel: bygg, installera och kontrollera tillägget.

    \b
    Exempel:
      xlplan addin install
      xlplan addin status
    """


@addin.command(short_help="Bygg tilläggsfilen, utan Excel.")
@option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("xlplan.xlam"),
    metavar="FIL.xlam",
    help="Filen att skriva. Annars xlplan.xlam i mappen som du står i.",
)
def build(out: Path) -> int:
    """Bygg tilläggsfilen, till exempel för att IT ska signera den. Den blir likadan varje gång.

    \b
    Exempel:
      xlplan addin build --out xlplan.xlam
    """
    from xlplan.ribbon.building import TemplateError, write
    from xlplan.whole_file import os_reason

    if out.suffix.casefold() != ".xlam":
        raise click.UsageError(
            f"Tillägget ska heta något som slutar på .xlam, till exempel "
            f"{out.stem or 'xlplan'}.xlam."
        )
    try:
        write(out)
    except TemplateError as error:
        raise Undone(str(error)) from error
    except OSError as error:
        busy = " Är filen öppen i Excel?" if isinstance(error, PermissionError) else ""
        raise Undone(f"{out} kunde inte skrivas: {os_reason(error)}.{busy}") from error
    click.echo(f"Skrev {out}")
    return OK


@addin.command(short_help="Lägg fliken Verksamhetsplan i Excel.")
@option(
    "--file",
    "signed",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FIL.xlam",
    help="Tillägget så som IT har signerat det. Annars det som följer med xlplan.",
)
def install(signed: Path | None) -> int:
    """Lägg fliken Verksamhetsplan i Excel på den här datorn, för dig som är inloggad.

    Inga administratörsrättigheter behövs. Filer som inte är xlplans skrivs aldrig över.

    \b
    Exempel:
      xlplan addin install
      xlplan addin install --file signerad.xlam
    """
    from xlplan.ribbon.installing import InstallError
    from xlplan.ribbon.installing import install as put
    from xlplan.ribbon.status import obstacles
    from xlplan.ribbon.status import status as look
    from xlplan.ribbon.status_line import StatusLevel

    machine = _machine()
    try:
        for sentence in put(machine, signed):
            click.echo(sentence)
        left = obstacles(look(machine))
    except InstallError as error:
        raise Undone(str(error)) from error
    if not left:
        click.echo("Starta om Excel, så finns fliken Verksamhetsplan där.")
        return OK
    click.echo("Det här hindrar knapparna än:")
    for line in left:
        _tell(line.what, line.do, StatusLevel.STOP.value)
    return OBSTACLES


@addin.command(short_help="Se om knapparna fungerar, och annars vad som hindrar dem.")
def status() -> int:
    """Se om knapparna fungerar på den här datorn, och annars vad som hindrar dem. Ingenting ändras.

    \b
    Slutkoder: 0 inget hindrar · 1 något hindrar · 3 Excel finns inte för det här systemet.

    \b
    Exempel:
      xlplan addin status
    """
    from xlplan.ribbon.installing import InstallError
    from xlplan.ribbon.status import obstacles
    from xlplan.ribbon.status import status as look

    try:
        lines = look(_machine())
    except InstallError as error:
        raise Undone(str(error)) from error
    for line in lines:
        _tell(line.what, line.do, line.mark.value)
    left = obstacles(lines)
    click.echo(
        "Ingenting som går att se härifrån hindrar knapparna." if not left else _count(len(left))
    )
    return OBSTACLES if left else OK


@addin.command(short_help="Ta bort fliken ur Excel.")
def uninstall() -> int:
    """Ta bort fliken Verksamhetsplan ur Excel på den här datorn. Bara det som xlplan har lagt dit
    tas bort.

    \b
    Exempel:
      xlplan addin uninstall
    """
    from xlplan.ribbon.installing import InstallError
    from xlplan.ribbon.installing import uninstall as take

    try:
        for sentence in take(_machine()):
            click.echo(sentence)
    except InstallError as error:
        raise Undone(str(error)) from error
    return OK


def _machine() -> Any:
    from xlplan.ribbon.machine import ThisMachine

    return ThisMachine()


def _tell(what: str, do: str, mark: str) -> None:
    click.echo(f"{mark:<9} {what}")
    if do:
        click.echo(f"{'':<9} → {do}")


def _count(number: int) -> str:
    return "En sak hindrar knapparna." if number == 1 else f"{number} saker hindrar knapparna."
