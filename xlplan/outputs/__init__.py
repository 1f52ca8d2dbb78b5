"""A run in the formats that people and machines want; reporters are found by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import IO, TYPE_CHECKING

from xlplan.model import Run, Severity
from xlplan.whole_file import whole_file

if TYPE_CHECKING:
    from xlplan.rule import Rule

FORMATS = ("text", "json", "sarif", "junit", "html", "xlsx")
FILE_ONLY = ("html", "xlsx")
"""Formats that need a file of their own: xlsx is no text, and the links of both start from the
file's folder."""


@dataclass(frozen=True)
class Occasion:
    """What some formats tell besides the run: what its rules mean, which severity fails it, and
    when it was."""

    rules: Mapping[str, Rule] = field(default_factory=dict)
    fail_on: Severity | None = Severity.ERROR
    """The lowest severity that fails the run; None = none does."""
    today: date = field(default_factory=date.today)
    at: time | None = None
    """The time of day, for a page that is written anew many times a day (`xlplan watch`); None =
    not told."""


def write_text(format: str, run: Run, to: IO[str], occasion: Occasion) -> None:
    """Write a text format to a stream."""
    match format:
        case "json":
            from xlplan.outputs.check.json_format import write as write_json

            write_json(run, to)
        case "sarif":
            from xlplan.outputs.check.sarif import write as write_sarif

            write_sarif(run, to, occasion)
        case "junit":
            from xlplan.outputs.check.junit import write as write_junit

            write_junit(run, to, occasion)
        case _:
            from xlplan.outputs.check.text import write as write_plain

            write_plain(run, to)


def write_file(format: str, run: Run, out: Path, occasion: Occasion) -> None:
    """Write any format to a file, which appears whole or not at all. Raises OSError."""
    with whole_file(out) as unfinished:
        if format == "xlsx":
            from xlplan.outputs.check.xlsx import write as write_xlsx

            write_xlsx(run, unfinished, out.parent)
            return
        with unfinished.open("w", encoding="utf-8", newline="\n") as to:
            if format == "html":
                from xlplan.outputs.check.html import write as write_html

                write_html(run, to, occasion, out.parent)
            else:
                write_text(format, run, to, occasion)
