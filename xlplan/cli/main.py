"""The command line: it parses, `xlplan.actions` acts, `xlplan.outputs` writes.

Nothing heavy is imported before a command needs it, so that `--help` is quick.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from xlplan.cli.addin import addin
from xlplan.cli.baseline import baseline
from xlplan.cli.check import check
from xlplan.cli.export import export
from xlplan.cli.history import history
from xlplan.cli.month import month
from xlplan.cli.new import new
from xlplan.cli.options import OK, UNCHECKED, Refusal
from xlplan.cli.report import report
from xlplan.cli.rules import rules
from xlplan.cli.swedish import SwedishGroup, explain
from xlplan.cli.watch import watch
from xlplan.startup import start
from xlplan.version import __version__


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


for command in (addin, baseline, check, export, history, month, new, report, rules, watch):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(
            stream, "reconfigure"
        ):  # a Windows console or pipe may have another encoding than the text
            stream.reconfigure(encoding="utf-8")
    start()
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
        from xlplan.actions.unforeseen import unexpected

        click.echo(unexpected(error), err=True)
        code = UNCHECKED
    sys.exit(code if isinstance(code, int) else OK)
