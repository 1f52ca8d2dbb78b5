"""`xlplan history`."""

from __future__ import annotations

import sys

import click

from xlplan.cli.options import OK, UNCHECKED, USAGE, Refusal, store_option
from xlplan.cli.swedish import SwedishCommand, option
from xlplan.outputs.formats import formats_of
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
    help="text att läsa, json för andra program. Annars text.",
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
    from xlplan.store import AddressError, StoreError, UnknownUnitError, open_store
    from xlplan.wording import series

    try:
        with open_store(store, create=False) as memory:
            shown = memory.shown
            past = memory.history(unit)
    except UnknownUnitError as error:
        meant = series((f"{near.code} {near.unit}" for near in error.near), "eller")
        hint = f" Menade du {meant}?" if meant else ""
        raise Refusal(
            f"Minnet {shown} har ingen enhet med kod eller namn ”{unit}”.{hint}", USAGE
        ) from error
    except StoreError as error:
        raise Refusal(
            str(error), USAGE if isinstance(error, AddressError) else UNCHECKED
        ) from error
    formats_of("history")[to].write(past, sys.stdout, Occasion())
    return OK
