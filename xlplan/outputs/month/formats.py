"""A run of the month in the formats that people and machines want."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from xlplan.month.figures import MonthRun
from xlplan.whole_file import whole_file

FORMATS = ("text", "json", "xlsx", "html")


def write_text(format: str, run: MonthRun, to: IO[str]) -> None:
    """Write a text format to a stream."""
    if format == "json":
        from xlplan.outputs.month.json import write as write_json

        write_json(run, to)
    else:
        from xlplan.outputs.month.text import write as write_plain

        write_plain(run, to)


def write_file(format: str, run: MonthRun, out: Path) -> None:
    """Write any format to a file, which appears whole or not at all. Raises OSError."""
    with whole_file(out) as unfinished:
        if format == "xlsx":
            from xlplan.outputs.month.xlsx import write as write_xlsx

            write_xlsx(run, unfinished)
            return
        with unfinished.open("w", encoding="utf-8", newline="\n") as to:
            if format == "html":
                from xlplan.outputs.month.html import page

                to.write(page(run, out.parent))
            else:
                write_text(format, run, to)
