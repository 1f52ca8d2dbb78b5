"""Printing to a terminal, a pipe or a file: hard blanks hold, and what is no terminal gets a fixed
width."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import IO, Any, cast

from rich.console import Console
from rich.text import Text

from xlplan.wording import HARD_BLANK

WIDTH = 110
"""Columns where the output is not a terminal."""
_UNBROKEN = "\ue000"
"""Stands in for a hard blank while rich wraps lines: it breaks at any white space, also between 20
and 565."""


def printed(to: IO[str], act: Callable[[Console], None]) -> None:
    """Let `act` print to the stream."""
    if to.isatty():
        act(
            Console(file=cast(IO[str], _Unbreaking(to)), highlight=False, markup=False, emoji=False)
        )
        return
    text = StringIO()
    act(Console(file=text, width=WIDTH, no_color=True, highlight=False, markup=False, emoji=False))
    lines = text.getvalue().replace(_UNBROKEN, HARD_BLANK).split("\n")
    to.writelines(f"{line.rstrip()}\n" for line in lines[:-1])


class _Unbreaking:
    """A stream that gives the hard blanks back."""

    def __init__(self, to: IO[str]) -> None:
        self._to = to

    def write(self, text: str) -> int:
        return self._to.write(text.replace(_UNBROKEN, HARD_BLANK))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._to, name)


def unbroken(told: str, style: str = "") -> Text:
    """A text whose hard blanks hold."""
    return Text(told.replace(HARD_BLANK, _UNBROKEN), style=style)
