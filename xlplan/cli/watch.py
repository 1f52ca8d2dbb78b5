"""`xlplan watch`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlplan.cli.options import (
    OK,
    USAGE,
    Refusal,
    checking_order,
    ignore_option,
    pack_option,
    phase_option,
    register_option,
    select_option,
)
from xlplan.cli.swedish import SwedishCommand, option
from xlplan.cli.targets import formats_option
from xlplan.outputs.formats import in_files

if TYPE_CHECKING:
    from xlplan.actions.watch.checks import Watch
    from xlplan.checking.batch import Order


@click.command(cls=SwedishCommand, short_help="Granska böckerna i en mapp varje gång de sparas.")
@click.argument("folder", metavar="MAPP", type=click.Path(path_type=Path))
@formats_option(
    in_files("check"),
    default=("html",),
    help="html en sida att läsa, xlsx en lista att sortera. Kan upprepas. Annars html.",
)
@phase_option(help="Granska för VP, T1, T2 eller VB i stället för böckernas eget skede.")
@select_option
@ignore_option
@register_option
@pack_option
@option(
    "--poll",
    is_flag=True,
    help="Titta efter varannan sekund. Väljs av sig självt för nätverksmappar som känns igen.",
)
@option(
    "--shortcut",
    is_flag=True,
    help="Skriv en fil i mappen som startar bevakningen med ett dubbelklick, och sluta.",
)
@checking_order
def watch(folder: Path, order: Order, formats: Sequence[str], poll: bool, shortcut: bool) -> int:
    """Granska varje bok i en mapp nu och varje gång den sparas, tills du avslutar med Ctrl+C.

    Det som hittas läggs bredvid boken: plan.xlsx får plan-granskning.html. Boken själv ändras
    aldrig.

    \b
    Exempel:
      xlplan watch enheter
      xlplan watch enheter --format html --format xlsx
      xlplan watch enheter --shortcut
    """
    from xlplan.actions.watch.checks import Watch
    from xlplan.actions.watch.shortcut import absolute
    from xlplan.model import PackError, RegisterError

    if folder.is_file():
        raise click.UsageError(f"{folder} är en fil. Ge mappen som den ligger i.")
    if not folder.is_dir():
        raise Refusal(f"Mappen {folder} finns inte, eller går inte att nå just nu.")
    wish = Watch(absolute(folder), order, tuple(dict.fromkeys(formats)), poll)
    try:
        return _write_shortcut(wish) if shortcut else _watch(wish)
    except PackError as error:
        raise Refusal(str(error), USAGE) from error
    except RegisterError as error:
        raise Refusal(str(error)) from error


def _watch(wish: Watch) -> int:
    from xlplan.actions.unforeseen import unexpected
    from xlplan.actions.watch.loop import watch as watch_folder
    from xlplan.model import shown_path

    click.echo(
        f"Bevakar {shown_path(wish.folder)}. Varje bok granskas när den sparas. Avsluta med Ctrl+C."
    )
    try:
        watch_folder(wish, click.echo, unexpected)
    except KeyboardInterrupt:
        click.echo("\nBevakningen är avslutad.")
    return OK


def _write_shortcut(wish: Watch) -> int:
    from xlplan.actions.watch.shortcut import shortcut_of
    from xlplan.whole_file import os_reason

    try:
        out = shortcut_of(wish)
    except FileExistsError as error:
        raise Refusal(
            f"{error} är inte skriven av xlplan och skrivs inte över. Byt namn på den filen.", USAGE
        ) from error
    except OSError as error:
        raise Refusal(
            f"Genvägen kunde inte skrivas i {wish.folder}: {os_reason(error)}."
        ) from error
    click.echo(
        f"Skrev {out}. Dubbelklicka på den för att börja bevaka. Den får flyttas, till exempel "
        f"till skrivbordet."
    )
    return OK
