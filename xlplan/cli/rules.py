"""`xlplan rules`."""

from __future__ import annotations

from pathlib import Path

import click

from xlplan.cli.options import OK, USAGE, Refusal, pack_option
from xlplan.cli.swedish import SwedishCommand


@click.command(cls=SwedishCommand)
@click.argument("code", required=False, metavar="[KOD]")
@pack_option
def rules(code: str | None, pack: Path | None) -> int:
    """Visa regelkatalogen, eller förklara en regel.

    \b
    Exempel:
      xlplan rules
      xlplan rules IND001
    """
    from xlplan.checking.packs import load_pack
    from xlplan.model import PackError
    from xlplan.outputs.rules.catalogue import catalogue, explained

    try:
        loaded = load_pack(pack)
        if code is None:
            click.echo(catalogue(loaded.rules.values()))
            return OK
        if code.upper() in loaded.rules:
            click.echo(explained(loaded.rules[code.upper()]))
            return OK
        chosen = loaded.chosen((code,))
    except PackError as error:
        raise Refusal(str(error), USAGE) from error
    click.echo(catalogue(chosen.rules.values()))
    return OK
