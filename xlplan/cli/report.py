"""`xlplan report`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlplan.cli.options import (
    OK,
    UNCHECKED,
    Refusal,
    jobs_option,
    pack_option,
    paths_argument,
    phase_option,
)
from xlplan.cli.progress import progress_bar, refusals
from xlplan.cli.swedish import SwedishCommand, option
from xlplan.report.formats import FORMATS, TRACED

if TYPE_CHECKING:
    from xlplan.actions.drafting import ReportOrder
    from xlplan.actions.report import Report


@click.command(cls=SwedishCommand, short_help="Gör rapporter av böcker.")
@paths_argument
@phase_option(help="Rapporten för VP, T1, T2 eller VB i stället för bokens eget skede.")
@option(
    "--to",
    "formats",
    multiple=True,
    type=click.Choice(list(FORMATS)),
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
@jobs_option(help="Hur många böcker åt gången. 0 = så många som datorn klarar.")
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
    from xlplan.actions.drafting import ReportOrder
    from xlplan.actions.report_pack import template_hints

    _refuse_mismatched(formats, template, trace)
    order = ReportOrder((phase or "").upper(), tuple(formats), pack, template, strict, trace)
    made = _made(paths, out, order, jobs)
    for result in made:
        _tell(result)
    if hints := template_hints(pack, template, formats):
        click.echo("Tips om Word-mallen, som rapporterna följer:", err=True)
        for hint in hints:
            click.echo(f"  {hint}", err=True)
    return OK if all(result.out for result in made) else UNCHECKED


def _refuse_mismatched(formats: Sequence[str], template: Path | None, trace: bool) -> None:
    if template and "docx" not in formats:
        raise click.UsageError(
            "--template gäller Word-dokument. Lägg till --to docx, eller ta bort --template."
        )
    if trace and not set(formats) & set(TRACED):
        raise click.UsageError(
            "En pdf kan inte visa vilka celler siffrorna kommer ur. Lägg till --to docx eller --to "
            "html, eller ta bort --trace."
        )


def _made(paths: Sequence[Path], out: Path, order: ReportOrder, jobs: int) -> list[Report]:
    from xlplan.actions.report import report as make_reports
    from xlplan.whole_file import os_reason

    try:
        with refusals(), progress_bar("Skriver rapporter") as advance:
            return make_reports(paths, out, order, jobs=jobs, progress=advance)
    except OSError as error:
        raise Refusal(f"Mappen {out} kan inte skapas: {os_reason(error)}.") from error


def _tell(made: Report) -> None:
    """What became of one report."""
    from xlplan.model import Severity, shown_path
    from xlplan.wording import severities

    click.echo(f"Skrev {made.out}" if made.out else made.why, err=made.out is None)
    if made.unread:
        cells = f"{made.unread} celler" if made.unread > 1 else "En cell"
        told = f"{cells} i {shown_path(made.book)} gick inte att läsa och saknas i rapporten."
        click.echo(f"{told} Kör xlplan check och rätta först.", err=True)
    if made.errors and made.out:
        left = severities(Severity.ERROR, made.errors)
        click.echo(
            f"Märkt UTKAST: {shown_path(made.book)} har {left} kvar. Se sista sidan.", err=True
        )
