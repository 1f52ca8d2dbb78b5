"""`check --format json`: contract 3, one object for the run. Keys are only ever added."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import IO, Any

from xlplan.model import (
    BookResult,
    Change,
    Ending,
    Finding,
    Outcome,
    Ref,
    Run,
    Severity,
    Value,
    shown_path,
)
from xlplan.outputs.check.overview import sentences
from xlplan.outputs.occasion import Occasion
from xlplan.version import __version__
from xlplan.wording import mask

FORMAT = 1
_ASCII = str.maketrans("åäöéèüÅÄÖ", "aaoeeuaao")


def write(run: Run, to: IO[str], _: Occasion) -> None:
    json.dump(as_data(run), to, ensure_ascii=False, indent=2)
    to.write("\n")


def as_data(run: Run) -> dict[str, Any]:
    """The run as plain dicts and lists, in the key order of the contract."""
    phases = {book.phase for book in run.books if book.readable}
    return {
        "format": FORMAT,
        "xlplan": __version__,
        "phase": run.phase or (phases.pop() if len(phases) == 1 else ""),
        "summary": {
            "workbooks": len(run.books),
            "unreadable": run.unreadable,
            **{severity.value: run.count(severity) for severity in Severity},
            "accepted": run.accepted,
            **({"known": run.known, "gone": run.gone} if run.gone is not None else {}),
        },
        "workbooks": [_book(book, run) for book in run.books],
    }


def _book(book: BookResult, run: Run) -> dict[str, Any]:
    return {
        "path": shown_path(book.path),
        "unit": book.unit,
        "year": book.year,
        "phase": book.phase,
        "readable": book.readable,
        "findings": [_finding(finding, book, run) for finding in book.findings],
        "rules": [_outcome(outcome) for outcome in book.outcomes],
        **({"original": shown_path(book.original)} if book.original else {}),
        **({"fixed": [_change(change) for change in book.fixed]} if book.fixed is not None else {}),
    }


def _finding(finding: Finding, book: BookResult, run: Run) -> dict[str, Any]:
    message, action = sentences(finding, book, run)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "sheet": finding.ref.sheet if finding.ref else "",
        "cell": finding.ref.a1 if finding.ref else "",
        "column": finding.column,
        "key": finding.key,
        "message": message,
        "action": action,
        "facts": {fact_key(name): _value(value) for name, value in finding.facts.items()},
        "related": [_place(ref) for ref in finding.related],
        "fingerprint": finding.fingerprint,
        "accepted": finding.accepted,
        **({"reason": mask(finding.reason)} if finding.accepted else {}),
        **({"known": finding.known} if run.gone is not None else {}),
    }


def _change(change: Change) -> dict[str, str]:
    place = {**_place(change.ref), "column": change.column}
    return {**place, "was": change.was, "became": change.became, "rule": change.rule}


def _place(ref: Ref) -> dict[str, str]:
    return {"sheet": ref.sheet, "cell": ref.a1}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    told = {"rule": outcome.rule, "outcome": outcome.ending.value}
    return (
        {**told, "rows": outcome.rows}
        if outcome.ending is Ending.RUN
        else {**told, "why": mask(outcome.why)}
    )


def fact_key(name: str) -> str:
    """ "KF:s årsmål" -> "kf_arsmal"."""
    plain = name.casefold().replace(":s ", " ").translate(_ASCII)
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def _value(value: Value) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
