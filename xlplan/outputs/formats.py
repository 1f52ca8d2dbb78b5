"""The output formats: what each command can write, by name.

A format is a line here and a module of its name, `xlplan.outputs.<command>.<name>`, with a function
`write` that takes what the command came to, a stream and the occasion. The module is imported when
the format is asked for. The formats of reports stand in `xlplan.report.formats`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Protocol

from xlplan.outputs.occasion import Occasion
from xlplan.whole_file import whole_file


class Writer(Protocol):
    """What writes a format: text to a text stream, any other to one of bytes."""

    def __call__(self, told: Any, to: IO[Any], occasion: Occasion, /) -> None: ...


@dataclass(frozen=True)
class Format:
    """One command's output in one format."""

    command: str
    name: str
    needs_file: bool = False
    """Whether it cannot be shown on the screen: it is no text, or its links start from the file's
    folder."""
    is_text: bool = True

    @property
    def module(self) -> str:
        return f"xlplan.outputs.{self.command}.{self.name}"

    def write(self, told: Any, to: IO[Any], occasion: Occasion) -> None:
        """Write to a stream."""
        write: Writer = import_module(self.module).write
        write(told, to, occasion)

    def write_file(self, told: Any, out: Path, occasion: Occasion) -> None:
        """Write a file, which appears whole or not at all. Raises OSError."""
        occasion = replace(occasion, links_from=out.parent)
        with whole_file(out) as unfinished:
            if self.is_text:
                with unfinished.open("w", encoding="utf-8", newline="\n") as to:
                    self.write(told, to, occasion)
            else:
                with unfinished.open("wb") as to:
                    self.write(told, to, occasion)


FORMATS = (
    Format("check", "text"),
    Format("check", "json"),
    Format("check", "sarif"),
    Format("check", "junit"),
    Format("check", "html", needs_file=True),
    Format("check", "xlsx", needs_file=True, is_text=False),
    Format("month", "text"),
    Format("month", "json"),
    Format("month", "xlsx", needs_file=True, is_text=False),
    Format("month", "html", needs_file=True),
    Format("history", "text"),
    Format("history", "json"),
)
"""Where a command gives a list of its formats they stand in this order."""


def formats_of(command: str) -> dict[str, Format]:
    """A command's formats by name."""
    return {each.name: each for each in FORMATS if each.command == command}


def in_files(command: str) -> list[str]:
    """The names of a command's formats that need a file."""
    return [name for name, each in formats_of(command).items() if each.needs_file]
