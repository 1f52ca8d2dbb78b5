"""Options, refusals and exit codes that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlplan.cli.swedish import option

if TYPE_CHECKING:
    from xlplan.model import Severity

OK, FINDINGS, USAGE, UNCHECKED = 0, 1, 2, 3
PHASES = ("VP", "T1", "T2", "VB")
FAIL_ON = ("error", "warning", "note", "never")
paths_argument = click.argument(
    "paths", nargs=-1, required=True, metavar="BOK|MAPP…", type=click.Path(path_type=Path)
)
phase_option = partial(
    option, "--phase", type=click.Choice(PHASES, case_sensitive=False), metavar="SKEDE"
)
select_option = option(
    "--select",
    multiple=True,
    metavar="KOD",
    help="Bara dessa regler, t.ex. BUD eller IND001. Kan upprepas.",
)
ignore_option = option(
    "--ignore", multiple=True, metavar="KOD", help="Inte dessa regler. Kan upprepas."
)
pack_option = option(
    "--pack",
    type=click.Path(path_type=Path),
    metavar="FIL.toml",
    help="Kommunens egna inställningar av reglerna.",
)
register_option = option(
    "--register",
    type=click.Path(path_type=Path),
    metavar="REGISTER.xlsx",
    help="Jämför böckerna med nämndens register.",
)
fail_on_option = partial(
    option, "--fail-on", type=click.Choice(FAIL_ON), default="error", metavar="ALLVAR"
)
jobs_option = partial(option, "--jobs", type=click.IntRange(min=0), default=0, metavar="ANTAL")
store_option = partial(option, "--store", default="", metavar="URL")


def checking_order(command: Callable[..., int]) -> Callable[..., int]:
    """The command gets one `order`, of its options --phase, --select, --ignore, --register and
    --pack."""

    @wraps(command)
    def with_order(
        *,
        pack: Path | None,
        register: Path | None,
        phase: str | None = None,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        **others: Any,
    ) -> int:
        from xlplan.checking.batch import Order

        order = Order(pack, codes(select), codes(ignore), (phase or "").upper(), register)
        return command(order=order, **others)

    return with_order


def codes(options: Sequence[str]) -> tuple[str, ...]:
    """`--select IND001,BUD` is the same as giving the option twice."""
    return tuple(
        code.strip().upper() for option in options for code in option.split(",") if code.strip()
    )


class Refusal(click.ClickException):
    """A sentence to the user and an exit code; nothing has been changed."""

    def __init__(self, sentence: str, exit_code: int = UNCHECKED) -> None:
        super().__init__(sentence)
        self.code = exit_code


def exit_code(unchecked: bool, count: Callable[[Severity], int], fail_on: str) -> int:
    """The exit code of a run with so many findings by severity."""
    from xlplan.model import Severity

    if unchecked:
        return UNCHECKED
    if fail_on == "never":
        return OK
    limit = Severity(fail_on).rank
    failing = (severity for severity in Severity if severity.rank >= limit)
    return FINDINGS if any(map(count, failing)) else OK
