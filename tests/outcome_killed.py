"""A program that writes an outcome in one book after another and is killed (kill -9) at every step
of it in turn.

`python outcome_killed.py BOK MAPP`: the folder gets `0/`, `1/` …, each with its book as the killed
program left it, and `hel/` with one that was let be. Step n is the n:th time that anything is asked
of the file system, or half-way through writing a file.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlplan.fixing.outcomes import write_outcomes
from xlplan.tables import specs
from xlplan_rules import contract

OUTCOMES = {
    (post, "kostnad"): [Decimal("833123.45") if i == 0 else None] * 12
    for i, post in enumerate(contract.COST_LINES)
}
ASKED = ("open", "os.", "shutil.", "tempfile.")


class Fuse:
    """Ends the program at its n:th step; a negative n never does."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def burn(self, *_: object) -> None:
        self.left -= 1
        if self.left == -1:  # to kill is asking too
            os.kill(os.getpid(), signal.SIGKILL)

    def hear(self, event: str, _: object) -> None:
        if event.startswith(ASKED):
            self.burn()


def write(book: Path, steps: int) -> None:
    fuse = Fuse(steps)
    opened = os.fdopen

    def halting(*given: Any, **named: Any) -> Any:
        file = opened(*given, **named)
        whole = file.write

        class Halting:
            def __getattr__(self, name: str) -> Any:
                return getattr(file, name)

            def __enter__(self) -> Any:
                return self

            def __exit__(self, *_: object) -> None:
                file.close()

            def write(self, data: bytes) -> None:
                whole(data[: len(data) // 2])
                file.flush()
                fuse.burn()
                whole(data[len(data) // 2 :])

        return Halting()

    os.fdopen = halting
    sys.addaudithook(fuse.hear)
    write_outcomes(book, OUTCOMES, specs(contract), year=2026, month=5)


def main(source: Path, out: Path) -> None:
    steps = -1
    while True:
        folder = out / ("hel" if steps < 0 else str(steps))
        folder.mkdir(parents=True)
        book = Path(shutil.copy(source, folder / "plan.xlsx"))
        child = os.fork()
        if not child:
            try:
                write(book, steps)
            except BaseException as error:
                print(error, file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status) and (steps >= 0 or status):
            sys.exit(os.waitstatus_to_exitcode(status))
        steps += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
