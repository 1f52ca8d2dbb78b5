"""`xlplan watch`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlplan.cli.swedish import SwedishCommand, option

if TYPE_CHECKING:
    from xlplan.actions.watch import Watch
from xlplan.cli.options import (
    FILE_ONLY,
    OK,
    USAGE,
    Refusal,
    codes,
    pack_option,
    phase_option,
    register_option,
)


@click.command(cls=SwedishCommand, short_help="Granska böckerna i en mapp varje gång de sparas.")
@click.argument("folder", metavar="MAPP", type=click.Path(path_type=Path))
@option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FILE_ONLY),
    default=("html",),
    metavar="FORMAT",
    help="html en sida att läsa, xlsx en lista att sortera. Kan upprepas. Annars html.",
)
@phase_option(help="Granska för VP, T1, T2 eller VB i stället för böckernas eget skede.")
@option(
    "--select",
    multiple=True,
    metavar="KOD",
    help="Bara dessa regler, t.ex. BUD eller IND001. Kan upprepas.",
)
@option("--ignore", multiple=True, metavar="KOD", help="Inte dessa regler. Kan upprepas.")
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
def watch(
    folder: Path,
    formats: Sequence[str],
    phase: str | None,
    select: Sequence[str],
    ignore: Sequence[str],
    register: Path | None,
    pack: Path | None,
    poll: bool,
    shortcut: bool,
) -> int:
    """Granska varje bok i en mapp nu och varje gång den sparas, tills du avslutar med Ctrl+C.

    Det som hittas läggs bredvid boken: plan.xlsx får plan-granskning.html. Boken själv ändras
    aldrig.

    \b
    Exempel:
      xlplan watch enheter
      xlplan watch enheter --format html --format xlsx
      xlplan watch enheter --shortcut
    """
    from xlplan.actions.unforeseen import unexpected
    from xlplan.actions.watch import Watch, absolute
    from xlplan.actions.watch import watch as watch_folder
    from xlplan.checking.batch import Order, ordered_pack
    from xlplan.model import PackError, RegisterError, shown_path

    if folder.is_file():
        raise click.UsageError(f"{folder} är en fil. Ge mappen som den ligger i.")
    if not folder.is_dir():
        raise Refusal(f"Mappen {folder} finns inte, eller går inte att nå just nu.")
    order = Order(pack, codes(select), codes(ignore), (phase or "").upper(), register)
    wish = Watch(absolute(folder), order, tuple(dict.fromkeys(formats)), poll)
    try:
        if shortcut:
            ordered_pack(order)  # what cannot be used is told now, not at each double click
            return _write_shortcut(wish)
        click.echo(
            f"Bevakar {shown_path(wish.folder)}. Varje bok granskas när den sparas. Avsluta med "
            f"Ctrl+C."
        )
        watch_folder(wish, click.echo, unexpected)
    except PackError as error:
        raise Refusal(str(error), USAGE) from error
    except RegisterError as error:
        raise Refusal(str(error)) from error
    except KeyboardInterrupt:
        click.echo("\nBevakningen är avslutad.")
    return OK


def _write_shortcut(wish: Watch) -> int:
    from xlplan.actions.check import os_reason
    from xlplan.actions.watch import absolute, write_shortcut

    order = wish.order
    options = [f"--format={format}" for format in wish.formats]
    options += [f"--select={code}" for code in order.select] + [
        f"--ignore={code}" for code in order.ignore
    ]
    options += [f"--phase={order.phase}"] if order.phase else []
    options += [f"--register={absolute(order.register)}"] if order.register else []
    options += [f"--pack={absolute(order.pack)}"] if order.pack else []
    options += ["--poll"] if wish.poll else []
    try:
        out = write_shortcut(wish.folder, options)
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
