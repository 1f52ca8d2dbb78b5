"""`xlplan report`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlplan.cli.swedish import SwedishCommand, option

if TYPE_CHECKING:
    pass
from xlplan.cli.options import (
    OK,
    REPORT_FORMATS,
    UNCHECKED,
    USAGE,
    Refusal,
    pack_option,
    paths_argument,
    phase_option,
    progress_bar,
)


@click.command(cls=SwedishCommand, short_help="Gör rapporter av böcker.")
@paths_argument
@phase_option(help="Rapporten för VP, T1, T2 eller VB i stället för bokens eget skede.")
@option(
    "--to",
    "formats",
    multiple=True,
    type=click.Choice(REPORT_FORMATS),
    default=("docx",),
    metavar="FORMAT",
    help="docx att arbeta vidare i, pdf att skicka och spara, html att läsa på skärm. Kan "
    "upprepas. Annars docx.",
)
@option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="MAPP",
    help="Mapp för rapporterna. Annars mappen som du står i.",
)
@option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="MALL.docx",
    help="Kommunens egen Word-fil (docx, dotx) som rapporten byggs på. Går före regelpaketets "
    "wordmall.",
)
@option(
    "--trace",
    is_flag=True,
    help="Visa vilken cell i boken varje siffra och text kommer ur: i docx i kommentarer och dolda "
    "bokmärken, i html "
    "när muspekaren vilar på den. En pdf märks inte.",
)
@option(
    "--strict",
    is_flag=True,
    help="Gör ingen rapport av en bok som har fel kvar, i stället för ett utkast.",
)
@pack_option
@option(
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="ANTAL",
    help="Hur många böcker åt gången. 0 = så många som datorn klarar.",
)
def report(
    paths: Sequence[Path],
    phase: str | None,
    formats: Sequence[str],
    out: Path,
    template: Path | None,
    trace: bool,
    strict: bool,
    pack: Path | None,
    jobs: int,
) -> int:
    """Gör rapporten av böcker och mappar med böcker: verksamhetsplan, tertialrapport eller
    verksamhetsberättelse.

    Har boken fel kvar märks rapporten UTKAST, och sista sidan visar vad som ska rättas.

    \b
    Exempel:
      xlplan report plan.xlsx --phase VP --to docx --out rapporter
      xlplan report enheter/ --to docx --to pdf --to html --out rapporter
      xlplan report enheter/ --template kommunens-mall.docx --out rapporter
      xlplan report plan.xlsx --to html --trace --out spårade
    """
    from xlplan.actions.check import os_reason
    from xlplan.actions.files import NoBooksError
    from xlplan.actions.report import TRACED, Wish, template_hints
    from xlplan.actions.report import report as make_reports
    from xlplan.model import PackError, Severity, shown_path
    from xlplan.wording import severities

    if template and "docx" not in formats:
        raise click.UsageError(
            "--template gäller Word-dokument. Lägg till --to docx, eller ta bort --template."
        )
    if trace and not set(formats) & set(TRACED):
        raise click.UsageError(
            "En pdf kan inte visa vilka celler siffrorna kommer ur. Lägg till --to docx eller --to "
            "html, eller ta bort "
            "--trace."
        )
    wish = Wish((phase or "").upper(), tuple(formats), pack, template, strict, trace)
    try:
        with progress_bar("Skriver rapporter") as advance:
            made = make_reports(paths, out, wish, jobs=jobs, progress=advance)
    except NoBooksError as error:
        raise Refusal(str(error)) from error
    except PackError as error:
        raise Refusal(str(error), USAGE) from error
    except OSError as error:
        raise Refusal(f"Mappen {out} kan inte skapas: {os_reason(error)}.") from error
    for result in made:
        click.echo(f"Skrev {result.out}" if result.out else result.why, err=result.out is None)
        if result.unread:
            cells = f"{result.unread} celler" if result.unread > 1 else "En cell"
            told = f"{cells} i {shown_path(result.book)} gick inte att läsa och saknas i rapporten."
            click.echo(f"{told} Kör xlplan check och rätta först.", err=True)
        if result.errors and result.out:
            left = severities(Severity.ERROR, result.errors)
            click.echo(
                f"Märkt UTKAST: {shown_path(result.book)} har {left} kvar. Se sista sidan.",
                err=True,
            )
    if hints := template_hints(wish):
        click.echo("Tips om Word-mallen, som rapporterna följer:", err=True)
        for hint in hints:
            click.echo(f"  {hint}", err=True)
    return OK if all(result.out for result in made) else UNCHECKED
