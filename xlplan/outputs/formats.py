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
from xlplan.wording import series


class Writer(Protocol):
    """What writes a format: text to a text stream, any other to one of bytes."""

    def __call__(self, told: Any, to: IO[Any], occasion: Occasion, /) -> None: ...


@dataclass(frozen=True)
class Format:
    """One command's output in one format."""

    command: str
    name: str
    use: str
    """What it is for, one of USES."""
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
                with unfinished.open("w", encoding="utf-8", errors="replace", newline="\n") as to:
                    self.write(told, to, occasion)
            else:
                with unfinished.open("wb") as to:
                    self.write(told, to, occasion)


READ, SORT, PROGRAMS, CI = USES = ("att läsa", "att sortera", "för andra program", "för CI")

FORMATS = (
    Format("check", "text", READ),
    Format("check", "json", PROGRAMS),
    Format("check", "sarif", PROGRAMS),
    Format("check", "junit", CI),
    Format("check", "html", READ, needs_file=True),
    Format("check", "xlsx", SORT, needs_file=True, is_text=False),
    Format("month", "text", READ),
    Format("month", "json", PROGRAMS),
    Format("month", "xlsx", SORT, needs_file=True, is_text=False),
    Format("month", "html", READ, needs_file=True),
    Format("history", "text", READ),
    Format("history", "json", PROGRAMS),
)
"""Where a command gives a list of its formats they stand in this order."""


def formats_of(command: str) -> dict[str, Format]:
    """A command's formats by name."""
    return {each.name: each for each in FORMATS if each.command == command}


def uses(command: str) -> str:
    """What a command's formats are for, as its help says it: "text och html att läsa, xlsx …"."""
    of_use = {
        use: [each.name for each in FORMATS if (each.command, each.use) == (command, use)]
        for use in USES
    }
    return ", ".join(f"{series(names)} {use}" for use, names in of_use.items() if names)


def in_files(command: str) -> list[str]:
    """The names of a command's formats that need a file."""
    return [name for name, each in formats_of(command).items() if each.needs_file]
