"""The command line: it parses, `xlplan.app` acts, `xlplan.outputs` writes.

Nothing heavy is imported before a command needs it, so that `--help` is quick.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from xlplan import __version__
from xlplan.lean_start import start_lean
from xlplan.ribbon.command import addin
from xlplan.swedish_click import SwedishGroup, explain, option

if TYPE_CHECKING:
    from xlplan.baseline import Baseline
    from xlplan.batch import Order
    from xlplan.model import Run
    from xlplan.month.figures import Memory, MonthRun
    from xlplan.months import Wish
    from xlplan.store import Store
    from xlplan.watching import Watch

OK, FINDINGS, USAGE, UNCHECKED = 0, 1, 2, 3
PHASES = ("VP", "T1", "T2", "VB")
FAIL_ON = ("error", "warning", "note", "never")
FORMATS = ("text", "json", "sarif", "junit", "html", "xlsx")
MONTH_FORMATS = ("text", "json", "xlsx", "html")
REPORT_FORMATS = ("docx", "pdf", "html")
FILE_ONLY = ("html", "xlsx")
HISTORY_FORMATS = ("text", "json")
KINDS = ("unit", "board", "register", "template")
FEW = 5
"""How many books that are there already are named one by one."""

paths_argument = click.argument("paths", nargs=-1, required=True, metavar="BOK|MAPP…", type=click.Path(path_type=Path))
phase_option = partial(option, "--phase", type=click.Choice(PHASES, case_sensitive=False), metavar="SKEDE")
pack_option = option(
    "--pack", type=click.Path(path_type=Path), metavar="FIL.toml", help="Kommunens egna inställningar av reglerna."
)

register_option = option(
    "--register",
    type=click.Path(path_type=Path),
    metavar="REGISTER.xlsx",
    help="Jämför böckerna med nämndens register.",
)


class Refusal(click.ClickException):
    """A sentence to the user and an exit code; nothing has been changed."""

    def __init__(self, sentence: str, exit_code: int = UNCHECKED) -> None:
        super().__init__(sentence)
        self.code = exit_code


@click.group(cls=SwedishGroup)
@click.version_option(__version__, message="xlplan %(version)s", help="Visa versionen och sluta.")
def cli() -> None:
    """xlplan granskar enheternas planeringsböcker i Excel och gör rapporter av dem.

    \b
    Exempel:
      xlplan new plan.xlsx --unit "Enheten Björken" --year 2027
      xlplan check plan.xlsx
      xlplan report plan.xlsx --to docx --out rapporter
    """


@cli.command()
@paths_argument
@phase_option(help="Granska för VP, T1, T2 eller VB i stället för bokens eget skede.")
@option("--select", multiple=True, metavar="KOD", help="Bara dessa regler, t.ex. BUD eller IND001. Kan upprepas.")
@option("--ignore", multiple=True, metavar="KOD", help="Inte dessa regler. Kan upprepas.")
@option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    metavar="FORMAT",
    help="text och html att läsa, xlsx att sortera, json och sarif för andra program, junit för CI. "
    "Kan upprepas. Annars text.",
)
@option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FIL",
    help="Filen att skriva i. Vid flera --format en för varje, i samma ordning; text utan fil visas på skärmen.",
)
@option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="error",
    metavar="ALLVAR",
    help="Vad som ger slutkod 1: error bara fel, warning fel och varningar, note allt, never inget. Annars error.",
)
@option(
    "--statistics",
    is_flag=True,
    help="Visa också en rad för varje regel: hur mycket den hittade och i hur många böcker den prövades.",
)
@option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FIL.json",
    help="Lista över kända avvikelser, skriven av xlplan baseline write. Bara nya räknas.",
)
@option("--fix", is_flag=True, help="Rätta det säkra (blanksteg, tal som text, 90% …) i en kopia. Kräver --out.")
@option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="MAPP",
    help="Mapp för de rättade kopiorna. Originalen ändras aldrig.",
)
@register_option
@pack_option
@option(
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="ANTAL",
    help="Hur många böcker som granskas samtidigt. 0 = så många som datorn klarar.",
)
def check(
    paths: Sequence[Path],
    phase: str | None,
    select: Sequence[str],
    ignore: Sequence[str],
    formats: Sequence[str],
    outputs: Sequence[str],
    fail_on: str,
    statistics: bool,
    baseline: Path | None,
    fix: bool,
    out: Path | None,
    register: Path | None,
    pack: Path | None,
    jobs: int,
) -> int:
    """Granska böcker och mappar med böcker.

    \b
    Slutkoder: 0 inget att rätta · 1 det finns sådant att rätta · 2 kommandot är fel
    skrivet · 3 något gick inte att läsa eller granska (resten är granskat).

    \b
    Exempel:
      xlplan check plan.xlsx
      xlplan check enheter/ --format text --format html --output granskning.html
      xlplan check enheter/ --statistics
      xlplan check enheter/ --register register.xlsx
      xlplan check enheter/ --baseline granskat.json
      xlplan check plan.xlsx --fix --out rattade
    """
    from xlplan.batch import Order

    targets = _targets(formats, outputs, paths)
    if statistics and ("text", None) not in targets:
        raise click.UsageError("--statistics visas på skärmen efter texten. Lägg till --format text utan --output.")
    known = _known(baseline)
    order = Order(pack, _codes(select), _codes(ignore), (phase or "").upper(), register)
    run, failed = _checked(paths, order, jobs, _folder_for_copies(fix, out, paths, targets))
    if known:
        from xlplan.baseline import compare

        run = compare(run, known)
    _write(run, targets, order, fail_on)
    if statistics:
        from xlplan.outputs.statistics import write

        write(run, sys.stdout)
    return UNCHECKED if failed else _exit_code(run, fail_on)


def _known(file: Path | None) -> Baseline | None:
    """The baseline to compare with, before anything is checked."""
    if file is None:
        return None
    from xlplan.baseline import BaselineError, load

    try:
        return load(file)
    except BaselineError as error:
        raise Refusal(str(error), USAGE) from error


def _checked(paths: Sequence[Path], order: Order, jobs: int, out: Path | None) -> tuple[Run, bool]:
    """The run, and whether a copy could not be written. With `out` repaired copies stand for the books they repair."""
    from xlplan.app import check as check_books

    if out is None:
        return _with_progress(check_books, paths, order, jobs), False
    from xlplan.repairs import UnfixableError, fix

    failed: list[str] = []
    try:
        run = _with_progress(partial(fix, out=out, failed=failed), paths, order, jobs)
    except UnfixableError as error:
        raise Refusal(str(error), USAGE) from error
    for sentence in failed:
        click.echo(sentence, err=True)
    return run, bool(failed)


def _folder_for_copies(
    fix: bool, out: Path | None, paths: Sequence[Path], targets: Sequence[tuple[str, Path | None]]
) -> Path | None:
    """The folder for repaired copies, before anything is read; None where nobody asked for repairs."""
    if not fix:
        if out is not None:
            raise click.UsageError("--out är mappen för rättade kopior och hör ihop med --fix.")
        return None
    if out is None:
        raise click.UsageError("Ge en mapp för de rättade kopiorna: --fix --out rattade. Originalen ändras aldrig.")
    if out.exists() and not out.is_dir():
        raise click.UsageError(f"--out {out} är en fil. Ge en mapp för de rättade kopiorna.")
    whole = out.resolve()
    for path in paths:
        if path.is_dir() and whole.is_relative_to(path.resolve()):
            raise click.UsageError(
                f"--out {out} ligger i mappen som granskas, och kopiorna skulle granskas som böcker nästa gång. "
                "Välj en mapp utanför."
            )
    if inside := [file for _, file in targets if file and file.resolve().is_relative_to(whole)]:
        raise click.UsageError(f"--output {inside[0]} ligger i mappen för kopiorna. Lägg den utanför.")
    return out


def _codes(options: Sequence[str]) -> tuple[str, ...]:
    """`--select IND001,BUD` is the same as giving the option twice."""
    return tuple(code.strip().upper() for option in options for code in option.split(",") if code.strip())


def _targets(formats: Sequence[str], outputs: Sequence[str], paths: Sequence[Path]) -> list[tuple[str, Path | None]]:
    """Each format and its file (None = standard output), before anything is read."""
    formats = formats or ("text",)
    needing = list(formats)
    if len(outputs) < len(formats) and "text" in needing:
        needing.remove("text")  # the text goes to the screen, the files belong to the other formats
    if len(outputs) > len(needing) or (len(outputs) < len(needing) and outputs):
        raise click.UsageError("Ge en --output för varje --format (text får vara utan och visas då på skärmen).")
    files = dict(zip(needing, outputs, strict=False))
    targets = [(name, None if files.get(name, "-") == "-" else Path(files[name])) for name in formats]
    if missing := [name for name, file in targets if file is None and name in FILE_ONLY]:
        raise click.UsageError(f"Formatet {missing[0]} behöver en fil: --output granskning.{missing[0]}.")
    if sum(file is None for _, file in targets) > 1:
        raise click.UsageError("Bara ett format kan visas på skärmen. Ge de andra var sin --output.")
    kept = [file for _, file in targets if file is not None]
    if len({file.resolve() for file in kept}) < len(kept):
        raise click.UsageError("Två format kan inte ha samma --output.")
    for file in kept:
        _refuse_bad_target(file, paths)
    return targets


def _refuse_bad_target(file: Path, paths: Sequence[Path]) -> None:
    """Before anything is read: no output may take the place of a workbook."""
    if file.is_dir():
        raise click.UsageError(f"--output {file} är en mapp. Ge ett filnamn.")
    if not file.parent.is_dir():
        raise click.UsageError(
            f"Mappen {file.parent} finns inte. Skapa den först, eller välj en annan plats för --output."
        )
    if not file.is_file():
        return
    from xlplan.app import is_a_book

    if is_a_book(file, paths):
        raise click.UsageError(f"--output {file} är en planeringsbok och skrivs inte över. Välj ett annat filnamn.")


def _with_progress(act: Any, paths: Sequence[Path], order: Order, jobs: int) -> Run:
    from xlplan.app import NoBooksError
    from xlplan.model import PackError, RegisterError

    try:
        with progress_bar("Granskar") as advance:
            run: Run = act(paths, order, jobs=jobs, progress=advance)
    except (NoBooksError, RegisterError) as error:
        raise Refusal(str(error)) from error
    except PackError as error:
        raise Refusal(str(error), USAGE) from error
    return run


def progress_bar(doing: str) -> Any:
    """A bar on standard error while books are read, if that is a terminal; gives a function that takes how many."""
    from contextlib import contextmanager

    @contextmanager
    def bar() -> Any:
        if not sys.stderr.isatty():
            yield lambda _done, _of: None
            return
        from rich.console import Console
        from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn(doing), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(doing, total=None)

            def advance(done: int, of: int) -> None:
                progress.update(task, advance=done, total=of)

            yield advance

    return bar()


@cli.group(cls=SwedishGroup)
def baseline() -> None:
    """Skriv listan över kända avvikelser, för check --baseline.

    \b
    Exempel:
      xlplan baseline write enheter/ --output granskat.json
      xlplan check enheter/ --baseline granskat.json
    """


@baseline.command("write", short_help="Skriv de avvikelser som finns nu.")
@paths_argument
@phase_option(help="Granska för VP, T1, T2 eller VB i stället för bokens eget skede.")
@option("--select", multiple=True, metavar="KOD", help="Bara dessa regler, t.ex. BUD eller IND001. Kan upprepas.")
@option("--ignore", multiple=True, metavar="KOD", help="Inte dessa regler. Kan upprepas.")
@option(
    "--output",
    "out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FIL.json",
    help="Filen att skriva listan i. Måste anges.",
)
@register_option
@pack_option
@option(
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="ANTAL",
    help="Hur många böcker åt gången. 0 = så många som datorn klarar.",
)
def baseline_write(
    paths: Sequence[Path],
    phase: str | None,
    select: Sequence[str],
    ignore: Sequence[str],
    out: Path,
    register: Path | None,
    pack: Path | None,
    jobs: int,
) -> int:
    """Skriv de avvikelser som finns nu, så att check --baseline bara räknar nya.

    Finns filen redan skrivs den över. Det som är godtaget på bladet Undantag kommer inte med.

    \b
    Exempel:
      xlplan baseline write enheter/ --output granskat.json
    """
    from xlplan.app import check as check_books
    from xlplan.app import os_reason
    from xlplan.baseline import write
    from xlplan.batch import Order
    from xlplan.wording import count

    _refuse_bad_target(out, paths)
    order = Order(pack, _codes(select), _codes(ignore), (phase or "").upper(), register)
    run = _with_progress(check_books, paths, order, jobs)
    try:
        written = write(run, out)
    except OSError as error:
        raise Refusal(f"{out} kunde inte skrivas: {os_reason(error)}. Är filen öppen i ett annat program?") from error
    books = count(len(run.books) - run.unreadable, "bok", "böcker")
    click.echo(f"Skrev {out}: {count(written, 'känd avvikelse', 'kända avvikelser')} i {books}.")
    if run.unreadable:
        click.echo(f"{count(run.unreadable, 'bok', 'böcker')} gick inte att läsa och är inte med.", err=True)
    return UNCHECKED if run.unreadable or run.crashed else OK


def _write(run: Run, targets: Sequence[tuple[str, Path | None]], order: Order, fail_on: str) -> None:
    from xlplan.app import os_reason
    from xlplan.batch import ordered_pack
    from xlplan.model import Severity
    from xlplan.outputs import Occasion, write_file, write_text

    limit = None if fail_on == "never" else Severity(fail_on)
    occasion = Occasion(ordered_pack(order).rules, limit, order.today)
    for name, file in targets:
        if file is None:
            write_text(name, run, sys.stdout, occasion)
            continue
        try:
            write_file(name, run, file, occasion)
        except OSError as error:
            raise Refusal(
                f"{file} kunde inte skrivas: {os_reason(error)}. Är filen öppen i ett annat program?"
            ) from error
        click.echo(f"Skrev {file}", err=True)


def _exit_code(run: Run, fail_on: str) -> int:
    from xlplan.model import Severity

    if run.unreadable or run.crashed:
        return UNCHECKED
    if fail_on == "never":
        return OK
    limit = Severity(fail_on).rank
    return FINDINGS if any(run.count(severity) for severity in Severity if severity.rank >= limit) else OK


@cli.command(short_help="Gör en tom bok, ett tomt register eller en Word-mall.")
@click.argument("out", type=click.Path(path_type=Path), metavar="BOK.xlsx|MALL.docx|MAPP")
@option("--unit", default="", metavar="NAMN", help="Enhetens namn, högst 200 tecken. Måste anges för en enhets bok.")
@option(
    "--year",
    type=click.IntRange(2000, 2100),
    default=None,
    metavar="ÅR",
    help="Året som boken gäller. Måste anges, utom för en Word-mall.",
)
@phase_option(default="VP", help="Bokens skede: VP, T1, T2 eller VB. Annars VP.")
@option("--board", default="", metavar="NAMN", help="Nämnden som enheten hör till. Måste anges för nämndens bok.")
@option(
    "--kind",
    type=click.Choice(KINDS),
    default=None,
    metavar="SLAG",
    help="unit: en enhets bok, board: nämndens egen bok, register: det som enheternas böcker görs av, template: en "
    "Word-mall för rapporter. Annars unit.",
)
@option(
    "--register",
    type=click.Path(path_type=Path),
    metavar="REGISTER.xlsx",
    help="Gör böckerna för alla enheter i registret, i mappen MAPP.",
)
def new(out: Path, unit: str, year: int | None, phase: str, board: str, kind: str | None, register: Path | None) -> int:
    """Gör en tom arbetsbok för en enhet eller en nämnd, ett tomt register, böckerna för alla enheter i ett register,
    eller en Word-mall för rapporter.

    En fil som finns skrivs aldrig över.

    \b
    Exempel:
      xlplan new plan.xlsx --unit "Enheten Björken" --year 2027 --board "Norrstrands nämnd"
      xlplan new nämnden.xlsx --kind board --board "Norrstrands nämnd" --year 2027
      xlplan new register.xlsx --kind register --board "Norrstrands nämnd" --year 2027
      xlplan new enheter-2027 --register register.xlsx --year 2027
      xlplan new rapportmall.docx --kind template
    """
    from xlplan.app import UnwritableError, new_book

    if register:
        if given := [name for name, value in (("--unit", unit), ("--board", board), ("--kind", kind)) if value]:
            raise click.UsageError(f"{given[0]} kan inte anges med --register: uppgifterna står i registret.")
        return _new_from_register(register, out, _given(year), phase.upper())
    kind = kind or "unit"
    if kind == "template":
        if given := [name for name, value in (("--unit", unit), ("--board", board), ("--year", year)) if value]:
            raise click.UsageError(f"{given[0]} hör inte till en Word-mall: den är densamma för alla böcker.")
        return _new_template(out)
    year = _given(year)
    if out.suffix.casefold() != ".xlsx":
        raise click.UsageError(f"Boken ska heta något som slutar på .xlsx, till exempel {out.stem or 'plan'}.xlsx.")
    if kind == "unit" and not unit.strip():
        raise click.UsageError("Ge enhetens namn med --unit.")
    if kind == "board" and not board.strip():
        raise click.UsageError("Ge nämndens namn med --board.")
    if len(unit) > 200 or len(board) > 200:
        raise click.UsageError("Namnen i --unit och --board får ha högst 200 tecken.")
    try:
        new_book(out, kind=kind, name=unit, year=year, phase=phase.upper(), board=board)
    except UnwritableError as error:
        raise Refusal(str(error), USAGE) from error
    click.echo(f"Skrev {out}")
    return OK


def _given(year: int | None) -> int:
    if year is None:
        raise click.UsageError("--year saknas.")
    return year


def _new_template(out: Path) -> int:
    from xlplan.app import UnwritableError, new_template

    if out.suffix.casefold() != ".docx":
        raise click.UsageError(f"Mallen ska heta något som slutar på .docx, till exempel {out.stem or 'mall'}.docx.")
    try:
        new_template(out)
    except UnwritableError as error:
        raise Refusal(str(error), USAGE) from error
    click.echo(f"Skrev {out}")
    return OK


def _new_from_register(register: Path, folder: Path, year: int, phase: str) -> int:
    """The books of all units of a register; those that could not be made are told, and the others are made."""
    from xlplan.app import UnwritableError, new_books, register_of_other_year
    from xlplan.model import RegisterError
    from xlplan.wording import count

    if folder.suffix.casefold() in (".xlsx", ".xlsm") or folder.is_file():
        raise click.UsageError(f"Med --register skrivs böckerna i en mapp, till exempel enheter-{year}.")
    try:
        with progress_bar("Gör böcker") as advance:
            made = new_books(register, folder, year=year, phase=phase, progress=advance)
    except (RegisterError, UnwritableError) as error:
        raise Refusal(str(error)) from error
    for sentence in register_of_other_year(register, year):
        click.echo(sentence, err=True)
    for result in made:
        if result.why and not result.exists:
            click.echo(result.why, err=True)
    there = [result.why for result in made if result.exists]
    if len(there) > FEW:
        there = [f"{len(there)} böcker finns redan i {folder} och skrivs inte över."]
    for why in there:
        click.echo(why, err=True)
    done = sum(result.out is not None for result in made)
    click.echo(f"Skrev {count(done, 'bok', 'böcker')} i {folder}" if done else "Inga böcker gjordes.", err=not done)
    return OK if done == len(made) else UNCHECKED


@cli.command(short_help="Gör rapporter av böcker.")
@paths_argument
@phase_option(help="Rapporten för VP, T1, T2 eller VB i stället för bokens eget skede.")
@option(
    "--to",
    "formats",
    multiple=True,
    type=click.Choice(REPORT_FORMATS),
    default=("docx",),
    metavar="FORMAT",
    help="docx att arbeta vidare i, pdf att skicka och spara, html att läsa på skärm. Kan upprepas. Annars docx.",
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
    help="Kommunens egen Word-fil (docx, dotx) som rapporten byggs på. Går före regelpaketets wordmall.",
)
@option(
    "--trace",
    is_flag=True,
    help="Visa vilken cell i boken varje siffra och text kommer ur: i docx i kommentarer och dolda bokmärken, i html "
    "när muspekaren vilar på den. En pdf märks inte.",
)
@option("--strict", is_flag=True, help="Gör ingen rapport av en bok som har fel kvar, i stället för ett utkast.")
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
    from xlplan.app import NoBooksError, os_reason
    from xlplan.model import PackError, Severity, shown_path
    from xlplan.reports import TRACED, Wish, template_hints
    from xlplan.reports import report as make_reports
    from xlplan.wording import severities

    if template and "docx" not in formats:
        raise click.UsageError("--template gäller Word-dokument. Lägg till --to docx, eller ta bort --template.")
    if trace and not set(formats) & set(TRACED):
        raise click.UsageError(
            "En pdf kan inte visa vilka celler siffrorna kommer ur. Lägg till --to docx eller --to html, eller ta bort "
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
            click.echo(f"Märkt UTKAST: {shown_path(result.book)} har {left} kvar. Se sista sidan.", err=True)
    if hints := template_hints(wish):
        click.echo("Tips om Word-mallen, som rapporterna följer:", err=True)
        for hint in hints:
            click.echo(f"  {hint}", err=True)
    return OK if all(result.out for result in made) else UNCHECKED


def _month_of_year(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[int, int]:
    """ "2026-03" -> (2026, 3)."""
    year, _, month = value.partition("-")
    if not (year.isdecimal() and month.isdecimal() and 2000 <= int(year) <= 2100 and 1 <= int(month) <= 12):
        raise click.UsageError(f"--month {value} är ingen månad. Skriv år och månad, till exempel 2026-03.")
    return int(year), int(month)


@cli.command("month", short_help="Månadens budgetuppföljning: vilka enheter håller sin budget?")
@paths_argument
@option(
    "--month",
    "of",
    callback=_month_of_year,
    required=True,
    metavar="ÅÅÅÅ-MM",
    help="Den sista månaden med utfall, t.ex. 2026-03. Måste anges.",
)
@option(
    "--actuals",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FIL",
    help="Utfallet ur ekonomisystemet: en SIE 4-fil, CSV eller xlsx. Kan upprepas. Annars det som står i böckerna.",
)
@option(
    "--mapping",
    type=click.Path(path_type=Path),
    metavar="FIL.toml",
    help="Vilka kolumner som är konto, kostnadsställe, period och belopp i en CSV- eller xlsx-fil.",
)
@register_option
@option(
    "--store",
    default="",
    metavar="URL",
    help="Där månaderna sparas, så att nästa månad kan jämföras: en SQLite-fil eller en PostgreSQL-adress. Annars "
    "xlplan.db i mappen som du står i.",
)
@option("--no-store", is_flag=True, help="Spara inget och jämför inte med tidigare månader.")
@option(
    "--write",
    "write_back",
    is_flag=True,
    help="Skriv utfallet ur --actuals på bladet Månad i böckerna. Varje bok sparas först som säkerhetskopia.",
)
@option(
    "--backup",
    type=click.Path(path_type=Path),
    metavar="MAPP",
    help="Mapp för säkerhetskopiorna. Annars mappen xlplan-kopior bredvid boken.",
)
@option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(MONTH_FORMATS),
    metavar="FORMAT",
    help="text och html att läsa, xlsx att sortera, json för andra program. Kan upprepas. Annars text.",
)
@option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FIL",
    help="Filen att skriva i. Vid flera --format en för varje, i samma ordning; text utan fil visas på skärmen.",
)
@option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="error",
    metavar="ALLVAR",
    help="Vilka anmärkningar som ger slutkod 1: error bara fel, warning fel och varningar, note allt, never inget. "
    "Annars error.",
)
@pack_option
@option(
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="ANTAL",
    help="Hur många böcker som läses samtidigt. 0 = så många som datorn klarar.",
)
def month(
    paths: Sequence[Path],
    of: tuple[int, int],
    actuals: Sequence[Path],
    mapping: Path | None,
    register: Path | None,
    store: str,
    no_store: bool,
    write_back: bool,
    backup: Path | None,
    formats: Sequence[str],
    outputs: Sequence[str],
    fail_on: str,
    pack: Path | None,
    jobs: int,
) -> int:
    """Visa för varje enhet budget, utfall och avvikelse hittills, prognosen för året och om budgeten hålls, med skäl.

    \b
    Slutkoder: 0 inget att rätta · 1 det finns anmärkningar · 2 kommandot är fel
    skrivet · 3 någon bok gick inte att läsa eller skriva i, eller inget kunde sparas.

    \b
    Exempel:
      xlplan month enheter/ --month 2026-03
      xlplan month enheter/ --month 2026-03 --actuals huvudbok.se --register register.xlsx
      xlplan month enheter/ --month 2026-03 --actuals huvudbok.se --write
      xlplan month enheter/ --month 2026-03 --format text --format xlsx --output mars.xlsx
    """
    from xlplan.batch import Order
    from xlplan.months import Wish

    if mapping and not actuals:
        raise click.UsageError("--mapping beskriver kolumnerna i huvudbokens fil. Ge också --actuals.")
    if store and no_store:
        raise click.UsageError("Ge antingen --store eller --no-store.")
    targets = _targets(formats, outputs, paths)
    _refuse_writing(write_back, backup, actuals)
    wish = Wish(*of, Order(pack, register=register), tuple(actuals), mapping, write_back, backup)
    run, unsaved = _month_run(paths, wish, None if no_store else store, jobs)
    _write_month(run, targets)
    if unsaved:
        raise Refusal(unsaved)
    return _month_exit_code(run, fail_on)


def _refuse_writing(write_back: bool, backup: Path | None, actuals: Sequence[Path]) -> None:
    """Before anything is read: options that do not go together."""
    if write_back and not actuals:
        raise click.UsageError("--write skriver huvudbokens utfall i böckerna. Ge också --actuals med huvudbokens fil.")
    if backup and not write_back:
        raise click.UsageError("--backup är mappen för säkerhetskopior och hör ihop med --write.")
    if backup and backup.exists() and not backup.is_dir():
        raise click.UsageError(f"--backup {backup} är en fil. Ge en mapp för säkerhetskopiorna.")


class _Recalling:
    """A memory that is asked once. With `tell_later` what goes wrong is kept in `failed`: the books have been written
    in by then, and what became of them is to be told."""

    def __init__(self, memory: Store, *, tell_later: bool) -> None:
        self._memory, self._tell_later = memory, tell_later
        self.failed = ""

    def recall(self, codes: Sequence[str], year: int) -> Memory | None:
        from xlplan.store import StoreError

        try:
            return self._memory.recall(codes, year)
        except StoreError as error:
            if not self._tell_later:
                raise
            self.failed = str(error)
            return None


def _month_run(paths: Sequence[Path], wish: Wish, store: str | None, jobs: int) -> tuple[MonthRun, str]:
    """The run, remembered if `store` is an address ("" for the default one), and why it could not be remembered: the
    month is shown all the same."""
    from xlplan.app import NoBooksError
    from xlplan.model import LedgerError, PackError, RegisterError
    from xlplan.months import month as run_month

    try:
        if store is None:
            with progress_bar("Läser böcker") as advance:
                return run_month(paths, wish, jobs=jobs, progress=advance), ""
        from xlplan.store import AddressError, StoreError, open_store

        try:
            memory = open_store(store)
        except StoreError as error:
            code = USAGE if isinstance(error, AddressError) else UNCHECKED
            raise Refusal(f"{error} Med --no-store visas månaden utan att sparas.", code) from error
        with memory:
            recalling = _Recalling(memory, tell_later=wish.write)
            try:
                with progress_bar("Läser böcker") as advance:
                    run = run_month(paths, wish, memory=recalling, jobs=jobs, progress=advance)
            except StoreError as error:
                raise Refusal(str(error)) from error
            if recalling.failed:
                return run, f"Månaden visas men är varken jämförd med tidigare månader eller sparad. {recalling.failed}"
            if not run.units:
                return run, ""
            try:
                saved = memory.save(run)
            except StoreError as error:
                return run, f"Månaden visas men kunde inte sparas. {error}"
            click.echo(f"Sparat i {memory.shown}.", err=True)
            for unit in saved.left_out:
                click.echo(f"{unit.unit or unit.path.name} sparades inte: boken har ingen Enhetskod.", err=True)
            return run, ""
    except (NoBooksError, RegisterError, LedgerError) as error:
        raise Refusal(str(error)) from error
    except PackError as error:
        raise Refusal(str(error), USAGE) from error


def _write_month(run: MonthRun, targets: Sequence[tuple[str, Path | None]]) -> None:
    from xlplan.app import os_reason
    from xlplan.outputs.month_formats import write_file, write_text

    for name, file in targets:
        if file is None:
            write_text(name, run, sys.stdout)
            continue
        try:
            write_file(name, run, file)
        except OSError as error:
            raise Refusal(
                f"{file} kunde inte skrivas: {os_reason(error)}. Är filen öppen i ett annat program?"
            ) from error
        click.echo(f"Skrev {file}", err=True)


def _month_exit_code(run: MonthRun, fail_on: str) -> int:
    from xlplan.model import Severity
    from xlplan.outputs.month_formats import count

    if run.unchecked or any(book.why for book in run.written):
        return UNCHECKED
    if fail_on == "never":
        return OK
    limit = Severity(fail_on).rank
    return FINDINGS if any(count(run, severity) for severity in Severity if severity.rank >= limit) else OK


@cli.command(short_help="Visa en enhets månader så som de har körts.")
@click.argument("unit", metavar="ENHET")
@option(
    "--store",
    default="",
    metavar="URL",
    help="Där månaderna är sparade: en SQLite-fil eller en PostgreSQL-adress. Annars xlplan.db i mappen som du står i.",
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
    """Visa månad för månad vad xlplan month har kommit fram till om en enhet, vem som körde, när och med vilken
    version, och vad som har ersatts. ENHET är enhetens kod eller namn.

    \b
    Exempel:
      xlplan history 4127
      xlplan history "Enheten Björken" --store postgresql://planering@db.kommun.se/xlplan
      xlplan history 4127 --format json
    """
    from xlplan.outputs import history_json, history_text
    from xlplan.store import AddressError, StoreError, UnknownUnitError, open_store
    from xlplan.wording import series

    try:
        with open_store(store, create=False) as memory:
            shown = memory.shown
            past = memory.history(unit)
    except UnknownUnitError as error:
        meant = series((f"{near.code} {near.unit}" for near in error.near), "eller")
        hint = f" Menade du {meant}?" if meant else ""
        raise Refusal(f"Minnet {shown} har ingen enhet med kod eller namn ”{unit}”.{hint}", USAGE) from error
    except StoreError as error:
        raise Refusal(str(error), USAGE if isinstance(error, AddressError) else UNCHECKED) from error
    (history_json if to == "json" else history_text).write(past, sys.stdout)
    return OK


@cli.command(short_help="Granska böckerna i en mapp varje gång de sparas.")
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
@option("--select", multiple=True, metavar="KOD", help="Bara dessa regler, t.ex. BUD eller IND001. Kan upprepas.")
@option("--ignore", multiple=True, metavar="KOD", help="Inte dessa regler. Kan upprepas.")
@register_option
@pack_option
@option(
    "--poll", is_flag=True, help="Titta efter varannan sekund. Väljs av sig självt för nätverksmappar som känns igen."
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

    Det som hittas läggs bredvid boken: plan.xlsx får plan-granskning.html. Boken själv ändras aldrig.

    \b
    Exempel:
      xlplan watch enheter
      xlplan watch enheter --format html --format xlsx
      xlplan watch enheter --shortcut
    """
    from xlplan.batch import Order, ordered_pack
    from xlplan.model import PackError, RegisterError, shown_path
    from xlplan.unforeseen import unexpected
    from xlplan.watching import Watch, absolute
    from xlplan.watching import watch as watch_folder

    if folder.is_file():
        raise click.UsageError(f"{folder} är en fil. Ge mappen som den ligger i.")
    if not folder.is_dir():
        raise Refusal(f"Mappen {folder} finns inte, eller går inte att nå just nu.")
    order = Order(pack, _codes(select), _codes(ignore), (phase or "").upper(), register)
    wish = Watch(absolute(folder), order, tuple(dict.fromkeys(formats)), poll)
    try:
        if shortcut:
            ordered_pack(order)  # what cannot be used is told now, not at each double click
            return _write_shortcut(wish)
        click.echo(f"Bevakar {shown_path(wish.folder)}. Varje bok granskas när den sparas. Avsluta med Ctrl+C.")
        watch_folder(wish, click.echo, unexpected)
    except PackError as error:
        raise Refusal(str(error), USAGE) from error
    except RegisterError as error:
        raise Refusal(str(error)) from error
    except KeyboardInterrupt:
        click.echo("\nBevakningen är avslutad.")
    return OK


def _write_shortcut(wish: Watch) -> int:
    from xlplan.app import os_reason
    from xlplan.watching import absolute, write_shortcut

    order = wish.order
    options = [f"--format={format}" for format in wish.formats]
    options += [f"--select={code}" for code in order.select] + [f"--ignore={code}" for code in order.ignore]
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
        raise Refusal(f"Genvägen kunde inte skrivas i {wish.folder}: {os_reason(error)}.") from error
    click.echo(
        f"Skrev {out}. Dubbelklicka på den för att börja bevaka. Den får flyttas, till exempel till skrivbordet."
    )
    return OK


@cli.command()
@click.argument("code", required=False, metavar="[KOD]")
@pack_option
def rules(code: str | None, pack: Path | None) -> int:
    """Visa regelkatalogen, eller förklara en regel.

    \b
    Exempel:
      xlplan rules
      xlplan rules IND001
    """
    from xlplan.model import PackError
    from xlplan.outputs.catalogue import catalogue, explained
    from xlplan.packs import load_pack

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


@cli.command()
@click.argument("workbook", type=click.Path(path_type=Path), metavar="BOK")
def export(workbook: Path) -> int:
    """Skriv ut alla värden i en bok som JSON.

    \b
    Exempel:
      xlplan export plan.xlsx > plan.json
    """
    import json

    from xlplan.app import UnreadableError
    from xlplan.app import export as export_book

    try:
        values, uncalculated = export_book(workbook)
    except UnreadableError as error:
        raise Refusal(str(error)) from error
    json.dump(values, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    if uncalculated:
        told = f"{uncalculated} formler är inte uträknade och saknas. Öppna boken i Excel, spara den och försök igen."
        click.echo(told, err=True)
    return OK


cli.add_command(addin)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console or pipe may have another encoding than the text
            stream.reconfigure(encoding="utf-8")
    start_lean()
    try:
        code = cli.main(args=arguments, prog_name="xlplan", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Avbrutet.", err=True)
        code = 130
    except click.ClickException as error:
        click.echo(explain(error), err=True)
        code = error.code if isinstance(error, Refusal) else error.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # the reader (head, less) has seen enough
        code = OK
    except KeyboardInterrupt:
        click.echo("Avbrutet.", err=True)
        code = 130
    except Exception as error:
        from xlplan.unforeseen import unexpected

        click.echo(unexpected(error), err=True)
        code = UNCHECKED
    sys.exit(code if isinstance(code, int) else OK)
