"""Unreadable lines of a ledger's file, with their numbers: those that are skipped, and those that
refuse the file."""

from __future__ import annotations

from pathlib import Path

from xlplan.model import LedgerError, shown_path
from xlplan.wording import count, number, series

TOLD = 5
"""Line numbers in a sentence."""


class Problems:
    """The unreadable lines of one file."""

    def __init__(self) -> None:
        self._lost: list[tuple[int, str]] = []
        self._skipped: list[tuple[int, str]] = []
        self._lost_in_all = self._skipped_in_all = 0

    def lost(self, line: int, why: str) -> None:
        """Note an amount that cannot be read."""
        self._lost_in_all += 1
        if len(self._lost) < TOLD:
            self._lost.append((line, why))

    def skipped(self, line: int, why: str) -> None:
        """Note a line without which the amounts are still right."""
        self._skipped_in_all += 1
        if len(self._skipped) < TOLD:
            self._skipped.append((line, why))

    def refuse(self, path: Path) -> None:
        """Raise LedgerError if any amount was lost: the totals would be wrong."""
        if not self._lost:
            return
        (line, why), *others = self._lost
        more = f" Detsamma gäller {_lines(others, self._lost_in_all - 1)}." if others else ""
        raise LedgerError(
            f"Huvudboken {shown_path(path)}, rad {number(line)}: {why}.{more} Summorna skulle bli "
            "fel utan det, så filen läses inte. Exportera den på nytt ur ekonomisystemet.",
            line,
        )

    def warnings(self) -> list[str]:
        """What is told of the lines that were skipped: at most one sentence in Swedish."""
        if not self._skipped:
            return []
        (line, why), *others = self._skipped
        more = f", liksom {_lines(others, self._skipped_in_all - 1)}" if others else ""
        return [f"Rad {number(line)} hoppades över: {why}{more}. Inga belopp gick förlorade."]


def _lines(told: list[tuple[int, str]], in_all: int) -> str:
    if in_all > len(told):
        return f"{count(in_all, 'rad', 'rader')} till"
    return f"rad {series(number(line) for line, _ in told)}"
