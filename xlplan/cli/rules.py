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
    from xlplan.actions.rules import rules as rules_of
    from xlplan.model import PackError
    from xlplan.outputs.rules.catalogue import catalogue, explained

    try:
        found = rules_of(code, pack)
    except PackError as error:
        raise Refusal(str(error), USAGE) from error
    one = code is not None and [rule.id for rule in found] == [code.upper()]
    click.echo(explained(found[0]) if one else catalogue(found))
    return OK
