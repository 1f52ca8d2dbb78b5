"""`xlplan history`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from xlplan.cli.swedish import SwedishCommand, option

if TYPE_CHECKING:
    pass
from xlplan.cli.options import HISTORY_FORMATS, OK, UNCHECKED, USAGE, Refusal


@click.command(cls=SwedishCommand, short_help="Visa en enhets månader så som de har körts.")
@click.argument("unit", metavar="ENHET")
@option(
    "--store",
    default="",
    metavar="URL",
    help="Där månaderna är sparade: en SQLite-fil eller en PostgreSQL-adress. Annars xlplan.db i "
    "mappen som du står i.",
)
@option(
    "--format",
    "to",
    type=click.Choice(HISTORY_FORMATS),
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
    from xlplan.outputs.history import json, text
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
    (json if to == "json" else text).write(past, sys.stdout)
    return OK
