"""Targets: the formats that a command is to write (`--format`) and the files of them
(`--output`)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from xlplan.cli.options import Refusal
from xlplan.cli.swedish import option
from xlplan.outputs.formats import Format, formats_of
from xlplan.outputs.occasion import Occasion

Targets = Sequence[tuple[Format, Path | None]]
"""Each format and its file; None = standard output."""

output_option = option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FIL",
    help="Filen att skriva i. Vid flera --format en för varje, i samma ordning; text utan fil "
    "visas på skärmen.",
)


def formats_option(names: Sequence[str], *, help: str, **more: Any) -> Callable[..., Any]:
    """`--format`, which can be given many times."""
    return option(
        "--format",
        "formats",
        multiple=True,
        type=click.Choice(names),
        metavar="FORMAT",
        help=help,
        **more,
    )


def targets_of(
    command: str, formats: Sequence[str], outputs: Sequence[str], paths: Sequence[Path]
) -> Targets:
    """What the command is to write, before anything is read."""
    known = formats_of(command)
    formats = formats or ("text",)
    needing = list(formats)
    if len(outputs) < len(formats) and "text" in needing:
        needing.remove("text")  # the text goes to the screen, the files belong to the other formats
    if len(outputs) > len(needing) or (len(outputs) < len(needing) and outputs):
        raise click.UsageError(
            "Ge en --output för varje --format (text får vara utan och visas då på skärmen)."
        )
    files = dict(zip(needing, outputs, strict=False))
    targets = [
        (known[name], None if files.get(name, "-") == "-" else Path(files[name]))
        for name in formats
    ]
    _refuse_unshowable(targets)
    kept = [file for _, file in targets if file is not None]
    if len({file.resolve() for file in kept}) < len(kept):
        raise click.UsageError("Två format kan inte ha samma --output.")
    for file in kept:
        refuse_bad_target(file, paths)
    return targets


def _refuse_unshowable(targets: Targets) -> None:
    shown = [format for format, file in targets if file is None]
    if missing := [format.name for format in shown if format.needs_file]:
        raise click.UsageError(
            f"Formatet {missing[0]} behöver en fil: --output granskning.{missing[0]}."
        )
    if len(shown) > 1:
        raise click.UsageError(
            "Bara ett format kan visas på skärmen. Ge de andra var sin --output."
        )


def refuse_bad_target(file: Path, paths: Sequence[Path]) -> None:
    """Before anything is read: no output may take the place of a workbook."""
    if file.is_dir():
        raise click.UsageError(f"--output {file} är en mapp. Ge ett filnamn.")
    if not file.parent.is_dir():
        raise click.UsageError(
            f"Mappen {file.parent} finns inte. Skapa den först, eller välj en annan plats för "
            f"--output."
        )
    if not file.is_file():
        return
    from xlplan.actions.files import is_a_book

    if is_a_book(file, paths):
        raise click.UsageError(
            f"--output {file} är en planeringsbok och skrivs inte över. Välj ett annat filnamn."
        )


def write_targets(told: object, targets: Targets, occasion: Occasion) -> None:
    """Write what the command came to in every format asked for."""
    from xlplan.whole_file import os_reason

    for format, file in targets:
        if file is None:
            format.write(told, sys.stdout, occasion)
            continue
        try:
            format.write_file(told, file, occasion)
        except OSError as error:
            raise Refusal(
                f"{file} kunde inte skrivas: {os_reason(error)}. Är filen öppen i ett annat "
                f"program?"
            ) from error
        click.echo(f"Skrev {file}", err=True)
