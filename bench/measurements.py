"""What the bench measures: each gives a row of the result by asking both sides in turn, round by
round."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import annual
from measured_checks import batch, big, excel, growth, help_, one, reading
from measured_months import ledger, ledger_memory, month
from measured_reports import FORMATS, report_of_one, reports
from result import Result, Setting

EVERY: dict[str, Callable[[Setting], Result | None]] = {
    "batch": batch,
    "one": one,
    "help": help_,
    "reading": reading,
    **{f"report-{form}": partial(report_of_one, form) for form in FORMATS},
    "reports": reports,
    "annual": annual.annual_reports,
    "asking": annual.asking,
    "excel": excel,
    "month": month,
    "ledger": ledger,
    "ledger-memory": ledger_memory,
}
BIG: dict[str, Callable[[Setting], Result | None]] = {"big": big, "memory": growth}
