"""A run in the formats that people and machines want; reporters are found by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO

from xlplan.model import Run
from xlplan.whole_file import whole_file

FORMATS = ("text", "json", "xlsx")
BINARY = ("xlsx",)
"""Formats that need a file of their own."""

Writer = Callable[[Run, IO[str]], None]


def write_text(format: str, run: Run, to: IO[str]) -> None:
    """Write a text format to a stream."""
    if format == "json":
        from xlplan.outputs.json_format import write
    else:
        from xlplan.outputs.text import write
    write(run, to)


def write_file(format: str, run: Run, out: Path) -> None:
    """Write any format to a file, which appears whole or not at all."""
    with whole_file(out) as unfinished:
        if format == "xlsx":
            from xlplan.outputs.xlsx import write

            write(run, unfinished, out.parent)
        else:
            with unfinished.open("w", encoding="utf-8", newline="\n") as to:
                write_text(format, run, to)
