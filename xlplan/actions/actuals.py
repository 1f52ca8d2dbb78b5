"""The ledger of a run (`--actuals`): read, put on the units' lines, and counted again.

Where the register says nothing, or there is none, a unit's kostnadsställe is its Enhetskod, and the
accounts are those of Kommun-Bas.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from xlplan.ledger import Placed, account_plan, cost_centres, place, read_ledgers
from xlplan.ledger.placed import WHY_TOLD
from xlplan.model import shown_path
from xlplan.month.amounts import from_ore
from xlplan.month.entries import Booked
from xlplan.month.figures import COST
from xlplan.month.ledger import LedgerSummary, Unplaced

if TYPE_CHECKING:
    import polars as pl

Outcome = tuple[Mapping[str, Mapping[tuple[str, str], Sequence[int]]], int, Collection[int]]
"""Enhetskod -> (Post, Radtyp) -> twelve months' öre; the year; the months that the ledger has."""
NO_BOOK = "enheten har ingen bok bland dem som är med här"


@dataclass(frozen=True)
class Actuals:
    """A year's ledger on the units' lines."""

    files: tuple[str, ...]
    year: int
    placed: Placed
    months: frozenset[int]
    """The months that the ledger has."""
    warnings: tuple[str, ...]
    lines: frozenset[tuple[str, str]] = frozenset()
    """(Post, Radtyp) of the lines that have accounts."""

    def to_write(self, code: str) -> dict[tuple[str, str], list[Decimal | None]] | None:
        """A unit's outcome in kronor by line and month: 0 on every line that has accounts and
        nothing booked, None for a month that the ledger has not. None for a unit that it has
        nothing of at all."""
        there = self.placed.units.get(code)
        if there is None:
            return None
        of = {(at.post, at.line_type): months for at, months in there.items()}
        return {
            line: [
                from_ore(of[line][i] if line in of else 0) if i + 1 in self.months else None
                for i in range(12)
            ]
            for line in sorted(self.lines | of.keys())
        }

    def booked(self, code: str) -> Booked:
        """What it has of a unit; nothing, and so 0, of one that it does not know."""
        return Booked(
            {
                (at.post, at.line_type): months
                for at, months in self.placed.units.get(code, {}).items()
            },
            self.months,
        )

    def summary(self, codes: Iterable[str]) -> LedgerSummary:
        """What became of all that was read, with the books of those units."""
        lost = sum(row.ore for row in self._without_book(codes))
        placed, listed = self.placed.placed - lost, self.placed.listed_total + lost
        return LedgerSummary(
            self.files,
            self.placed.read,
            placed,
            listed,
            self.placed.not_result_total,
            self.warnings,
        )

    def unplaced(self, codes: Iterable[str]) -> tuple[Unplaced, ...]:
        """What belongs to no line or unit, the largest first; units without a book with their
        sum."""
        rows = [
            Unplaced(
                row.account,
                row.account_name,
                row.cost_centre,
                row.month,
                row.ore,
                WHY_TOLD[row.why],
            )
            for row in self.placed.listed
        ]
        return tuple(sorted([*rows, *self._without_book(codes)], key=lambda row: -abs(row.ore)))

    def _without_book(self, codes: Iterable[str]) -> list[Unplaced]:
        there = set(codes)
        return [
            Unplaced(
                "",
                "",
                code,
                0,
                sum(sum(m) if line.line_type == COST else -sum(m) for line, m in lines.items()),
                NO_BOOK,
            )
            for code, lines in self.placed.units.items()
            if code not in there
        ]

    def outcome(self) -> Outcome:
        """What rules compare the books with."""
        units = {
            code: {(at.post, at.line_type): months for at, months in lines.items()}
            for code, lines in self.placed.units.items()
        }
        return units, self.year, self.months


class _ItsOwnUnit:
    """Without a register every kostnadsställe is the unit with that Enhetskod."""

    warnings = ()

    def get(self, cost_centre: str, /) -> str:
        return cost_centre


def actuals(
    files: Sequence[Path],
    year: int,
    mapping: Path | None,
    register: Mapping[str, pl.DataFrame],
    standard: str,
) -> Actuals:
    """Read ledgers and place them. `register` are its tables, {} without one; `standard` is the
    text of kommun_bas.toml. Raises LedgerError."""
    ledger = read_ledgers(files, year, mapping)
    units = [
        (code, centres)
        for code, centres in _columns(register, "tblEnheter", "Enhetskod", "Kostnadsställen")
    ]
    centres = cost_centres(units) if units else _ItsOwnUnit()
    posts = _columns(register, "tblBudgetposter", "Post", "Radtyp", "Konton")
    plan = account_plan([(post, kind, accounts) for post, kind, accounts in posts], standard)
    return Actuals(
        tuple(map(shown_path, files)),
        year,
        place(ledger, centres, plan),
        frozenset(ledger.months),
        (*ledger.warnings, *centres.warnings, *plan.warnings),
        frozenset((line.post, line.line_type) for line in plan.lines),
    )


def _columns(
    tables: Mapping[str, pl.DataFrame], name: str, *columns: str
) -> list[list[str | None]]:
    """The rows of some columns as text; a column that the register lacks is None."""
    if name not in tables:
        return []
    frame = tables[name]
    found = [
        frame[column].to_list() if column in frame.columns else [None] * frame.height
        for column in columns
    ]
    return [
        [None if value is None else str(value) for value in row] for row in zip(*found, strict=True)
    ]
