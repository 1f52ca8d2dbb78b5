"""What some rules take of a check: `python asking.py BOOK RULE...` prints seconds of the processor.

It is asked through the command itself, in this process and warm, so that any commit's xlplan can be
timed: a check with those rules alone, less one with a rule that takes next to nothing.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import entry_points
from statistics import median

ROUNDS = 9
NEXT_TO_NOTHING = "STR001"


def main() -> None:
    book, *rules = sys.argv[1:]
    [command] = entry_points(group="console_scripts", name="xlplan")
    check = command.load()

    def seconds(asked: Sequence[str]) -> float:
        chosen = (word for rule in asked for word in ("--select", rule))
        start = time.process_time()
        with suppress(SystemExit):
            check(["check", book, "--format", "json", "--output", os.devnull, *chosen])
        return time.process_time() - start

    seconds(rules)  # imports and compiles, and is not counted
    print(median(seconds(rules) - seconds([NEXT_TO_NOTHING]) for _ in range(ROUNDS)))


if __name__ == "__main__":
    main()
