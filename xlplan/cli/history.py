"""`xlplan history`."""

from __future__ import annotations

import sys

import click

from xlplan.cli.options import OK, UNCHECKED, USAGE, Refusal, store_option
from xlplan.cli.swedish import SwedishCommand, option
from xlplan.outputs.formats import formats_of, uses
from xlplan.outputs.occasion import Occasion


@click.command(cls=SwedishCommand, short_help="Visa en enhets månader så som de har körts.")
@click.argument("unit", metavar="ENHET")
@store_option(
    help="Där månaderna är sparade: en SQLite-fil eller en PostgreSQL-adress. Annars xlplan.db i "
    "mappen som du står i."
)
@option(
    "--format",
    "to",
    type=click.Choice(list(formats_of("history"))),
    default="text",
    metavar="FORMAT",
    help=f"{uses('history')}. Annars text.",
)
def history(unit: str, store: str, to: str) -> int:
    """Visa månad för månad vad xlplan month har kommit fram till om en enhet, vem som körde, när
    och med vilken version, och vad som har ersatts. ENHET är enhetens kod eller namn.

    \b
    Exempel:
      xlplan history 4127
      xlplan history "Enheten Björken" --store postgresql://planering@db.kommun.se/xlplan
      xlplan history 4127 --format json
    """
    from xlplan.actions.history import HistoryError
    from xlplan.actions.history import history as months_of

    try:
        past = months_of(unit, store)
    except HistoryError as error:
        raise Refusal(str(error), USAGE if error.misnamed else UNCHECKED) from error
    formats_of("history")[to].write(past, sys.stdout, Occasion())
    return OK
