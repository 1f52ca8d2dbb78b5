"""`xlplan export`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xlplan.cli.options import OK, Refusal
from xlplan.cli.swedish import SwedishCommand


@click.command(cls=SwedishCommand)
@click.argument("workbook", type=click.Path(path_type=Path), metavar="BOK")
def export(workbook: Path) -> int:
    """Skriv ut alla värden i en bok som JSON.

    \b
    Exempel:
      xlplan export plan.xlsx > plan.json
    """
    import json

    from xlplan.actions.export import export as export_book
    from xlplan.actions.files import UnreadableBookError

    try:
        values, uncalculated = export_book(workbook)
    except UnreadableBookError as error:
        raise Refusal(str(error)) from error
    json.dump(values, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    if uncalculated:
        told = (
            f"{uncalculated} formler är inte uträknade och saknas. Öppna boken i Excel, spara "
            f"den och försök igen."
        )
        click.echo(told, err=True)
    return OK
